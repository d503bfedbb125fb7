"""What grows in a container of the program's while something else keeps it alive as well.

A retaining path tells of one keeper only. When a listener and a cache both keep a session, the path leads through one
of them; here the other one is found, by what each old container holds directly.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from leakline.heap.census import Census
from leakline.heap.growth import Group
from leakline.heap.paths import PathTree, nearest_ancestor
from leakline.heap.snapshot import Snapshot

_HOLDING = ("property", "element", "internal")
_STORES = ("table", "elements", "properties")
_COLLECTIONS = ("Array", "Map", "Object", "Set")


def second_keepers(
    snapshots: Sequence[Snapshot],
    tree: PathTree,
    census: Census,
    groups: Sequence[Group],
    old: NDArray[np.bool_],
    minimum: int,
) -> tuple[Group, ...]:
    """Groups of things told apart under collections that hold them beside their retaining paths.

    ``tree`` has the paths of the last snapshot, ``old`` (``bool[nodes]``) says which of its nodes the first one had.
    The edge by which a group's representative is held is its ``over``.
    """
    last = snapshots[-1]
    grouped = np.zeros(last.node_count, np.bool_)
    members = np.zeros(last.node_count, np.bool_)
    for group in groups:
        grouped[group.members] = True
        if group.told_apart:
            members[group.members] = True
    edges, owners = _holding(last, tree, members, old, grouped)
    if not edges.size:
        return ()
    targets = last.edge_targets[edges].astype(np.int64)
    rows = census.labels[-1][targets].astype(np.int64)
    keys, places, often = np.unique(owners * len(census.rows) + rows, return_inverse=True, return_counts=True)
    found = []
    for place in np.flatnonzero(often >= minimum * (len(snapshots) - 1)).tolist():
        owner, row = divmod(int(keys[place]), len(census.rows))
        owner_id = int(last.node_ids[owner])
        tallies = [
            _held(snapshot, owner_id, labels, row) for snapshot, labels in zip(snapshots, census.labels, strict=True)
        ]
        counts = tuple(count for count, _ in tallies)
        if all(later - earlier >= minimum for earlier, later in pairwise(counts)):
            mine = edges[places == place]
            nearest = mine[np.argmin(tree.cost[last.graph.edge_sources(mine)])]
            found.append(
                Group(
                    row=row,
                    told_apart=False,
                    counts=counts,
                    sizes=tuple(size for _, size in tallies),
                    members=np.unique(last.edge_targets[mine]).astype(np.int64),
                    holders={},
                    top=int(often[place]),
                    keeper=owner,
                    representative=int(last.edge_targets[nearest]),
                    dragged=(),
                    over=int(nearest),
                )
            )
    return tuple(found)


def _holding(
    snapshot: Snapshot,
    tree: PathTree,
    members: NDArray[np.bool_],
    old: NDArray[np.bool_],
    grouped: NDArray[np.bool_],
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Edges to members from collections that are no part of a fault, beside the members' own paths; their owners."""
    edges = np.flatnonzero(members[snapshot.edge_targets])
    edges = edges[np.isin(snapshot.edge_types[edges], [snapshot.edge_type_id(name) for name in _HOLDING])]
    sources = snapshot.graph.edge_sources(edges)
    owners = _owners(snapshot, tree, sources)
    targets = snapshot.edge_targets[edges].astype(np.int64)
    above = tree.parent[targets]
    on_path = _owners(snapshot, tree, np.maximum(above, 0))
    # Below something that grew it is held by a fault that is known; the same holds where the path itself leads here.
    collections = snapshot.name_mask(np.concatenate([snapshot.strings.find_all(name) for name in _COLLECTIONS]))
    stop = nearest_ancestor(tree, old | grouped)[owners]
    free = (stop >= 0) & ~grouped[np.maximum(stop, 0)]
    kept = (owners != on_path) & old[owners] & collections[owners] & free
    return edges[kept], owners[kept]


def _owners(snapshot: Snapshot, tree: PathTree, nodes: NDArray[np.integer]) -> NDArray[np.int64]:
    """The objects that nodes belong to: of a table or an array of elements the object that has it."""
    stores = snapshot.node_types[nodes] == snapshot.node_type_id("array")
    return np.where(stores & (tree.parent[nodes] >= 0), tree.parent[nodes], nodes).astype(np.int64)


def _held(snapshot: Snapshot, owner_id: int, labels: NDArray[np.int32], row: int) -> tuple[int, int]:
    """How many things of a row one object holds directly, and their size in bytes."""
    owner = snapshot.ordinal_of(owner_id)
    if owner < 0:
        return 0, 0
    stores = [store for name in _STORES if (store := snapshot.target(owner, name, "internal")) >= 0]
    _, edges = snapshot.edges_of(np.array([owner, *stores], np.int64))
    strong = edges[snapshot.edge_types[edges] != snapshot.edge_type_id("weak")]
    held = np.unique(snapshot.edge_targets[strong])
    held = held[labels[held] == row]
    return int(held.size), int(snapshot.self_sizes[held].sum())
