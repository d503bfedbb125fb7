"""How a report names a file."""

from __future__ import annotations

from pathlib import Path


def shown_path(path: Path, base: Path | None) -> str:
    """Relative to ``base`` with forward slashes when below it, else absolute."""
    if base is not None and path.is_relative_to(base):
        return path.relative_to(base).as_posix()
    return path.as_posix()
