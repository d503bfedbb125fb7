"""Loops over a path tree: who is above whom, by group."""

from __future__ import annotations

import numpy as np

from leakline.heap.columns import Flags, Ordinals, UInts
from leakline.heap.kernels.kernel import kernel


@kernel
def nearest_in_other_group(
    parent: Ordinals, order: UInts, groups: Ordinals, inside: Flags, nearest: Ordinals, above: Ordinals
) -> None:
    """For each node that has a group the nearest node above it in another group, in ``above``.

    ``nearest`` gets the nearest node of any group, itself or above. Both come as -1.
    """
    nodes = len(parent)
    for i in range(len(order)):
        node = order[i]
        if node < 0 or node >= nodes or not inside[node]:
            continue
        up = parent[node]
        found = np.int32(-1)
        if up >= 0 and up < nodes and inside[up]:
            found = nearest[up]
        if groups[node] < 0:
            nearest[node] = found
            continue
        nearest[node] = node
        if found >= 0 and groups[found] == groups[node]:
            found = above[found]
        above[node] = found
