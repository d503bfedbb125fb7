"""A line above each function that leaks: what it added between the last two snapshots."""

from __future__ import annotations

from pathlib import Path

from leakline.ide.diagnostics import shown_place
from leakline.ide.model import Comparison, Lens
from leakline.ide.sentences import lens_title


def lenses(path: Path, comparison: Comparison) -> tuple[Lens, ...]:
    """The lenses of one file, from its first line to its last."""
    found = []
    for suspect in comparison.suspects:
        place = shown_place(suspect)
        if place is not None and place.path == path:
            found.append(Lens(place.head, lens_title(suspect), suspect.fingerprint))
    return tuple(sorted(found, key=lambda lens: (lens.range, lens.title)))
