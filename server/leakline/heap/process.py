"""What node ids say about two snapshots: what is new, whether one process wrote both, and which came first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from leakline.heap.columns import Columns, Flags, Ordinals
from leakline.heap.kernels.kernel import same_width
from leakline.heap.kernels.rows import match_ids

if TYPE_CHECKING:
    from leakline.heap.snapshot import Snapshot

SAME_PROCESS = 0.99
"""Share of the common ids that has to agree.

It is 0.9998 and more within one process (names of code change), 0.93 between two
runs of one small program, which give many of the runtime's own objects the same ids."""

TABLE_ROWS_PER_NODE = 8
"""Ids are used as rows of a table where that has no more than so many rows a node; else they are sorted."""


@dataclass(frozen=True, slots=True)
class Kinship:
    """How many node ids two snapshots share, and for how many of those type and name agree."""

    shared: int
    agreeing: int

    @property
    def share(self) -> float:
        """Share of the common ids whose objects agree, 0 where there are none."""
        return self.agreeing / self.shared if self.shared else 0.0

    def __bool__(self) -> bool:
        """Whether one process wrote both."""
        return self.share >= SAME_PROCESS


def new_nodes(base: Snapshot, target: Snapshot) -> Flags:
    """Whether a node of the target has an id that the base has not (bool[target nodes]).

    Ids do not rise with the order in the file: V8 gives odd ones in the order in which it meets objects, embedders
    even ones, which are hashes.
    """
    return ~_among(target.node_ids, base.node_ids)


def same_process(base: Snapshot, target: Snapshot) -> Kinship:
    """Compare what stands behind the ids that both snapshots have; true if one process wrote both."""
    new = np.flatnonzero((target.node_ids & 1).astype(np.bool_))
    old = partners(target, base)[new]
    new, old = new[old >= 0], old[old >= 0]
    agree = _type_names(base)[base.node_types[old]] == _type_names(target)[target.node_types[new]]
    agree &= base.strings.hashes[base.node_name_ids[old]] == target.strings.hashes[target.node_name_ids[new]]
    return Kinship(int(old.size), int(np.count_nonzero(agree)))


def taken_before(first: Snapshot, second: Snapshot) -> bool | None:
    """Whether the first snapshot was taken before the second, by the highest id; None if they have the same."""
    highest = [int(ids[(ids & 1).astype(np.bool_)].max(initial=0)) for ids in (first.node_ids, second.node_ids)]
    return None if highest[0] == highest[1] else highest[0] < highest[1]


def partners(snapshot: Snapshot, other: Snapshot) -> Ordinals:
    """For each node the node of the other snapshot with the same id (int32), -1 for none."""
    ids, known = snapshot.node_ids, other.node_ids
    found = np.full(ids.size, -1, np.int32)
    odd, odd_known = (ids & 1).astype(np.bool_), (known & 1).astype(np.bool_)
    highest = int(known[odd_known].max(initial=0))
    if highest // 2 <= TABLE_ROWS_PER_NODE * (ids.size + known.size):
        mine, theirs = same_width(ids, known)
        match_ids(mine, theirs, np.full(highest // 2 + 1, -1, np.int32), found)
        odd, odd_known = ~odd, ~odd_known
    else:
        odd[:], odd_known[:] = True, True
    rest = np.flatnonzero(odd_known)
    rest = rest[np.argsort(known[rest], kind="stable")]
    if rest.size:
        places = np.minimum(np.searchsorted(known[rest], ids[odd]), rest.size - 1)
        found[odd] = np.where(known[rest][places] == ids[odd], rest[places], -1)
    return found


def _among(ids: Columns, known: Columns) -> Flags:
    """Whether an id is one of the known ones; a table of bits for the dense odd ids, sorting for the rest."""
    result = np.zeros(ids.size, np.bool_)
    odd, odd_known = (ids & 1).astype(np.bool_), (known & 1).astype(np.bool_)
    highest = int(max(ids[odd].max(initial=0), known[odd_known].max(initial=0)))
    if highest // 2 > TABLE_ROWS_PER_NODE * (ids.size + known.size):
        return np.asarray(np.isin(ids, known))
    table = np.zeros(highest // 2 + 1, np.bool_)
    table[known[odd_known] >> 1] = True
    result[odd] = table[ids[odd] >> 1]
    result[~odd] = np.isin(ids[~odd], known[~odd_known])
    return result


def _type_names(snapshot: Snapshot) -> NDArray[np.str_]:
    names = [*snapshot.meta.node_types, *["unknown"] * 256]
    return np.array(names[:256])
