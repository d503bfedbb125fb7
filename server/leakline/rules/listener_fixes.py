"""Edits that remove a listener again: in the object's teardown, or by a function that is returned."""

from __future__ import annotations

import re

from leakline.js.code import Code
from leakline.js.facts import FunctionKind
from leakline.js.lifetimes import Lifetime, Origin
from leakline.js.listeners import Handler, Listening
from leakline.js.model import Function
from leakline.rules.editing import (
    before_statement,
    body_start,
    edits_in_order,
    handler_name,
    in_teardown,
    indent_at,
    replace,
    style_of,
)
from leakline.rules.finding import Fix
from leakline.text.edits import Edit

VISIBLE = (Origin.GLOBAL, Origin.MODULE, Origin.IMPORT)
OPPOSITE = {"addEventListener": "removeEventListener", "on": "off", "once": "off"}


def removal_fixes(code: Code, added: Listening) -> tuple[Fix, ...]:
    """A fix that removes the listener where the object around it ends, or where the caller says so."""
    fix = _in_teardown(code, added) or _returned(code, added)
    return (fix,) if fix is not None else ()


def removal_method(code: Code, added: Listening) -> str:
    """The method that undoes the one that added the listener, as the file spells it."""
    own = code.emitters.removal_of(added.call.name)
    if own is not None:
        return own
    if added.call.name in OPPOSITE and not (added.call.name != "addEventListener" and b".removeListener(" in code.bare):
        return OPPOSITE[added.call.name]
    return "removeListener"


def removal(code: Code, added: Listening, handler: str) -> str:
    """The call that removes a listener."""
    assert added.call.receiver is not None
    first = added.call.arguments[0].text
    capture = ", true" if added.capture else ""
    return f"{added.place.text}.{removal_method(code, added)}({first}, {handler}{capture})"


def _in_teardown(code: Code, added: Listening) -> Fix | None:
    owner = code.owners.of(added.function)
    if owner is None or not owner.is_class or added.handler is None:
        return None
    visible = (added.place.root == "this" and added.place.text.startswith("this")) or added.place.origin in VISIBLE
    if not visible or added.call.receiver is None or added.place.text.startswith("?"):
        return None
    if added.handler_kind is Handler.FIELD:
        name, edits = added.handler.text, []
    elif added.handler_kind in (Handler.INLINE, Handler.BOUND, Handler.LOCAL, Handler.OUTER):
        name = f"this._{handler_name(added.event)}"
        while name.removeprefix("this.") in owner.methods or name.encode() in code.source:
            name += "Listener"
        edits = _named(code, added, f"{name} = ", name)
    else:
        return None
    ending = in_teardown(code, owner, removal(code, added, name))
    if ending is None:
        return None
    ordered = edits_in_order(*edits, ending[0])
    if ordered is None:
        return None
    return Fix(f"Remove the listener in {ending[1]}() (unsafe: somebody has to call it)", False, ordered)


def _returned(code: Code, added: Listening) -> Fix | None:
    function = added.function
    start = body_start(code, function)
    if start is None or function.kind is FunctionKind.CONSTRUCTOR or function.is_generator or added.handler is None:
        return None
    if added.place.lifetime is Lifetime.UNKNOWN or _returns(code, function) or function.parent is None:
        return None
    if (
        code.surroundings(added.call.start, added.call.end).guards
        or code.surroundings(added.call.start, added.call.end).in_loop
    ):
        return None
    name, edits = added.handler.text, []
    if added.handler_kind in (Handler.INLINE, Handler.BOUND):
        name = handler_name(added.event)
        while re.search(rb"\b" + name.encode() + rb"\b", code.bare):
            name += "Listener"
        edits = _named(code, added, f"const {name} = ", name)
    elif added.handler_kind is Handler.OTHER:
        return None
    end = code.source.rfind(b"}", start, function.end)
    line = code.source.rfind(b"\n", 0, end) + 1
    if end < 0 or code.source[line:end].strip():
        return None
    style = style_of(code)
    inner = indent_at(code, end) + style.indent
    text = f"{inner}return () => {removal(code, added, name)}{style.semicolon}{style.newline}"
    ordered = edits_in_order(*edits, Edit(line, line, text.encode()))
    if ordered is None:
        return None
    return Fix("Return a function that removes the listener (unsafe: somebody has to call it)", False, ordered)


def _named(code: Code, added: Listening, declaration: str, name: str) -> list[Edit | None]:
    assert added.handler is not None
    before = before_statement(code, added.call.start, added.call.end, declaration + added.handler.text)
    return [before, replace(added.handler.start, added.handler.end, name)]


def _returns(code: Code, function: Function) -> bool:
    text = code.function_text(function)
    for inner in function.functions:
        text = text.replace(code.function_text(inner), "")
    return re.search(r"\breturn\b", text) is not None
