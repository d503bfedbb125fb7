"""The variables that contexts keep and no leaked closure ever reads, of a whole comparison."""

from __future__ import annotations

from collections.abc import Iterable

from leakline.ide.model import PlacedSuspect, Slot


def dead_slots(suspects: Iterable[PlacedSuspect]) -> tuple[Slot, ...]:
    """Each dead slot that keeps memory once, by what it keeps."""
    found = {
        (slot.scope, slot.name, slot.captured_by): slot
        for suspect in suspects
        for slot in suspect.slots
        if slot.dead and slot.retained_size
    }
    return tuple(sorted(found.values(), key=lambda slot: (-slot.retained_size, slot.name)))


def worth_telling(slots: Iterable[Slot]) -> list[Slot]:
    """Slots of one suspect that keep memory, and those that nobody reads unless they hold nothing."""
    return [slot for slot in slots if slot.retained_size or (slot.dead and slot.holds != "hidden")]
