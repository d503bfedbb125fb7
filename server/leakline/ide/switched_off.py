"""A comparison as it is without rules that the user switched off, after or before it was made."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from leakline.ide.model import Answer, Comparison, JoinedFinding, PlacedSuspect, Severity
from leakline.witness.model import severity_by_growth


def without_rules(comparison: Comparison, off: Collection[str]) -> Comparison:
    """The comparison as those rules had never spoken: a suspect that one of them named is told by the heap alone.

    Where another rule confirms it too, that one names it.
    """
    if not any(finding.rule in off for finding in comparison.findings):
        return comparison
    kept = [one for one in comparison.findings if one.rule not in off]
    gone = [one for one in comparison.findings if one.rule in off]
    renamed = {one.fingerprint: _unnamed(one, kept, gone) for one in comparison.suspects if _rule(one) in off}
    return replace(
        comparison,
        suspects=tuple(renamed.get(one.fingerprint, one) for one in comparison.suspects),
        findings=tuple(_leading(one, renamed) for one in kept),
    )


def _rule(suspect: PlacedSuspect) -> str | None:
    return suspect.cause.rule if suspect.cause is not None else None


def _unnamed(suspect: PlacedSuspect, kept: Sequence[JoinedFinding], gone: Sequence[JoinedFinding]) -> PlacedSuspect:
    """A suspect without the rule that named it; a place that this rule alone knew goes with it."""
    assert suspect.cause is not None
    other = next((one.rule for one in kept if _confirms(one, suspect)), None)
    severity = Severity.ERROR if other is not None else severity_by_growth(len(suspect.counts))
    rules_own = {suspect.cause.fix, *(one.message for one in gone if _confirms(one, suspect))}
    if suspect.cause.remedy in rules_own:
        return replace(suspect, cause=None, severity=severity_by_growth(len(suspect.counts)))
    return replace(suspect, cause=replace(suspect.cause, rule=other, fix=None), severity=severity)


def _confirms(finding: JoinedFinding, suspect: PlacedSuspect) -> bool:
    return finding.answer is Answer.CONFIRMED and finding.fingerprint == suspect.fingerprint


def _leading(finding: JoinedFinding, renamed: dict[str, PlacedSuspect]) -> JoinedFinding:
    """A finding, as an error where it names a suspect now."""
    suspect = renamed.get(finding.fingerprint or "")
    leads = suspect is not None and _rule(suspect) == finding.rule
    return replace(finding, severity=Severity.ERROR) if leads else finding
