"""How a report names a file, and a line in it."""

from __future__ import annotations

import os
from pathlib import Path

from leakline.ide.model import Place


def shown_path(path: Path, base: Path | None) -> str:
    """Relative to ``base`` with forward slashes when below it, else absolute; bytes that are no UTF-8 become �."""
    shown = path.relative_to(base) if base is not None and path.is_relative_to(base) else path
    return os.fsencode(shown.as_posix()).decode("utf-8", "replace")


def shown_place(place: Place, base: Path | None) -> str:
    """The file and the one-based line where its author wrote the code: ``src/app.ts:9``."""
    shown = place.written or place
    return f"{shown_path(shown.path, base)}:{shown.range.start.line + 1}"


def shown_origin(place: Place, base: Path | None) -> str:
    """Behind a place whose file is not here: where the compiled code stands, and who told; empty for another."""
    if place.written is None:
        return ""
    start = place.range.start
    compiled = f"{shown_path(place.path, base)}:{start.line + 1}:{start.column + 1}"
    return f" (not on disk; from the source map of {compiled})"
