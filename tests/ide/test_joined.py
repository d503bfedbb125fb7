"""Findings and growth of one file: one diagnostic for one fault, with the severity of both witnesses."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from leakline.ide.check_model import CheckDiagnostic
from leakline.ide.joined import file_diagnostics, findings_of_suspects_at
from leakline.ide.model import Answer, Comparison, JoinedFinding, Place, Severity
from tests.lsp.comparisons import comparison, place

TEXT = "bus.on('error', onError);\nbus.on('end', onEnd);\nfunction onError() {}\n"
APP = Path("/app/app.js")
ADDED, OTHER = place(APP, TEXT, "bus.on('error', onError)"), place(APP, TEXT, "bus.on('end', onEnd)")
GROWN = comparison(place(APP, TEXT, "function onError() {}"), related=ADDED)


def finding(at: Place, rule: str = "unremoved-listener") -> CheckDiagnostic:
    return CheckDiagnostic(at.path, rule, ("P03",), Severity.INFORMATION, "never removed", at.range, "emitter", (), ())


def answered(at: Place, answer: Answer, fingerprint: str | None = None) -> JoinedFinding:
    return JoinedFinding("unremoved-listener", "never removed", at, Severity.ERROR, answer, fingerprint)


def test_without_snapshots_a_finding_is_as_sure_as_its_rule() -> None:
    (shown,) = file_diagnostics(APP, [finding(ADDED)], None)
    assert (shown.severity, shown.code, shown.message) == (Severity.INFORMATION, "unremoved-listener", "never removed")
    assert shown.fingerprint is None


def test_a_confirmed_finding_is_one_error_with_the_numbers_and_the_trace() -> None:
    both = replace(GROWN, findings=(answered(ADDED, Answer.CONFIRMED, "00000000"),))
    (shown,) = file_diagnostics(APP, [finding(ADDED)], both)
    assert (shown.severity, shown.code, shown.fingerprint) == (Severity.ERROR, "unremoved-listener", "00000000")
    assert shown.message == "never removed (+10 in each interval)"
    told = [related.message for related in shown.related]
    assert told[0].startswith("closures onError: +10 in each interval, kept by test.on('error'): 0 → 10 → 20 closures")
    assert "1. global.test (EventEmitter)" in told


def test_a_refuted_finding_is_a_hint_that_says_so() -> None:
    (shown,) = file_diagnostics(APP, [finding(OTHER)], Comparison((), (), (), (answered(OTHER, Answer.REFUTED),)))
    assert (shown.severity, shown.message) == (Severity.HINT, "never removed (it ran, but nothing grew)")


def test_growth_that_no_finding_explains_stands_for_itself() -> None:
    both = replace(GROWN, findings=(answered(ADDED, Answer.CONFIRMED, "00000000"),))
    (shown,) = file_diagnostics(APP, [], both)  # the finding was mended, or its rule is off
    assert shown.code == "heap-growth"
    shown, grown = file_diagnostics(APP, [finding(OTHER)], both)
    assert (shown.code, shown.severity) == ("unremoved-listener", Severity.INFORMATION)
    assert grown.code == "heap-growth"


def test_a_finding_elsewhere_confirms_without_hiding_where_it_grows() -> None:
    both = replace(GROWN, findings=(answered(OTHER, Answer.CONFIRMED, "00000000"),))
    elsewhere, grown = file_diagnostics(APP, [finding(OTHER)], both)
    assert (elsewhere.severity, elsewhere.fingerprint) == (Severity.ERROR, "00000000")
    assert (grown.code, grown.fingerprint) == ("heap-growth", "00000000")


def test_another_rule_at_the_same_place_gets_no_answer() -> None:
    both = replace(GROWN, findings=(answered(ADDED, Answer.CONFIRMED, "00000000"),))
    shown = file_diagnostics(APP, [finding(ADDED, "masked-warning")], both)
    assert {one.code: one.severity for one in shown}["masked-warning"] is Severity.INFORMATION


def test_a_suspect_whose_answer_is_gone_leaves_the_finding_as_it_was() -> None:
    lost = Comparison((), (), (), (answered(ADDED, Answer.CONFIRMED, "00000000"),))
    (shown,) = file_diagnostics(APP, [finding(ADDED)], lost)
    assert shown.severity is Severity.INFORMATION


def test_the_finding_is_reached_from_the_cause_and_from_the_growing_code() -> None:
    both = replace(GROWN, findings=(answered(ADDED, Answer.CONFIRMED, "00000000"),))
    for at in (ADDED, place(APP, TEXT, "function onError() {}")):
        assert findings_of_suspects_at(APP, at.range, both) == both.findings
    assert findings_of_suspects_at(APP, OTHER.range, both) == ()
    assert findings_of_suspects_at(Path("/app/other.js"), ADDED.range, both) == ()


def test_two_rules_about_one_fault_are_one_error_that_tells_of_the_other() -> None:
    (suspect,) = GROWN.suspects
    assert suspect.cause is not None
    named = replace(suspect, cause=replace(suspect.cause, rule="unremoved-listener"))
    inner = replace(answered(place(APP, TEXT, "onError"), Answer.CONFIRMED, "00000000"), rule="shared-context")
    both = replace(GROWN, suspects=(named,), findings=(answered(ADDED, Answer.CONFIRMED, "00000000"), inner))
    findings = [finding(ADDED), finding(place(APP, TEXT, "onError"), "shared-context")]
    (shown,) = file_diagnostics(APP, findings, both)
    assert (shown.code, shown.severity) == ("unremoved-listener", Severity.ERROR)
    assert shown.related[0].message.startswith("shared-context: never removed (+10")


def test_what_another_rule_says_elsewhere_of_the_same_fault_is_no_second_error() -> None:
    (suspect,) = GROWN.suspects
    assert suspect.cause is not None
    named = replace(suspect, cause=replace(suspect.cause, rule="unremoved-listener"))
    there = replace(answered(OTHER, Answer.CONFIRMED, "00000000"), rule="shared-context")
    both = replace(GROWN, suspects=(named,), findings=(answered(ADDED, Answer.CONFIRMED, "00000000"), there))
    shown = file_diagnostics(APP, [finding(ADDED), finding(OTHER, "shared-context")], both)
    assert {one.code: one.severity for one in shown} == {
        "unremoved-listener": Severity.ERROR,
        "shared-context": Severity.INFORMATION,
    }
