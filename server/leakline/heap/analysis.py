"""Distances, dominators and retained sizes of a whole heap, by DevTools' exact rules, on two threads.

The rules are those of ``HeapSnapshot.ts`` in chrome-devtools-frontend; they are written down in
``docs/snapshot-format.md``.
"""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from leakline.heap.columns import Bytes, Columns, Flags, Ints, Ordinals, UInts
from leakline.heap.kernels.distances import MAP_DESCRIPTORS, NATIVE_CONTEXT, measure
from leakline.heap.kernels.dominators import (
    NOT_NUMBERED,
    count_predecessors,
    dominate,
    list_predecessors,
    name_dominators,
    retain,
    search,
)
from leakline.heap.kernels.marking import PLAIN, SHORTCUT, SINGLE, UNOWNED, WEAK, classify_edges, mark_pages, move_sizes
from leakline.heap.kernels.numbers import NARROW
from leakline.heap.sections import threads

if TYPE_CHECKING:
    from leakline.heap.snapshot import Snapshot

DOM_TREES = "(Document DOM trees)"


@dataclass(frozen=True, slots=True)
class Analysis:
    """What DevTools shows of every node.

    ``shallow_sizes`` (uint32 or uint64, bytes) are the self sizes after internal arrays were added to their owner,
    ``distances`` int32, ``dominators`` int32 (the root's is the root), ``retained_sizes`` uint64 (bytes). ``via_edges``
    (uint32) are the last edges of shortest paths, 0xFFFFFFFF where a path begins and for what none reaches.
    """

    shallow_sizes: Columns
    distances: Ordinals
    dominators: Ordinals
    retained_sizes: NDArray[np.uint64]
    via_edges: UInts


def analyse(snapshot: Snapshot) -> Analysis:
    """Analyse the whole graph of a snapshot."""
    kinds = _kinds(snapshot)
    state: Bytes = np.zeros(snapshot.node_count, np.uint8)
    with ThreadPoolExecutor(2, thread_name_prefix="leakline-graph") as pool:
        sized = pool.submit(_shallow_sizes, snapshot, kinds)
        graph = (snapshot.first_edges, snapshot.edge_targets, kinds)
        mark_pages(*graph, _page_starts(snapshot), state, np.empty(snapshot.node_count, np.uint32))
        # The search marks nodes in a copy, as the other thread uses the marks meanwhile.
        tree = _Search(snapshot, kinds, state.copy())
        listed = pool.submit(_predecessors, snapshot, kinds, state)
        measured = pool.submit(_distances, snapshot, kinds)
        tree.search(snapshot.root)
        offsets, sources = listed.result()
        if tree.is_partial:
            tree.add_orphans((np.diff(offsets) == 0) & (state & SINGLE == 0))
        tree.dominate(offsets, sources)
        del state, offsets, sources, listed
        named = pool.submit(tree.dominators)
        sizes = sized.result()
        retained = tree.retain(sizes)
        distances, via_edges = measured.result()
        return Analysis(sizes, distances, named.result(), retained, via_edges)


class _Search:
    """The depth-first search, and the arrays that dominators are found in."""

    def __init__(self, snapshot: Snapshot, kinds: Bytes, state: Bytes) -> None:
        count = snapshot.node_count
        self._graph = (snapshot.first_edges, snapshot.edge_targets, kinds, state, snapshot.root)
        self._root = snapshot.root
        self._order: UInts = np.empty(count, np.uint32)
        self._numbers: UInts = np.full(count, NOT_NUMBERED, np.uint32)
        self._parents: UInts = np.zeros(count, np.uint32)
        self._links: UInts = np.empty(2 * count, np.uint32)
        self._unreached: Ints = np.empty(0, np.int64)
        self._count = 0

    @property
    def is_partial(self) -> bool:
        """Whether there are nodes that the search has not reached."""
        return self._count < self._order.size

    def search(self, start: int) -> None:
        """Number what is reached from a node."""
        cursors = self._links[: self._order.size]
        columns = (self._order, self._numbers, self._parents, cursors)
        self._count = int(search(*self._graph, start, self._count, *columns))

    def add_orphans(self, without_retainer: Flags) -> None:
        """Hang on the root what no essential edge leads to, with all that is reached from there."""
        for node in np.flatnonzero((self._numbers == NOT_NUMBERED) & without_retainer):
            self.search(int(node))

    def dominate(self, offsets: UInts, sources: UInts) -> None:
        """Turn the search tree into the dominator tree."""
        if self.is_partial:
            self._unreached = np.flatnonzero(self._numbers == NOT_NUMBERED)
        dominate(self._order, self._numbers, self._parents, offsets, sources, self._count, self._links)
        del self._graph, self._numbers, self._links

    def dominators(self) -> Ordinals:
        """The dominator of each node."""
        dominators = np.empty(self._order.size, np.int32)
        name_dominators(self._order, self._parents, self._count, self._root, dominators)
        return dominators

    def retain(self, sizes: Columns) -> NDArray[np.uint64]:
        """Retained sizes; cycles that only they themselves keep hang on the root."""
        retained = np.empty(sizes.size, np.int64)
        retain(self._order, self._parents, self._count, sizes, retained)
        retained[self._root] += int(sizes[self._unreached].sum(dtype=np.uint64))
        return retained.view(np.uint64)


def _kinds(snapshot: Snapshot) -> Bytes:
    of_type = np.full(256, PLAIN, np.uint8)
    for name, kind in (("weak", WEAK), ("shortcut", SHORTCUT)):
        if snapshot.edge_type_id(name) >= 0:
            of_type[snapshot.edge_type_id(name)] = kind
    kinds = np.empty(snapshot.edge_count, np.uint8)
    parts = threads()
    cuts = np.searchsorted(snapshot.first_edges, np.linspace(0, snapshot.edge_count, parts + 1).astype(np.uint32))
    cuts[0], cuts[-1] = 0, snapshot.node_count
    classify = partial(
        classify_edges,
        snapshot.first_edges,
        snapshot.edge_types,
        snapshot.edge_name_ids,
        snapshot.node_ids,
        of_type,
        snapshot.edge_type_id("internal"),
        snapshot.ephemerons.of_name,
        snapshot.ephemerons.tables,
        kinds,
    )
    with ThreadPoolExecutor(parts) as pool:
        list(pool.map(classify, cuts[:-1].tolist(), cuts[1:].tolist()))
    return kinds


def _page_starts(snapshot: Snapshot) -> Ints:
    """Targets of the root's shortcuts, and of its elements that are a browser's DOM trees."""
    starts = []
    for edge in snapshot.edges(snapshot.root):
        target, type_ = int(snapshot.edge_targets[edge]), snapshot.edge_type(edge)
        if type_ == "shortcut" or (type_ == "element" and _is_dom_trees(snapshot, target)):
            starts.append(target)
    return np.array(starts, np.int64)


def _user_roots(snapshot: Snapshot) -> Ints:
    """Targets of the root's edges that are no synthetic roots, except a browser's DOM trees."""
    targets = (int(snapshot.edge_targets[edge]) for edge in snapshot.edges(snapshot.root))
    return np.array(
        [t for t in targets if snapshot.node_type(t) != "synthetic" or _is_dom_trees(snapshot, t)], np.int64
    )


def _is_dom_trees(snapshot: Snapshot, node: int) -> bool:
    return snapshot.node_type(node) == "synthetic" and snapshot.node_name(node) == DOM_TREES


def _shallow_sizes(snapshot: Snapshot, kinds: Bytes) -> Columns:
    total = int(snapshot.self_sizes.sum(dtype=np.uint64))
    sizes: Columns = snapshot.self_sizes.astype(np.uint32) if total <= NARROW else snapshot.self_sizes.astype(np.uint64)
    if not _user_roots(snapshot).size:
        return sizes
    types = np.zeros(256, np.bool_)
    for name in ("hidden", "array"):
        if snapshot.node_type_id(name) >= 0:
            types[snapshot.node_type_id(name)] = True
    ownable = types[snapshot.node_types]
    ownable[snapshot.nodes_named("system / ExternalStringData", "native")] = True
    keeps = snapshot.node_types == snapshot.node_type_id("synthetic")
    keeps[snapshot.root] = True
    owners = np.full(snapshot.node_count, UNOWNED, np.uint32)
    stack = np.empty(2 * int(np.count_nonzero(ownable)) + 1, np.uint32)
    move_sizes(snapshot.first_edges, snapshot.edge_targets, kinds, ownable, keeps, owners, stack, sizes)
    return sizes


def _predecessors(snapshot: Snapshot, kinds: Bytes, state: Bytes) -> tuple[UInts, UInts]:
    offsets = np.full(snapshot.node_count + 1, 0, np.uint32)
    graph = (snapshot.first_edges, snapshot.edge_targets, kinds, state, snapshot.root)
    sources = np.empty(count_predecessors(*graph, offsets), np.uint32)
    list_predecessors(*graph, offsets, sources)
    return offsets, sources


def _distances(snapshot: Snapshot, kinds: Bytes) -> tuple[Ordinals, UInts]:
    special = np.zeros(snapshot.node_count, np.uint8)
    special[snapshot.nodes_named("system / NativeContext", "hidden")] = NATIVE_CONTEXT
    descriptors = snapshot.nodes_named("(map descriptors)", "array")
    special[descriptors] = MAP_DESCRIPTORS
    distances, via_edges = np.empty(snapshot.node_count, np.int32), np.empty(snapshot.node_count, np.uint32)
    starts = _user_roots(snapshot)
    measure(
        snapshot.first_edges,
        snapshot.edge_targets,
        kinds,
        snapshot.edge_name_ids,
        snapshot.named_edge_types,
        snapshot.edge_types,
        special,
        snapshot.strings.find("sloppy_function_map"),
        _numbers_of_names(snapshot, descriptors),
        snapshot.ephemerons.of_name,
        snapshot.ephemerons.pairs,
        snapshot.root,
        starts,
        distances,
        via_edges,
        np.zeros(snapshot.ephemerons.pairs.size, np.bool_),
        np.empty(snapshot.node_count + starts.size, np.uint32),
    )
    return distances, via_edges


def _numbers_of_names(snapshot: Snapshot, nodes: Ints) -> Ordinals:
    """What JavaScript's parseInt makes of the names of some nodes' edges (int32 by string), -1 for everything else."""
    numbers = np.full(snapshot.string_count if nodes.size else 0, -1, np.int32)
    if nodes.size:
        _, edges = snapshot.edges_of(nodes)
        named = edges[snapshot.named_edge_types[snapshot.edge_types[edges]]]
        for name in np.unique(snapshot.edge_name_ids[named]):
            digits = re.match(r"\s*\+?(\d{1,9})", snapshot.strings[int(name)])
            numbers[name] = int(digits[1]) if digits else -1
    return numbers
