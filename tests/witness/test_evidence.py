"""What a real heap says to the findings of a real program: confirmed, refuted, or nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from leakline.ide.comparing import CompareOptions, compare_snapshots
from leakline.ide.model import Answer, Comparison, Severity
from tests.scenarios.scenario import program, record

EVIDENCE = Path(__file__).parent / "evidence.js"


def compared(path: Path, node: int, snapshots: int = 3) -> Comparison:
    return compare_snapshots(record(path, node)[:snapshots], CompareOptions(roots=(path.parent,)), lambda _: None)


def answers(comparison: Comparison) -> dict[str, tuple[Answer, Severity]]:
    """The answer to each listener's finding, by its event."""
    found = {}
    for finding in comparison.findings:
        event = re.match(r"'(\w+)' listener is never removed", finding.message)
        assert event is not None, finding
        found[event[1]] = (finding.answer, finding.severity)
    return found


@pytest.mark.parametrize("node", [18, 20, 22, 24])
def test_the_heap_answers_what_it_has_seen(node: int) -> None:
    comparison = compared(EVIDENCE, node)
    assert answers(comparison) == {
        "leaks": (Answer.CONFIRMED, Severity.ERROR),
        "balanced": (Answer.REFUTED, Severity.HINT),
        "idle": (Answer.SILENT, Severity.WARNING),
        "early": (Answer.SILENT, Severity.WARNING),
    }
    (suspect,) = comparison.suspects
    assert suspect.severity is Severity.ERROR
    assert suspect.cause is not None
    assert suspect.cause.rule == "unremoved-listener"
    assert [one.fingerprint for one in comparison.findings if one.answer is Answer.CONFIRMED] == [suspect.fingerprint]


def test_two_snapshots_are_enough_for_both_witnesses() -> None:
    found = answers(compared(EVIDENCE, 20, snapshots=2))
    assert found["leaks"] == (Answer.CONFIRMED, Severity.ERROR)
    assert found["balanced"] == (Answer.REFUTED, Severity.HINT)


def test_growth_that_no_rule_knows_stays_a_warning() -> None:
    (suspect,) = compared(program("audit-log.js"), 20).suspects
    assert suspect.severity is Severity.WARNING
    assert suspect.cause is not None
    assert suspect.cause.rule is None
    (suspect,) = compared(program("audit-log.js"), 20, snapshots=2).suspects
    assert suspect.severity is Severity.INFORMATION


def test_a_removal_that_removes_nothing_is_confirmed_by_what_was_added() -> None:
    comparison = compared(program("bound-listener.js"), 20)
    (suspect,) = comparison.suspects
    (finding,) = (one for one in comparison.findings if one.rule == "mismatched-removal")
    assert (finding.answer, finding.fingerprint) == (Answer.CONFIRMED, suspect.fingerprint)
    assert suspect.cause is not None
    assert suspect.cause.rule == "mismatched-removal"


def test_code_that_runs_once_is_not_refuted() -> None:
    findings = compared(program("two-leaks.js"), 20).findings
    (masked,) = (one for one in findings if one.rule == "masked-warning")
    assert (masked.answer, masked.severity) == (Answer.SILENT, Severity.INFORMATION)
    assert {one.answer for one in findings if one is not masked} == {Answer.CONFIRMED}
