"""Things of one kind that are there many times over in one snapshot, by the memory that they keep."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from leakline.heap.census import CLOSURE, OBJECT, TEXT, Census
from leakline.heap.columns import Flags, Ints, Ordinals
from leakline.heap.growth import Group, Lineage, has_type, labelled, nearest_above
from leakline.heap.paths import PathTree, nearest_ancestor, other_group_above
from leakline.heap.snapshot import Snapshot

MANY = 10
"""So many closures of one site, or objects of one class, are worth a look."""

MANY_ELEMENTS = 100
"""So many plain things in one container are."""

_KEEPERS = ("object", "closure", "native")
_MOST_GROUPS = 100


def crowds(
    snapshot: Snapshot,
    tree: PathTree,
    census: Census,
    told_apart: Callable[[Sequence[int]], Sequence[bool]],
    is_left_out: Callable[[int], bool],
) -> tuple[tuple[Group, ...], Flags]:
    """Groups of things that are there many times, and ``bool[nodes]`` of all that are in one.

    ``census`` is that of the one snapshot. ``told_apart`` says for its rows which come from one place of the program,
    ``is_left_out`` for one of those that it is not worth a group. Plain things count by the object that holds them.
    """
    labels, rows = census.labels[0], census.rows
    kinds = np.array([row.kind for row in rows])
    often = np.flatnonzero((census.counts[:, 0] >= MANY) & np.isin(kinds, (CLOSURE, OBJECT)))
    apart = np.zeros(len(rows), np.bool_)
    apart[often] = np.array(told_apart(often.tolist()), np.bool_)
    shown = apart.copy()
    shown[[row for row in np.flatnonzero(apart).tolist() if is_left_out(row)]] = False
    largest = _largest(snapshot, np.where(labelled(labels, shown), labels, -1), len(rows))
    found = [(row, True, np.flatnonzero(labels == row)) for row in largest]
    found += [(row, False, nodes) for row, nodes in _elements(snapshot, tree, census, apart)]
    numbers = np.full(snapshot.node_count, -1, np.int32)
    for index, (_, _, nodes) in enumerate(found):
        numbers[nodes] = index
    many = np.asarray(numbers >= 0)
    lineage = Lineage(
        groups=numbers,
        above=other_group_above(tree, numbers, np.ones_like(many)),
        keepers=nearest_ancestor(tree, has_type(snapshot, _KEEPERS) & (nearest_ancestor(tree, many) < 0)),
        costs=tree.cost,
        ids=snapshot.node_ids,
    )
    groups = [
        lineage.group(index, row, whole, (len(nodes),), (int(snapshot.self_sizes[nodes].sum(dtype=np.uint64)),), {})
        for index, (row, whole, nodes) in enumerate(found)
    ]
    return tuple(groups), many


def _elements(snapshot: Snapshot, tree: PathTree, census: Census, apart: Flags) -> list[tuple[int, Ints]]:
    """Plain objects and strings right below one object: their row and the nodes, largest groups first."""
    labels = census.labels[0]
    plain = np.array([row.kind in (OBJECT, TEXT) for row in census.rows]) & ~apart
    nodes = np.flatnonzero(labelled(labels, plain))
    holders = nearest_above(tree, has_type(snapshot, _KEEPERS))[nodes]
    nodes, holders = nodes[holders >= 0], holders[holders >= 0]
    keys = labels[nodes].astype(np.int64) * snapshot.node_count + holders
    unique, inverse, often = np.unique(keys, return_inverse=True, return_counts=True)
    retained = snapshot.graph.retained_sizes[nodes].astype(np.float64)
    weights = np.bincount(inverse, weights=retained, minlength=len(unique))
    ranked = [key for key in np.argsort(-weights)[:_MOST_GROUPS].tolist() if often[key] >= MANY_ELEMENTS]
    return [(int(unique[key] // snapshot.node_count), nodes[inverse == key]) for key in ranked]


def _largest(snapshot: Snapshot, labels: Ordinals, rows: int) -> list[int]:
    """The rows whose nodes keep most, each node counted by itself."""
    nodes = np.flatnonzero(labels >= 0)
    sizes = snapshot.graph.retained_sizes[nodes].astype(np.float64)
    weights = np.bincount(labels[nodes], weights=sizes, minlength=rows)
    return [row for row in np.argsort(-weights)[:_MOST_GROUPS].tolist() if weights[row] > 0]
