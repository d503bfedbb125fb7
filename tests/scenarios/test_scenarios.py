"""Real programs, really run: the comparison of their snapshots names the file, the line, the counts and the cause."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from leakline.cli.main import main
from tests.contracts import violations
from tests.scenarios.scenario import Expectations, expectations, programs, record

NODES = (20, 18, 22, 24)
GROWING, QUIET = 1, 0
STEADY = frozenset(
    {
        "async-resources", "audit-log", "bound-handlers", "getter", "history", "hook-resources", "iterators",
        "latencies", "lines", "live-binding", "map-cache", "memoize", "monitors", "open-connections", "patterns",
        "per-user", "private-list", "proxy", "registry", "static-private", "symbol-queue", "two-leaks",
        "weak-values",
    }
)  # fmt: skip
"""Programs whose containers all versions of V8 and Node write alike."""


def runs() -> list[tuple[Path, int]]:
    """Each program with the versions it runs on: all of them; a steady one on the first, and on the others in turns."""
    steady = [path for path in programs() if path.stem in STEADY]
    turns = {path: (NODES[0], NODES[1 + place % len(NODES[1:])]) for place, path in enumerate(steady)}
    return [(path, node) for path in programs() for node in turns.get(path, NODES)]


@pytest.mark.parametrize(("path", "node"), runs(), ids=lambda one: getattr(one, "stem", str(one)))
def test_the_command_says_what_the_program_states(
    path: Path, node: int, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    snapshots = record(path, node)
    monkeypatch.chdir(path.parent)
    exit_code = main([str(argument) for argument in arguments(snapshots, path.parent)])
    check(path, snapshots, exit_code, *capfd.readouterr())


def arguments(snapshots: tuple[Path, ...], root: Path) -> list[str | Path]:
    """The command line of a comparison, after the program's name."""
    return ["compare", *snapshots, "--format", "json", "--root", root]


def check(path: Path, snapshots: tuple[Path, ...], exit_code: int, output: str, errors: str) -> None:
    """Hold the answer of a comparison against the markers of the program."""
    expected = expectations(path)
    assert exit_code == (GROWING if expected.growths else QUIET), output[-4000:] + errors
    answer = json.loads(output)
    assert violations(answer, "compare") == []
    assert [Path(snapshot["path"]).name for snapshot in answer["snapshots"]] == [file.name for file in snapshots]

    growing = [suspect for suspect in answer["suspects"] if suspect["growing"]]
    assert said(growing, path) == stated(expected), json.dumps(growing, indent=1)
    if expected.trace:
        (suspect,) = growing
        assert not missing_steps(expected.trace, suspect), steps(suspect)


def stated(expected: Expectations) -> list[str]:
    """The program's markers as sentences."""
    only = expected.growths[0].name if expected.growths else ""
    facts = [
        f"{growth.line}:{growth.column} grows: {growth.kind} {growth.name} {growth.counts}"
        for growth in expected.growths
    ]
    causes = {cause.of or only: f"{cause.line}:{cause.column}" for cause in expected.causes}
    facts += [f"{causes.get(growth.name, 'no')} cause of {growth.name}" for growth in expected.growths]
    facts += [
        f"{capture.line}:{capture.column} captures {'dead' if capture.dead else 'used'} {capture.variable}"
        f" of {capture.of or only}"
        for capture in expected.captures
    ]
    return sorted(facts)


def said(growing: list[Any], path: Path) -> list[str]:
    """The suspects of an answer as the same sentences, so that nothing is missing and nothing is too much."""
    facts: list[str] = []
    for suspect in growing:
        name, place, cause = suspect["name"], suspect["location"], suspect["cause"]
        where = point(place, path) if place else suspect["why_not"]["reason"]
        facts.append(f"{where} grows: {suspect['kind']} {name} {tuple(suspect['counts'])}")
        facts.append(f"{point(cause, path) if cause else 'no'} cause of {name}")
        for slot in suspect["slots"]:
            use = "dead" if slot["dead"] else "used"
            fact = f"captures {use} {slot['name']} of {name}"
            facts += [f"{capture['line']}:{capture['column']} {fact}" for capture in slot["captured_by"]]
    return sorted(facts)


def point(place: Any, path: Path) -> str:
    """A place as ``line:column``, with its file when it is not the program's own."""
    here = f"{place['line']}:{place['column']}"
    return here if (path.parent / place["path"]).resolve() == path.resolve() else f"{place['path']}:{here}"


def missing_steps(patterns: tuple[str, ...], suspect: Any) -> list[str]:
    """Patterns that the leak trace does not go through, in their order; ``*`` stands for any text."""
    remaining = iter(steps(suspect))
    return [pattern for pattern in patterns if not any(_matches(pattern, step) for step in remaining)]


def steps(suspect: Any) -> list[str]:
    """The leak trace, one ``via name`` for each step."""
    return [f"{step['via'] or ''} {step['name']}".strip() for step in suspect["trace"]]


def _matches(pattern: str, step: str) -> bool:
    return re.match(re.escape(pattern).replace(r"\*", ".*"), step) is not None
