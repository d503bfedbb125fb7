"""What the server and its heap worker tell each other; both ends run the same version of this code."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from leakline.ide.model import Comparison


@dataclass(frozen=True, slots=True)
class Job:
    """A comparison to make.

    ``snapshots`` are oldest first. ``path_mappings`` say that scripts below a prefix lie below a folder here.
    ``minimum_growth`` None means the comparison's default; ``memory_limit`` is in bytes, for the whole worker.
    """

    snapshots: tuple[Path, ...]
    roots: tuple[Path, ...] = ()
    path_mappings: tuple[tuple[str, Path], ...] = ()
    minimum_growth: int | None = None
    memory_limit: int | None = None


@dataclass(frozen=True, slots=True)
class Finished:
    """The outcome of a job."""

    comparison: Comparison


@dataclass(frozen=True, slots=True)
class Refused:
    """The input cannot be used; one line for the user."""

    message: str
