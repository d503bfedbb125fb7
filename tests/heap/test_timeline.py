"""Allocation stacks of ``.heaptimeline`` files."""

from __future__ import annotations

import json

import pytest

from leakline.heap import SnapshotError, load_snapshot
from tests.heap.snapshot_builder import SnapshotBuilder


def timeline(tree: object) -> bytes:
    b = SnapshotBuilder()
    b.global_property("x", b.object("Thing"))
    document = b.document()
    strings = document["strings"]
    strings += ["(root)", "outer", "inner", "/app/x.js"]
    root, outer, inner, script = range(len(strings) - 4, len(strings))
    infos = [0, root, 0, 0, 0, 0, 5, outer, script, 9, 3, 1, 6, inner, script, 9, 1, 17]
    document |= {"trace_function_infos": infos, "trace_tree": tree, "samples": [10, 3, 20, 7]}
    document["snapshot"]["trace_function_count"] = 3
    nodes, width = document["nodes"], 7
    (thing,) = (row for row in range(0, len(nodes), width) if strings[nodes[row + 1]] == "Thing")
    nodes[thing + 5] = 3
    return json.dumps(document).encode()


def test_stacks_and_samples() -> None:
    snapshot = load_snapshot(timeline([1, 0, 0, 0, [2, 1, 1, 8, [3, 2, 1, 8, []], 4, 2, 0, 0, []]]))
    (thing,) = snapshot.nodes_named("Thing")
    stack = snapshot.timeline.stack(snapshot, thing)
    assert [(f.function, f.script, f.script_id, f.line, f.column) for f in stack] == [
        ("inner", "/app/x.js", 9, 0, 16),
        ("outer", "/app/x.js", 9, 2, 0),
    ]
    assert snapshot.timeline.stack(snapshot, snapshot.root) == ()
    assert snapshot.timeline.last_ids.tolist() == [3, 7]


@pytest.mark.parametrize("tree", [[1], [1, 0, 0, 0], [[]], [1, 9, 0, 0, []], [1, 0, 0, 0, [2, 1]]])
def test_broken_trees_are_refused(tree: object) -> None:
    with pytest.raises(SnapshotError, match="trace_tree"):
        load_snapshot(timeline(tree))
