"""Cheapest retaining paths: one tree over the whole heap, by costs that the caller lays down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from leakline.heap.columns import Flags, Ordinals, UInts
from leakline.heap.errors import SnapshotError
from leakline.heap.kernels.lineage import nearest_in_other_group
from leakline.heap.kernels.paths import BLOCKED, USUAL, cheapest_tree, inherit_marks, sum_subtrees

if TYPE_CHECKING:
    from leakline.heap.snapshot import Snapshot

NOT_REACHED = 0xFFFFFFFF
NO_EDGE = 0xFFFFFFFF
MOST_COST = 1_000_000


@dataclass(frozen=True, slots=True)
class PathCosts:
    """What following an edge costs; None is an edge that is never followed, and weak edges never are.

    ``starts`` are the nodes at which paths begin, with what beginning there costs. ``edge_types`` is the usual cost by
    type (types that it does not name are not followed). The first of these that knows better counts: ``ephemerons``
    (the edges from a WeakMap's keys to its values; their twins from the table are never followed), ``edges`` (by type
    and name), ``edges_containing`` (by type and a part of the name), ``edges_from`` (by the source's node name and the
    edge's type). Nodes of ``blocked_node_types``, or named as in ``blocked_node_names``, are never entered.
    """

    starts: Mapping[int, int]
    edge_types: Mapping[str, int]
    edges: Mapping[tuple[str, str], int | None] = field(default_factory=dict)
    edges_containing: Mapping[tuple[str, str], int | None] = field(default_factory=dict)
    edges_from: Mapping[tuple[str, str], int | None] = field(default_factory=dict)
    ephemerons: int | None = None
    blocked_node_types: frozenset[str] = frozenset()
    blocked_node_names: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class PathTree:
    """The cheapest path to every node.

    ``cost`` (uint32) is NOT_REACHED, ``via_edge`` (uint32) NO_EDGE for starts and for what is not reached, ``parent``
    (int32) then -1. ``order`` (uint32) lists the nodes that are reached, each behind its parent.
    """

    cost: UInts
    via_edge: UInts
    parent: Ordinals
    order: UInts

    def reached(self, node: int) -> bool:
        """Whether a path leads to the node."""
        return int(self.cost[node]) != NOT_REACHED

    def path(self, node: int) -> list[int]:
        """The edges from a start to a node; empty for a start and for a node that is not reached."""
        edges: list[int] = []
        while self.parent[node] >= 0:
            edges.append(int(self.via_edge[node]))
            node = int(self.parent[node])
        return edges[::-1]

    def nodes_above(self, node: int) -> list[int]:
        """What a node's path leads through, the node itself not among them."""
        found: list[int] = []
        while self.parent[node] >= 0:
            node = int(self.parent[node])
            found.append(node)
        return found

    def start(self, node: int) -> int:
        """The start of a node's path, the node itself if it is not reached."""
        while self.parent[node] >= 0:
            node = int(self.parent[node])
        return node


def cheapest_paths(snapshot: Snapshot, costs: PathCosts) -> PathTree:
    """Find the cheapest path to every node (Dijkstra with a bucket queue; Dial 1969).

    Of equally cheap paths the one found first counts, in the order of starts and of edges in the file.
    """
    starts = np.array(list(costs.starts), np.int64)
    if starts.size and (starts.min() < 0 or starts.max() >= snapshot.node_count):
        raise SnapshotError(f"paths cannot start at node {starts.max()} of {snapshot.node_count}")
    start_costs = np.array([_checked(cost) for cost in costs.starts.values()], np.int64)
    by_type = np.full(256, BLOCKED, np.int64)
    for name, cost in costs.edge_types.items():
        by_type[_type(snapshot, name)] = _checked(cost)
    by_type[-1] = BLOCKED
    names, name_costs = _named_edges(snapshot, costs)
    sources, source_costs = _named_sources(snapshot, costs)
    weak = snapshot.edge_type_id("weak")
    for table in (by_type[None], name_costs, source_costs):
        table[:, weak] = BLOCKED
    ephemerons = snapshot.ephemerons
    reached_at = np.full(snapshot.node_count, NOT_REACHED, np.uint32)
    via_edge = np.full(snapshot.node_count, NO_EDGE, np.uint32)
    parent = np.full(snapshot.node_count, -1, np.int32)
    order = np.empty(snapshot.node_count, np.uint32)
    largest = max(int(table.max(initial=0)) for table in (by_type, name_costs, source_costs, start_costs))
    largest = max(largest, costs.ephemerons or 0)
    heads, tails = (np.full(largest + 1, -1, np.int32) for _ in range(2))
    following, before = (np.full(snapshot.node_count, -1, np.int32) for _ in range(2))
    reached = cheapest_tree(
        snapshot.first_edges,
        snapshot.edge_types,
        snapshot.edge_name_ids,
        snapshot.edge_targets,
        snapshot.node_name_ids,
        snapshot.node_ids,
        _entered(snapshot, costs),
        snapshot.named_edge_types,
        by_type,
        names,
        name_costs,
        sources,
        source_costs,
        ephemerons.of_name,
        ephemerons.tables,
        snapshot.edge_type_id("internal"),
        BLOCKED if costs.ephemerons is None else _checked(costs.ephemerons),
        starts,
        start_costs,
        heads,
        tails,
        following,
        before,
        reached_at,
        via_edge,
        parent,
        order,
    )
    return PathTree(reached_at, via_edge, parent, order[:reached])


def nearest_ancestor(tree: PathTree, mask: Flags) -> Ordinals:
    """For each node the nearest of itself and its parents in the tree that is marked (int32), -1 for none."""
    nearest = np.full(tree.parent.size, -1, np.int32)
    inherit_marks(tree.order, tree.parent, mask, nearest)
    return nearest


def other_group_above(tree: PathTree, groups: Ordinals, inside: Flags) -> Ordinals:
    """For each node that has a group the nearest node above it in another group (int32), -1 for none.

    ``groups`` has -1 for none; a path is followed as long as it leads through nodes that are ``inside``.
    """
    nearest, above = (np.full(tree.parent.size, -1, np.int32) for _ in range(2))
    nearest_in_other_group(tree.parent, tree.order, groups, inside, nearest, above)
    return above


def subtree_sizes(tree: PathTree, weights: NDArray[np.unsignedinteger]) -> NDArray[np.uint64]:
    """For each node the sum of weights over itself and everything below it in the tree (uint64)."""
    sums = weights.astype(np.int64)
    sum_subtrees(tree.order, tree.parent, sums)
    return sums.view(np.uint64)


def _type(snapshot: Snapshot, name: str) -> int:
    return snapshot.edge_type_id(name)  # -1 is the table's last row, which no type of a real header uses


def _checked(cost: int | None) -> int:
    if cost is None:
        return BLOCKED
    if not 0 <= cost <= MOST_COST:
        raise ValueError(f"an edge's cost is between 0 and {MOST_COST}, not {cost}")
    return cost


def _named_edges(snapshot: Snapshot, costs: PathCosts) -> tuple[NDArray[np.uint16], NDArray[np.int64]]:
    found = [(kind, snapshot.strings.find_all(name), cost) for (kind, name), cost in costs.edges.items()]
    found += [(kind, snapshot.strings.containing(part), cost) for (kind, part), cost in costs.edges_containing.items()]
    return _table(snapshot, [(ids, _type(snapshot, kind), cost) for kind, ids, cost in found])


def _named_sources(snapshot: Snapshot, costs: PathCosts) -> tuple[NDArray[np.uint16], NDArray[np.int64]]:
    rows = [
        (snapshot.strings.find_all(name), _type(snapshot, kind), cost)
        for (name, kind), cost in costs.edges_from.items()
    ]
    return _table(snapshot, rows)


def _table(
    snapshot: Snapshot, rows: list[tuple[NDArray[np.int64], int, int | None]]
) -> tuple[NDArray[np.uint16], NDArray[np.int64]]:
    """Number of each string's row in a table of costs by edge type; row 0 says nothing.

    A string that several rules name gets a row that joins them; the rule that came first counts.
    """
    of_string = np.zeros(snapshot.string_count + 1, np.uint16)
    table: list[dict[int, int]] = [{}]
    joined: dict[tuple[int, int, int], int] = {}
    for ids, kind, cost in rows:
        value = _checked(cost)
        for before in np.unique(of_string[ids]):
            key = (int(before), kind, value)
            if key not in joined:
                joined[key] = len(table)
                table.append({kind: value} | table[int(before)])
            members = ids[of_string[ids] == before]
            of_string[members] = joined[key]
    costs = np.full((len(table), 256), USUAL, np.int64)
    for row, known in enumerate(table):
        for kind, value in known.items():
            costs[row, kind] = value
    return of_string, costs


def _entered(snapshot: Snapshot, costs: PathCosts) -> Flags:
    types = np.ones(256, np.bool_)
    for name in costs.blocked_node_types:
        if snapshot.node_type_id(name) >= 0:
            types[snapshot.node_type_id(name)] = False
    entered = types[snapshot.node_types]
    for name in costs.blocked_node_names:
        entered &= ~snapshot.name_mask(snapshot.strings.find_all(name))
    return np.asarray(entered)
