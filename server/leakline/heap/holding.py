"""What one node holds, along a tree of retaining paths."""

from __future__ import annotations

import numpy as np

from leakline.heap.columns import Flags, Ints
from leakline.heap.paths import PathTree
from leakline.heap.snapshot import Snapshot

SEVERAL = 2
FEWEST = 3
_INTERNAL = ("array", "hidden", "code", "object shape")


def gathers(snapshot: Snapshot, tree: PathTree, node: int, recent: Flags) -> bool:
    """Whether a node holds several recent things of one kind, directly or in its table: a container, no element.

    ``recent`` is ``bool[nodes]``: what is new since the last snapshot but one.
    """
    internal_types = [snapshot.node_type_id(name) for name in _INTERNAL]
    held = np.flatnonzero(tree.parent == node)
    internal = np.isin(snapshot.node_types[held], internal_types)
    behind = np.flatnonzero(np.isin(tree.parent, held[internal])) if internal.any() else held[:0]
    held = np.concatenate([held[~internal], behind])
    held = held[recent[held] & ~np.isin(snapshot.node_types[held], internal_types)]
    _, often = np.unique(snapshot.node_name_ids[held], return_counts=True)
    return int(often.max(initial=0)) >= FEWEST


def keys_of(snapshot: Snapshot, tree: PathTree, node: int, members: Ints) -> int:
    """By how many properties a node holds members of a group; 0 where they are too few to be the keys of a table."""
    held = members[tree.parent[members] == node]
    named = snapshot.edge_types[tree.via_edge[held]] == snapshot.edge_type_id("property")
    count = len(np.unique(snapshot.edge_name_ids[tree.via_edge[held[named]]]))
    return count if count >= FEWEST else 0
