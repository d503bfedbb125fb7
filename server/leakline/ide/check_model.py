"""What checks come to, as plain frozen data: who only shows findings need not load the rules."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from leakline.text.edits import Edit
from leakline.text.positions import Range
from leakline.witness.model import Severity


@dataclass(frozen=True, slots=True)
class CheckFix:
    """A fix: ``edits`` are byte offsets of the unchanged text, in their order and without overlaps."""

    title: str
    safe: bool
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class CheckRelated:
    """Another range of the same file that explains a diagnostic."""

    range: Range
    message: str


@dataclass(frozen=True, slots=True)
class CheckDiagnostic:
    """A finding in a file. ``range`` is zero-based in UTF-16; ``held_through`` as in ``rules.Finding``."""

    path: Path
    rule: str
    patterns: tuple[str, ...]
    severity: Severity
    message: str
    range: Range
    held_through: str | None
    related: tuple[CheckRelated, ...]
    fixes: tuple[CheckFix, ...]


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that was not read, and why; with ``partly`` it was, and some rules left it out."""

    path: Path
    why: str
    partly: bool = False


@dataclass(frozen=True, slots=True)
class CheckedText:
    """The outcome for one text: diagnostics in document order, and which rules left it out and why, if any did."""

    diagnostics: tuple[CheckDiagnostic, ...]
    left_out: str | None = None


@dataclass(frozen=True, slots=True)
class CheckedPaths:
    """The outcome for files and folders: diagnostics by path and place, the number of files read, and what was skipped.

    A file that is skipped in part counts among those read.
    """

    diagnostics: tuple[CheckDiagnostic, ...]
    files: int
    skipped: tuple[Skipped, ...]
