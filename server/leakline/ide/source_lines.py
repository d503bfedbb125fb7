"""Lines of source files for code frames, read when asked for."""

from __future__ import annotations

from pathlib import Path

from leakline.text.positions import LineIndex


class SourceLines:
    """Reads each file once; a file that cannot be read has no lines."""

    def __init__(self) -> None:
        self._files: dict[Path, LineIndex] = {}

    def line(self, path: Path, number: int) -> str | None:
        """One zero-based line of a file without its end; None where there is none."""
        index = self._files.get(path)
        if index is None:
            try:
                index = LineIndex(path.read_bytes())
            except OSError:
                index = LineIndex(b"")
            self._files[path] = index
        return index.line_text(number) if number < len(index.starts) and index.data else None
