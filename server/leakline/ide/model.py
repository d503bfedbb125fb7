"""What an editor shows, as plain frozen data: no protocol, no editor.

Ranges are zero-based in UTF-16 units of the text that the analysis saw.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from leakline.leaks.model import ANONYMOUS, Member, Overhead, Verdict
from leakline.sources.model import Origin, Place, WhyNot
from leakline.sources.source_file import SourceFile
from leakline.text.positions import Position, Range
from leakline.witness.model import (
    Answer,
    Capture,
    Cause,
    Comparison,
    JoinedFinding,
    PlacedSuspect,
    Severity,
    Slot,
    SnapshotSummary,
    TraceStep,
)

__all__ = [
    "ANONYMOUS",
    "Answer",
    "Capture",
    "Cause",
    "Comparison",
    "Diagnostic",
    "Hover",
    "Inlay",
    "JoinedFinding",
    "Lens",
    "Member",
    "Origin",
    "Overhead",
    "Place",
    "PlacedSuspect",
    "Position",
    "Range",
    "Related",
    "Severity",
    "Slot",
    "SnapshotSummary",
    "SourceFile",
    "TraceStep",
    "Verdict",
    "WhyNot",
]


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that belongs to a diagnostic, such as one step of its leak trace."""

    path: Path
    range: Range
    message: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A claim about a range.

    ``code`` is a rule's id, or ``heap-growth``; ``fingerprint`` names the suspect behind it.
    """

    path: Path
    range: Range
    severity: Severity
    code: str
    message: str
    related: tuple[Related, ...] = ()
    fingerprint: str | None = None


@dataclass(frozen=True, slots=True)
class Hover:
    """Markdown about a range."""

    range: Range
    markdown: str


@dataclass(frozen=True, slots=True)
class Inlay:
    """A short label before a position, and Markdown that explains it."""

    position: Position
    label: str
    tooltip: str


@dataclass(frozen=True, slots=True)
class Lens:
    """A line of text above a range that explains the suspect when clicked."""

    range: Range
    title: str
    fingerprint: str
