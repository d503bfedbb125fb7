"""No input makes the engine crash, hang or raise anything but its one exception.

LEAKLINE_FUZZ says how many inputs are tried, LEAKLINE_FUZZ_FIRST with which they begin.
"""

from __future__ import annotations

import os

import pytest

from leakline.heap import SnapshotError, compare, load_snapshot, same_process
from leakline.heap.paths import PathCosts, cheapest_paths
from tests.heap.hostile import hostile_input
from tests.heap.snapshot_builder import SnapshotBuilder

INPUTS = int(os.environ.get("LEAKLINE_FUZZ", "1500"))
FIRST = int(os.environ.get("LEAKLINE_FUZZ_FIRST", "0"))
PARTS = 10


def use(data: bytes) -> bool:
    """Load and analyse everything; whether the input was a snapshot."""
    try:
        snapshot = load_snapshot(data)
    except SnapshotError as error:
        if not str(error) or "\n" in str(error):
            raise AssertionError("an error is one line that says what is wrong") from error
        return False
    assert snapshot.node_count == snapshot.meta.node_count
    if not snapshot.node_count:
        return True
    graph = snapshot.graph
    assert int(graph.retained_sizes[snapshot.root]) == int(snapshot.self_sizes.sum())
    assert graph.retainer_offsets[-1] == snapshot.edge_count
    _ = snapshot.aggregates, snapshot.scripts, snapshot.roots
    compare(snapshot, snapshot)
    same_process(snapshot, snapshot)
    cheapest_paths(snapshot, PathCosts({snapshot.root: 0}, {"property": 1, "internal": 2}, ephemerons=1))
    for context in snapshot.contexts.nodes.tolist():
        snapshot.contexts.slots(context)
    for node in range(min(snapshot.node_count, 40)):
        snapshot.node_name(node)
        snapshot.constructor(node)
        snapshot.timeline.stack(snapshot, node)
        snapshot.location(node)
    return True


@pytest.mark.parametrize("part", range(PARTS))
def test_hostile_inputs(part: int) -> None:
    good = 0
    for number in range(FIRST + part, FIRST + INPUTS, PARTS):
        try:
            good += use(hostile_input(number))
        except Exception as error:
            raise AssertionError(f"hostile_input({number}) raised {error!r}") from error
    assert good, "some inputs stay valid, or this test sees nothing but the first check"


def test_cut_at_every_byte() -> None:
    b = SnapshotBuilder()
    b.global_property("x", b.string("naïve"))
    data = b.build()
    assert use(data)
    for length in range(len(data)):
        assert not use(data[:length]), length
