"""Races between promises of ``events.once``: the ones that lose keep their listeners."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from leakline.js.code import Code
from leakline.js.lifetimes import Lifetime, Place
from leakline.js.releases import is_ended
from leakline.js.shapes import CallShape

RACES = frozenset({"race", "any"})


@dataclass(frozen=True, slots=True)
class OnceRace:
    """A call of ``once`` that may lose, the one before it in the same race, and what both listen to."""

    call: CallShape
    other: CallShape
    place: Place


def once_races(code: Code) -> Iterator[OnceRace]:
    """The last of several ``once(emitter, event)`` in one ``Promise.race``, for an emitter that goes on living.

    Node.js ``events.once`` listens for ``error`` too, and lets go when it settles or its signal aborts.
    """
    if not code.says(rb"['\"](?:node:)?events['\"]"):
        return
    races = [
        call
        for call in code.calls(*RACES)
        if call.receiver is not None and call.receiver.text == "Promise" and code.repeats(call.function)
    ]
    starts = [race.start for race in races]
    found: dict[tuple[int, str], list[tuple[CallShape, Place]]] = {}
    for call in code.calls("once"):
        if len(call.arguments) != 2 or not (call.is_plain or call.callee in ("events.once", "EventEmitter.once")):
            continue
        number = bisect_right(starts, call.start) - 1
        place = code.lifetimes.place_of_argument(call.arguments[0], call.function)
        if number < 0 or call.end > races[number].end or place is None or place.fresh:
            continue
        if place.lifetime in (Lifetime.SHARED, Lifetime.PROCESS, Lifetime.OWNER) and not is_ended(code, place):
            found.setdefault((number, place.key), []).append((call, place))
    for ones in found.values():
        if len({call.arguments[1].text for call, _ in ones}) > 1:
            yield OnceRace(ones[-1][0], ones[0][0], ones[-1][1])
