"""What a program keeps in its maps is its own affair, unless somebody asks for it."""

from __future__ import annotations

import json
import pickle
from pathlib import Path

import pytest

from leakline.ide.comparing import CompareOptions, compare_snapshots
from leakline.ide.model import Comparison
from leakline.report.json import comparison_json
from leakline.report.text import comparison_text
from tests.scenarios.scenario import take_snapshots

PROGRAM = """\
const sessions = new Map();
const { people } = (module.exports = { people: {} });
let calls = 0;
module.exports.work = () => {
  calls += 1;
  sessions.set(`token ${calls}`, { opened: Date.now() });
  people[`a.person.${calls}@example.org`] = [calls];
};
"""


class NoLines:
    """No source lines, so that what is printed comes from the heap."""

    def line(self, path: Path, number: int) -> str | None:
        return None


@pytest.fixture(scope="module")
def snapshots(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    folder = tmp_path_factory.mktemp("redaction")
    path = folder / "sessions.js"
    path.write_text(PROGRAM, encoding="utf-8")
    taken = folder / "snapshots"
    taken.mkdir()
    return take_snapshots(path, 20, taken)


def everything(comparison: Comparison) -> str:
    """All that is told of a comparison, and all that leaves the process that made it."""
    return (
        comparison_text(comparison, NoLines(), Path("/"))
        + json.dumps(comparison_json(comparison, None))
        + pickle.dumps(comparison).decode("latin-1")
    )


def test_keys_leave_only_when_they_are_asked_for(snapshots: tuple[Path, ...]) -> None:
    for raw in (False, True):
        quiet = compare_snapshots(snapshots, CompareOptions((snapshots[0].parents[1],), raw=raw), lambda _: None)
        assert len(quiet.suspects) == 2
        assert "token " not in everything(quiet)
        assert "a.person" not in everything(quiet)


def test_asked_for_keys_are_shown_as_code(snapshots: tuple[Path, ...]) -> None:
    told = compare_snapshots(snapshots, CompareOptions((snapshots[0].parents[1],), show_strings=True), lambda _: None)
    text = comparison_text(told, NoLines(), Path("/"))
    assert 'map["token ' in text
    assert '["a.person.' in text
