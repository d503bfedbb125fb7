"""What sets of nodes keep alive."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from leakline.heap.kernels.jit import Ints
from leakline.heap.kernels.retained import below_marked
from leakline.heap.snapshot import Snapshot


def retained_by(snapshot: Snapshot, nodes: Ints) -> int:
    """Bytes that some nodes keep alive, each by itself: retained sizes added up, without counting any node twice.

    As DevTools does for a class: a node that another one of them dominates adds nothing.
    """
    marked = np.zeros(snapshot.node_count, np.bool_)
    marked[nodes] = True
    topmost = nodes[~below_marked(snapshot.graph.dominators, marked)[nodes]]
    return int(snapshot.graph.retained_sizes[topmost].sum())


def slot_sizes(snapshot: Snapshot, contexts: Ints, names: Sequence[str]) -> dict[str, int]:
    """For each slot the bytes that contexts of one scope alone keep through it, added up over the contexts.

    A value that something else keeps alive as well adds nothing.
    """
    sizes = dict.fromkeys(names, 0)
    targets = snapshot.targets(contexts, [("context", name) for name in names])
    if (targets >= 0).any():
        dominators, retained = snapshot.graph.dominators, snapshot.graph.retained_sizes
        for column, name in enumerate(names):
            values = targets[:, column]
            own = (values >= 0) & (dominators[np.maximum(values, 0)] == contexts)
            sizes[name] = int(retained[values[own]].sum())
        return sizes
    # Contexts of blocks, classes and catch clauses have numbered edges only: each is read by its scope info.
    for context in contexts.tolist():
        for slot in snapshot.contexts.slots(context):
            if slot.target >= 0 and int(snapshot.graph.dominators[slot.target]) == context:
                sizes[slot.name] = sizes.get(slot.name, 0) + int(snapshot.graph.retained_sizes[slot.target])
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
