"""A comparison with its places put elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from leakline.ide.model import Cause, Comparison, Place, PlacedSuspect, Slot, TraceStep, WhyNot

Move = Callable[[Place], Place | None]
"""Gives a place's new form, the same object if nothing changed, None if it is gone."""

DELETED = WhyNot("code-deleted", "the code was deleted after the snapshots were compared")


def places_of(comparison: Comparison) -> Iterator[Place]:
    """Every place that a comparison names."""
    for suspect in comparison.suspects:
        if suspect.place is not None:
            yield suspect.place
        if suspect.cause is not None:
            yield suspect.cause.place
        for slot in suspect.slots:
            for capture in slot.captured_by:
                yield capture.place
        for step in suspect.trace:
            if step.place is not None:
                yield step.place
    for finding in comparison.findings:
        yield finding.place


def with_places(comparison: Comparison, move: Move) -> Comparison:
    """The comparison with every place moved; a suspect whose place is gone says so."""
    moved = ((finding, move(finding.place)) for finding in comparison.findings)
    return replace(
        comparison,
        suspects=tuple(_suspect(suspect, move) for suspect in comparison.suspects),
        findings=tuple(replace(finding, place=place) for finding, place in moved if place is not None),
    )


def _suspect(suspect: PlacedSuspect, move: Move) -> PlacedSuspect:
    place = move(suspect.place) if suspect.place else None
    return replace(
        suspect,
        place=place,
        why_not=DELETED if suspect.place and not place else suspect.why_not,
        cause=_cause(suspect.cause, move) if suspect.cause else None,
        slots=tuple(_slot(slot, move) for slot in suspect.slots),
        trace=tuple(_step(step, move) for step in suspect.trace),
    )


def _cause(cause: Cause, move: Move) -> Cause | None:
    place = move(cause.place)
    return replace(cause, place=place) if place else None


def _slot(slot: Slot, move: Move) -> Slot:
    captures = ((capture, move(capture.place)) for capture in slot.captured_by)
    return replace(slot, captured_by=tuple(replace(capture, place=place) for capture, place in captures if place))


def _step(step: TraceStep, move: Move) -> TraceStep:
    return replace(step, place=move(step.place)) if step.place else step
