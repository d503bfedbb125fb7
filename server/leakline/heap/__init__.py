"""Heap snapshots: bytes in, typed columns out; the graph, its dominators, contexts and classes.

Importing this package costs nothing: numpy is imported with the first name that needs them (PEP 562).
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING

from leakline.heap.errors import EngineError, SnapshotError, SnapshotTooLarge

if TYPE_CHECKING:
    from leakline.heap.aggregates import Aggregates
    from leakline.heap.closures import Closures, Script
    from leakline.heap.comparison import Comparison, compare
    from leakline.heap.contexts import KINDS, Contexts, Slot
    from leakline.heap.graph import Graph
    from leakline.heap.groups import Groups, group_by
    from leakline.heap.load import load_snapshot
    from leakline.heap.memory import estimate_memory, give_back_memory
    from leakline.heap.paths import (
        PathCosts,
        PathTree,
        cheapest_paths,
        nearest_ancestor,
        other_group_above,
        subtree_sizes,
    )
    from leakline.heap.process import new_nodes, same_process, taken_before
    from leakline.heap.roots import Roots
    from leakline.heap.snapshot import Snapshot
    from leakline.heap.statistics import SnapshotStatistics, measure
    from leakline.heap.strings import Strings
    from leakline.heap.warming import warm_up

_THREADS = "OPENBLAS_NUM_THREADS"

_HOMES = {
    "Closures": "closures",
    "Script": "closures",
    "compare": "comparison",
    "Aggregates": "aggregates",
    "Comparison": "comparison",
    "KINDS": "contexts",
    "Contexts": "contexts",
    "Slot": "contexts",
    "Graph": "graph",
    "Groups": "groups",
    "group_by": "groups",
    "load_snapshot": "load",
    "PathCosts": "paths",
    "PathTree": "paths",
    "cheapest_paths": "paths",
    "nearest_ancestor": "paths",
    "other_group_above": "paths",
    "subtree_sizes": "paths",
    "new_nodes": "process",
    "same_process": "process",
    "taken_before": "process",
    "SnapshotStatistics": "statistics",
    "measure": "statistics",
    "estimate_memory": "memory",
    "give_back_memory": "memory",
    "warm_up": "warming",
    "Roots": "roots",
    "Snapshot": "snapshot",
    "Strings": "strings",
}

__all__ = [
    "KINDS",
    "Aggregates",
    "Closures",
    "Comparison",
    "Contexts",
    "EngineError",
    "Graph",
    "Groups",
    "PathCosts",
    "PathTree",
    "Roots",
    "Script",
    "Slot",
    "Snapshot",
    "SnapshotError",
    "SnapshotStatistics",
    "SnapshotTooLarge",
    "Strings",
    "cheapest_paths",
    "compare",
    "estimate_memory",
    "give_back_memory",
    "group_by",
    "load_snapshot",
    "measure",
    "nearest_ancestor",
    "new_nodes",
    "other_group_above",
    "same_process",
    "subtree_sizes",
    "taken_before",
    "warm_up",
]


def __getattr__(name: str) -> object:
    if name in _HOMES:
        _import_numpy()
        return getattr(import_module(f"leakline.heap.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def _import_numpy() -> None:
    """Import numpy without the threads that its linear algebra starts at once, one a core: nothing here needs them."""
    if "numpy" in sys.modules:
        return
    chosen = os.environ.get(_THREADS)
    os.environ[_THREADS] = chosen or "1"
    try:
        import_module("numpy")
    finally:
        if chosen is None:
            del os.environ[_THREADS]


def __dir__() -> list[str]:
    return sorted(__all__)
