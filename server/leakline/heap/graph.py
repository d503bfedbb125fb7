"""The graph of one snapshot: retainers, distances, dominators, retained sizes; each made when first asked for."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from leakline.heap.analysis import Analysis, analyse
from leakline.heap.columns import Columns, Ints, Ordinals, UInts
from leakline.heap.kernels.distances import NO_EDGE
from leakline.heap.kernels.rows import reverse_edges

if TYPE_CHECKING:
    from leakline.heap.snapshot import Snapshot


class Graph:
    """What follows from a snapshot's edges.

    The edges that lead to node n are ``retainer_edges[retainer_offsets[n]:retainer_offsets[n + 1]]``, ascending
    (both uint32).
    """

    def __init__(
        self, snapshot: Snapshot, analysis: Analysis | None, analysed: Callable[[Analysis], None] | None
    ) -> None:
        self._snapshot = snapshot
        self._kept = analysis
        self._analysed = analysed

    @property
    def retainer_offsets(self) -> UInts:
        """Where each node's retaining edges begin (uint32[nodes + 1])."""
        return self._retainers[0]

    @property
    def retainer_edges(self) -> UInts:
        """All edges, sorted by the node they lead to (uint32[edges])."""
        return self._retainers[1]

    @property
    def distances(self) -> Ordinals:
        """Steps from the program's roots (int32); 100,000,000 and more for the runtime's own, -5 for unreachable."""
        return self._analysis.distances

    @property
    def dominators(self) -> Ordinals:
        """The immediate dominator of each node, the root's is the root (int32)."""
        return self._analysis.dominators

    @property
    def retained_sizes(self) -> NDArray[np.uint64]:
        """Bytes that would be freed with each node (uint64)."""
        return self._analysis.retained_sizes

    @property
    def shallow_sizes(self) -> Columns:
        """Self sizes as DevTools shows them: internal arrays with one owner count for their owner (bytes)."""
        return self._analysis.shallow_sizes

    def shortest_path(self, node: int) -> list[int]:
        """The edges of a shortest path to a node from one of the program's roots, or from the root, as distances count.

        Empty where a path begins, and for what cannot be reached.
        """
        edges: list[int] = []
        while (edge := int(self._analysis.via_edges[node])) != NO_EDGE:
            edges.append(edge)
            node = self.edge_source(edge)
        return edges[::-1]

    def edge_source(self, edge: int) -> int:
        """The node that an edge leaves."""
        return int(np.searchsorted(self._snapshot.first_edges, np.uint32(edge), side="right")) - 1

    def edge_sources(self, edges: NDArray[np.integer]) -> Ints:
        """The nodes that edges leave."""
        return np.searchsorted(self._snapshot.first_edges, edges.astype(np.uint32), side="right") - 1

    def retainers(self, node: int) -> list[tuple[int, int]]:
        """The edges that lead to a node, with the nodes that they leave."""
        first, last = int(self.retainer_offsets[node]), int(self.retainer_offsets[node + 1])
        edges = self.retainer_edges[first:last]
        return list(zip(edges.tolist(), self.edge_sources(edges).tolist(), strict=True))

    @cached_property
    def _analysis(self) -> Analysis:
        if self._kept is not None:
            return self._kept
        analysis = analyse(self._snapshot)
        if self._analysed is not None:
            self._analysed(analysis)
        return analysis

    @cached_property
    def _retainers(self) -> tuple[UInts, UInts]:
        offsets = np.zeros(self._snapshot.node_count + 1, np.uint32)
        edges = np.empty(self._snapshot.edge_count, np.uint32)
        reverse_edges(self._snapshot.edge_targets, offsets, edges)
        return offsets, edges
