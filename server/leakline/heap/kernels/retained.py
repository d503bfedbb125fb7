"""Loops over the dominator tree for sets of nodes."""

from __future__ import annotations

import numpy as np

from leakline.heap.columns import Bytes, Flags, Ints, Ordinals
from leakline.heap.kernels.kernel import kernel

_UNKNOWN, _BELOW, _FREE = 0, 1, 2


@kernel
def below_marked(dominators: Ordinals, marked: Flags, asked: Ints, state: Bytes, below: Flags) -> None:
    """For each of the nodes asked for whether another node above it in the dominator tree is marked.

    What is found out on the way up is kept in ``state`` (0 for each node), so that each is climbed over once.
    """
    nodes = len(dominators)
    for i in range(len(asked)):
        node = asked[i]
        if node < 0 or node >= nodes:
            continue
        outcome = _FREE
        while state[node] == _UNKNOWN:
            up = np.int64(dominators[node])
            if up < 0 or up >= nodes or up == node:
                state[node] = _FREE
                break
            if marked[up]:
                state[node] = _BELOW
                break
            node = up
        outcome = state[node]
        climber = asked[i]
        while state[climber] == _UNKNOWN:
            state[climber] = outcome
            climber = np.int64(dominators[climber])
        below[i] = state[asked[i]] == _BELOW
