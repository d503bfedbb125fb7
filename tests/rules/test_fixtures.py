"""Every rule says what its fixtures expect, and nothing else; its documentation's programs are fixtures too."""

from __future__ import annotations

import os

import pytest

from leakline.js import analyse
from leakline.rules import RULES, Finding, Rule, findings_of
from tests.rules.fixtures import FOLDER, Case, actual, cases, expected, rendered

PROGRAM_PATHS = {
    "js": "program.js",
    "mjs": "program.mjs",
    "ts": "program.ts",
    "tsx": "program.tsx",
    "jsx": "program.jsx",
}
HEADINGS = ("Why it leaks", "Example", "Instead", "When it is fine", "What the heap would show", "Fix safety")


def all_cases(name: str) -> list[object]:
    return [
        pytest.param(rule.id, case, id=f"{rule.id}-{case.title.replace(' ', '-')}")
        for rule in RULES
        for case in cases(rule.id, name)
    ]


@pytest.mark.parametrize(("rule", "case"), all_cases("valid.js"))
def test_what_is_fine_is_not_reported(rule: str, case: Case) -> None:
    assert not case.module.has_errors
    found = [mark for mark, _ in actual(case, rule)]
    assert not found, rendered(case, found)


@pytest.mark.parametrize(("rule", "case"), all_cases("invalid.js"))
def test_what_leaks_is_reported_where_the_marker_is(rule: str, case: Case) -> None:
    assert not case.module.has_errors
    marks, found = expected(case), [mark for mark, _ in actual(case, rule)]
    assert marks, "a program that must be reported needs a marker"
    same = [(mark.line, mark.column, mark.rule) for mark in marks] == [(m.line, m.column, m.rule) for m in found]
    told = same and all((mark.message or "") in (f.message or "") for mark, f in zip(marks, found, strict=True))
    assert told, rendered(case, found)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_programs_of_the_documentation_are_true(rule: Rule) -> None:
    examples, better = rule.programs("Example"), rule.programs("Instead")
    assert examples
    assert better
    for language, text in examples:
        assert program_findings(rule, language, text), text
    for language, text in better:
        assert not program_findings(rule, language, text), text


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_documentation_is_complete(rule: Rule) -> None:
    assert all(rule.section(heading) for heading in HEADINGS)
    assert rule.summary.endswith(".")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_there_are_enough_cases(rule: Rule) -> None:
    assert len(cases(rule.id, "invalid.js")) >= 8
    assert len(cases(rule.id, "valid.js")) >= 12


@pytest.mark.parametrize(("rule", "case"), all_cases("invalid.js"))
def test_messages_are_short_and_name_something(rule: str, case: Case) -> None:
    for _, finding in actual(case, rule):
        assert len(finding.message) <= 80
        assert not finding.message.endswith(".")
        assert "'" in finding.message


@pytest.mark.parametrize(("rule", "case"), all_cases("invalid.js"))
def test_a_fix_leaves_the_file_parsing_and_the_finding_gone(rule: str, case: Case) -> None:
    for _, finding in actual(case, rule):
        for fix in finding.fixes:
            fixed = fix.apply(case.text.encode())
            module = case.module_of(fixed)
            assert not module.has_errors, fixed.decode()
            left = [other for other in findings_of(module, {rule}) if other.message == finding.message]
            before = [other for _, other in actual(case, rule) if other.message == finding.message]
            assert len(left) < len(before), f"{fix.title}\n{fixed.decode()}"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_first_fix_of_each_finding_writes_what_is_expected(rule: Rule) -> None:
    path = FOLDER / rule.id / "invalid.fixed.js"
    text = "".join(f"//# {case.title}\n{fixed_text(case, rule)}\n" for case in cases(rule.id, "invalid.js"))
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(text)
    assert path.read_text() == text


def fixed_text(case: Case, rule: Rule) -> str:
    """A program after the first fix of its first finding that has one; the title of the fix stands above it."""
    for _, finding in actual(case, rule.id):
        for fix in finding.fixes:
            kind = "" if fix.safe else " (unsafe)"
            return f"//= {fix.title}{kind}\n{fix.apply(case.text.encode()).decode()}"
    return "//= no fix\n"


def program_findings(rule: Rule, language: str, text: str) -> tuple[Finding, ...]:
    module = analyse(text.encode(), PROGRAM_PATHS[language])
    assert not module.has_errors, text
    return findings_of(module, {rule.id})
