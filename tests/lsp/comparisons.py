"""Small comparisons for tests that need none of a real heap."""

from __future__ import annotations

from pathlib import Path

from leakline.ide.model import (
    Capture,
    Cause,
    Comparison,
    Origin,
    Place,
    PlacedSuspect,
    Range,
    Severity,
    Slot,
    TraceStep,
    Verdict,
)
from leakline.text.positions import LineIndex


def place(path: Path, text: str, marked: str) -> Place:
    """The place of the first occurrence of some words in a text."""
    data = text.encode()
    start = data.index(marked.encode())
    found = LineIndex(data).range(start, start + len(marked.encode()))
    return Place(path, found, found, "run")


def comparison(*places: Place, related: Place | None = None) -> Comparison:
    """One suspect a place; each names ``related`` as its cause, in its trace and as a capture."""
    return Comparison((), tuple(_suspect(number, one, related) for number, one in enumerate(places)), ())


def _suspect(number: int, one: Place, related: Place | None) -> PlacedSuspect:
    captures = (Capture("sibling", related),) if related else ()
    return PlacedSuspect(
        fingerprint=f"{number:08x}",
        kind="closure",
        name="onError",
        kept_by="test.on('error')",
        counts=(0, 10, 20),
        shallow_sizes=(0, 560, 1120),
        retained_size=9600,
        growing=True,
        severity=Severity.WARNING,
        origin=Origin.WORKSPACE,
        place=one,
        why_not=None,
        script=(one.path.as_uri(), 0, 0),
        slots=(Slot("data", 9600, True, captures, "run", "Buffer"),),
        trace=(TraceStep("test", "EventEmitter", "object", Verdict.EXPECTED, "global variable", related),),
        faulty_step=None,
        cause=Cause(related, None, "remove the listener") if related else None,
        members=(),
    )


def span(text: str, found: Range) -> str:
    """The words of a text that a range in UTF-16 covers."""
    lines = LineIndex(text.encode())
    return lines.data[lines.offset(found.start) : lines.offset(found.end)].decode()
