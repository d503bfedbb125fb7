"""What every major version of Node since 12 writes: fields, closures, scripts, contexts, classes, order in time."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from leakline.heap import Snapshot, compare, group_by, load_snapshot, new_nodes, same_process, taken_before
from tests.heap.plain_analysis import PlainGraph
from tests.heap.snapshots_of_node import PROGRAM, VERSIONS, leaky_pair

LINES = PROGRAM.read_text().splitlines()


@cache
def pair(major: int) -> tuple[Snapshot, Snapshot]:
    before, after = leaky_pair(major)
    return load_snapshot(before), load_snapshot(after)


def line_of(text: str) -> int:
    (line,) = (number for number, content in enumerate(LINES) if text in content)
    return line


@pytest.mark.parametrize("major", VERSIONS)
class TestVersions:
    def test_growth_of_closures_by_site(self, major: int) -> None:
        counts = []
        for snapshot in pair(major):
            closures = snapshot.closures
            sites = group_by([closures.script_ids, closures.lines, closures.columns], closures.nodes)
            script = next(s for s in snapshot.scripts if s.url.endswith("leaky.js"))
            found = zip(*(key.tolist() for key in sites.keys), sites.counts.tolist(), strict=True)
            counts.append({(line, column): n for id_, line, column, n in found if id_ == script.script_id})
        for text in ("bus.on('tick', () => count)", "[session, size]"):
            line = line_of(text)
            column = LINES[line].index("() =>")
            assert [count[line, column] for count in counts] == [10, 30], (major, text)

    def test_scripts(self, major: int) -> None:
        script = next(s for s in pair(major)[1].scripts if s.url.endswith("leaky.js"))
        assert script.source_head.startswith("// Writes two snapshots")
        assert script.source_map_url is None

    def test_contexts_of_listeners(self, major: int) -> None:
        snapshot = pair(major)[1]
        line = line_of("bus.on('tick'")
        found = np.flatnonzero(snapshot.closures.lines == line).tolist()
        rows = [r for r in found if snapshot.scripts[snapshot.closures.scripts[r]].url.endswith("leaky.js")]
        assert len(rows) == 30
        contexts = snapshot.contexts
        for row in rows:
            context = int(snapshot.closures.contexts[row])
            slots = {slot.name: slot.target for slot in contexts.slots(context)}
            assert set(slots) == {"payload", "count"}
            assert snapshot.constructor(slots["payload"]) in ("Buffer", "FastBuffer", "Uint8Array")
            assert slots["count"] == -1
            assert contexts.kind(context) == ("unknown" if major == 12 else "function")
            assert contexts.closures_holding(context) == [int(snapshot.closures.nodes[row])]
            declaring = int(contexts.shared[contexts.row_of(context)])
            assert snapshot.node_name(declaring) == "subscribe"
            outer = int(contexts.previous[contexts.row_of(context)])
            assert {"bus", "state", "Session"} <= {slot.name for slot in contexts.slots(outer)}

    def test_contexts_of_blocks(self, major: int) -> None:
        snapshot = pair(major)[1]
        rows = np.flatnonzero(snapshot.closures.lines == line_of("[session, size]"))
        contexts = [
            int(snapshot.closures.contexts[row])
            for row in rows
            if snapshot.scripts[snapshot.closures.scripts[row]].url.endswith("leaky.js")
        ]
        assert len(set(contexts)) == 30
        for context in contexts:
            assert [slot.name for slot in snapshot.contexts.slots(context)] == ["session", "size"]
            held = [int(snapshot.edge_targets[edge]) for edge in snapshot.edges(context)]
            assert "Session" in {snapshot.constructor(node) for node in held}

    def test_globals(self, major: int) -> None:
        snapshot = pair(major)[1]
        (owner,) = [node for node in snapshot.roots.globals if snapshot.find_edge(node, "bus", "property") >= 0]
        assert snapshot.constructor(snapshot.target(owner, "bus", "property")) == "EventEmitter"
        assert snapshot.roots.named("(Global handles)")

    def test_comparison(self, major: int) -> None:
        before, after = pair(major)
        changes = compare(before, after)
        rows = [row for row, name in enumerate(changes.names) if name == "Session"]
        assert sum(int(changes.new_counts[row]) for row in rows) == 40
        assert sum(int(changes.gone_counts[row]) for row in rows) == 0
        fresh = np.flatnonzero(new_nodes(before, after))
        assert sum(after.node_name(int(node)) == "Session" for node in fresh if after.node_types[node] == 3) == 40

    def test_one_process_in_order(self, major: int) -> None:
        before, after = pair(major)
        assert same_process(before, after)
        assert taken_before(before, after) is True

    def test_sizes_add_up(self, major: int) -> None:
        snapshot = pair(major)[0]
        graph = snapshot.graph
        assert int(graph.retained_sizes[snapshot.root]) == int(snapshot.self_sizes.sum())
        assert int(graph.shallow_sizes.sum()) == int(snapshot.self_sizes.sum())
        assert int(snapshot.aggregates.shallow.sum()) == int(snapshot.self_sizes.sum())


@pytest.mark.parametrize("major", [12, 18, 24])
def test_distances_and_sizes_agree_with_the_plain_implementation(major: int) -> None:
    snapshot = pair(major)[0]
    plain = PlainGraph.of(snapshot)
    assert snapshot.graph.distances.tolist() == plain.distances()


def test_two_processes_are_told_apart() -> None:
    other_run = load_snapshot(leaky_pair(20, run=2)[1])
    assert not same_process(pair(20)[0], other_run)
    assert not same_process(pair(20)[0], pair(22)[0])


def test_allocation_tracking_fields() -> None:
    # Node 24 writes no trace_node_id unless allocations are tracked; the older ones write zeros.
    assert "trace_node_id" in pair(20)[0].meta.node_fields
    assert "trace_node_id" not in pair(24)[0].meta.node_fields
    assert not pair(20)[0].trace_node_ids.size
