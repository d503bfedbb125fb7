"""The pages below ``docs/rules`` are those that the rules' docstrings make."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from leakline.report.rule_pages import rule_pages, write_pages
from leakline.rules import RULES

PAGES = Path(__file__).parents[2] / "docs" / "rules"


def test_the_pages_are_up_to_date() -> None:
    written = {path.name: path.read_text("utf-8") for path in PAGES.glob("*")}
    assert written == rule_pages(), "run: python -m leakline.report.rule_pages docs/rules"


def test_writing_removes_the_pages_of_rules_that_are_gone(tmp_path: Path) -> None:
    (tmp_path / "gone.md").write_text("old")
    write_pages(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {
        "README.md",
        "leakline.schema.json",
        *(f"{rule.id}.md" for rule in RULES),
    }


def test_all_patterns_of_the_catalogue_have_a_rule() -> None:
    known = {pattern for rule in RULES for pattern in rule.patterns} | {"P06"}  # P06 is P03 on the DOM
    assert known == {f"P{number:02}" for number in range(1, 25)}


def test_the_schema_knows_every_rule_and_refuses_others() -> None:
    schema = json.loads(rule_pages()["leakline.schema.json"])
    every = {"rules": {rule.id: "off" for rule in RULES}}
    jsonschema.validate(every, schema)
    wrongs: list[object] = [{"rules": {"no-such-rule": "off"}}, {"rules": {RULES[0].id: "loud"}}, {"rule": {}}]
    for wrong in wrongs:
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(wrong, schema)


def test_rules_have_ids_of_their_own() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)
