"""What is put into groups of a collection for as long as a connection lives, and stays in them when it has gone."""

from __future__ import annotations

import re

from leakline.js.code import Code
from leakline.js.containers import Container, Insertion, mentions_of
from leakline.js.entries import look_ups_of
from leakline.js.shapes import ArgumentKind, CallShape
from leakline.rules.editing import after_statement, style_of
from leakline.rules.entry_ends import GOES, comes_with
from leakline.rules.finding import Fix

TAKES = re.compile(r"\.\s*(?:delete|splice|filter|pop|shift|remove)\s*\(|\bindexOf\b|\b(?:without|pull|remove)\s*\(")
CLIENTS = re.compile(
    r"^_?(?:ws|socket|client|conn|connection|session|peer|stream|res|response|subscriber|listener|callback|cb|fn|handler)$"
)
JOINS = re.compile(r"^_?#?(?:join|subscribe|register|add|attach|connect|enter|on|listen|watch)(?:[A-Z]\w*)?$")
LEAVES = re.compile(
    r"^_?#?(?:leave|unsubscribe|unregister|remove|detach|disconnect|exit|off|(?:on|handle)?(?:Close|Disconnect|Leave)"
    r"|(?:on|handle)[A-Z]\w*(?:Close|Disconnect|Leave))(?:[A-Z]\w*)?$"
)


def left_in_group(code: Code, container: Container) -> Insertion | None:
    """The call that puts what leaves again into a group, ``rooms[id].push(socket)``, when nothing takes it out."""
    if container.kind not in ("map", "object") or container.takes_out or container.escapes:
        return None
    looks = look_ups_of(code, container)
    if not looks or any(look.is_group for look in looks):
        return None
    if any(
        TAKES.search(code.function_text(code.module.enclosing_function(start)))
        for start, _ in mentions_of(code, container.place)
    ):
        return None
    return next((one for call in code.calls("add", "push") if (one := _judge(code, container, call)) is not None), None)


def _judge(code: Code, container: Container, call: CallShape) -> Insertion | None:
    if call.receiver is None or len(call.arguments) != 1 or not code.repeats(call.function):
        return None
    value = call.arguments[0]
    if value.kind is not ArgumentKind.IDENTIFIER or not _is_group_of(code, container, call):
        return None
    one = Insertion(call.start, call.end, None, value, call.function, call, None)
    if comes_with(container, one) is not None:
        return one
    if any(
        added.event in GOES and added.function is call.function and added.place.text == value.text
        for added in code.listenings
    ):
        return one
    owner, host = code.owners.around(call.function), code.host(call.function)
    if owner is None or not CLIENTS.match(value.text) or value.text not in host.parameters:
        return None
    if not JOINS.match(code.name_of(host)):
        return None
    return one if any(LEAVES.match(name) and method is not host for name, method in owner.methods.items()) else None


def _is_group_of(code: Code, container: Container, call: CallShape) -> bool:
    """Whether what is added to is looked up in the collection, there or under a name of the same function."""
    assert call.receiver is not None
    text, name = call.receiver.text, re.escape(container.place.name)
    if re.match(rf"(?:[\w$]+\s*[!?]*\.\s*)*{name}\s*[!?]*(?:\.\s*get\s*\(|\[)", text):
        return True
    return any(text in look.names and look.function is call.function for look in look_ups_of(code, container))


def when_it_leaves(code: Code, one: Insertion, event: str) -> tuple[Fix, ...]:
    """Take what was added out of its group at its last event."""
    if one.call is None or one.call.receiver is None or one.value is None or not CLIENTS.match(one.value.text):
        return ()
    if re.match(r"_?(?:callback|cb|fn|handler|listener|subscriber)$", one.value.text):
        return ()
    style, value, group = style_of(code), one.value.text, one.call.receiver.text
    gone = f"{group}.delete({value})" if one.call.name == "add" else f"{group}.splice({group}.indexOf({value}), 1)"
    edit = after_statement(code, one.start, one.end, f"{value}.once({style.quote}{event}{style.quote}, () => {gone})")
    title = f"Take it out when '{event}' comes (unsafe: see that it comes)"
    return (Fix(title, False, (edit,)),) if edit is not None else ()
