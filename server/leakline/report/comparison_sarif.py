"""Comparisons as SARIF 2.1.0: what grew with its leak trace as a code flow, and the findings that did not grow."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from leakline.ide.diagnostics import CODE, related_places, shown_place
from leakline.ide.model import Answer, Comparison, JoinedFinding, Place, PlacedSuspect, Related
from leakline.ide.sentences import headline, numbers, refuted
from leakline.ide.trace_text import step_text
from leakline.report.sarif import LEVELS, location, log, rule_descriptor
from leakline.rules import RULES

FINGERPRINT = "leaklineSuspect/v1"


def comparison_sarif(comparison: Comparison, working_directory: Path, top: int | None = None) -> dict[str, Any]:
    """One run: a result for each suspect that has a place, named by the rule that knows its fault if one does."""
    suspects = [_suspect(one, working_directory) for one in comparison.suspects[:top] if _place(one) is not None]
    refuted_ones = [one for one in comparison.findings if one.answer is Answer.REFUTED]
    return log(
        [_growth_descriptor(), *(rule_descriptor(rule) for rule in RULES)],
        [*suspects, *(_refuted(one, working_directory) for one in refuted_ones)],
    )


def _growth_descriptor() -> dict[str, Any]:
    return {
        "id": CODE,
        "shortDescription": {"text": "Objects of one origin become more from snapshot to snapshot."},
        "help": {
            "text": "The leak trace tells what keeps them; the fix belongs where they are handed to their keeper."
        },
        "defaultConfiguration": {"level": "warning"},
        "properties": {"tags": ["memory-leak"]},
    }


def _place(suspect: PlacedSuspect) -> Place | None:
    """Where the fix belongs, else where the suspect is shown."""
    return suspect.cause.place if suspect.cause is not None else shown_place(suspect)


def _suspect(suspect: PlacedSuspect, base: Path) -> dict[str, Any]:
    place = _place(suspect)
    assert place is not None
    cause = suspect.cause
    text = f"{headline(suspect)}. {numbers(suspect)}." + (f" To do: {cause.remedy}." if cause is not None else "")
    result: dict[str, Any] = {
        "ruleId": (cause.rule if cause is not None else None) or CODE,
        "level": LEVELS[suspect.severity.value],
        "message": {"text": text},
        "locations": [location(place.path, place.range, base)],
        "partialFingerprints": {FINGERPRINT: suspect.fingerprint},
        "properties": {"counts": list(suspect.counts), "retainedSize": suspect.retained_size},
    }
    related = [_message(one, base) for one in related_places(suspect)]
    if related:
        result["relatedLocations"] = related
    flow = _trace(suspect, base)
    if flow:
        result["codeFlows"] = [{"threadFlows": [{"locations": flow}]}]
    return result


def _message(related: Related, base: Path) -> dict[str, Any]:
    return {**location(related.path, related.range, base), "message": {"text": related.message}}


def _trace(suspect: PlacedSuspect, base: Path) -> list[dict[str, Any]]:
    """The steps of the leak trace; those without a place are told by name alone."""
    return [
        {
            "location": {
                **(location(step.place.path, step.place.range, base) if step.place is not None else {}),
                "message": {"text": step_text(step)},
            },
            "importance": "essential" if index == suspect.faulty_step else "important",
        }
        for index, step in enumerate(suspect.trace)
    ]


def _refuted(finding: JoinedFinding, base: Path) -> dict[str, Any]:
    return {
        "ruleId": finding.rule,
        "level": LEVELS[finding.severity.value],
        "message": {"text": refuted(finding.message)},
        "locations": [location(finding.place.path, finding.place.range, base)],
    }
