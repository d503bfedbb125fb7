"""What a file shows: findings of its source and growth of the heap, one diagnostic where both are about one fault."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from leakline.ide.check_model import CheckDiagnostic
from leakline.ide.diagnostics import heap_diagnostics, related_places, shown_place
from leakline.ide.model import (
    Answer,
    Comparison,
    Diagnostic,
    JoinedFinding,
    PlacedSuspect,
    Position,
    Range,
    Related,
    Severity,
)
from leakline.ide.sentences import confirmed, headline, numbers, refuted


def file_diagnostics(
    path: Path, findings: Sequence[CheckDiagnostic], comparison: Comparison | None
) -> tuple[Diagnostic, ...]:
    """The diagnostics of one file, in the order of their ranges.

    ``findings`` are those of the file's current text, ``comparison`` has its places in the same text. Where a finding
    at its cause or its code explains a suspect, the finding alone is shown; what another rule says of the same fault at
    the same place is told with it.
    """
    answers = [finding_answer(finding, comparison) for finding in findings]
    shown = _one_for_each_fault(
        [_of_finding(finding, answer, comparison) for finding, answer in zip(findings, answers, strict=True)]
    )
    suspects = {suspect.fingerprint: suspect for suspect in comparison.suspects} if comparison is not None else {}
    told = {one.fingerprint for one in shown if one.fingerprint and _is_at(suspects[one.fingerprint], path, one.range)}
    grown = heap_diagnostics(comparison).get(path, ()) if comparison is not None else ()
    alone = [one for one in grown if one.fingerprint not in told]
    return tuple(sorted([*shown, *alone], key=lambda one: (one.range, one.code)))


def finding_answer(finding: CheckDiagnostic, comparison: Comparison | None) -> JoinedFinding | None:
    """What the heap says to a finding of the current text; None where it was not asked about it."""
    asked = [
        one
        for one in (comparison.findings if comparison is not None else ())
        if one.rule == finding.rule and one.place.path == finding.path and _overlap(one.place.range, finding.range)
    ]
    return min(asked, key=lambda one: _distance(one.place.range, finding.range), default=None)


def findings_of_suspects_at(path: Path, place: Range, comparison: Comparison) -> tuple[JoinedFinding, ...]:
    """The findings that explain the suspects at a range of a file: at their cause, or where their code is written.

    The fixes of these findings, which may be in another file, mend what is underlined here.
    """
    here = {suspect.fingerprint for suspect in comparison.suspects if _is_at(suspect, path, place)}
    return tuple(one for one in comparison.findings if one.fingerprint is not None and one.fingerprint in here)


def _is_at(suspect: PlacedSuspect, path: Path, place: Range) -> bool:
    places = [shown_place(suspect), suspect.cause.place if suspect.cause is not None else None]
    return any(one is not None and one.path == path and _overlap(one.head, place) for one in places)


def _one_for_each_fault(shown: Sequence[Diagnostic]) -> list[Diagnostic]:
    """The diagnostics of findings, without those that are about the fault of an error at the same place."""
    errors = [one for one in shown if one.fingerprint is not None and one.severity is Severity.ERROR]
    found = []
    for one in shown:
        if one in errors:
            with_it = [other for other in shown if other not in errors and _is_with(other, one)]
            also = tuple(Related(other.path, other.range, f"{other.code}: {other.message}") for other in with_it)
            found.append(replace(one, related=also + one.related))
        elif not any(_is_with(one, error) for error in errors):
            found.append(one)
    return found


def _is_with(other: Diagnostic, error: Diagnostic) -> bool:
    return other.fingerprint == error.fingerprint and _overlap(other.range, error.range)


def _of_finding(finding: CheckDiagnostic, answer: JoinedFinding | None, comparison: Comparison | None) -> Diagnostic:
    severity, message, fingerprint = finding.severity, finding.message, None
    related = [Related(finding.path, one.range, one.message) for one in finding.related]
    suspect = _suspect(answer, comparison)
    if suspect is not None:
        names_it = suspect.cause is None or suspect.cause.rule in (None, finding.rule)
        severity = Severity.ERROR if names_it else finding.severity
        message, fingerprint = confirmed(finding.message, suspect), suspect.fingerprint
        place = shown_place(suspect)
        if place is not None:
            related.append(Related(place.path, place.head, f"{headline(suspect)}: {numbers(suspect)}"))
        related += related_places(suspect)
    elif answer is not None and answer.answer is Answer.REFUTED:
        severity, message = Severity.HINT, refuted(finding.message)
    return Diagnostic(
        finding.path, finding.range, severity, finding.rule, message, tuple(dict.fromkeys(related)), fingerprint
    )


def _suspect(answer: JoinedFinding | None, comparison: Comparison | None) -> PlacedSuspect | None:
    """The suspect that confirms a finding."""
    if answer is None or comparison is None or answer.answer is not Answer.CONFIRMED:
        return None
    return next((one for one in comparison.suspects if one.fingerprint == answer.fingerprint), None)


def _overlap(one: Range, other: Range) -> bool:
    return one.start <= other.end and other.start <= one.end


def _distance(one: Range, other: Range) -> tuple[int, int, int, int]:
    """How far two ranges are apart: lines of their starts, then of their ends, then columns."""
    first, last = _between(one.start, other.start), _between(one.end, other.end)
    return first[0], last[0], first[1], last[1]


def _between(one: Position, other: Position) -> tuple[int, int]:
    return abs(one.line - other.line), abs(one.column - other.column)
