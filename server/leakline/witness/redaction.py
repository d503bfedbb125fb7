"""Takes the program's data out of what leaves the process that read the heap."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from leakline.witness.model import PlacedSuspect


def without_data(suspects: Iterable[PlacedSuspect]) -> tuple[PlacedSuspect, ...]:
    """The suspects without the keys in their leak traces: strings of a heap may be anybody's secrets."""
    return tuple(
        replace(
            suspect, trace=tuple(replace(step, key=None) if step.key is not None else step for step in suspect.trace)
        )
        for suspect in suspects
    )
