"""The dominator tree by Semi-NCA (Georgiadis, Linear-Time Algorithms for Dominators and Related Problems, 2005).

Nodes are numbered in the order of a depth-first search over the *essential* edges: those that are not weak, lead to
another node, and, unless they leave the root, are no shortcut and do not lead from outside into what the page owns.
"""

from __future__ import annotations

import numpy as np

from leakline.heap.columns import Bytes, Columns, Ints, Ordinals, UInts
from leakline.heap.kernels.kernel import inlined, integer, kernel, prefetch
from leakline.heap.kernels.marking import FROM_TABLE, PAGE, SEEN, SHORTCUT, SINGLE, WEAK

NOT_NUMBERED = 0xFFFFFFFF

AHEAD = 16
"""By how many places a kernel asks for memory before it reads it (measured)."""


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
) -> int:
    """Number everything that is reached from ``start`` and has no number, depth first; returns the next number.

    ``cursors`` keeps where to go on with the edges of each number above the present one, so that no stack is needed.
    """
    if start != root:
        parents[number] = 0
    above = first = number
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
            if number == order.size:
                break
            cursors[above] = edge + 1
            parents[number] = above
            above = number
            node = target
            state[node] = met | SEEN
            own = met
            order[number] = node
            numbers[node] = number
            number += 1
            edge = integer(first_edges[node])
            stop = integer(first_edges[node + 1])
        else:
            if above == first:
                break
            above = integer(parents[above])
            node = order[above]
            edge = integer(cursors[above])
            stop = integer(first_edges[node + 1])
            own = state[node]
    return number


@kernel
def dominate(
    order: UInts, numbers: UInts, parents: UInts, offsets: UInts, sources: UInts, count: int, links: UInts
) -> None:
    """Turn ``parents`` (numbers in the search tree) into the numbers of immediate dominators.

    ``links`` (2 a number) holds ancestor and least semidominator side by side, so that both come with one look.
    ``sources`` become numbers first, then ``numbers`` semidominators, each by its number.
    """
    for place in range(sources.size):
        sources[place] = numbers[sources[place]]
    for w in range(count - 1, 0, -1):
        node = order[w]
        least = integer(parents[w])
        if w > 2 * AHEAD:
            prefetch(offsets, order[w - 2 * AHEAD])
            soon = order[w - AHEAD // 2]
            for place in range(offsets[soon], min(offsets[soon] + AHEAD, offsets[soon + 1])):
                prefetch(links, 2 * sources[place])
        for place in range(offsets[node], offsets[node + 1]):
            if place + AHEAD < sources.size:
                prefetch(links, 2 * sources[place + AHEAD])
            v = integer(sources[place])
            if v <= w:
                least = min(least, v)
            elif v != NOT_NUMBERED:
                # Everything above w is linked: find the least semidominator on the way up, and halve the way.
                above = integer(links[2 * v])
                while above > w:
                    value = min(integer(links[2 * v + 1]), integer(links[2 * above + 1]))
                    least = min(least, value)
                    further = integer(links[2 * above])
                    links[2 * v] = further
                    links[2 * v + 1] = value
                    if further <= w:
                        break
                    v = further
                    above = integer(links[2 * v])
                least = min(least, integer(links[2 * v + 1]))
        numbers[w] = least
        links[2 * w] = parents[w]
        links[2 * w + 1] = least
    for w in range(1, count):
        above = integer(parents[w])
        while above > numbers[w]:
            above = integer(parents[above])
        parents[w] = above


@kernel
def name_dominators(order: UInts, dominators: UInts, count: int, root: int, out: Ordinals) -> None:
    """Turn dominators by number into ``out``, nodes by node; nodes without a number hang on the root."""
    out[:] = root
    for i in range(1, count):
        out[order[i]] = order[dominators[i]]


@kernel
def retain(order: UInts, dominators: UInts, count: int, sizes: Columns, retained: Ints) -> None:
    """Add sizes up the dominator tree into ``retained``."""
    for node in range(sizes.size):
        retained[node] = integer(sizes[node])
    for i in range(count - 1, 0, -1):
        retained[order[dominators[i]]] += retained[order[i]]
