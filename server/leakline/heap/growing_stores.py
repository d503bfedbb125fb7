"""Collections whose room grows although no object in them does: lists of numbers, counters by number.

Numbers have no node of their own, so what piles up is seen by the size of the array or table behind a collection. V8
grows an array by half and 16 slots, a table by doubling (``JSObject::NewElementsCapacity``, ``OrderedHashTable``), so
few numbers may fit into the room that is there.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from leakline.heap.census import SLOTS, Census
from leakline.heap.growth import Group
from leakline.heap.paths import PathTree
from leakline.heap.process import partners
from leakline.heap.snapshot import Snapshot

_STORES = (("internal", "elements"), ("internal", "table"))
_COLLECTIONS = ("Array", "Map", "Set")
_LEAST_STEP = 16
"""Slots by which a store has to grow in each interval."""


def growing_stores(
    snapshots: Sequence[Snapshot],
    tree: PathTree,
    census: Census,
    old: NDArray[np.bool_],
) -> tuple[Group, ...]:
    """A group for each collection of the first snapshot whose room grew in every interval, if it holds no new objects.

    Counts are slots. ``tree`` has the paths of the last snapshot, ``old`` (``bool[nodes]``) says which of its nodes the
    first one had. The representative is the array or table, held ``over`` the collection's edge to it.
    """
    last = snapshots[-1]
    named = last.name_mask(np.concatenate([last.strings.find_all(name) for name in _COLLECTIONS]))
    nodes = np.flatnonzero(old & named & (last.node_types == last.node_type_id("object")))
    nodes = nodes[tree.cost[nodes] < np.iinfo(np.uint32).max]
    slots = np.stack([_slots(snapshot, _in(last, snapshot, nodes)) for snapshot in snapshots], axis=1)
    grew = (np.diff(slots, axis=1) >= _LEAST_STEP).all(axis=1)
    counted = ~old & (census.labels[-1] >= 0)
    found = []
    for node, counts in zip(nodes[grew].tolist(), slots[grew].tolist(), strict=True):
        edge = next((edge for kind, name in _STORES if (edge := last.find_edge(node, name, kind)) >= 0), -1)
        store = int(last.edge_targets[edge])
        _, held = last.edges_of(np.array([node, store], np.int64))
        if edge < 0 or counted[last.edge_targets[held]].any():
            continue
        found.append(
            Group(
                row=census.rows.index(SLOTS),
                told_apart=False,
                counts=tuple(counts),
                sizes=tuple(count * last.word_size for count in counts),
                members=np.array([store], np.int64),
                holders={},
                top=counts[-1],
                keeper=node,
                representative=store,
                dragged=(),
                over=edge,
            )
        )
    return tuple(found)


def _in(last: Snapshot, snapshot: Snapshot, nodes: NDArray[np.int64]) -> NDArray[np.int64]:
    """Nodes of the last snapshot in another one, -1 where it does not have them."""
    return nodes if snapshot is last else partners(last, snapshot)[nodes].astype(np.int64)


def _slots(snapshot: Snapshot, nodes: NDArray[np.int64]) -> NDArray[np.int64]:
    """Words of the arrays and tables behind collections; 0 for a collection that is not there."""
    stores = snapshot.targets(np.maximum(nodes, 0), _STORES)
    sizes = np.where(stores >= 0, snapshot.self_sizes[np.maximum(stores, 0)].astype(np.int64), 0).max(axis=1)
    return np.where(nodes >= 0, sizes // snapshot.word_size, 0)
