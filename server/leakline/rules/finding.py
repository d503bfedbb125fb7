"""What a rule yields: a finding, the ranges that explain it, and the edits that mend it; plain data in byte offsets."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from leakline.text.edits import Edit


class Certainty(Enum):
    """How sure a finding is without a look at the heap: CERTAIN is shown as a warning, HEURISTIC as information."""

    CERTAIN = "certain"
    HEURISTIC = "heuristic"


@dataclass(frozen=True, slots=True)
class Related:
    """Another range of the same file that explains a finding."""

    start: int
    end: int
    message: str


@dataclass(frozen=True, slots=True)
class Fix:
    """A complete change after which the file still parses and the finding is gone.

    ``edits`` are all offsets of the unchanged text, in their order and without overlaps. A fix is ``safe`` when it
    cannot change what the program does besides the leak.
    """

    title: str
    safe: bool
    edits: tuple[Edit, ...]

    def apply(self, source: bytes) -> bytes:
        """The text with the fix in it."""
        for edit in reversed(self.edits):
            source = edit.apply(source)
        return source


@dataclass(frozen=True, slots=True)
class Finding:
    """One leak that a rule sees in one file.

    ``message`` is lower-case, has no final dot, names the variable and fits 80 characters. ``held_through`` names the
    container of the heap that would confirm it: "emitter", "event target", "timer", "map", "set", "array", "object",
    "promise", "variable"; None where none would.
    """

    rule: str
    patterns: tuple[str, ...]
    certainty: Certainty
    start: int
    end: int
    message: str
    held_through: str | None = None
    related: tuple[Related, ...] = ()
    fixes: tuple[Fix, ...] = ()
