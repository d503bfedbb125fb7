"""A place in the source, or the reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from leakline.text.positions import Range


class Origin(Enum):
    """Whose code something comes from, in the order in which it is shown."""

    WORKSPACE = "workspace"
    DEPENDENCY = "dependency"
    RUNTIME = "runtime"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Written:
    """Where code of a compiled file was written, in an original that is not on this machine: its map holds the text.

    ``excerpt`` are the lines around ``head``, the first of them ``first_line``.
    """

    path: Path
    range: Range
    head: Range
    first_line: int
    excerpt: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A range in a file of this machine, zero-based in UTF-16 units.

    ``head`` is the part of ``range`` that is worth underlining: at most its first line. ``function`` is the name of the
    function around it, None at the top level of a file. ``written`` is what to show of it instead, where the file that
    is here was compiled from one that is not.
    """

    path: Path
    range: Range
    head: Range
    function: str | None
    written: Written | None = None


@dataclass(frozen=True, slots=True)
class WhyNot:
    """Why something of the heap has no place in the source: a short stable reason and a sentence for a person."""

    reason: str
    detail: str
