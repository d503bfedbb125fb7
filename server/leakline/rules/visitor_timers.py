"""Intervals of a connection that its handlers clear for other reasons, and never when it closes."""

from __future__ import annotations

import re

from leakline.js.code import Code
from leakline.js.model import Function
from leakline.js.shapes import CallShape, UsageKind
from leakline.js.timers import Timer
from leakline.rules.entry_ends import GOES, visitor_of

ENDS = GOES | {"timeout", "aborted", "leave", "unload"}  # an orderly end comes without an "error"
LISTENS = ("on", "once", "addListener", "addEventListener")
ASKS_STATE = re.compile(r"readyState|\.(?:closed|destroyed|writable\w*|connected|alive|isAlive|finished)\b|\bhas\(")


def survives_visitor(code: Code, timer: Timer) -> str | None:
    """The connection for which an interval was started, when only its own callback and other events clear it."""
    place = timer.place
    if place is None or place.binding is None or place.path:
        return None
    visitor = _visitor_around(code, timer.call.function, place.binding.function)
    if visitor is None:
        return None
    clears = 0
    for use in place.binding.references:
        if use.is_write:
            continue
        if re.search(rb"\bclear(?:Interval|Timeout)\s*\(\s*\Z", code.bare[max(0, use.start - 20) : use.start]) is None:
            if not re.search(rb"(?:\bif\s*\(|!|&&|\|\|)\s*\Z", code.bare[max(0, use.start - 8) : use.start]):
                return None
            continue
        if timer.callback is not None and use.function is timer.callback:
            if ASKS_STATE.search(code.function_text(timer.callback)):
                return None
        elif (event := _event_of(use.function, visitor)) is None or event in ENDS:
            return None
        clears += 1
    return visitor if clears else None


def _visitor_around(code: Code, function: Function, keeper: Function) -> str | None:
    """The connection that the function keeping the handle serves, when the interval starts inside of it."""
    current: Function | None = function
    while current is not None and current is not keeper:
        current = current.parent
    return visitor_of(code, current) if current is not None else None


def _event_of(function: Function, visitor: str) -> str | None:
    """The event of the connection whose handler a function is; None where it is not known when it runs."""
    usage = function.usage
    call: CallShape | None = usage.call if usage is not None and usage.kind is UsageKind.ARGUMENT else None
    if call is None or call.name not in LISTENS or call.receiver is None or call.receiver.text != visitor:
        return None
    event = call.arguments[0].value if call.arguments else None
    return event if isinstance(event, str) else None
