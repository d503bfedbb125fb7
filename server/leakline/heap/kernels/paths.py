"""The cheapest-path tree and what is passed along it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from leakline.heap.columns import Bytes, Columns, Flags, Ints, Ordinals, Table, UInts
from leakline.heap.kernels.kernel import integer, kernel

BLOCKED = -1
USUAL = -2


@kernel
def cheapest_tree(
    first_edges: UInts,
    types: Bytes,
    names: UInts,
    targets: UInts,
    node_names: UInts,
    node_ids: Columns,
    entered: Flags,
    named: Flags,
    by_type: Ints,
    name_rows: NDArray[np.uint16],
    name_costs: Table,
    source_rows: NDArray[np.uint16],
    source_costs: Table,
    ephemerons: Ordinals,
    tables: Ints,
    internal: int,
    ephemeron_cost: int,
    starts: Ints,
    start_costs: Ints,
    heads: Ordinals,
    tails: Ordinals,
    following: Ordinals,
    before: Ordinals,
    cost: UInts,
    via_edge: UInts,
    parent: Ordinals,
    order: UInts,
) -> int:
    """Fill cost, edge, parent and order of every node that is reached; returns how many there are.

    The queue is a ring of lists (``heads`` and ``tails``), linked through the nodes in both directions (``following``
    and ``before``) so that a node can move; all four come as -1. No cost is as high as the number of lists.
    """
    buckets = heads.size
    unreached = integer(0xFFFFFFFF)
    queued = 0
    for i in range(starts.size):
        node = starts[i]
        if cost[node] == unreached:
            cost[node] = start_costs[i]
            bucket = start_costs[i] % buckets
            before[node] = tails[bucket]
            if tails[bucket] >= 0:
                following[tails[bucket]] = node
            else:
                heads[bucket] = node
            tails[bucket] = node
            queued += 1
    done = 0
    now = integer(0)
    while queued > 0:
        bucket = now % buckets
        node = integer(heads[bucket])
        if node < 0:
            now += 1
            continue
        heads[bucket] = following[node]
        if following[node] >= 0:
            before[following[node]] = -1
        else:
            tails[bucket] = -1
        queued -= 1
        order[done] = node
        done += 1
        source_row = source_rows[node_names[node]]
        for edge in range(first_edges[node], first_edges[node + 1]):
            target = integer(targets[edge])
            old = integer(cost[target])
            if old <= now or not entered[target]:
                continue
            kind = types[edge]
            name = names[edge]
            step = integer(USUAL)
            if named[kind]:
                pair = ephemerons[name] if kind == internal else np.int32(-1)
                if pair >= 0:
                    step = ephemeron_cost
                    if tables[pair] == integer(node_ids[node]):
                        step = BLOCKED
                else:
                    step = name_costs[name_rows[name], kind]
            if step == USUAL:
                step = source_costs[source_row, kind]
            if step == USUAL:
                step = by_type[kind]
            if step < 0:
                continue
            new = now + step
            if new >= old:
                continue
            if old != unreached:
                place = old % buckets
                if before[target] >= 0:
                    following[before[target]] = following[target]
                else:
                    heads[place] = following[target]
                if following[target] >= 0:
                    before[following[target]] = before[target]
                else:
                    tails[place] = before[target]
                queued -= 1
            cost[target] = new
            via_edge[target] = edge
            parent[target] = node
            place = new % buckets
            following[target] = -1
            before[target] = tails[place]
            if tails[place] >= 0:
                following[tails[place]] = target
            else:
                heads[place] = target
            tails[place] = target
            queued += 1
    return done


@kernel
def inherit_marks(order: UInts, parent: Ordinals, mask: Flags, nearest: Ordinals) -> None:
    """Give each node the nearest marked one of itself and its parents."""
    for i in range(order.size):
        node = order[i]
        if mask[node]:
            nearest[node] = node
        elif parent[node] >= 0:
            nearest[node] = nearest[parent[node]]


@kernel
def sum_subtrees(order: UInts, parent: Ordinals, sums: Ints) -> None:
    """Add each node's sum to its parent's, from the leaves up."""
    for i in range(order.size - 1, -1, -1):
        node = order[i]
        if parent[node] >= 0:
            sums[parent[node]] += sums[node]
