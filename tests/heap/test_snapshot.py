"""Columns, names, closures, contexts and roots of heaps that the builder makes."""

from __future__ import annotations

import numpy as np

from leakline.heap import Snapshot, load_snapshot
from tests.heap.snapshot_builder import SnapshotBuilder


def founding_example() -> tuple[SnapshotBuilder, Snapshot]:
    b = SnapshotBuilder()
    script = b.script("/app/leak.js", source="const bus = 1", source_map_url="leak.js.map")
    run3 = b.function("run3", script=script, line=2, column=13)
    buffer = b.object("Buffer")
    context = b.context("function", {"innerData": buffer, "count": None}, shared=run3)
    inner = b.context("block", {"q": buffer, "z": None}, previous=context)
    listener = b.closure("onTick", script=script, line=3, column=9, context=inner)
    bus = b.object("EventEmitter", {"listener": listener})
    b.global_property("bus", bus)
    return b, load_snapshot(b.build())


def test_columns_and_names() -> None:
    _, snapshot = founding_example()
    (bus,) = snapshot.nodes_named("EventEmitter")
    assert snapshot.constructor(bus) == "EventEmitter"
    assert snapshot.node_type(bus) == "object"
    edge = snapshot.find_edge(bus, "listener", "property")
    assert (snapshot.edge_type(edge), snapshot.edge_name(edge)) == ("property", "listener")
    assert snapshot.target(bus, "listener") == snapshot.closures.nodes[0]
    assert snapshot.target(bus, "listener", "internal") == -1
    assert snapshot.target(bus, "nothing") == -1
    assert snapshot.ordinal_of(int(snapshot.node_ids[bus])) == bus
    assert snapshot.ordinal_of(2) == -1
    assert snapshot.first_edges[-1] == snapshot.edge_count


def test_closures_and_scripts() -> None:
    _, snapshot = founding_example()
    closures = snapshot.closures
    assert closures.lines.tolist() == [3]
    assert closures.columns.tolist() == [9]
    (script,) = snapshot.scripts
    assert (script.url, script.source_head, script.source_map_url) == ("/app/leak.js", "const bus = 1", "leak.js.map")
    assert script.script_id == closures.script_ids[0]


def test_contexts() -> None:
    _, snapshot = founding_example()
    contexts, closures = snapshot.contexts, snapshot.closures
    inner = int(closures.contexts[0])
    outer = int(contexts.previous[contexts.row_of(inner)])
    (buffer,) = snapshot.nodes_named("Buffer")
    assert contexts.kind(inner) == "block"
    assert contexts.kind(outer) == "function"
    assert [(slot.name, slot.target) for slot in contexts.slots(outer)] == [("innerData", buffer), ("count", -1)]
    assert [(slot.name, slot.target) for slot in contexts.slots(inner)] == [("q", -1), ("z", -1)]
    assert contexts.closures_holding(inner) == closures.nodes.tolist()
    assert contexts.closures_holding(outer) == []
    assert snapshot.node_name(int(contexts.shared[contexts.row_of(outer)])) == "run3"


def test_roots() -> None:
    _, snapshot = founding_example()
    assert [snapshot.node_name(node) for node in snapshot.roots.globals] == ["global"]
    assert [name for name, _ in snapshot.roots.children] == ["(GC roots)"]
    assert len(snapshot.roots.named("(Stack roots)")) == 1


def test_retainers_are_the_edges_reversed() -> None:
    _, snapshot = founding_example()
    graph = snapshot.graph
    reversed_edges = [graph.retainers(node) for node in range(snapshot.node_count)]
    assert sorted(edge for row in reversed_edges for edge, _ in row) == list(range(snapshot.edge_count))
    for node, row in enumerate(reversed_edges):
        for edge, source in row:
            assert snapshot.edge_targets[edge] == node
            assert edge in snapshot.edges(source)


def test_finding_strings() -> None:
    b = SnapshotBuilder()
    texts = ['say "hi"', "back\\slash", "naïve", "😀", "a\nb", "ab", "abc", "", "a"]
    for text in texts:
        b.global_property("p" + text, b.string(text))
    snapshot = load_snapshot(b.build())
    strings = snapshot.strings
    for text in texts:
        assert strings[strings.find(text)] == text
    assert strings.find("not there") == -1
    assert {strings[int(i)] for i in strings.starting_with("ab")} == {"ab", "abc"}
    assert {strings[int(i)] for i in strings.containing("pa")} == {"pa\nb", "pab", "pabc", "pa"}
    assert np.array_equal(strings.find_all("ab"), [strings.find("ab")])
