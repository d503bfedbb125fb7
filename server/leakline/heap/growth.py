"""Which kinds of things grew under what: the counting behind leak suspects.

A thing that is *told apart* (a closure of one site, a context of one scope, a class of the program) is counted as a
whole. All other things (plain objects, arrays, strings, the runtime's own classes) belong to many at once, so they are
counted under the object that holds them: the nearest object above them on their retaining path that was there in the
first snapshot. That object is their *keeper*; arrays and tables that V8 made inside of it do not count as objects.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from leakline.heap.census import TEXT, Census
from leakline.heap.columns import Flags, Ints, Ordinals
from leakline.heap.holding import SEVERAL
from leakline.heap.paths import PathTree, nearest_ancestor, other_group_above
from leakline.heap.snapshot import Snapshot

_KEEPER_TYPES = ("object", "closure", "native", "synthetic", "regexp")

_SETTLED = 10
"""How many times as much strings grew in another interval as in the last when what holds them has filled up."""

_NEARLY_ALL = 0.9
"""The share of what a keeper holds newly that makes a container below it the keeper."""

_LATE_DEPTH = 4
"""How many containers deep the one that grows is looked for in what was made since."""

_RECORDS = ("Immediate", "Listener", "Timeout")
"""What the runtime links into lists: the list's other entries hang on each, but they keep nothing."""


@dataclass(frozen=True, slots=True)
class Group:
    """Things of one kind that grew.

    ``row`` is the census row. ``counts`` and ``sizes`` (bytes) have one entry a snapshot. ``members`` are the nodes of
    the last snapshot that are new since the first. ``holders`` counts, by index of the group, what holds the members;
    ``top`` is how many no other group holds. ``keeper`` is the node that holds most of those (of the members where
    there are none), -1 if nothing does; ``representative`` is the member with the cheapest path from it. ``told_apart``
    says whether all things of the row are counted, not only those below the keeper. ``dragged`` are shared things that
    the members hold directly: row and counts. ``over`` is the edge by which the keeper's path leads to the
    representative, -1 where that is the representative's own path.
    """

    row: int
    told_apart: bool
    counts: tuple[int, ...]
    sizes: tuple[int, ...]
    members: Ints
    holders: dict[int, int]
    top: int
    keeper: int
    representative: int
    dragged: tuple[tuple[int, tuple[int, ...]], ...]
    over: int = -1


def grown_groups(
    snapshots: Sequence[Snapshot],
    trees: Sequence[PathTree],
    census: Census,
    minimum: int,
    told_apart: Callable[[Sequence[int]], Sequence[bool]],
    new: Flags,
    recent: Flags,
    late: Flags,
) -> tuple[Group, ...]:
    """All groups that grew by at least ``minimum`` in every interval.

    ``told_apart`` says for rows of the census, all of which grew, which are counted as a whole. Of the nodes of the
    last snapshot (``bool[nodes]``), ``new`` are those that the first has not, ``recent`` those that the last but one
    has not, ``late`` new ones that are no growth, but containers like older ones.
    """
    rows = np.flatnonzero(census.growing(minimum))
    apart = np.zeros(len(census.rows), np.bool_)
    apart[rows] = np.array(told_apart(rows.tolist()), np.bool_)
    shared = np.zeros(len(census.rows), np.bool_)
    shared[rows] = ~apart[rows]
    last, tree, labels = snapshots[-1], trees[-1], census.labels[-1]
    records = last.name_mask(np.concatenate([last.strings.find_all(name) for name in _RECORDS]))
    old_containers = ~new & has_type(last, _KEEPER_TYPES) & ~records | late
    new = new & ~late

    pairs = _shared_pairs(snapshots, trees, census, apart, shared, new, recent, old_containers, minimum)
    groups = np.full(last.node_count, -1, np.int32)
    index_of_row = {int(row): index for index, row in enumerate(np.flatnonzero(apart))}
    whole = np.full(len(census.rows) + 1, -1, np.int32)
    for row, index in index_of_row.items():
        whole[row] = index
    groups[new] = whole[labels[new]]
    for offset, pair in enumerate(pairs):
        groups[pair.members] = len(index_of_row) + offset

    above = other_group_above(tree, groups, new)
    lineage = Lineage(
        groups, above, nearest_ancestor(tree, old_containers), tree.cost, last.node_ids, tree.parent, recent
    )
    dragged = _dragged(trees, census, apart, shared, minimum)
    whole_groups = [
        lineage.group(index, row, True, tuple(census.counts[row].tolist()), tuple(census.sizes[row].tolist()), dragged)
        for row, index in index_of_row.items()
    ]
    return tuple(whole_groups) + tuple(
        lineage.group(len(index_of_row) + offset, pair.row, False, pair.counts, pair.sizes, {})
        for offset, pair in enumerate(pairs)
    )


Dragged = dict[int, list[tuple[int, tuple[int, ...]]]]
"""By the row of the things that hold them: rows of shared things, and their counts."""


@dataclass(frozen=True, slots=True)
class Lineage:
    """Who holds whom among the nodes of the last snapshot, one entry a node.

    ``groups`` is the index of a node's group, ``above`` the nearest node above it in another group, ``keepers`` the
    object that keeps it, each -1 for none; ``costs`` are those of the paths, ``ids`` V8's.
    """

    groups: Ordinals
    above: Ordinals
    keepers: Ordinals
    costs: NDArray[np.uint32]
    ids: NDArray[np.unsignedinteger]
    parents: Ordinals | None = None
    recent: Flags | None = None

    def group(
        self,
        index: int,
        row: int,
        told_apart: bool,
        counts: tuple[int, ...],
        sizes: tuple[int, ...],
        dragged: Dragged,
    ) -> Group:
        """The group of an index with all that the lineage says of it."""
        members = np.flatnonzero(self.groups == index)
        held_by = self.above[members]
        holding, often = np.unique(self.groups[held_by[held_by >= 0]], return_counts=True)
        top = members[held_by < 0]
        # Where groups hold each other in turn, as in trees, the few at the top are no example of the many.
        keeper, representative = self._representative(top if 2 * len(top) >= len(members) else members)
        return Group(
            row=row,
            told_apart=told_apart,
            counts=counts,
            sizes=sizes,
            members=members,
            holders=dict(zip(holding.tolist(), often.tolist(), strict=True)),
            top=len(top),
            keeper=keeper,
            representative=representative,
            dragged=tuple(dragged.get(row, ())),
        )

    def _representative(self, nodes: Ints) -> tuple[int, int]:
        keepers, often = np.unique(self.keepers[nodes], return_counts=True)
        often = np.where(keepers >= 0, often, 0)  # what nothing keeps has no path to show
        keeper = int(keepers[np.argmax(often)])
        kept = nodes[self.keepers[nodes] == keeper]
        if self.parents is not None and self.recent is not None:
            kept = _siblings(kept, self.parents, self.recent)
        order = np.lexsort((self.ids[kept], self.costs[kept]))
        return keeper, int(kept[order[0]])


def _siblings(nodes: Ints, parents: Ordinals, recent: Flags) -> Ints:
    """Of some nodes those where growth goes on: those below the one node that holds most of the recent ones.

    All where no node holds several of them and half of them at least, as in a linked list.
    """
    newest = nodes[recent[nodes]]
    holders, often = np.unique(parents[newest], return_counts=True)
    most = int(often.max(initial=0))
    if most < SEVERAL or 2 * most < len(newest):
        return nodes
    return np.asarray(nodes[parents[nodes] == holders[np.argmax(often)]])


def _dragged(
    trees: Sequence[PathTree],
    census: Census,
    apart: Flags,
    shared: Flags,
    minimum: int,
) -> Dragged:
    """Shared things directly below things told apart, by the holder's row, where they grew with it."""
    rows = len(census.rows)
    tallies: list[tuple[Ints, Ints]] = []
    for tree, labels in zip(trees, census.labels, strict=True):
        nodes = np.flatnonzero(labelled(labels, shared))
        holders = nearest_above(tree, labelled(labels, apart | shared))[nodes]
        held = (holders >= 0) & labelled(labels, apart)[np.maximum(holders, 0)]
        keys = labels[holders[held]].astype(np.int64) * rows + labels[nodes[held]]
        tallies.append(np.unique(keys, return_counts=True))
    found: Dragged = {}
    for key in tallies[-1][0].tolist():
        counts = np.array([_looked_up(keys, often, key) for keys, often in tallies])
        if _grew(counts, minimum):
            found.setdefault(key // rows, []).append((key % rows, tuple(counts.tolist())))
    return found


def _looked_up(keys: Ints, values: Ints, key: int) -> int:
    place = int(np.searchsorted(keys, key))
    return int(values[place]) if place < len(keys) and keys[place] == key else 0


@dataclass(frozen=True, slots=True)
class _Pair:
    """Shared things of one row under one keeper."""

    row: int
    counts: tuple[int, ...]
    sizes: tuple[int, ...]
    members: Ints


def _shared_pairs(
    snapshots: Sequence[Snapshot],
    trees: Sequence[PathTree],
    census: Census,
    apart: Flags,
    shared: Flags,
    new: Flags,
    recent: Flags,
    old_containers: Flags,
    minimum: int,
) -> list[_Pair]:
    last, tree, labels = snapshots[-1], trees[-1], census.labels[-1]
    new_shared = np.flatnonzero(new & labelled(labels, shared))
    if not len(new_shared):
        return []
    stops = old_containers | (new & labelled(labels, apart))
    holder = nearest_above(tree, stops)[new_shared]
    kept = (holder >= 0) & old_containers[np.maximum(holder, 0)]
    nodes, keepers = new_shared[kept], holder[kept]
    enough = minimum * (len(snapshots) - 1)
    lasting = new & ~recent & has_type(last, _KEEPER_TYPES)
    keepers = _late_keepers(tree, lasting, old_containers, labels[nodes], nodes, keepers)
    keys = labels[nodes].astype(np.int64) * last.node_count + keepers
    unique, inverse, often = np.unique(keys, return_inverse=True, return_counts=True)
    chosen = np.flatnonzero(often >= enough)
    if not len(chosen):
        return []
    rows, keeper_nodes = unique[chosen] // last.node_count, unique[chosen] % last.node_count
    keeper_ids = last.node_ids[keeper_nodes].astype(np.int64)
    tables = [
        _count_pairs(snapshot, tree_, labels_, apart, shared, rows, keeper_ids)
        for snapshot, tree_, labels_ in zip(snapshots, trees, census.labels, strict=True)
    ]
    direct, every, sizes = (np.stack([table[part] for table in tables], axis=1) for part in range(3))
    is_keeper = np.zeros(last.node_count, np.bool_)
    is_keeper[keepers] = True
    near = nearest_above(tree, stops | is_keeper | labelled(labels, shared))[nodes]
    pairs = []
    for place, index in enumerate(chosen.tolist()):
        below = inverse == index
        right_below = below & (near == keepers)
        # What is right below may all be old things that were moved there.
        is_direct = _grew(direct[place], minimum) and bool(right_below.any())
        counts = direct[place] if is_direct else every[place]
        if not _grew(counts, minimum) or (census.rows[int(rows[place])].kind == TEXT and _settles(counts)):
            continue
        members = nodes[right_below if is_direct else below]
        pairs.append(_Pair(int(rows[place]), tuple(counts.tolist()), tuple(sizes[place].tolist()), members))
    return pairs


def _late_keepers(
    tree: PathTree, containers: Flags, old_containers: Flags, rows: Ordinals, nodes: Ints, keepers: Ordinals
) -> Ordinals:
    """The keepers of nodes of some rows; where one container made since has nearly all below a keeper, that container.

    ``if (!global.seen) global.seen = []`` makes a list late: the global object's other things are none of its.
    ``containers`` are those that the last snapshot but one has too; what is made anew each time holds no growth.
    """
    above = nearest_above(tree, containers | old_containers)
    stops = old_containers.copy()
    for _ in range(_LATE_DEPTH):
        topmost = containers & ~stops & (above >= 0) & stops[np.maximum(above, 0)]
        branches = nearest_ancestor(tree, topmost)[nodes]
        branches = np.where(branches == nodes, -1, branches)
        pairs = rows.astype(np.int64) * len(containers) + keepers
        _, pair_of, totals = np.unique(pairs, return_inverse=True, return_counts=True)
        width = len(containers) + 1
        runs, run_of, lengths = np.unique(pair_of * width + branches + 1, return_inverse=True, return_counts=True)
        nearly_all = lengths >= _NEARLY_ALL * totals[runs // width]
        moved = nearly_all[run_of] & (branches >= 0)
        if not moved.any():
            break
        keepers = np.where(moved, branches, keepers).astype(np.int32)
        stops[branches[moved]] = True
    return keepers


def _count_pairs(
    snapshot: Snapshot,
    tree: PathTree,
    labels: Ordinals,
    apart: Flags,
    shared: Flags,
    rows: NDArray[np.int64],
    keeper_ids: NDArray[np.int64],
) -> tuple[Ints, Ints, Ints]:
    """For each (row, keeper id): things directly below the keeper, all things below it, and their size in bytes."""
    distinct = np.unique(keeper_ids)
    is_keeper = np.isin(snapshot.node_ids, distinct.astype(snapshot.node_ids.dtype))
    stops = is_keeper | labelled(labels, apart)
    wanted = np.zeros(len(shared), np.bool_)
    wanted[rows] = True
    nodes = np.flatnonzero(labelled(labels, wanted))
    every = _pair_keys(snapshot, labels, nodes, nearest_above(tree, stops)[nodes], is_keeper, distinct)
    near = nearest_above(tree, stops | labelled(labels, shared))[nodes]
    direct = _pair_keys(snapshot, labels, nodes, near, is_keeper, distinct)
    targets = rows * len(distinct) + np.searchsorted(distinct, keeper_ids)
    weights = snapshot.self_sizes[nodes].astype(np.float64)
    return _tally(direct, targets), _tally(every, targets), _tally(every, targets, weights)


def _pair_keys(
    snapshot: Snapshot, labels: Ordinals, nodes: Ints, holders: Ordinals, is_keeper: Flags, keeper_ids: Ints
) -> Ints:
    """A number for each node's (row, keeper); -1 where the holder is no keeper."""
    held = (holders >= 0) & is_keeper[np.maximum(holders, 0)]
    ids = snapshot.node_ids[np.maximum(holders, 0)].astype(np.int64)
    keys = labels[nodes].astype(np.int64) * len(keeper_ids) + np.searchsorted(keeper_ids, ids)
    return np.where(held, keys, -1)


def _tally(keys: Ints, targets: Ints, weights: NDArray[np.float64] | None = None) -> Ints:
    """For each target how many keys (or what weight of them) equal it."""
    order = np.argsort(targets, kind="stable")
    places = np.minimum(np.searchsorted(targets[order], keys), len(targets) - 1)
    hit = targets[order][places] == keys
    found = np.bincount(places[hit], None if weights is None else weights[hit], minlength=len(targets))
    out = np.zeros(len(targets), np.int64)
    out[order] = found.astype(np.int64)
    return out


def nearest_above(tree: PathTree, mask: Flags) -> Ordinals:
    """For each node the nearest node above it in the tree, not itself, that the mask has; -1 for none."""
    nearest = nearest_ancestor(tree, mask)
    parents = tree.parent
    return np.where(parents >= 0, nearest[np.maximum(parents, 0)], -1).astype(np.int32)


def labelled(labels: Ordinals, rows: Flags) -> Flags:
    """Whether a node's row is one of the rows: ``bool[nodes]``."""
    return np.append(rows, False)[labels]


def has_type(snapshot: Snapshot, names: Sequence[str]) -> Flags:
    """Whether a node is of one of some types: ``bool[nodes]``."""
    numbers = [number for name in names if (number := snapshot.node_type_id(name)) >= 0]
    return np.isin(snapshot.node_types, np.array(numbers, snapshot.node_types.dtype))


def _settles(counts: Ints) -> bool:
    """Whether nearly all growth was before the last interval: how many strings a full cache holds varies a little."""
    steps = np.diff(counts)
    return bool(len(steps) > 1 and steps[-1] * _SETTLED < steps[:-1].max())


def _grew(counts: Ints, minimum: int) -> bool:
    return bool((np.diff(counts) >= minimum).all())
