"""What changed between two snapshots of one process, by class: DevTools' Comparison view."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from leakline.heap.aggregates import ClassGroups, group_by_class
from leakline.heap.columns import Flags, Ints, Ordinals
from leakline.heap.kernels.classes import compare_groups
from leakline.heap.kernels.kernel import same_width
from leakline.heap.process import partners

if TYPE_CHECKING:
    from leakline.heap.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Comparison:
    """Changes by class key; classes in which nothing is new or gone are left out.

    A node is new in its class if the base has no node with its id in that class, gone the other way round.
    ``new_counts``, ``gone_counts``, ``new_sizes`` (bytes in the target) and ``gone_sizes`` (bytes in the base) are
    int64 columns with one row a key. ``new`` and ``gone`` mark the nodes of target and base.
    """

    keys: tuple[str, ...]
    names: tuple[str, ...]
    new_counts: Ints
    gone_counts: Ints
    new_sizes: Ints
    gone_sizes: Ints
    new: Flags
    gone: Flags


def compare(base: Snapshot, target: Snapshot) -> Comparison:
    """Compare two snapshots of one process; both are classed by the target's interfaces, as in DevTools."""
    with ThreadPoolExecutor(2, thread_name_prefix="leakline-compare") as pool:
        grouped = pool.submit(group_by_class, base, target.interfaces)
        after = target.class_groups
        before = grouped.result()
        return _compare(base, before, target, after, pool)


def _compare(
    base: Snapshot, before: ClassGroups, target: Snapshot, after: ClassGroups, pool: ThreadPoolExecutor
) -> Comparison:
    keys = {key: number for number, key in enumerate(dict.fromkeys((*before.keys, *after.keys)))}
    sides = [(base, _unified(before, keys)), (target, _unified(after, keys))]
    one_sided = partial(_one_sided, count=len(keys))
    counted = pool.map(one_sided, sides, reversed(sides))
    (gone_counts, gone_sizes, gone), (new_counts, new_sizes, new) = counted
    changed = np.flatnonzero((gone_counts > 0) | (new_counts > 0))
    names = dict(zip(before.keys, before.names, strict=True)) | dict(zip(after.keys, after.names, strict=True))
    texts = list(keys)
    return Comparison(
        keys=tuple(texts[row] for row in changed),
        names=tuple(names[texts[row]] for row in changed),
        new_counts=new_counts[changed],
        gone_counts=gone_counts[changed],
        new_sizes=new_sizes[changed],
        gone_sizes=gone_sizes[changed],
        new=new,
        gone=gone,
    )


def _unified(groups: ClassGroups, keys: dict[str, int]) -> Ordinals:
    number = np.array([keys[key] for key in groups.keys] + [-1], np.int32)
    return number[groups.of_node]


def _one_sided(
    side: tuple[Snapshot, Ordinals], other_side: tuple[Snapshot, Ordinals], *, count: int
) -> tuple[Ints, Ints, Flags]:
    (snapshot, groups), (other, other_groups) = side, other_side
    counts, sizes = np.zeros(count, np.int64), np.zeros(count, np.int64)
    fresh = np.zeros(snapshot.node_count, np.bool_)
    found = partners(snapshot, other)
    ids, shallow, other_ids = same_width(snapshot.node_ids, snapshot.graph.shallow_sizes, other.node_ids)
    compare_groups(ids, groups, shallow, other_ids, other_groups, found, counts, sizes, fresh)
    return counts, sizes, fresh
