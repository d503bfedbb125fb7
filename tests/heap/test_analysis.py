"""Distances, dominators and sizes agree with a plain implementation on graphs of every shape."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from leakline.heap import load_snapshot
from tests.heap.plain_analysis import PlainGraph
from tests.heap.snapshot_builder import SnapshotBuilder

NODES = st.sampled_from(
    [
        *(("object", "Thing"), ("object", "Object"), ("closure", "f"), ("native", "Node / X"), ("array", "")),
        *(("hidden", "system / Map"), ("hidden", "system / NativeContext"), ("array", "(map descriptors)")),
        *(("native", "system / ExternalStringData"), ("synthetic", "(Document DOM trees)")),
        ("synthetic", "(C++ roots)"),
    ]
)
EDGES = st.sampled_from(["property", "internal", "element", "hidden", "weak", "shortcut", "context"])
NAMES = st.sampled_from(["a", "b", "sloppy_function_map", "4", "7", " 10", "x1", "__proto__"])


@st.composite
def heaps(draw: st.DrawFn) -> SnapshotBuilder:
    """A heap of a few nodes with cycles, weak edges, ephemerons, orphans and parts that nothing reaches."""
    b = SnapshotBuilder()
    kinds = draw(st.lists(NODES, min_size=1, max_size=12))
    handles = [b.node(*kind, draw(st.integers(0, 3)) * 8) for kind in kinds]
    ends = [*handles, *handles, b.root, b.gc_roots, b.global_object]
    for _ in range(draw(st.integers(0, 30))):
        source, target = draw(st.sampled_from(ends)), draw(st.sampled_from(ends))
        kind = draw(EDGES)
        name = draw(st.integers(0, 12)) if kind in ("element", "hidden") else draw(NAMES)
        b.edge(source, kind, name, target)
    for index in range(draw(st.integers(0, 4))):
        table, key, value = (draw(st.sampled_from(handles)) for _ in range(3))
        b.ephemeron(table, key, value, index)
    return b


@settings(max_examples=400, deadline=None)
@given(heaps())
def test_agrees_with_the_plain_implementation(b: SnapshotBuilder) -> None:
    snapshot = load_snapshot(b.build())
    plain = PlainGraph.of(snapshot)
    graph = snapshot.graph
    assert graph.distances.tolist() == plain.distances()
    assert graph.shallow_sizes.tolist() == plain.shallow_sizes()
    assert graph.dominators.tolist() == plain.dominators()
    assert graph.retained_sizes.tolist() == plain.retained_sizes()
    assert graph.retained_sizes[snapshot.root] == snapshot.self_sizes.sum()


def test_a_chain_of_a_million_nodes_needs_no_deep_recursion() -> None:
    length = 1_000_000
    width = 5
    nodes = ",".join(["0,0,1,0,1", *(f"1,0,{2 * i + 3},8,{int(i < length - 1)}" for i in range(length))])
    edges = ",".join(f"0,0,{width * (i + 1)}" for i in range(length))
    text = (
        '{"snapshot":{"meta":{"node_fields":["type","name","id","self_size","edge_count"],'
        '"node_types":[["synthetic","object"]],"edge_fields":["type","name_or_index","to_node"],'
        f'"edge_types":[["property"]]}},"node_count":{length + 1},"edge_count":{length}}},'
        f'"nodes":[{nodes}],"edges":[{edges}],"strings":["x"]}}'
    )
    snapshot = load_snapshot(text.encode())
    assert snapshot.graph.retained_sizes[:2].tolist() == [8 * length, 8 * length]
    assert snapshot.graph.dominators[-1] == length - 1
    assert snapshot.graph.distances[-1] == length


def test_ephemeron_values_hang_on_their_key() -> None:
    b = SnapshotBuilder()
    table, key, value = b.node("array", "", 64), b.object("Key"), b.object("Value")
    b.global_property("key", key)
    weak_map = b.object("WeakMap")
    b.internal(weak_map, "table", table)
    b.global_property("map", weak_map)
    b.ephemeron(table, key, value)
    snapshot = load_snapshot(b.build())
    (owner,), (held,) = snapshot.nodes_named("Key"), snapshot.nodes_named("Value")
    assert snapshot.graph.dominators[held] == owner
    assert snapshot.graph.distances[held] == 4


@settings(max_examples=100, deadline=None)
@given(heaps())
def test_shortest_paths_are_as_long_as_distances_say(b: SnapshotBuilder) -> None:
    snapshot = load_snapshot(b.build())
    for node, distance in enumerate(snapshot.graph.distances.tolist()):
        edges = snapshot.graph.shortest_path(node)
        ends = [snapshot.graph.edge_source(edge) for edge in edges]
        assert ends[1:] == [int(snapshot.edge_targets[edge]) for edge in edges[:-1]]
        if edges:
            assert snapshot.edge_targets[edges[-1]] == node
            # Where something leads back to the root, the root is passed with the distance that it had at first.
            assert distance == snapshot.graph.distances[ends[0]] + len(edges) or ends[0] == snapshot.root
        else:
            assert distance in (1, -5) or node == snapshot.root
