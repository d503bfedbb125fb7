"""How a place is named in a few words: where its author wrote it, also where that file is not on this machine."""

from __future__ import annotations

from leakline.ide.model import Place


def short_place(place: Place) -> str:
    """The file's name and the one-based line: ``store.ts:11``."""
    shown = place.written or place
    return f"{shown.path.name}:{shown.range.start.line + 1}"
