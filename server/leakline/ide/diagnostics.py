"""Suspects as diagnostics, on every file that holds one."""

from __future__ import annotations

from pathlib import Path

from leakline.ide.dead_slots import worth_telling
from leakline.ide.model import Comparison, Diagnostic, Origin, Place, PlacedSuspect, Related
from leakline.ide.sentences import headline
from leakline.ide.trace_text import step_text

CODE = "heap-growth"


def heap_diagnostics(comparison: Comparison) -> dict[Path, tuple[Diagnostic, ...]]:
    """One diagnostic a placed suspect of the workspace, by file, in the order of their ranges."""
    by_path: dict[Path, list[Diagnostic]] = {}
    for suspect in comparison.suspects:
        place = shown_place(suspect)
        if place is not None and suspect.origin in (Origin.WORKSPACE, Origin.UNKNOWN):
            by_path.setdefault(place.path, []).append(_diagnostic(suspect, place))
    return {path: tuple(sorted(found, key=lambda one: one.range)) for path, found in by_path.items()}


def shown_place(suspect: PlacedSuspect) -> Place | None:
    """Where a suspect is shown: at its own place, else at its cause."""
    if suspect.place is not None:
        return suspect.place
    return suspect.cause.place if suspect.cause else None


def _diagnostic(suspect: PlacedSuspect, place: Place) -> Diagnostic:
    return Diagnostic(
        path=place.path,
        range=place.head,
        severity=suspect.severity,
        code=CODE,
        message=headline(suspect),
        related=tuple(related_places(suspect)),
        fingerprint=suspect.fingerprint,
    )


def related_places(suspect: PlacedSuspect) -> list[Related]:
    """The cause, each step of the trace that has a place, and who captured the dead slots."""
    related = []
    if suspect.cause is not None:
        place = suspect.cause.place
        related.append(Related(place.path, place.head, f"kept from here: {suspect.cause.remedy}"))
    for number, step in enumerate(suspect.trace, start=1):
        if step.place is not None:
            related.append(Related(step.place.path, step.place.head, f"{number}. {step_text(step)}"))
    for slot in worth_telling(suspect):
        for capture in slot.captured_by if slot.dead else ():
            message = f"{capture.name} captured {slot.name}"
            related.append(Related(capture.place.path, capture.place.head, message))
    return related
