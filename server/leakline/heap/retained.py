"""What sets of nodes keep alive."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from leakline.heap.columns import Ints
from leakline.heap.kernels.retained import below_marked
from leakline.heap.snapshot import Snapshot


def retained_by(snapshot: Snapshot, nodes: Ints) -> int:
    """Bytes that some nodes keep alive, each by itself: retained sizes added up, without counting any node twice.

    As DevTools does for a class: a node that another one of them dominates adds nothing.
    """
    marked = np.zeros(snapshot.node_count, np.bool_)
    marked[nodes] = True
    state, below = np.zeros(snapshot.node_count, np.uint8), np.zeros(nodes.size, np.bool_)
    below_marked(snapshot.graph.dominators, marked, nodes, state, below)
    topmost = nodes[~below]
    return int(snapshot.graph.retained_sizes[topmost].sum())


def slot_sizes(snapshot: Snapshot, contexts: Ints, names: Sequence[str]) -> dict[str, int]:
    """For each slot the bytes that contexts of one scope alone keep through it, all of them together.

    A value that something else keeps alive as well adds nothing.
    """
    targets = snapshot.targets(contexts, [("context", name) for name in names])
    if not (targets >= 0).any():
        # Contexts of blocks, classes and catch clauses have numbered edges only: each is read by its scope info.
        targets = np.full((len(contexts), len(names)), -1, np.int32)
        for row, context in enumerate(contexts.tolist()):
            held = {slot.name: slot.target for slot in snapshot.contexts.slots(context)}
            targets[row] = [held.get(name, -1) for name in names]
    sizes = {}
    for column, name in enumerate(names):
        values = targets[:, column]
        own = (values >= 0) & (snapshot.graph.dominators[np.maximum(values, 0)] == contexts)
        sizes[name] = retained_by(snapshot, values[own].astype(np.int64)) if own.any() else 0
    return sizes


def contexts_of(snapshot: Snapshot, closures: Ints) -> Ints:
    """The contexts that closures hold, each once, in ascending order."""
    table = snapshot.closures
    rows = np.searchsorted(table.nodes, closures)
    held = table.contexts[rows]
    return np.unique(held[held >= 0]).astype(np.int64)


def outer_contexts(snapshot: Snapshot, contexts: Ints) -> Ints:
    """The contexts right around some contexts, each once, in ascending order."""
    table = snapshot.contexts
    previous = table.previous[np.searchsorted(table.nodes, contexts)]
    return np.unique(previous[previous >= 0]).astype(np.int64)
