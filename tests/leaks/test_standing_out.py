"""What one snapshot alone tells: things that are there many times over, and no verdicts."""

from __future__ import annotations

from pathlib import Path

from leakline.heap import load_snapshot
from leakline.leaks.model import Suspect, Verdict
from leakline.leaks.standing_out import find_standing_out
from tests.heap.snapshot_builder import SnapshotBuilder
from tests.scenarios.scenario import program, record


def standing_out(source: Path | bytes) -> tuple[Suspect, ...]:
    return find_standing_out(load_snapshot(source), lambda _message, _done: None)


def test_closures_of_one_place_stand_out_with_what_keeps_them() -> None:
    found = standing_out(record(program("two-leaks.js"), 20)[2])
    assert [(one.kind, one.name, one.counts) for one in found] == [
        ("closure", "undo", (40,)),
        ("closure", "onPrice", (20,)),
    ]
    assert [one.keeper.text for one in found if one.keeper is not None] == ["history (Map)", "bus.on('price')"]


def test_nothing_is_said_to_grow_or_to_be_stuck() -> None:
    for suspect in standing_out(record(program("two-leaks.js"), 20)[2]):
        assert not suspect.growing
        assert suspect.faulty_step is None
        assert {step.verdict for step in suspect.trace} <= {Verdict.EXPECTED, Verdict.UNKNOWN}


def test_a_healthy_program_has_nothing_that_stands_out() -> None:
    assert standing_out(record(program("healthy-server.js"), 20)[2]) == ()


def test_many_plain_things_in_one_container_stand_out() -> None:
    for many in (99, 100):
        builder = SnapshotBuilder()
        rows = builder.array()
        builder.global_property("rows", rows)
        for index in range(many):
            builder.element(rows, index, builder.object("Object"))
        found = standing_out(builder.build())
        assert [(one.name, one.counts) for one in found] == ([("Object", (100,))] if many == 100 else [])
