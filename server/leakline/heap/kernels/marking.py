"""What DevTools decides about edges and nodes before it looks for dominators (``HeapSnapshot.ts``).

Kinds of edges (uint8, one an edge): ``PLAIN``, ``WEAK``, ``SHORTCUT``, and the two of a WeakMap's pair, ``FROM_KEY``
and ``FROM_TABLE``. They are told once, so that the passes behind need neither types nor names.
"""

from __future__ import annotations

import numpy as np

from leakline.heap.columns import Bytes, Columns, Flags, Ints, Ordinals, UInts
from leakline.heap.kernels.kernel import integer, kernel, prefetch

PLAIN, WEAK, SHORTCUT, FROM_KEY, FROM_TABLE = 0, 1, 2, 3, 4

PAGE, SEEN, SINGLE = 1, 2, 4
"""Bits of a node's state: reached from the page's (Node: the program's) global objects; met by the search; one
essential predecessor."""

UNOWNED, SHARED = 0xFFFFFFFF, 0xFFFFFFFE


@kernel
def classify_edges(
    first_edges: UInts,
    types: Bytes,
    names: UInts,
    node_ids: Columns,
    kind_of_type: Bytes,
    internal: int,
    ephemerons: Ordinals,
    tables: Ints,
    kinds: Bytes,
    start: int,
    stop: int,
) -> None:
    """Tell the kinds of the edges that leave the nodes of a stretch."""
    pairs = tables.size > 0
    for node in range(start, stop):
        for edge in range(first_edges[node], first_edges[node + 1]):
            type_ = types[edge]
            kind = kind_of_type[type_]
            if pairs and type_ == internal:
                pair = ephemerons[names[edge]]
                if pair >= 0:
                    kind = np.uint8(FROM_TABLE if tables[pair] == integer(node_ids[node]) else FROM_KEY)
            kinds[edge] = kind


@kernel
def mark_pages(first_edges: UInts, targets: UInts, kinds: Bytes, starts: Ints, state: Bytes, stack: UInts) -> None:
    """Set ``PAGE`` on everything that is reached from ``starts`` by edges that are not weak."""
    height = 0
    for i in range(starts.size):
        if not state[starts[i]] & PAGE:
            state[starts[i]] |= PAGE
            stack[height] = starts[i]
            height += 1
    while height > 0:
        height -= 1
        node = stack[height]
        for edge in range(first_edges[node], first_edges[node + 1]):
            target = targets[edge]
            if kinds[edge] != WEAK and not state[target] & PAGE:
                state[target] |= PAGE
                stack[height] = target
                height += 1
                start = first_edges[target]
                prefetch(targets, start)
                prefetch(kinds, start)


@kernel
def move_sizes(
    first_edges: UInts,
    targets: UInts,
    kinds: Bytes,
    ownable: Flags,
    keeps: Flags,
    owners: UInts,
    stack: UInts,
    sizes: Columns,
) -> None:
    """Give the size of each ``ownable`` node that one node alone owns to its owner, unless that is one that ``keeps``.

    Ownership spreads from the nodes that own themselves over all edges but weak ones; a node that two owners reach is
    shared, and so is what hangs on it. ``owners`` comes with ``UNOWNED``; ``stack`` has room for each ownable node
    twice: when it gets an owner, and when it becomes shared.
    """
    height = 0
    for source in range(ownable.size):
        if ownable[source]:
            continue
        for edge in range(first_edges[source], first_edges[source + 1]):
            target = targets[edge]
            if ownable[target] and kinds[edge] != WEAK:
                owner = owners[target]
                if owner == UNOWNED:
                    owners[target] = source
                    stack[height] = target
                    height += 1
                elif owner != source and owner != SHARED:
                    owners[target] = SHARED
                    stack[height] = target
                    height += 1
    while height > 0:
        height -= 1
        node = stack[height]
        mine = owners[node]
        for edge in range(first_edges[node], first_edges[node + 1]):
            target = targets[edge]
            if ownable[target] and kinds[edge] != WEAK:
                owner = owners[target]
                if owner == UNOWNED:
                    owners[target] = mine
                    stack[height] = target
                    height += 1
                elif owner != mine and owner != SHARED:
                    owners[target] = SHARED
                    stack[height] = target
                    height += 1
    for node in range(ownable.size):
        owner = owners[node]
        if owner < SHARED and not keeps[owner]:
            sizes[owner] += sizes[node]
            sizes[node] = 0


@kernel
def spread_detachedness(
    first_edges: UInts,
    targets: UInts,
    types: Bytes,
    skipped: Flags,
    native: Flags,
    visited: Flags,
    attached: UInts,
    detached: UInts,
    state: Bytes,
) -> None:
    """Spread 1 (attached), then 2 (detached), from the nodes that have it to native nodes.

    Where a node is not native its state is not used and spreads no further. ``skipped[type]`` are the edges that carry
    nothing. ``visited`` is False for each node; ``attached`` and ``detached`` have room for every node.
    """
    nodes = state.size
    attached_height = 0
    detached_height = 0
    for node in range(nodes):
        if state[node] != 0:
            visited[node] = True
            if native[node]:
                if state[node] == 1:
                    attached[attached_height] = node
                    attached_height += 1
                elif state[node] == 2:
                    detached[detached_height] = node
                    detached_height += 1
            else:
                state[node] = 0
    while attached_height > 0:
        attached_height -= 1
        node = attached[attached_height]
        for edge in range(first_edges[node], first_edges[node + 1]):
            target = targets[edge]
            if not skipped[types[edge]] and not visited[target]:
                visited[target] = True
                if native[target]:
                    state[target] = 1
                    attached[attached_height] = target
                    attached_height += 1
    while detached_height > 0:
        detached_height -= 1
        node = detached[detached_height]
        for edge in range(first_edges[node], first_edges[node + 1]):
            target = targets[edge]
            if not skipped[types[edge]] and not visited[target]:
                visited[target] = True
                if native[target]:
                    state[target] = 2
                    detached[detached_height] = target
                    detached_height += 1
