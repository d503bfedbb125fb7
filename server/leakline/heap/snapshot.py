"""One loaded snapshot: its columns, and what can be said about a node or an edge."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from leakline.heap.columns import Bytes, Columns, Flags, Ints, Ordinals, UInts
from leakline.heap.kernels.rows import first_edge, first_targets
from leakline.heap.locations import Locations
from leakline.heap.meta import Meta
from leakline.heap.parts import Parts
from leakline.heap.sections import named_types
from leakline.heap.strings import Strings
from leakline.heap.timeline import Timeline

if TYPE_CHECKING:
    from leakline.heap.aggregates import Aggregates, ClassGroups
    from leakline.heap.analysis import Analysis
    from leakline.heap.closures import Closures, Script
    from leakline.heap.contexts import Contexts
    from leakline.heap.ephemerons import Ephemerons
    from leakline.heap.graph import Graph
    from leakline.heap.interfaces import Interface
    from leakline.heap.roots import Roots


class Snapshot:
    """One heap snapshot. A node is its ordinal in the file, an edge its place among all edges; both are ints.

    ``node_types`` (uint8), ``node_name_ids`` (uint32, index into ``strings``), ``node_ids`` and ``self_sizes`` (bytes;
    uint32, or uint64 where a value needs it), ``detachedness`` (uint8, 0 where V8 does not say) and ``trace_node_ids``
    (uint32, empty without allocation tracking) have one row a node. The edges of node n are
    ``first_edges[n]:first_edges[n + 1]`` of ``edge_types`` (uint8), ``edge_name_ids`` (uint32: index into ``strings``,
    or a number for element and hidden edges) and ``edge_targets`` (uint32, nodes).
    """

    def __init__(
        self,
        parts: Parts,
        path: str | None,
        file_size: int,
        *,
        analysis: Analysis | None = None,
        analysed: Callable[[Analysis], None] | None = None,
    ) -> None:
        self.path = path
        self.file_size = file_size
        self.meta: Meta = parts.meta
        self.strings: Strings = parts.strings
        self.node_types: Bytes = parts.node_types
        self.node_name_ids: UInts = parts.node_name_ids
        self.node_ids: Columns = parts.node_ids
        self.self_sizes: Columns = parts.self_sizes
        self.first_edges: UInts = parts.first_edges
        self.detachedness: Bytes = parts.detachedness
        self.trace_node_ids: UInts = parts.trace_node_ids
        self.edge_types: Bytes = parts.edge_types
        self.edge_name_ids: UInts = parts.edge_name_ids
        self.edge_targets: UInts = parts.edge_targets
        self.locations: Locations = parts.locations
        self.timeline: Timeline = parts.timeline
        self._analysis = analysis
        self._analysed = analysed

    @property
    def node_count(self) -> int:
        """Number of nodes."""
        return int(self.node_types.size)

    @property
    def edge_count(self) -> int:
        """Number of edges."""
        return int(self.edge_types.size)

    @property
    def string_count(self) -> int:
        """Number of strings."""
        return len(self.strings)

    @cached_property
    def word_size(self) -> int:
        """Bytes of a tagged word: 4 where V8 compresses pointers (Chrome, Electron), else 8."""
        contexts = self.self_sizes[self.contexts.nodes]
        return 4 if np.any(contexts % 8) else 8

    @property
    def root(self) -> int:
        """The node from which everything is reached."""
        return self.meta.root_index

    def node_type_id(self, name: str) -> int:
        """Number of a node type, -1 if this snapshot has no such type."""
        return self.meta.node_type(name)

    def edge_type_id(self, name: str) -> int:
        """Number of an edge type, -1 if this snapshot has no such type."""
        return self.meta.edge_type(name)

    def node_type(self, node: int) -> str:
        """Type of a node in V8's words, ``unknown`` for a number that the header does not name."""
        return _named(self.meta.node_types, int(self.node_types[node]))

    def node_name(self, node: int) -> str:
        """Name of a node, as V8 wrote it."""
        return self.strings[int(self.node_name_ids[node])]

    def constructor(self, node: int) -> str:
        """Name of the class that DevTools shows a node in (plain objects: without inferred interfaces)."""
        from leakline.heap.classes import class_name

        return class_name(self, node)

    def edge_type(self, edge: int) -> str:
        """Type of an edge in V8's words, ``unknown`` for a number that the header does not name."""
        return _named(self.meta.edge_types, int(self.edge_types[edge]))

    def edge_name(self, edge: int) -> str | int:
        """Name of an edge: text, or the number of an element or hidden edge."""
        name = int(self.edge_name_ids[edge])
        return self.strings[name] if self.named_edge_types[self.edge_types[edge]] else name

    def edges(self, node: int) -> range:
        """The edges that leave a node."""
        return range(int(self.first_edges[node]), int(self.first_edges[node + 1]))

    def find_edge(self, node: int, name: str | int, type: str | None = None) -> int:  # noqa: A002 (V8's word)
        """First edge of a node with this name (and type), -1 if there is none; an int names numbered edges."""
        name_id = name if isinstance(name, int) else self.strings.find(name)
        type_id = self.edge_type_id(type) if type is not None else -1
        if name_id < 0 or (type is not None and type_id < 0):
            return -1
        stretch = self.edges(node)
        skipped = self.named_edge_types if isinstance(name, int) else ~self.named_edge_types
        columns = (self.edge_types, self.edge_name_ids)
        return int(first_edge(*columns, stretch.start, stretch.stop, type_id, name_id, skipped))

    def target(self, node: int, name: str | int, type: str | None = None) -> int:  # noqa: A002
        """Node that :meth:`find_edge`'s edge leads to, -1 if there is none."""
        edge = self.find_edge(node, name, type)
        return int(self.edge_targets[edge]) if edge >= 0 else -1

    def targets(self, nodes: NDArray[np.integer], edges: Iterable[tuple[str, str]]) -> Ordinals:
        """The target of each node's first edge of each (type, name): int32[nodes, edges], -1 for none."""
        wanted = list(edges)
        types = np.array([self.edge_type_id(type_) for type_, _ in wanted], np.int64)
        names = np.where(types < 0, -1, self.strings.find_each(name for _, name in wanted))
        out = np.empty((nodes.size, len(wanted)), np.int32)
        columns = (self.first_edges, self.edge_types, self.edge_name_ids, self.edge_targets)
        first_targets(*columns, np.ascontiguousarray(nodes, np.int64), types, names, out)
        return out

    def edges_of(self, nodes: NDArray[np.integer]) -> tuple[Ints, Ints]:
        """All edges of many nodes: for each edge the place of its source in ``nodes``, and the edge."""
        starts = self.first_edges[nodes].astype(np.int64)
        counts = self.first_edges[nodes + 1].astype(np.int64) - starts
        rows = np.repeat(np.arange(nodes.size), counts)
        ends = np.cumsum(counts)
        return rows, np.arange(int(ends[-1]) if ends.size else 0) + np.repeat(starts - ends + counts, counts)

    def ordinal_of(self, node_id: int) -> int:
        """The node with this id, -1 if there is none."""
        order, ids = self._by_id
        place = int(np.searchsorted(ids, ids.dtype.type(node_id)))
        return int(order[place]) if place < ids.size and ids[place] == node_id else -1

    def location(self, node: int) -> tuple[int, int, int] | None:
        """Script id, line and column (zero-based, UTF-16) that V8 recorded for a node, None if it recorded none."""
        return self.locations.of_node(node)

    def nodes_of_type(self, name: str) -> Ints:
        """All nodes of a type, ascending."""
        number = self.node_type_id(name)
        return np.flatnonzero(self.node_types == number) if number >= 0 else np.empty(0, np.int64)

    def nodes_named(self, name: str, type: str | None = None) -> Ints:  # noqa: A002
        """All nodes with exactly this name (and type), ascending."""
        mask = self.name_mask(self.strings.find_all(name))
        if type is not None:
            mask &= self.node_types == self.node_type_id(type)
        return np.flatnonzero(mask)

    def name_mask(self, names: Ints) -> Flags:
        """Whether a node has one of these names (indexes of strings): bool[nodes]."""
        if names.size == 1:
            return np.asarray(self.node_name_ids == names[0])
        wanted = np.zeros(self.string_count + 1, np.bool_)
        wanted[names] = True
        return np.asarray(wanted[self.node_name_ids])

    @cached_property
    def named_edge_types(self) -> Flags:
        """Whether edges of a type are named by a string, not by a number (bool[256])."""
        return named_types(self.meta)

    @cached_property
    def ephemerons(self) -> Ephemerons:
        """The edge names that tell a WeakMap's pairs."""
        from leakline.heap.ephemerons import find_ephemerons

        return find_ephemerons(self.strings)

    @cached_property
    def graph(self) -> Graph:
        """Retainers, distances, dominators and retained sizes, each computed when first asked for."""
        from leakline.heap.graph import Graph

        return Graph(self, self._analysis, self._analysed)

    @cached_property
    def closures(self) -> Closures:
        """Every closure with its context, script and position."""
        from leakline.heap.closures import find_closures

        return find_closures(self)

    @property
    def scripts(self) -> tuple[Script, ...]:
        """The scripts that closures come from."""
        return self.closures.script_table

    @cached_property
    def contexts(self) -> Contexts:
        """Every context with its kind, scope and slots."""
        from leakline.heap.contexts import find_contexts

        return find_contexts(self)

    @cached_property
    def detached(self) -> Flags:
        """Whether a native node is detached from its page or owner (bool[nodes]); empty where V8 says nothing."""
        from leakline.heap.classes import find_detached

        return find_detached(self)

    @cached_property
    def interfaces(self) -> tuple[Interface, ...]:
        """What plain objects are called, most frequent first."""
        from leakline.heap.interfaces import infer_interfaces

        return infer_interfaces(self)

    @cached_property
    def class_groups(self) -> ClassGroups:
        """All nodes by DevTools' class keys."""
        from leakline.heap.aggregates import group_by_class

        return group_by_class(self, self.interfaces)

    @cached_property
    def aggregates(self) -> Aggregates:
        """DevTools' class table."""
        from leakline.heap.aggregates import aggregate

        return aggregate(self)

    @cached_property
    def roots(self) -> Roots:
        """The named places from which everything is kept alive."""
        from leakline.heap.roots import find_roots

        return find_roots(self)

    @cached_property
    def _by_id(self) -> tuple[Ints, Columns]:
        order = np.argsort(self.node_ids, kind="stable")
        return order, self.node_ids[order]


def _named(names: tuple[str, ...], number: int) -> str:
    return names[number] if number < len(names) else "unknown"
