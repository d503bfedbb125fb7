"""Rules that an editor's settings switch off say nothing of what grows either."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from leakline.ide.model import Answer, Cause, Comparison, JoinedFinding, Severity
from leakline.ide.switched_off import without_rules
from tests.lsp.comparisons import comparison, place

TEXT = "bus.on('error', onError);\nfunction onError() {}\n"
APP = Path("/app/app.js")
ADDED = place(APP, TEXT, "bus.on('error', onError)")
RULE, OTHER = "unremoved-listener", "shared-context"


def confirmed(rule: str, severity: Severity) -> JoinedFinding:
    return JoinedFinding(rule, "never removed", ADDED, severity, Answer.CONFIRMED, "00000000")


def told_by(cause: Cause, *findings: JoinedFinding) -> Comparison:
    grown = comparison(place(APP, TEXT, "function onError() {}"), related=ADDED)
    (suspect,) = grown.suspects
    return replace(grown, suspects=(replace(suspect, cause=cause, severity=Severity.ERROR),), findings=findings)


def test_the_heap_alone_tells_what_a_rule_that_is_off_confirmed() -> None:
    both = told_by(Cause(ADDED, RULE, "remove it", "Remove it in close()"), confirmed(RULE, Severity.ERROR))
    found = without_rules(both, {RULE})
    (suspect,) = found.suspects
    assert (suspect.severity, suspect.cause) == (Severity.WARNING, Cause(ADDED, None, "remove it"))
    assert found.findings == ()


def test_another_rule_that_confirms_it_names_it() -> None:
    cause = Cause(ADDED, RULE, "remove it", "Remove it in close()")
    both = told_by(cause, confirmed(RULE, Severity.ERROR), confirmed(OTHER, Severity.INFORMATION))
    found = without_rules(both, {RULE})
    (suspect,) = found.suspects
    assert (suspect.severity, suspect.cause) == (Severity.ERROR, Cause(ADDED, OTHER, "remove it"))
    assert found.findings == (confirmed(OTHER, Severity.ERROR),)


def test_a_place_that_only_the_rule_knew_goes_with_it() -> None:
    both = told_by(Cause(ADDED, RULE, "Remove it in close()", "Remove it in close()"), confirmed(RULE, Severity.ERROR))
    (suspect,) = without_rules(both, {RULE}).suspects
    assert (suspect.severity, suspect.cause) == (Severity.WARNING, None)


def test_a_rule_that_said_nothing_changes_nothing() -> None:
    both = told_by(Cause(ADDED, RULE, "remove it"), confirmed(RULE, Severity.ERROR))
    assert without_rules(both, {"promise-race"}) is both
