"""What node ids say about two snapshots: what is new, whether one process wrote both, and which came first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from leakline.heap.kernels.jit import Columns, Flags, Ints
from leakline.heap.kernels.text import hash_strings

if TYPE_CHECKING:
    from leakline.heap.snapshot import Snapshot

SAME_PROCESS = 0.9
"""Share of the common ids that has to agree; a process of its own gives the same ids to other objects."""

TABLE_BYTES_PER_NODE = 16


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
    ids = base.node_ids
    odd = np.flatnonzero((ids & 1).astype(np.bool_))
    order = np.argsort(target.node_ids, kind="stable")
    sorted_ids = target.node_ids[order]
    places = np.minimum(np.searchsorted(sorted_ids, ids[odd]), max(0, sorted_ids.size - 1))
    found = sorted_ids[places] == ids[odd] if sorted_ids.size else np.zeros(odd.size, np.bool_)
    old, new = odd[found], order[places[found]]
    agree = _type_names(base)[base.node_types[old]] == _type_names(target)[target.node_types[new]]
    agree &= _hashes(base)[base.node_name_ids[old]] == _hashes(target)[target.node_name_ids[new]]
    return Kinship(int(old.size), int(np.count_nonzero(agree)))


def taken_before(first: Snapshot, second: Snapshot) -> bool | None:
    """Whether the first snapshot was taken before the second, by the highest id; None if they have the same."""
    highest = [int(ids[(ids & 1).astype(np.bool_)].max(initial=0)) for ids in (first.node_ids, second.node_ids)]
    return None if highest[0] == highest[1] else highest[0] < highest[1]


def _among(ids: Columns, known: Columns) -> Flags:
    """Whether an id is one of the known ones; a table of bits for the dense odd ids, sorting for the rest."""
    result = np.zeros(ids.size, np.bool_)
    odd, odd_known = (ids & 1).astype(np.bool_), (known & 1).astype(np.bool_)
    highest = int(max(ids[odd].max(initial=0), known[odd_known].max(initial=0)))
    if highest // 2 > TABLE_BYTES_PER_NODE * (ids.size + known.size):
        return np.asarray(np.isin(ids, known))
    table = np.zeros(highest // 2 + 1, np.bool_)
    table[known[odd_known] >> 1] = True
    result[odd] = table[ids[odd] >> 1]
    result[~odd] = np.isin(ids[~odd], known[~odd_known])
    return result


def _type_names(snapshot: Snapshot) -> NDArray[np.str_]:
    names = [*snapshot.meta.node_types, *["unknown"] * 256]
    return np.array(names[:256])


def _hashes(snapshot: Snapshot) -> Ints:
    hashes = np.empty(snapshot.string_count, np.int64)
    hash_strings(snapshot.strings.raw, snapshot.strings.ends, hashes)
    return hashes
