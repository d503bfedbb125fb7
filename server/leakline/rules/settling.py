"""Ways out of a promise or callback: which of them let go of what was taken for its time, and which do not."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass

from leakline.js.code import Code
from leakline.js.listeners import ListenerStep, Listening
from leakline.js.model import Function
from leakline.js.releases import same_event
from leakline.js.shapes import CallShape, UsageKind

CALLBACK = re.compile(r"^_?(?:cb|callback|done|next|fn)$")


@dataclass(frozen=True, slots=True)
class _Inside:
    """The functions inside of a work, who calls whom by name, and those that settle: by which call, on which terms."""

    functions: frozenset[Function]
    callers: dict[str, set[Function]]
    settling: dict[Function, tuple[CallShape, set[tuple[int, bool]]]]


@dataclass(frozen=True, slots=True)
class Work:
    """A function that settles something: the executor of a promise or a function with a callback; ``settlers`` do."""

    function: Function
    settlers: frozenset[str]


def works_around(code: Code, function: Function) -> Iterator[Work]:
    """A function, and those around it, whose end is a call of one of their parameters, from the inside outwards."""
    works = code.once(_works)
    current: Function | None = function
    while current is not None:
        if current in works:
            yield works[current]
        current = current.parent


def forgetful_exit(
    code: Code, work: Work, releases: list[CallShape], taken: CallShape, excused: Container[Function] = ()
) -> int | None:
    """Where the work settles without any of the releases, while another way out does release.

    ``taken`` is the call whose effect has to be released; ``excused`` functions need no release since their run is one.
    None where all ways release, none does, or the release is not left to the ways out.
    """
    releasing = {release.function for release in releases}
    if not releasing or work.function in releasing:
        return None
    known = code.once(_insides)
    if work.function not in known:
        known[work.function] = _inside_of(code, work)
    inside = known[work.function]
    if not releasing <= inside.functions:
        return None
    waiting = list(releasing)
    while waiting:
        callers = inside.callers.get(waiting.pop().name, set()) - releasing
        releasing |= callers
        waiting += callers
    conditions = _conditions(code, work, taken.function, taken)
    clean = any(one in inside.settling and inside.settling[one][1] <= conditions for one in releasing)
    forgetful = None
    for one, (settles, needed) in inside.settling.items():
        if not needed <= conditions:
            continue
        if clean and forgetful is not None:
            break
        if taken.function.is_within(one) and settles.start < taken.start:  # nothing was taken yet
            later = [call for call in code.calls_in(one) if _calls(call, work.settlers) and call.start > taken.start]
            if not later:
                continue
            settles = later[0]
        if any(step in releasing for step in _upwards(one, work.function)):
            clean = True
            early = early_exit(code, one, releases, work.settlers)
            forgetful = early if early is not None and forgetful is None else forgetful
        elif not any(step in excused for step in _upwards(one, work.function)):
            forgetful = settles.start if forgetful is None else forgetful
    return forgetful if clean else None


def early_exit(code: Code, function: Function, releases: list[CallShape], settlers: frozenset[str]) -> int | None:
    """``if (error) return reject(error)`` in front of the release in one and the same function."""
    here = [release.start for release in releases if release.function is function]
    for call in code.calls_in(function):
        if not here or call.start > min(here) or not _calls(call, settlers):
            continue
        start, end = code.statement(call.start, call.end)
        if code.surroundings(call.start, call.end).guards and (
            re.search(r"\breturn\s+$", code.text(start, call.start))
            or re.match(rb"\s*return\b", code.bare[end : end + 40])
        ):
            return call.start
    return None


def releases_of(code: Code, work: Work, added: Listening) -> list[CallShape]:
    """The removals of a listener inside the work that it was added for."""
    return [
        removal.call
        for removal in code.once(_removals_by_handler).get(added.handler_key, ())
        if same_event(removal, added) and work.function.start <= removal.call.start < work.function.end
    ]


def _removals_by_handler(code: Code) -> dict[str, list[Listening]]:
    found: dict[str, list[Listening]] = {}
    for removal in code.removals:
        if removal.step is ListenerStep.REMOVE and removal.handler_key:
            found.setdefault(removal.handler_key, []).append(removal)
    return found


def _insides(code: Code) -> dict[Function, _Inside]:  # noqa: ARG001
    """What is inside of works, filled by those who ask."""
    return {}


def _inside_of(code: Code, work: Work) -> _Inside:
    functions = list(_inside(work.function))
    callers: dict[str, set[Function]] = {}
    settling = {}
    for one in functions:
        calls = [call for call in code.calls_in(one) if call.is_plain and call.name]
        for call in calls:
            callers.setdefault(call.name, set()).add(one)
        settles = next((call for call in calls if call.name in work.settlers), None)
        if settles is not None:
            settling[one] = settles, _conditions(code, work, one, one)
    return _Inside(frozenset(functions), callers, settling)


def _inside(function: Function) -> Iterator[Function]:
    waiting = list(function.functions)
    while waiting:
        one = waiting.pop()
        yield one
        waiting += one.functions


def _works(code: Code) -> dict[Function, Work]:
    found = {}
    for function in code.module.functions:
        usage = function.usage
        call = usage.call if usage is not None and usage.kind is UsageKind.ARGUMENT else None
        if call is not None and call.is_new and call.name == "Promise" and function.parameters:
            found[function] = Work(function, frozenset(function.parameters[:2]))
        elif function.parameters and CALLBACK.match(function.parameters[-1]):
            found[function] = Work(function, frozenset(function.parameters[-1:]))
    return found


def _conditions(code: Code, work: Work, function: Function, place: CallShape | Function) -> set[tuple[int, bool]]:
    """The conditions in the work's own code under which a call, or the making of a function, is reached."""
    start, end = place.start, place.end
    while function is not work.function and function.parent is not None:
        start, end, function = function.start, function.end, function.parent
    return {(guard.start, guard.negative) for guard in code.surroundings(start, end).guards}


def _calls(call: CallShape, names: frozenset[str] | set[str]) -> bool:
    return call.is_plain and call.name in names


def _upwards(function: Function, end: Function) -> Iterator[Function]:
    current: Function | None = function
    while current is not None and current is not end:
        yield current
        current = current.parent
