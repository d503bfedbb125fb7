"""Single entries of a collection: where a file looks one up by its key, what it does with it, and where it ends it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from leakline.js.code import Code
from leakline.js.containers import TAKES_OUT, Container, mentions_of
from leakline.js.model import Function

LOOKED_UP = re.compile(rb"\s*!?(?:\?\.|\.)\s*get\s*\(|\s*!?(?:\?\.)?\s*\[")
NAMED = re.compile(rb"([\w$]+)(?:\s*:\s*[^=;{}]+)?\s*=\s*(?:[^;={}]*(?:[?:]|&&)\s*)?\(?(?:[\w$#]+\s*[!?]*\.\s*)*$")
DESTRUCTURED = re.compile(rb"\{([^{}]*)\}(?:\s*:\s*[^=;]+)?\s*=\s*\(?(?:[\w$#]+\s*[!?]*\.\s*)*$")
# What an entry is called that waits for an answer, and what is done with it.
STEPS = (
    rb"(?:resolve|reject|callback|cb|fn|func|handler|method|success|error|done|complete|fulfill|deferred|promise|listener"
    rb"|next|call|apply|onSuccess|onError|onMessage|send|emit)"
)
EMPTIES = re.compile(
    rb"\s*=\s*(?:\[\s*\]|\{\s*\}|new\s|null\b|undefined\b|Object\.create|[\w$.#]+\s*[!?]*\.\s*filter\b)"
)
GROUP = re.compile(rb"\s*[!?]*(?:\.\s*(?:delete|splice|filter|shift|pop)\b|--|\s*-=)")
OPENING = {b"(": b")", b"[": b"]"}
FAR = 400  # bytes behind a look-up in which its brackets have to be closed


@dataclass(frozen=True, slots=True)
class LookUp:
    """One entry that is asked for by its key. ``uses`` tells that its function is called, or that it is settled.

    ``is_group`` tells that the entry is a collection or a count, from which something is taken.
    """

    start: int
    function: Function
    names: tuple[str, ...]
    uses: bool
    is_group: bool


def look_ups_of(code: Code, container: Container) -> tuple[LookUp, ...]:
    """Where entries of a collection are asked for one by one."""
    known = code.once(_look_ups)
    key = container.place.key
    if key not in known:
        known[key] = tuple(_look_ups_of(code, container))
    return known[key]


def removals_of(code: Code, container: Container) -> tuple[tuple[int, Function], ...]:
    """Where entries are taken out, one by one or all at once, and the functions that do; literal keys do not count."""
    known = code.once(_removals)
    key = container.place.key
    if key not in known:
        known[key] = tuple(_removals_of(code, container))
    return known[key]


def _removals(code: Code) -> dict[str, tuple[tuple[int, Function], ...]]:  # noqa: ARG001
    """Removals by the places of collections, filled by ``removals_of``."""
    return {}


def _removals_of(code: Code, container: Container) -> Iterator[tuple[int, Function]]:
    for start, end in mentions_of(code, container.place):
        before, after = code.bare[max(0, start - 80) : start], code.bare[end : end + 40]
        deletes = re.search(rb"\bdelete\s+\(?[\w$.#!?]*$", before) is not None
        if deletes and re.match(rb"\s*[!?]*(?:\.|\[\s*['\"])", after):
            continue
        function = code.module.enclosing_function(start)
        made_anew = EMPTIES.match(after) is not None and function is not container.made.function
        if deletes or TAKES_OUT.match(after) or made_anew:
            yield start, function


def _look_ups(code: Code) -> dict[str, tuple[LookUp, ...]]:  # noqa: ARG001
    """Look-ups by the places of collections, filled by ``look_ups_of``."""
    return {}


def _look_ups_of(code: Code, container: Container) -> Iterator[LookUp]:
    for start, end in mentions_of(code, container.place):
        match = LOOKED_UP.match(code.bare, end)
        close = _closed(code.bare, match.end() - 1) if match is not None else None
        if close is None or re.match(rb"\s*(?:\|\||\?\?)?=[^=>]", code.bare[close : close + 8]):
            continue
        before = code.bare[max(0, start - 160) : start]
        if re.search(rb"\bdelete\s+[\w$.#!?]*$", before):
            continue
        function = code.module.enclosing_function(start)
        named, parts = NAMED.search(before), DESTRUCTURED.search(before)
        names = [named[1]] if named is not None else re.findall(rb"([\w$]+)\s*(?=,|$|=)", parts[1]) if parts else []
        rest = code.bare[close : function.end]
        uses = re.match(rb"\s*\)?\s*[!?]*\.?\s*\(|\s*\)?\s*[!?]*\.\s*" + STEPS + rb"\b", rest) is not None
        uses = uses or any(_is_used(rest, name, destructured=parts is not None) for name in names)
        is_group = GROUP.match(rest) is not None or any(
            re.search(rb"(?<![\w$.])" + re.escape(name) + GROUP.pattern, rest) for name in names
        )
        yield LookUp(start, function, tuple(name.decode() for name in names), uses, is_group)


def _is_used(rest: bytes, name: bytes, *, destructured: bool) -> bool:
    """Whether an entry is called, or one of its functions is; ``rest`` is what follows in the function."""
    word = rb"(?<![\w$.])" + re.escape(name)
    called = word + rb"\s*(?:\?\.)?\("
    if destructured:
        return re.fullmatch(STEPS, name) is not None and re.search(called, rest) is not None
    if re.search(called + rb"|" + word + rb"\s*[!?]*\.\s*" + STEPS + rb"\b", rest) is not None:
        return True
    parts = re.search(rb"\{([^{}]*)\}\s*=\s*" + word + rb"\s*[;,\n]", rest)
    return parts is not None and re.search(rb"\b" + STEPS + rb"\b", parts[1]) is not None


def _closed(source: bytes, opening: int) -> int | None:
    """Where the bracket at a byte is closed; what is inside of it is closed as well."""
    first = source[opening : opening + 1]
    last, depth = OPENING[first], 0
    for match in re.finditer(rb"[()\[\]]", source[opening : opening + FAR]):
        depth += 1 if match[0] == first else -1 if match[0] == last else 0
        if depth == 0:
            return opening + match.end()
    return None
