"""Comparisons as SARIF: one result a fault, at the place of its fix, with the leak trace as a code flow."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from leakline.ide.model import Answer, Cause, JoinedFinding, Severity, WhyNot
from leakline.report.comparison_sarif import FINGERPRINT, comparison_sarif
from tests.lsp.comparisons import comparison, place

TEXT = "bus.on('error', onError);\nfunction onError() {}\n"
APP = Path("/app/src/app.js")
ADDED = place(APP, TEXT, "bus.on('error', onError)")
GROWN = comparison(place(APP, TEXT, "function onError() {}"), related=ADDED)
(SUSPECT,) = GROWN.suspects
REFUTED = JoinedFinding("unremoved-listener", "never removed", ADDED, Severity.HINT, Answer.REFUTED)


def test_growth_without_a_rule_is_a_warning_at_its_cause() -> None:
    (run,) = comparison_sarif(GROWN, Path("/app"))["runs"]
    (result,) = run["results"]
    assert (result["ruleId"], result["level"]) == ("heap-growth", "warning")
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == "heap-growth"
    where = result["locations"][0]["physicalLocation"]
    assert where["artifactLocation"]["uri"] == "src/app.js"
    assert where["region"] == {"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 25}
    assert result["partialFingerprints"] == {FINGERPRINT: SUSPECT.fingerprint}
    assert "To do: remove the listener." in result["message"]["text"]


def test_a_fault_that_a_rule_knows_is_an_error_of_that_rule() -> None:
    both = replace(SUSPECT, severity=Severity.ERROR, cause=Cause(ADDED, "unremoved-listener", "remove it"))
    (run,) = comparison_sarif(replace(GROWN, suspects=(both,)), Path("/app"))["runs"]
    (result,) = run["results"]
    assert (result["ruleId"], result["level"]) == ("unremoved-listener", "error")
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == "unremoved-listener"


def test_the_leak_trace_is_a_code_flow_whose_faulty_step_is_essential() -> None:
    faulty = replace(SUSPECT, faulty_step=0)
    (result,) = comparison_sarif(replace(GROWN, suspects=(faulty,)), Path("/app"))["runs"][0]["results"]
    ((step,),) = (thread["locations"] for thread in result["codeFlows"][0]["threadFlows"])
    assert step["importance"] == "essential"
    assert step["location"]["message"]["text"] == "global.test (EventEmitter)"


def test_refuted_findings_are_notes_and_what_has_no_place_is_left_out() -> None:
    lost = replace(SUSPECT, place=None, cause=None, why_not=WhyNot("no-location", "nobody knows"))
    (run,) = comparison_sarif(replace(GROWN, suspects=(lost,), findings=(REFUTED,)), Path("/app"))["runs"]
    (result,) = run["results"]
    assert (result["ruleId"], result["level"]) == ("unremoved-listener", "note")
    assert result["message"]["text"] == "never removed (it ran, but nothing grew)"
