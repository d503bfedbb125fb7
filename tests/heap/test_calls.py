"""Which functions ran between snapshots, as real Nodes tell; what ran before only, or never, is not claimed."""

from __future__ import annotations

from pathlib import Path

import pytest

from leakline.heap import load_snapshot
from leakline.heap.calls import SiteLife, site_lives
from tests.scenarios.scenario import record

PROGRAM = Path(__file__).parents[1] / "witness" / "evidence.js"
LINES = PROGRAM.read_text(encoding="utf-8").splitlines()


def lives(node: int, first: int, last: int) -> dict[str, SiteLife]:
    """What the closures of the program's named functions tell, by name."""
    snapshots = [load_snapshot(path) for path in record(PROGRAM, node)[first : last + 1]]
    scripts = {script.script_id for script in snapshots[-1].scripts if script.url == str(PROGRAM)}
    found = site_lives(snapshots, [script_id for script_id in scripts if script_id is not None])
    return {
        LINES[life.location[1]].removeprefix("function ").partition("(")[0]: life
        for life in found
        if LINES[life.location[1]].startswith("function ")
    }


@pytest.mark.parametrize("node", [18, 20, 22, 24])
def test_a_first_call_between_the_snapshots_is_seen(node: int) -> None:
    found = lives(node, 0, 2)
    assert {name: life.ran for name, life in found.items()} == {
        "leaks": True,
        "balanced": True,
        "idle": False,
        "early": False,  # it ran, but before the first snapshot
    }
    assert all(life.counts == (1, 1) and not life.made for life in found.values())


def test_one_snapshot_shows_no_call_but_of_what_runs_often() -> None:
    assert not any(life.ran for name, life in lives(20, 0, 0).items() if name != "early")


def test_closures_that_are_new_show_that_the_function_around_them_ran() -> None:
    snapshots = [load_snapshot(path) for path in record(PROGRAM, 20)]
    scripts = {script.script_id for script in snapshots[-1].scripts if script.url == str(PROGRAM)}
    found = site_lives(snapshots, [script_id for script_id in scripts if script_id is not None])
    (leaked,) = (life for life in found if LINES[life.location[1]].startswith("  bus.on('leaks'"))
    assert (leaked.made, leaked.counts, leaked.ran) == (True, (0, 20), False)  # nobody emits the event
    assert site_lives(snapshots, []) == ()
