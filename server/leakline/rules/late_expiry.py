"""Caches whose entries expire, and go only when somebody asks for the same key again."""

from __future__ import annotations

import re

from leakline.js.code import Code
from leakline.js.containers import Container
from leakline.js.entries import look_ups_of, removals_of
from leakline.js.facts import FunctionKind

EXPIRES = re.compile(
    r"Date\.now\(\)|\bnow\b|performance\.now|getTime\(\)|expir|\bttl\b|\bstale\b|\bage\b", re.IGNORECASE
)
READS = re.compile(r"^_?#?(?:get|has|read|fetch|find|lookup|peek|check|is|load|retrieve|cached)", re.IGNORECASE)


def only_late_removal(code: Code, container: Container) -> bool:
    """Whether all that is taken out is what a look-up finds too old: ``if (entry.expires < now) cache.delete(key)``.

    A function that empties the collection as a whole does not count unless the file calls it.
    """
    if container.kind not in ("map", "object"):
        return False
    looked = {look.function for look in look_ups_of(code, container)}
    expired = False
    for start, function in removals_of(code, container):
        name = code.name_of(function)
        one = re.match(rb"[\w$]*\s*[!?]*(?:\.\s*delete\s*\(|\[)", code.bare[start : start + 200]) is not None
        if not one:
            if function.kind is FunctionKind.MODULE or _is_called(code, name):
                return False
            continue
        guards = code.surroundings(start, start + 1).guards
        if function not in looked or not any(EXPIRES.search(guard.text) for guard in guards):
            return False
        if code.surroundings(start, start + 1).in_loop or READS.match(code.name_of(code.host(function))) is None:
            return False
        expired = True
    return expired


def _is_called(code: Code, name: str) -> bool:
    return not name or bool(code.calls(name))
