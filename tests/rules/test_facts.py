"""What the rules say about V8 and Node is what V8 and Node do."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from leakline.rules import RULES
from tests.node_versions import node_binary

FACTS = Path(__file__).with_name("facts.js")
SECONDS = 60


@pytest.mark.parametrize("major", [18, 20, 22, 24])
def test_objects_are_kept_and_let_go_as_the_rules_say(major: int) -> None:
    command: list[str | Path] = [node_binary(major), "--expose-gc", FACTS]
    output = subprocess.run(command, capture_output=True, text=True, check=True, timeout=SECONDS).stdout
    facts = [json.loads(line) for line in output.splitlines()]
    assert {fact["rule"] for fact in facts} <= {rule.id for rule in RULES}
    assert {fact["kept"] for fact in facts} == {True, False}
    assert [fact for fact in facts if fact["was"] != fact["kept"]] == []
