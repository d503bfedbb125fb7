"""How several faults share the memory that they keep: what each keeps alone, and what only some of them together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from leakline.heap.kernels.reach import reach
from leakline.heap.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Share:
    """What one of several sets of nodes keeps, in bytes.

    ``alone`` would be freed with it, ``shared`` only with others too; ``others`` are their places among the sets.
    """

    alone: int
    shared: int
    others: tuple[int, ...]


def shares(snapshot: Snapshot, sets: Sequence[NDArray[np.int64]]) -> tuple[Share, ...]:
    """Split among sets of nodes what none but they keep alive."""
    closed = np.zeros(snapshot.node_count, np.bool_)
    for nodes in sets:
        closed[nodes] = True
    outside = _reach(snapshot, np.array([snapshot.root], np.int64), closed)
    parts = [np.flatnonzero(_reach(snapshot, nodes[~outside[nodes]], outside)) for nodes in sets]
    keeping = np.zeros(snapshot.node_count, np.int32)
    for part in parts:
        keeping[part] += 1
    found = []
    for place, part in enumerate(parts):
        own, common = part[keeping[part] == 1], part[keeping[part] > 1]
        others = tuple(
            other for other, theirs in enumerate(parts) if other != place and common.size and _meet(common, theirs)
        )
        found.append(Share(_bytes(snapshot, own), _bytes(snapshot, common), others))
    return tuple(found)


def union(one: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.int64]:
    """The nodes of both sets, each once, ascending."""
    return np.union1d(one, other).astype(np.int64)


def _reach(snapshot: Snapshot, starts: NDArray[np.int64], closed: NDArray[np.bool_]) -> NDArray[np.bool_]:
    ephemerons = snapshot.ephemerons
    reached = np.zeros(snapshot.node_count, np.bool_)
    reach(
        snapshot.first_edges,
        snapshot.edge_types,
        snapshot.edge_name_ids,
        snapshot.edge_targets,
        snapshot.node_ids,
        snapshot.named_edge_types,
        snapshot.edge_type_id("weak"),
        ephemerons.of_name,
        ephemerons.tables,
        starts,
        closed,
        np.empty(snapshot.node_count, np.uint32),
        reached,
    )
    return reached


def _meet(one: NDArray[np.int64], other: NDArray[np.int64]) -> bool:
    """Whether two ascending arrays have a number in common."""
    places = np.minimum(np.searchsorted(other, one), max(0, other.size - 1))
    return bool(other.size and (other[places] == one).any())


def _bytes(snapshot: Snapshot, nodes: NDArray[np.int64]) -> int:
    return int(snapshot.self_sizes[nodes].sum(dtype=np.uint64))
