"""Nodes at which a program's own variables begin, and who holds an edge of one name."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from leakline.heap.contexts import KINDS, UNKNOWN
from leakline.heap.snapshot import Snapshot

_OF_FILES = tuple(KINDS.index(kind) for kind in ("module", "script"))
_AROUND_FILES = tuple(KINDS.index(kind) for kind in ("native", "script"))
_FUNCTION = KINDS.index("function")


def file_scopes(snapshot: Snapshot) -> NDArray[np.int64]:
    """The contexts that can hold the variables of a whole file: int64, ascending.

    These are a module's, a script's, and those of functions right below them of which there is one context; CommonJS
    wraps a file into such a function.
    """
    contexts = snapshot.contexts
    rows = np.minimum(np.searchsorted(contexts.nodes, contexts.previous), max(0, contexts.nodes.size - 1))
    known = (contexts.previous >= 0) & (contexts.nodes[rows] == contexts.previous)
    around = np.where(known, contexts.kinds[rows], UNKNOWN)
    _, place, often = np.unique(contexts.scope_infos, return_inverse=True, return_counts=True)
    wrapper = (contexts.kinds == _FUNCTION) & np.isin(around, _AROUND_FILES) & (often[place] == 1)
    return np.asarray(contexts.nodes[wrapper | np.isin(contexts.kinds, _OF_FILES)], np.int64)


def holders_of(snapshot: Snapshot, edge_type: str, name: str) -> NDArray[np.int64]:
    """The nodes that have an edge of a type and name: int64, ascending."""
    names = snapshot.strings.find_all(name)
    edges = np.flatnonzero(np.isin(snapshot.edge_name_ids, names)) if names.size else np.empty(0, np.int64)
    edges = edges[snapshot.edge_types[edges] == snapshot.edge_type_id(edge_type)]
    return np.unique(np.searchsorted(snapshot.first_edges, edges, side="right") - 1).astype(np.int64)
