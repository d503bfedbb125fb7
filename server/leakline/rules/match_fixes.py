"""Edits that make a removal name what was added: one kept function for both, or the right name, event or target."""

from __future__ import annotations

from leakline.js.code import Code
from leakline.js.listeners import Handler, Listening
from leakline.rules.editing import before_statement, edits_in_order, handler_name, replace
from leakline.rules.finding import Fix
from leakline.rules.listener_fixes import handler_text
from leakline.rules.promise_fixes import free_name
from leakline.text.edits import Edit

MADE = (Handler.INLINE, Handler.BOUND, Handler.OTHER, Handler.LOCAL)


def same_handler(code: Code, added: Listening | None, removal: Listening) -> tuple[Fix, ...]:
    """Remove what was added: by its name if it has one, else by a field or variable that keeps it."""
    if added is None or added.handler is None or removal.handler is None:
        return ()
    if added.handler_kind in (Handler.FIELD, Handler.MODULE):
        name = handler_text(added)
        if name == removal.handler.text:  # of another class
            return ()
        edit = replace(removal.handler.start, removal.handler.end, name)
        return (Fix(f"Remove '{name}', which was added", True, (edit,)),)
    if added.handler_kind not in MADE:
        return ()
    owner = code.owners.of(added.function)
    edits: list[Edit | None] = [None]
    if owner is not None and owner is code.owners.of(removal.function):
        name = "this." + free_name(code, f"_{handler_name(added.event)}")
        edits = [before_statement(code, added.call.start, added.call.end, f"{name} = {added.handler.text}")]
    elif removal.function.is_within(added.function) and added.handler_kind is not Handler.LOCAL:
        name = free_name(code, handler_name(added.event))
        edits = [before_statement(code, added.call.start, added.call.end, f"const {name} = {added.handler.text}")]
    else:
        return ()
    edits.append(replace(added.handler.start, added.handler.end, name))
    edits.append(replace(removal.handler.start, removal.handler.end, name))
    ordered = edits_in_order(*edits)
    return (Fix(f"Keep the listener in '{name}' and remove that", True, ordered),) if ordered is not None else ()


def same_target(added: Listening, removal: Listening) -> tuple[Fix, ...]:
    """Remove from what it was added to."""
    receiver = removal.call.receiver
    if receiver is None:
        return ()
    edit = replace(receiver.start, receiver.end, added.place.text)
    return (Fix(f"Remove it from '{added.place.text}'", True, (edit,)),)


def without_statement(code: Code, start: int, end: int, title: str) -> tuple[Fix, ...]:
    """Take a statement with its line out."""
    first, last = code.statement(start, end)
    line = code.source.rfind(b"\n", 0, first) + 1
    after = code.source.find(b"\n", last)
    if code.source[line:first].strip() or after < 0 or code.source[last:after].strip(b" \t;\r"):
        return ()
    return (Fix(title, True, (Edit(line, after + 1, b""),)),)
