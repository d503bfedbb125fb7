"""Suspects with their places in the source: what both witnesses say together."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from leakline.leaks.model import Member, Overhead, Verdict
from leakline.sources.model import Origin, Place, WhyNot
from leakline.text.positions import Range


class Severity(Enum):
    """How sure the evidence is; values as in the command line's ``--min-severity``."""

    ERROR = "error"
    WARNING = "warning"
    INFORMATION = "information"
    HINT = "hint"


def severity_by_growth(snapshots: int) -> Severity:
    """How sure growth alone is: a table may fill once between two snapshots; growing each time of two is a leak."""
    return Severity.WARNING if snapshots > 2 else Severity.INFORMATION


@dataclass(frozen=True, slots=True)
class Capture:
    """A function that uses a captured variable."""

    name: str
    place: Place


@dataclass(frozen=True, slots=True)
class Slot:
    """A captured variable that a suspect's contexts keep.

    ``dead`` says that no leaked closure can ever read it; ``captured_by`` are the functions that put it into the
    context. ``scope`` names the function that declares it. ``retained_size`` is in bytes.
    """

    name: str
    retained_size: int
    dead: bool
    captured_by: tuple[Capture, ...]
    scope: str
    holds: str


@dataclass(frozen=True, slots=True)
class TraceStep:
    """A step of a leak trace with its place in the source, if it has one.

    ``key`` is the program's data that … stands for in ``via``; None unless it was asked for.
    """

    via: str | None
    name: str
    kind: str
    verdict: Verdict
    reason: str | None
    place: Place | None
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Cause:
    """Where the fix belongs: the statement that hands the object to its keeper, and what to do there.

    ``rule`` is the rule whose finding is about the same fault, ``fix`` what its first fix does.
    """

    place: Place
    rule: str | None
    remedy: str
    fix: str | None = None


@dataclass(frozen=True, slots=True)
class PlacedSuspect:
    """A suspect of the heap, placed in the source. See ``leaks.model.Suspect`` for what the numbers mean.

    ``place`` is None exactly when ``why_not`` says why. ``script`` is the script's URL with the zero-based line and
    UTF-16 column that V8 reports. ``kept_by`` reads like code, such as ``test.on('error')``; None when nothing better
    than the trace is known. ``shape`` is that of the keeper, see ``leaks.model.Keeper``.
    """

    fingerprint: str
    kind: str
    name: str
    kept_by: str | None
    counts: tuple[int, ...]
    shallow_sizes: tuple[int, ...]
    retained_size: int
    growing: bool
    severity: Severity
    origin: Origin
    place: Place | None
    why_not: WhyNot | None
    script: tuple[str, int, int] | None
    slots: tuple[Slot, ...]
    trace: tuple[TraceStep, ...]
    faulty_step: int | None
    cause: Cause | None
    members: tuple[Member, ...]
    shape: str | None = None
    shared_size: int = 0
    shared_with: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """What a rule says about a file, before the heap is asked.

    ``related`` are the other ranges of the file that explain it, ``held_through`` is as in ``rules.Finding``, ``fixes``
    are the titles of its fixes. ``severity`` is what it is without a heap.
    """

    rule: str
    message: str
    range: Range
    related: tuple[Range, ...]
    held_through: str | None
    severity: Severity
    fixes: tuple[str, ...]


class Answer(Enum):
    """What the heap says to a claim: grew in every interval, ran without growing, or nothing."""

    CONFIRMED = "confirmed"
    REFUTED = "refuted"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class JoinedFinding:
    """A finding of the source together with what the heap says to it.

    ``severity`` is by both; ``fingerprint`` names the suspect that confirms it.
    """

    rule: str
    message: str
    place: Place
    severity: Severity
    answer: Answer
    fingerprint: str | None = None


@dataclass(frozen=True, slots=True)
class SnapshotSummary:
    """What one loaded snapshot holds; sizes in bytes."""

    path: str
    file_size: int
    nodes: int
    edges: int
    shallow_size: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """The outcome of comparing snapshots: suspects in the order to show them, and warnings about the input.

    ``findings`` are those of the rules in the files of the workspace whose code is in the snapshots. ``overhead`` is
    what grew without being an object of the program.
    """

    snapshots: tuple[SnapshotSummary, ...]
    suspects: tuple[PlacedSuspect, ...]
    warnings: tuple[str, ...]
    findings: tuple[JoinedFinding, ...] = ()
    overhead: tuple[Overhead, ...] = ()
