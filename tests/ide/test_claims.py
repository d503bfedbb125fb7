"""What the rules tell the joining with the heap: as the project's configuration sets them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from leakline.ide.claims import claims_of
from leakline.ide.configuration import invalidate
from leakline.ide.model import Severity, SourceFile

TEXT = b"class Poll { start() { setInterval(() => this.ping(), 1000); } ping() {} }\n"
RULE = "uncleared-interval"


def claims(folder: Path, rules: object, text: bytes = TEXT) -> list[tuple[str, Severity]]:
    """The rules that speak of a text beside a leakline.json, with their severities."""
    (folder / "leakline.json").write_text(json.dumps({"rules": rules}))
    invalidate()
    return [(claim.rule, claim.severity) for claim in claims_of(SourceFile(folder / "poll.js", text), pytest.fail)]


def test_a_rule_speaks_with_the_severity_that_is_set_for_it(tmp_path: Path) -> None:
    assert claims(tmp_path, {}) == [(RULE, Severity.WARNING)]
    assert claims(tmp_path, {RULE: "hint"}) == [(RULE, Severity.HINT)]


def test_a_rule_that_is_off_or_suppressed_says_nothing(tmp_path: Path) -> None:
    assert claims(tmp_path, {RULE: "off"}) == []
    assert claims(tmp_path, {}, b"// leakline-ignore " + RULE.encode() + b" -- it ends with the process\n" + TEXT) == []


def test_a_configuration_that_cannot_be_read_is_told_and_the_rules_speak_as_without_it(tmp_path: Path) -> None:
    (tmp_path / "leakline.json").write_text('{"rules": {"no-such-rule": "off"}}')
    invalidate()
    told: list[str] = []
    found = claims_of(SourceFile(tmp_path / "poll.js", TEXT), told.append)
    assert [claim.rule for claim in found] == [RULE]
    assert len(told) == 1
    assert "leakline.json:1:" in told[0]
