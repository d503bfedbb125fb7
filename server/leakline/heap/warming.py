"""Compiling the kernels ahead of the first snapshot."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from leakline.heap.paths import PathTree
    from leakline.heap.snapshot import Snapshot


def warm_up(progress: Callable[[str], None] | None = None) -> None:
    """Compile all kernels, or load them from the user's cache folder; takes seconds once per machine and version.

    ``progress`` is told what is going on, in words for a person.
    """
    if progress is not None:
        progress("preparing the heap engine, once")
    from leakline.heap.load import load_snapshot
    from leakline.heap.paths import PathCosts, cheapest_paths, nearest_ancestor, subtree_sizes

    _analyse_tiny()
    first = load_snapshot(_tiny())
    _ = first.contexts, first.graph.retainer_edges, first.find_edge(0, "a")
    tree = cheapest_paths(first, PathCosts(starts={0: 0}, edge_types={"property": 1}))
    nearest_ancestor(tree, first.node_types == 0)
    subtree_sizes(tree, first.self_sizes)
    _warm_growth(first, tree)


def _warm_growth(snapshot: Snapshot, tree: PathTree) -> None:
    """What only a comparison of several snapshots uses."""
    import numpy as np

    from leakline.heap.census import take_census
    from leakline.heap.kernels.lineage import nearest_in_other_group
    from leakline.heap.retained import retained_by

    take_census([snapshot])
    groups = np.zeros(snapshot.node_count, np.int32)
    nearest_in_other_group(tree.parent, tree.order, groups, np.ones(snapshot.node_count, np.bool_))
    retained_by(snapshot, np.zeros(1, np.int64))


@cache
def prepare_ahead() -> None:
    """Find the kernels of the analysis on a thread of its own, once, while the first file is read."""
    threading.Thread(target=_analyse_tiny, name="leakline-prepare").start()


def _analyse_tiny() -> None:
    from leakline.heap.comparison import compare
    from leakline.heap.load import load_snapshot
    from leakline.heap.process import same_process

    first, second = load_snapshot(_tiny()), load_snapshot(_tiny())
    same_process(first, second)
    compare(first, second)
    _ = first.aggregates


def _tiny() -> bytes:
    """The least snapshot that every kernel has something to do in."""
    meta = {
        "node_fields": ["type", "name", "id", "self_size", "edge_count", "detachedness"],
        "node_types": [["hidden", "object", "closure", "native", "synthetic"]],
        "edge_fields": ["type", "name_or_index", "to_node"],
        "edge_types": [["property", "internal", "weak", "shortcut", "element", "hidden", "context"]],
        "location_fields": ["object_index", "script_id", "line", "column"],
    }
    nodes = [[4, 0, 1, 0, 2, 0], [1, 1, 3, 8, 2, 0], [1, 1, 5, 8, 1, 0], [2, 2, 7, 8, 0, 0], [3, 2, 9, 8, 0, 2]]
    edges = [[3, 3, 6], [4, 1, 12], [0, 3, 12], [1, 4, 18], [0, 3, 24]]
    document = {
        "snapshot": {"meta": meta, "node_count": len(nodes), "edge_count": len(edges)},
        "nodes": [value for node in nodes for value in node],
        "edges": [value for edge in edges for value in edge],
        "locations": [18, 1, 0, 0, 6, 1, 0, 0],
        "trace_tree": [],
        "strings": ["", "Object", "f", "a", "b"],
    }
    return json.dumps(document).encode()
