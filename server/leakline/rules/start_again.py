"""Objects that can be started again after their end: what keeps the start from running twice is taken back there."""

from __future__ import annotations

import re

from leakline.js.code import Code
from leakline.js.listeners import Listening
from leakline.js.model import Function

FIELD = re.compile(r"\bthis\.([\w$#]+)")
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
