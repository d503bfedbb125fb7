"""Lines of source for code frames: of files that are here, and of originals whose text a source map brought along."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from leakline.ide.model import Place


class Lines(Protocol):
    """Where code frames get their source lines from."""

    def line(self, path: Path, number: int) -> str | None:
        """One zero-based line without its end, None where there is none."""


def line_of(place: Place, lines: Lines, number: int) -> str | None:
    """One zero-based line of the file that is shown for a place, None where there is none."""
    written = place.written
    if written is None:
        return lines.line(place.path, number)
    at = number - written.first_line
    return written.excerpt[at] if 0 <= at < len(written.excerpt) else None
