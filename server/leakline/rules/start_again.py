"""Objects that can be started again after their end: what keeps the start from running twice is taken back there."""

from __future__ import annotations

import re

from leakline.js.code import TEARDOWN, Code
from leakline.js.listeners import Handler, Listening
from leakline.js.model import Binding, Function

FIELD = re.compile(r"\bthis\.([\w$#]+)")
START = re.compile(r"^_?(?:start|listen|open|connect|enable|attach|mount|activate|run|begin|resume|subscribe)$")
EMPTY = frozenset({"false", "null", "undefined", "void0", "0", "!1"})


def starts_again(code: Code, added: Listening) -> bool:
    """``start() { if (this.on) return; this.on = true; bus.on(...) }`` beside ``stop() { this.on = false; }``."""
    owner = code.owners.of(added.function)
    if owner is None or not owner.is_class:
        return False
    tested = {
        match[1]
        for guard in code.surroundings(added.call.start, added.call.end).guards
        for match in FIELD.finditer(guard.text)
    }
    own = tested & _fields_set(code, added.function, empty=False)
    if not own:
        return False
    ends = [one for one in code.teardown(owner) if one is not added.function]
    return any(own & _fields_set(code, one, empty=True) for one in ends)


def _fields_set(code: Code, function: Function, *, empty: bool) -> set[str]:
    """The fields that a function sets to nothing, or to something."""
    return {
        assignment.target.path[0]
        for assignment in code.assignments_in(function)
        if assignment.target.root == "this"
        and len(assignment.target.path) == 1
        and ("".join(assignment.value.text.split()) in EMPTY) is empty
    }


def starts_beside_end(code: Code, added: Listening) -> bool:
    """``api.start = function () { app.on('data', send); }`` beside ``api.stop``, where ``app`` is older than both."""
    place, host = added.place, code.host(added.function)
    usage = host.usage
    if place.binding is None or place.root == "this" or not host.is_within(place.binding.function):
        return False
    if host is place.binding.function or START.match(code.name_of(host)) is None or usage is None:
        return False
    if added.handler_kind not in (Handler.INLINE, Handler.LOCAL) or not added.has_literal_event:
        return False
    assignment = usage.assignment
    if assignment is not None and len(assignment.target.path) == 1:
        binding = assignment.target.binding
        return binding in code.once(_with_end)
    owner = code.owners.of(host)
    return owner is not None and not owner.is_class and bool(code.teardown(owner))


def _with_end(code: Code) -> frozenset[Binding | None]:
    """The variables whose objects get a method for their end: ``api.stop = function () {}``."""
    return frozenset(
        one.target.binding
        for one in code.module.assignments
        if one.target.binding is not None and len(one.target.path) == 1 and TEARDOWN.match(one.target.path[0])
    )
