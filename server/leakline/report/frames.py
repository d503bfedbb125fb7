"""The lines of source that a report shows of a suspect."""

from __future__ import annotations

from leakline.ide.model import Place, PlacedSuspect


def frames(suspect: PlacedSuspect) -> list[tuple[Place, str]]:
    """The cause first, for that is where the fix belongs; the suspect's own place when it is another line.

    Each with what is to be said of it.
    """
    found = []
    if suspect.cause is not None:
        found.append((suspect.cause.place, "kept from here"))
    place = suspect.place
    if place is not None and not (found and _same_line(found[0][0], place)):
        found.append((place, "grows" if suspect.growing else "made here"))
    return found


def _same_line(one: Place, other: Place) -> bool:
    first, second = one.written or one, other.written or other
    return first.path == second.path and first.range.start.line == second.range.start.line
