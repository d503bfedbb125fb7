"""What one node holds, along a tree of retaining paths."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from leakline.heap.columns import Flags, Ints
from leakline.heap.paths import PathTree, nearest_ancestor
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
    """By how many properties a node leads to members of a group; 0 where they are too few to be the keys of a table."""
    behind = nearest_ancestor(tree, tree.parent == node)[members]
    held = np.unique(behind[behind >= 0])
    named = snapshot.edge_types[tree.via_edge[held]] == snapshot.edge_type_id("property")
    count = len(np.unique(snapshot.edge_name_ids[tree.via_edge[held[named]]]))
    return count if count >= FEWEST else 0


def held_directly(snapshot: Snapshot, holders: Sequence[Ints], things: Sequence[Ints]) -> int:
    """How many of some things some holders refer to; both in parts, which are lists of nodes."""
    _, edges = snapshot.edges_of(np.concatenate(holders))
    return len(np.intersect1d(np.concatenate(things), snapshot.edge_targets[edges]))
