"""No text makes a rule raise, and none takes unreasonably long."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from leakline.js import analyse
from leakline.rules import RULES, findings_of
from tests.rules.fixtures import FOLDER

PIECES = [
    "(",
    ")",
    "{",
    "}",
    "[",
    "]",
    "=>",
    "'",
    "`",
    "${",
    "/*",
    "this.",
    "?.",
    "class ",
    "new ",
    ";",
    "\n",
    "é",
    "\U0001f600",
]


def fixture_files() -> list[Path]:
    return sorted(FOLDER.glob("*/*valid.js"))


@pytest.mark.parametrize("path", fixture_files(), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_broken_programs_are_data(path: Path) -> None:
    text = path.read_text()
    chance = random.Random(path.parent.name)
    for number in range(4):
        start = chance.randrange(len(text))
        broken = text[:start] + chance.choice(PIECES) + text[start + chance.randrange(30) :]
        source = broken.encode()
        name = ("a.js", "a.ts", "a.tsx", "a.mjs")[number]
        for finding in findings_of(analyse(source, name)):
            assert 0 <= finding.start <= finding.end <= len(source)
            for fix in finding.fixes:
                assert all(0 <= edit.start <= edit.old_end <= len(source) for edit in fix.edits)
                fix.apply(source)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\ufeff",
        "\0",
        "f(" * 3000,
        "function f() {" * 2000 + "}" * 2000,
        "a.on('x', () => " * 300 + "1" + ")" * 300,
        "bus.on('tick', () => x);" * 4000,
        "const m = new Map();" + "m.set(k, v);" * 3000,
        "x = {" * 2000,
        "this." * 5000,
    ],
    ids=["empty", "mark", "nul", "calls", "functions", "listeners", "line", "entries", "objects", "steps"],
)
def test_strange_programs_have_an_answer(text: str) -> None:
    assert isinstance(findings_of(analyse(text.encode(), "a.js")), tuple)


def test_bytes_that_are_no_text_have_an_answer() -> None:
    noise = random.Random(1).randbytes(20000)
    assert isinstance(findings_of(analyse(noise, "a.js")), tuple)


def test_rules_keep_no_state() -> None:
    text = (FOLDER / "unremoved-listener" / "invalid.js").read_bytes()
    assert findings_of(analyse(text, "a.js")) == findings_of(analyse(text, "a.js"))
    assert all(not vars(rule) for rule in RULES)
