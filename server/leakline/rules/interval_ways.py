"""Intervals that ask again and again until they have an answer, and go on where there will be none."""

from __future__ import annotations

from leakline.js.code import Code
from leakline.js.shapes import CallShape
from leakline.js.surroundings import decided_range
from leakline.js.timers import Timer
from leakline.rules.settling import works_around

CLEARS = frozenset({"clearInterval", "clearTimeout"})


def goes_on_after(code: Code, timer: Timer) -> CallShape | None:
    """The call in an interval's own callback that settles a promise, on a way that does not clear it as others do."""
    place, callback = timer.place, timer.callback
    if place is None or callback is None:
        return None
    calls = code.calls_in(callback)
    cleared = [
        decided_range(code.module, call.start, call.end)
        for call in calls
        if call.name in CLEARS and call.arguments and call.arguments[0].text == place.text
    ]
    settlers = (
        {name for work in works_around(code, timer.call.function) for name in work.settlers} if cleared else set()
    )
    for call in calls:
        if call.is_plain and call.name in settlers and not any(start <= call.start < end for start, end in cleared):
            return call
    return None
