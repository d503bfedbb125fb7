"""Rows that agree in some columns, taken together: closures by site, contexts by scope, objects by class."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from leakline.heap.columns import Flags, Ints


@dataclass(frozen=True, slots=True)
class Groups:
    """Groups in ascending order of their keys.

    ``keys`` has one array a column, with one row a group; ``counts`` is how many nodes a group has, ``sizes`` the sum
    of their weights (uint64, bytes where the weights are self sizes).
    """

    keys: tuple[NDArray[np.integer], ...]
    counts: Ints
    sizes: NDArray[np.uint64]
    _nodes: NDArray[np.integer]
    _offsets: Ints

    def __len__(self) -> int:
        return int(self.counts.size)

    def members(self, group: int) -> NDArray[np.integer]:
        """Nodes of a group, in the order in which they were given."""
        return self._nodes[self._offsets[group] : self._offsets[group + 1]]


def group_by(
    columns: Sequence[NDArray[np.integer]],
    nodes: NDArray[np.integer],
    weights: NDArray[np.integer] | None = None,
    mask: Flags | None = None,
) -> Groups:
    """Group rows by the values in all of ``columns``.

    ``nodes`` says which node a row is about, ``weights`` what it adds to its group's size (nothing without it); with
    ``mask`` only the rows that it marks count. All have one row each.
    """
    rows = np.arange(nodes.size) if mask is None else np.flatnonzero(mask)
    kept = [column[rows] for column in columns]
    order = np.lexsort(tuple(reversed(kept)))
    kept = [column[order] for column in kept]
    starts = np.zeros(rows.size, np.bool_)
    starts[:1] = True
    for column in kept:
        starts[1:] |= column[1:] != column[:-1]
    firsts = np.flatnonzero(starts)
    offsets = np.append(firsts, rows.size)
    sizes = np.zeros(firsts.size, np.uint64)
    if weights is not None and firsts.size:
        sizes = np.add.reduceat(weights[rows][order].astype(np.uint64), firsts)
    keys = tuple(column[firsts] for column in kept)
    return Groups(keys, np.diff(offsets), sizes, nodes[rows][order], offsets)
