"""What is reached from some nodes, and not through others."""

from __future__ import annotations

from leakline.heap.columns import Bytes, Columns, Flags, Ints, Ordinals, UInts
from leakline.heap.kernels.kernel import integer, kernel


@kernel
def reach(
    first_edges: UInts,
    types: Bytes,
    names: UInts,
    targets: UInts,
    node_ids: Columns,
    named: Flags,
    weak: int,
    ephemerons: Ordinals,
    tables: Ints,
    starts: Ints,
    closed: Flags,
    stack: UInts,
    reached: Flags,
) -> None:
    """Mark what is reached from the starts over strong edges without entering a closed node.

    Of a WeakMap's pairs the key leads to the value, its table does not. ``reached`` comes as False; ``stack`` has room
    for every node.
    """
    nodes = closed.size
    height = 0
    for i in range(starts.size):
        node = starts[i]
        if node >= 0 and node < nodes and not reached[node]:
            reached[node] = True
            stack[height] = node
            height += 1
    while height > 0:
        height -= 1
        source = integer(stack[height])
        for edge in range(first_edges[source], first_edges[source + 1]):
            target = integer(targets[edge])
            kind = types[edge]
            if reached[target] or closed[target] or kind == weak:
                continue
            if named[kind]:
                pair = ephemerons[names[edge]]
                if pair >= 0 and tables[pair] == integer(node_ids[source]):
                    continue
            reached[target] = True
            stack[height] = target
            height += 1
