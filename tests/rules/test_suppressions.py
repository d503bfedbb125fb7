"""Comments silence exactly the findings that they name, and say why."""

from __future__ import annotations

import pytest

from leakline.js import analyse
from leakline.rules import findings_of

LEAK = "function f() {\n  leaked = 1;%s\n}\n"


def rules(text: str) -> list[str]:
    return [finding.rule for finding in findings_of(analyse(text.encode(), "a.js"))]


def test_without_a_comment_the_finding_is_there() -> None:
    assert rules(LEAK % "") == ["implicit-global"]


@pytest.mark.parametrize(
    "comment",
    [
        "// leakline-ignore implicit-global -- set for the console",
        "/* leakline-ignore implicit-global -- set for the console */",
        "// leakline-ignore unremoved-listener, implicit-global -- set for the console",
    ],
)
def test_a_comment_with_a_reason_silences_its_own_and_the_next_line(comment: str) -> None:
    assert "implicit-global" not in rules(LEAK % f" {comment}")
    assert "implicit-global" not in rules(f"function f() {{\n  {comment}\n  leaked = 1;\n}}\n")
    assert "implicit-global" in rules(f"{comment}\n\nfunction f() {{\n  leaked = 1;\n}}\n")


def test_a_file_comment_silences_the_whole_file() -> None:
    comment = "// leakline-ignore-file implicit-global -- generated\n\n\n"
    assert rules(comment + LEAK % "") == []


@pytest.mark.parametrize(
    ("comment", "complaint"),
    [
        ("// leakline-ignore implicit-global", "gives no reason"),
        ("// leakline-ignore implicit-global -- ", "gives no reason"),
        ("// leakline-ignore -- because", "names no rule"),
        ("// leakline-ignore no-such-rule -- because", "'no-such-rule', which is no rule"),
    ],
)
def test_a_comment_that_says_too_little_is_reported_and_silences_nothing(comment: str, complaint: str) -> None:
    found = findings_of(analyse((LEAK % f" {comment}").encode(), "a.js"))
    assert [finding.rule for finding in found] == ["implicit-global", "suppression"]
    assert complaint in found[1].message
