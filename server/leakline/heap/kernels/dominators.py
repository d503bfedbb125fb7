"""The dominator tree by Semi-NCA (Georgiadis, Linear-Time Algorithms for Dominators and Related Problems, 2005).

Nodes are numbered in the order of a depth-first search over the *essential* edges: those that are not weak, lead to
another node, and, unless they leave the root, are no shortcut and do not lead from outside into what the page owns.
"""

from __future__ import annotations

import numpy as np

from leakline.heap.columns import Bytes, Columns, Ints, Ordinals, UInts
from leakline.heap.kernels.kernel import inlined, integer, kernel
from leakline.heap.kernels.marking import FROM_TABLE, PAGE, SEEN, SHORTCUT, SINGLE, WEAK

NOT_NUMBERED = 0xFFFFFFFF


@inlined
def _essential(kind: int, from_root: bool, source_state: int, target_state: int) -> bool:
    if kind == WEAK or kind == FROM_TABLE:  # noqa: SIM109 (faster compiled)
        return False
    if from_root:
        return True
    return kind != SHORTCUT and not (target_state & PAGE and not source_state & PAGE)


@kernel
def count_predecessors(
    first_edges: UInts, targets: UInts, kinds: Bytes, state: Bytes, root: int, offsets: UInts
) -> int:
    """Turn ``offsets`` (zeros, nodes + 1) into where each node's essential predecessors end; returns their number.

    Most nodes have a single one: it is their parent in the search, so it needs no list. They are marked instead.
    """
    nodes = offsets.size - 1
    for source in range(nodes):
        own = state[source]
        for edge in range(first_edges[source], first_edges[source + 1]):
            target = targets[edge]
            if target != source and _essential(kinds[edge], source == root, own, state[target]):
                offsets[target] += 1
    total = integer(0)
    for node in range(nodes):
        if offsets[node] == 1:
            state[node] |= SINGLE
        else:
            total += offsets[node]
        offsets[node] = total
    offsets[nodes] = total
    return total


@kernel
def list_predecessors(
    first_edges: UInts, targets: UInts, kinds: Bytes, state: Bytes, root: int, offsets: UInts, sources: UInts
) -> None:
    """Fill in the predecessors; ``offsets`` then says where each node's begin."""
    for source in range(offsets.size - 1):
        own = state[source]
        for edge in range(first_edges[source], first_edges[source + 1]):
            target = targets[edge]
            other = state[target]
            if not other & SINGLE and target != source and _essential(kinds[edge], source == root, own, other):
                offsets[target] -= 1
                sources[offsets[target]] = source


@kernel
def search(
    first_edges: UInts,
    targets: UInts,
    kinds: Bytes,
    state: Bytes,
    root: int,
    start: int,
    number: int,
    order: UInts,
    numbers: UInts,
    parents: UInts,
    cursors: UInts,
    stack: UInts,
) -> int:
    """Number everything that is reached from ``start`` and has no number, depth first; returns the next number."""
    if start != root:
        parents[number] = 0
    height = 0
    node = np.uint32(start)
    state[node] |= SEEN
    order[number] = node
    numbers[node] = number
    number += 1
    edge = integer(first_edges[node])
    stop = integer(first_edges[node + 1])
    own = state[node]
    while True:
        found = False
        while edge < stop:
            target = targets[edge]
            met = state[target]
            if not met & SEEN and _essential(kinds[edge], node == root, own, met):
                found = True
                break
            edge += 1
        if found:
            if height == stack.size:
                break
            stack[height] = node
            cursors[height] = edge + 1
            height += 1
            parents[number] = numbers[node]
            node = target
            state[node] = met | SEEN
            own = met
            order[number] = node
            numbers[node] = number
            number += 1
            edge = integer(first_edges[node])
            stop = integer(first_edges[node + 1])
        else:
            if height == 0:
                break
            height -= 1
            node = stack[height]
            edge = integer(cursors[height])
            stop = integer(first_edges[node + 1])
            own = state[node]
    return number


@kernel
def dominate(
    order: UInts,
    numbers: UInts,
    parents: UInts,
    offsets: UInts,
    sources: UInts,
    count: int,
    links: UInts,
    semis: UInts,
    stack: UInts,
) -> None:
    """Turn ``parents`` (numbers in the search tree) into the numbers of immediate dominators.

    ``links`` (2 a number) holds ancestor and least semidominator side by side, so that both come with one look.
    """
    for w in range(count - 1, 0, -1):
        node = order[w]
        least = integer(parents[w])
        for place in range(offsets[node], offsets[node + 1]):
            v = integer(numbers[sources[place]])
            if v <= w:
                least = min(least, v)
            elif v != NOT_NUMBERED:
                # Everything above w is linked: find the least semidominator on the way up, and shorten the way.
                height = 0
                x = v
                above = integer(links[2 * x])
                while above > w:
                    stack[height] = x
                    height += 1
                    x = above
                    above = integer(links[2 * x])
                value = integer(links[2 * x + 1])
                while height > 0:
                    height -= 1
                    x = integer(stack[height])
                    value = min(value, integer(links[2 * x + 1]))
                    links[2 * x] = above
                    links[2 * x + 1] = value
                least = min(least, value)
        semis[w] = least
        links[2 * w] = parents[w]
        links[2 * w + 1] = least
    for w in range(1, count):
        above = integer(parents[w])
        while above > semis[w]:
            above = integer(parents[above])
        parents[w] = above


@kernel
def name_dominators(order: UInts, dominators: UInts, count: int, root: int, out: Ordinals) -> None:
    """Turn dominators by number into ``out``, nodes by node; nodes without a number hang on the root."""
    out[:] = root
    for i in range(1, count):
        out[order[i]] = order[dominators[i]]


@kernel
def retain(
    order: UInts, numbers: UInts, dominators: UInts, count: int, sizes: Columns, root: int, retained: Ints
) -> None:
    """Add sizes up the dominator tree into ``retained``.

    Nodes without a number (cycles that only they themselves keep) hang on the root.
    """
    lost = integer(0)
    for node in range(sizes.size):
        retained[node] = integer(sizes[node])
    if count < sizes.size:
        for node in range(sizes.size):
            if numbers[node] == NOT_NUMBERED:
                lost += integer(sizes[node])
    for i in range(count - 1, 0, -1):
        retained[order[dominators[i]]] += retained[order[i]]
    retained[root] += lost
