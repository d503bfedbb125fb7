"""Loops over the dominator tree for sets of nodes."""

from __future__ import annotations

import numpy as np

from leakline.heap.kernels.jit import Flags, Ordinals, kernel

_UNKNOWN, _BELOW, _FREE = 0, 1, 2


@kernel
def below_marked(dominators: Ordinals, marked: Flags) -> Flags:
    """For each node whether another node above it in the dominator tree is marked (each node is climbed over once)."""
    nodes = len(dominators)
    state = np.zeros(nodes, np.uint8)
    for start in range(nodes):
        node = np.int64(start)
        outcome = _FREE
        while True:
            if state[node] != _UNKNOWN:
                outcome = state[node]
                break
            up = np.int64(dominators[node])
            if up < 0 or up >= nodes or up == node:
                state[node] = _FREE
                break
            if marked[up]:
                state[node] = _BELOW
                outcome = _BELOW
                break
            node = up
        climber = np.int64(start)
        while state[climber] == _UNKNOWN:
            state[climber] = outcome
            climber = np.int64(dominators[climber])
    below: Flags = state == _BELOW
    return below
