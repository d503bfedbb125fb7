"""Cheapest paths, what is passed along their tree, groups and new nodes."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from leakline.heap import (
    PathCosts,
    Snapshot,
    cheapest_paths,
    group_by,
    load_snapshot,
    nearest_ancestor,
    new_nodes,
    same_process,
    subtree_sizes,
    taken_before,
)
from leakline.heap.paths import NOT_REACHED
from tests.heap.snapshot_builder import SnapshotBuilder

COSTS = {"context": 1, "element": 1, "property": 1, "internal": 20, "hidden": 20, "shortcut": 1}


def names(b: SnapshotBuilder, costs: Mapping[str, object], target: str) -> list[str | int] | None:
    snapshot = load_snapshot(b.build())
    tree = cheapest_paths(snapshot, PathCosts(starts={snapshot.root: 0}, edge_types=COSTS, **costs))  # type: ignore[arg-type]
    (node,) = snapshot.nodes_named(target)
    return [snapshot.edge_name(edge) for edge in tree.path(int(node))] if tree.reached(int(node)) else None


def diamond() -> SnapshotBuilder:
    b = SnapshotBuilder()
    leaf = b.object("Leaf")
    middle = b.object("Middle", {"long": leaf})
    top = b.object("Top", {"first": middle})
    b.internal(top, "short", leaf)
    b.weak(b.global_object, "weak", leaf)
    b.global_property("top", top)
    return b


def test_cheaper_is_not_shorter() -> None:
    assert names(diamond(), {}, "Leaf") == ["global", "top", "first", "long"]


def test_named_edges_cost_what_is_said() -> None:
    assert names(diamond(), {"edges": {("internal", "short"): 1}}, "Leaf") == ["global", "top", "short"]
    assert names(diamond(), {"edges": {("property", "first"): None}}, "Leaf") == ["global", "top", "short"]
    assert names(diamond(), {"edges_containing": {("property", "irs"): 50}}, "Leaf") == ["global", "top", "short"]
    assert names(diamond(), {"edges_from": {("Top", "internal"): 0}}, "Leaf") == ["global", "top", "short"]


def test_weak_edges_are_never_followed() -> None:
    costs = {"edges": {("property", "first"): None, ("internal", "short"): None, ("weak", "weak"): 1}}
    assert names(diamond(), costs, "Leaf") is None


def test_blocked_nodes_are_not_entered() -> None:
    assert names(diamond(), {"blocked_node_names": frozenset({"Middle"})}, "Leaf") == ["global", "top", "short"]
    assert names(diamond(), {"blocked_node_types": frozenset({"object"})}, "Leaf") is None


def test_ephemerons_lead_through_their_key() -> None:
    b = SnapshotBuilder()
    table, key, value = b.node("array", "", 64), b.object("Key"), b.object("Value")
    b.internal(b.global_object, "table", table)
    b.global_property("key", key)
    b.ephemeron(table, key, value)
    path = names(b, {"ephemerons": 6}, "Value")
    assert path is not None
    assert path[:2] == ["global", "key"]
    assert names(b, {}, "Value") is None


def test_starts_with_costs() -> None:
    b = diamond()
    snapshot = load_snapshot(b.build())
    (top,), (middle,) = snapshot.nodes_named("Top"), snapshot.nodes_named("Middle")
    tree = cheapest_paths(snapshot, PathCosts(starts={int(top): 700, int(middle): 3}, edge_types=COSTS))
    (leaf,) = snapshot.nodes_named("Leaf")
    assert tree.cost[leaf] == 4
    assert tree.start(int(leaf)) == middle
    assert tree.cost[snapshot.root] == NOT_REACHED
    assert tree.order.tolist() == [middle, leaf, top]


def test_trees_of_random_heaps_are_cheapest() -> None:
    random = np.random.default_rng(5)
    for _ in range(20):
        b = SnapshotBuilder()
        nodes = [b.root, *(b.object(f"N{i}") for i in range(30))]
        for _ in range(90):
            kind = ("property", "internal", "weak")[random.integers(3)]
            b.edge(nodes[random.integers(31)], kind, f"e{random.integers(5)}", nodes[random.integers(31)])
        snapshot = load_snapshot(b.build())
        costs = PathCosts({0: 5}, {"property": 2, "internal": 7, "element": 1, "shortcut": 9}, {("internal", "e1"): 0})
        tree = cheapest_paths(snapshot, costs)
        expected = bellman_ford(snapshot, costs)
        assert tree.cost.tolist() == expected
        assert tree.order.size == sum(cost != NOT_REACHED for cost in expected)


def bellman_ford(snapshot: Snapshot, costs: PathCosts) -> list[int]:
    best = [NOT_REACHED] * snapshot.node_count
    for node, cost in costs.starts.items():
        best[node] = cost
    for _ in range(snapshot.node_count):
        for node in range(snapshot.node_count):
            for edge in snapshot.edges(node) if best[node] != NOT_REACHED else ():
                kind = snapshot.edge_type(edge)
                step = costs.edges.get((kind, str(snapshot.edge_name(edge))), costs.edge_types.get(kind))
                if step is not None and kind != "weak":
                    target = int(snapshot.edge_targets[edge])
                    best[target] = min(best[target], best[node] + step)
    return best


def test_along_the_tree() -> None:
    b = diamond()
    snapshot = load_snapshot(b.build())
    tree = cheapest_paths(snapshot, PathCosts(starts={snapshot.root: 0}, edge_types=COSTS))
    (top,), (leaf,) = snapshot.nodes_named("Top"), snapshot.nodes_named("Leaf")
    mask = np.zeros(snapshot.node_count, np.bool_)
    mask[top] = True
    nearest = nearest_ancestor(tree, mask)
    assert nearest[leaf] == top
    assert nearest[snapshot.root] == -1
    sizes = subtree_sizes(tree, snapshot.self_sizes)
    assert sizes[top] == 3 * 56
    assert sizes[snapshot.root] == snapshot.self_sizes[tree.order].sum()


def test_groups() -> None:
    first = np.array([1, 2, 1, 1, 2])
    second = np.array([0, 0, 0, 5, 0])
    groups = group_by([first, second], np.arange(10, 15), np.array([1, 10, 100, 1000, 10000]))
    assert [key.tolist() for key in groups.keys] == [[1, 1, 2], [0, 5, 0]]
    assert groups.counts.tolist() == [2, 1, 2]
    assert groups.sizes.tolist() == [101, 1000, 10010]
    assert groups.members(0).tolist() == [10, 12]
    masked = group_by([first], np.arange(10, 15), mask=first == 2)
    assert masked.counts.tolist() == [2]
    assert len(group_by([first[:0]], first[:0])) == 0


def test_two_snapshots_of_one_process() -> None:
    b = diamond()
    before = load_snapshot(b.build())
    new = b.object("New")
    b.global_property("new", new)
    after = load_snapshot(b.build())
    assert [after.node_name(int(node)) for node in np.flatnonzero(new_nodes(before, after))] == ["New"]
    assert not new_nodes(after, before).any()
    assert same_process(before, after)
    assert taken_before(before, after) is True
    assert taken_before(after, before) is False
    assert taken_before(after, after) is None


def test_two_processes() -> None:
    first, second = SnapshotBuilder(), SnapshotBuilder()
    for index in range(100):
        first.global_property(f"f{index}", first.object(f"Only{index}"))
        second.global_property(f"s{index}", second.string(f"other {index}"))
    assert not same_process(load_snapshot(first.build()), load_snapshot(second.build()))
