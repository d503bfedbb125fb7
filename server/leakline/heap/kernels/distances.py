"""Distances from the program's roots by DevTools' rules (``JSHeapSnapshot.calculateDistances``)."""

from __future__ import annotations

from leakline.heap.columns import Bytes, Flags, Ints, Ordinals, UInts
from leakline.heap.kernels.kernel import integer, kernel, prefetch
from leakline.heap.kernels.marking import FROM_KEY, WEAK

NO_DISTANCE = -5
NO_EDGE = 0xFFFFFFFF
SYSTEM_DISTANCE = 100_000_000

NATIVE_CONTEXT, MAP_DESCRIPTORS = 1, 2

AHEAD = 32
"""By how many nodes memory is asked for before it is read, in three steps (measured)."""


@kernel
def measure(
    first_edges: UInts,
    targets: UInts,
    kinds: Bytes,
    names: UInts,
    named: Flags,
    types: Bytes,
    special: Bytes,
    sloppy: int,
    numbers: Ordinals,
    ephemerons: Ordinals,
    pairs: Ordinals,
    root: int,
    starts: Ints,
    distances: Ordinals,
    via: UInts,
    pending: Flags,
    queue: UInts,
) -> None:
    """Breadth first from ``starts`` (distance 1), then from the root for what is left.

    ``special`` tells native contexts and map descriptors; ``numbers`` is what JavaScript's parseInt makes of an edge's
    name, -1 for NaN (empty where there are no map descriptors). Of the two edges of a WeakMap's pair the one that is
    met first is passed over. ``via`` gets the edge by which each node was reached, NO_EDGE where the search began.
    ``pending`` is False for each pair; ``queue`` has room for every node and every start.
    """
    distances[:] = NO_DISTANCE
    via[:] = NO_EDGE
    for turn in range(2):
        last = 0
        if turn == 0:
            for i in range(starts.size):
                distances[starts[i]] = 1
                queue[last] = starts[i]
                last += 1
        else:
            distances[root] = SYSTEM_DISTANCE if starts.size > 0 else 0
            via[root] = NO_EDGE
            queue[0] = root
            last = 1
        first = 0
        while first < last:
            if first + AHEAD < last:
                prefetch(first_edges, queue[first + AHEAD])
                start = first_edges[queue[first + AHEAD // 2]]
                prefetch(targets, start)
                prefetch(kinds, start)
                soon = queue[first + AHEAD // 4]
                for edge in range(first_edges[soon], min(first_edges[soon] + 8, first_edges[soon + 1])):
                    prefetch(distances, targets[edge])
            node = queue[first]
            first += 1
            distance = distances[node] + 1
            kind_of_node = special[node]
            for edge in range(first_edges[node], first_edges[node + 1]):
                target = targets[edge]
                if distances[target] != NO_DISTANCE or kinds[edge] == WEAK:
                    continue
                if kind_of_node == NATIVE_CONTEXT and named[types[edge]] and names[edge] == sloppy:
                    continue
                if kind_of_node == MAP_DESCRIPTORS:
                    number = integer(names[edge])
                    if named[types[edge]]:
                        number = integer(numbers[names[edge]])
                    if number >= 2 and number % 3 == 1:
                        continue
                elif kinds[edge] >= FROM_KEY:
                    pair = pairs[ephemerons[names[edge]]]
                    pending[pair] = not pending[pair]
                    if pending[pair]:
                        continue
                distances[target] = distance
                via[target] = edge
                queue[last] = target
                last += 1
