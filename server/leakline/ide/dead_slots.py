"""The variables that contexts keep and no leaked closure ever reads, of a whole comparison."""

from __future__ import annotations

from collections.abc import Iterable

from leakline.ide.model import PlacedSuspect, Slot

_LEAST_SHARE = 0.05
_OF_COMPILERS = "__"  # how names begin that compilers and bundlers make up


def dead_slots(suspects: Iterable[PlacedSuspect]) -> tuple[Slot, ...]:
    """Each dead slot that keeps memory once, by what it keeps."""
    found = {
        (slot.scope, slot.name, slot.captured_by): slot
        for suspect in suspects
        for slot in suspect.slots
        if slot.dead and slot.retained_size
    }
    return tuple(sorted(found.values(), key=lambda slot: (-slot.retained_size, slot.name)))


def worth_telling(suspect: PlacedSuspect) -> list[Slot]:
    """The slots of a suspect that say something: dead ones that keep memory, and used ones that keep much.

    What keeps the suspect itself, is a small part of all that it keeps, or belongs to a bundler is left out.
    """
    holders = {step.via for step in suspect.trace[: suspect.faulty_step or 0]}
    least = _LEAST_SHARE * suspect.retained_size
    return [
        slot
        for slot in suspect.slots
        if (slot.dead and slot.retained_size)
        or (not slot.dead and slot.retained_size > least and not _is_known(slot, holders))
    ]


def _is_known(slot: Slot, holders: set[str | None]) -> bool:
    return slot.name in holders or slot.name.startswith(_OF_COMPILERS)
