"""One source text and what follows from it, worked out when first asked for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from leakline.js import Module, analyse
from leakline.text.positions import LineIndex


@dataclass(frozen=True)
class SourceFile:
    """The text of one file at one moment, as UTF-8 bytes; a changed text is a new object."""

    path: Path
    data: bytes

    @cached_property
    def lines(self) -> LineIndex:
        """Where its lines begin, by LSP's line ends."""
        return LineIndex(self.data)

    @cached_property
    def module(self) -> Module:
        """The source model; broken code gives a partial one."""
        return analyse(self.data, self.path)
