"""Timers that a file starts, what becomes of their handles, and which calls clear them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from leakline.js.code import Code
from leakline.js.facts import BindingKind
from leakline.js.lifetimes import Place
from leakline.js.made_globals import GLOBAL_OBJECTS
from leakline.js.model import Function
from leakline.js.searches import Searches
from leakline.js.shapes import ArgumentKind, CallShape
from leakline.js.surroundings import Outcome, OutcomeKind

CLEARING = re.compile(rb"\bclear(?:Interval|Timeout|Immediate)\s*\(\s*([^)]*)\)")
CLEARERS = re.compile(r"_?(?:clear|stop|cancel|reset|destroy|close|end|kill|abort|remove|dispose)")
HARMLESS_USE = re.compile(rb"\s*(?:\?\.|\.)\s*(?:unref|ref|hasRef)\b")


@dataclass(frozen=True, slots=True)
class Timer:
    """One ``setInterval`` or ``setTimeout``. ``place`` holds the handle when it is stored."""

    call: CallShape
    outcome: Outcome
    place: Place | None
    callback: Function | None


def timers_of(code: Code, name: str) -> list[Timer]:
    """The timers that a global function of this name starts, or an injected one whose name begins with ``$``."""
    promised = b"timers/promises" in code.bare  # whose functions take no callback
    found = []
    for call in code.calls(name):
        own = call.receiver is None and (
            call.binding is None or call.binding.kind is BindingKind.IMPORT or name[0] == "$"
        )
        if not own and not (call.receiver is not None and call.receiver.text in GLOBAL_OBJECTS):
            continue
        if not call.arguments or call.is_new or (promised and call.binding is not None):
            continue
        outcome = code.outcome(call)
        place = code.place(outcome.target, call.function) if outcome.target is not None else None
        found.append(Timer(call, outcome, place, call.arguments[0].function))
    return found


def is_cleared(code: Code, timer: Timer) -> bool:
    """Whether anything in the file may clear a stored handle, or takes it over."""
    place = timer.place
    if place is None:
        return False
    wanted = place.name.lstrip("#_").lower()
    name = re.escape(wanted.encode())
    cleared = code.once(_cleared).near(wanted)
    if cleared and re.search(rb"(?m)" + name + rb"[^\S\n]*$|" + name + rb"\b", cleared):
        return True
    return is_taken_over(code, place)


def _cleared(code: Code) -> Searches:
    """What is given to the functions that clear timers, a line each, in small letters."""
    return Searches(b"\n".join(b" ".join(match[1].split(b"\n")) for match in CLEARING.finditer(code.bare)).lower())


def is_taken_over(code: Code, place: Place) -> bool:
    """Whether the handle is used for anything but ``unref``: handed to a function, returned, kept elsewhere."""
    if place.binding is not None and not place.path:
        return any(
            not reference.is_write and not HARMLESS_USE.match(code.bare, reference.end)
            for reference in place.binding.references
        )
    if not place.path:
        return False
    name = re.escape(place.path[-1].encode())
    handed = re.compile(rb"[(,]\s*[\w.$#]*\." + name + rb"\s*[,)]|return\s+[\w.$]*\." + name + rb"\s*[;\n}]")
    return handed.search(code.near(place.path[-1])) is not None


def clears_before(code: Code, timer: Timer) -> bool:
    """Whether the function calls something that may clear the place before it stores another handle there."""
    if timer.place is None:
        return False
    first, call = code.once(_first_clearing), timer.call
    return any(first.get(function, call.start) < call.start for function in (code.host(call.function), call.function))


def _first_clearing(code: Code) -> dict[Function, int]:
    """Where functions first call what clears timers, or may do so by its name."""
    found: dict[Function, int] = {}
    clearers = {code.name_of(code.host(call.function)) for call in code.calls("clearInterval", "clearTimeout")} - {""}
    for call in code.module.calls:
        if CLEARERS.match(call.name) or call.name in clearers:
            found.setdefault(call.function, call.start)
    return found


def is_dropped(timer: Timer) -> bool:
    """Whether nobody gets the handle."""
    return timer.outcome.kind is OutcomeKind.DISCARDED and not timer.outcome.chained


def rearms(code: Code, timer: Timer) -> bool:
    """Whether the timer's callback is the function that sets the timer, or is inside it and calls it again."""
    host = timer.call.function
    if timer.callback is host:
        return True
    name = host.name.removeprefix("#")
    if not name:
        return False
    if timer.callback is None:
        return timer.call.arguments[0].kind is not ArgumentKind.STRING and timer.call.arguments[0].text.endswith(name)
    return any(call.name.removeprefix("#") == name for call in code.calls_in(timer.callback))
