"""Contexts: V8's records of captured variables, with their kinds, scopes and slots.

What is read from where (V8's ``objects/contexts.h``, ``objects/scope-info.h``): the kind of a context is told by its
map, which the native context names; the names of all slots, also of those that hold a number, are the leading strings
of its ScopeInfo; how many there are follows from its size.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from leakline.heap.columns import Ints, Ordinals
from leakline.heap.scope_infos import ScopeInfos

if TYPE_CHECKING:
    from leakline.heap.snapshot import Snapshot

KINDS = (
    "function",
    "block",
    "catch",
    "with",
    "eval",
    "module",
    "script",
    "await",
    "debug_evaluate",
    "native",
    "unknown",
)
NATIVE, UNKNOWN = KINDS.index("native"), KINDS.index("unknown")

_NAME = re.compile(r"system / \w*Context($| / (scope @\d+$|.*://))")
"""A context's name. V8 14 and later say which scope it is of, and of a native one its page's address."""

HEADER_WORDS = 4
"""Words of a context before its slots: map, length, scope info, previous."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One captured variable; ``target`` is -1 for a primitive without a node, and where V8 does not say which it is."""

    name: str
    target: int


@dataclass(frozen=True, slots=True)
class Contexts:
    """Columns with one row a context, in the order of nodes; -1 is none everywhere.

    ``kinds`` (uint8) indexes :data:`KINDS`. ``scope_infos``, ``previous`` and ``shared`` (the SharedFunctionInfo of the
    function that declares a function context, known by the identity of its ScopeInfo) are nodes.
    """

    snapshot: Snapshot
    nodes: Ints
    kinds: Ordinals
    scope_infos: Ordinals
    previous: Ordinals
    shared: Ordinals
    _native: Ordinals
    _extensions: Ordinals
    _scopes: ScopeInfos
    _holders: tuple[Ints, Ordinals]
    _slots: dict[int, tuple[Slot, ...]] = field(default_factory=dict)

    def row_of(self, node: int) -> int:
        """Row of a context, -1 if the node is none."""
        row = int(np.searchsorted(self.nodes, node))
        return row if row < self.nodes.size and self.nodes[row] == node else -1

    def kind(self, node: int) -> str:
        """Kind of a context in V8's words."""
        row = self.row_of(node)
        return KINDS[int(self.kinds[row])] if row >= 0 else KINDS[UNKNOWN]

    def slots(self, node: int) -> tuple[Slot, ...]:
        """The slots of a context in V8's order (of more than 75 slots the order is not known)."""
        if node not in self._slots:
            row = self.row_of(node)
            self._slots[node] = self._read_slots(row) if row >= 0 and self.kinds[row] != NATIVE else ()
        return self._slots[node]

    def closures_holding(self, node: int) -> list[int]:
        """Closures whose own context this is."""
        order, sorted_contexts = self._holders
        first, last = np.searchsorted(sorted_contexts, np.array([node, node + 1], np.int32))
        return sorted(int(closure) for closure in self.snapshot.closures.nodes[order[first:last]])

    def right_inside(self, node: int) -> list[int]:
        """The contexts whose next outer one this is."""
        return [int(inner) for inner in self.nodes[self.previous == node]]

    def _read_slots(self, row: int) -> tuple[Slot, ...]:
        node, scope = int(self.nodes[row]), int(self.scope_infos[row])
        if scope < 0:
            return ()
        named = {
            str(self.snapshot.edge_name(edge)): int(self.snapshot.edge_targets[edge])
            for edge in self.snapshot.edges(node)
            if self.snapshot.edge_type(edge) == "context"
        }
        names = self._slot_names(row, scope, named)
        if named:
            return tuple(Slot(name, named.get(name, -1)) for name in names)
        hidden = self._hidden(node)
        # V8 numbers these edges by slots that hold an object (primitives with a node of their own leave a gap), so they
        # can be told apart when no slot holds a small integer.
        certain = bool(hidden) and hidden[-1][0] + 1 == len(names)
        values = dict(hidden) if certain else {}
        return tuple(Slot(name, values.get(index, -1)) for index, name in enumerate(names))

    def _slot_names(self, row: int, scope: int, named: dict[str, int]) -> list[str]:
        info = self._scopes.read(scope)
        words = int(self.snapshot.self_sizes[self.nodes[row]]) // self._scopes.word
        if info.whole:
            names = list(info.names)
            if info.array:
                header = HEADER_WORDS + (2 if self._native[row] >= 0 else 0)
                names = names[: max(0, words - header)]
            return names + [name for name in named if name not in names]
        count = words - HEADER_WORDS
        kind = KINDS[int(self.kinds[row])]
        if kind in ("module", "with") or self._extensions[row] >= 0:
            count -= 1
        else:
            missing = self._scopes.missing_words(kind, scope, count)
            last = info.names[count - 1] if 0 < count <= len(info.names) else None
            own_name = kind == "function" and last in named and last not in info.names[: count - 1]
            # A scope info that is too small for its slots: the last slot is the name of a function expression, or the
            # first is room for what a sloppy eval declares.
            if missing >= 1 and count > 0 and not (missing <= 2 and own_name):
                count -= 1
        return list(info.names[: max(0, count)])

    def _hidden(self, node: int) -> list[tuple[int, int]]:
        return [
            (int(self.snapshot.edge_name(edge)), int(self.snapshot.edge_targets[edge]))
            for edge in self.snapshot.edges(node)
            if self.snapshot.edge_type(edge) == "hidden"
        ]


def find_contexts(snapshot: Snapshot) -> Contexts:
    """Collect every context of a snapshot."""
    names = snapshot.strings.starting_with("system / ")
    names = names[[bool(_NAME.match(snapshot.strings[int(name)])) for name in names]] if names.size else names
    nodes = np.flatnonzero(snapshot.name_mask(names))
    ends = snapshot.targets(
        nodes, [("internal", name) for name in ("map", "scope_info", "previous", "native_context", "extension")]
    )
    kinds = _kinds(snapshot, nodes, ends[:, 0])
    scope_infos = ends[:, 1].copy()
    order = np.argsort(snapshot.closures.contexts, kind="stable")
    return Contexts(
        snapshot=snapshot,
        nodes=nodes,
        kinds=kinds,
        scope_infos=scope_infos,
        previous=ends[:, 2].copy(),
        shared=_declaring(snapshot, scope_infos),
        _native=ends[:, 3].copy(),
        _extensions=ends[:, 4].copy(),
        _scopes=ScopeInfos.learn(snapshot, nodes, kinds, scope_infos, ends[:, 4]),
        _holders=(order, snapshot.closures.contexts[order]),
    )


def _kinds(snapshot: Snapshot, nodes: Ints, maps: Ordinals) -> Ordinals:
    kinds = np.full(nodes.size, UNKNOWN, np.int32)
    native_names = snapshot.strings.starting_with("system / NativeContext")
    natives = np.isin(snapshot.node_name_ids[nodes], native_names)
    kind_of_map = {
        int(snapshot.edge_targets[edge]): KINDS.index(kind)
        for native in nodes[natives]
        for edge in snapshot.edges(int(native))
        if (kind := str(snapshot.edge_name(edge)).removesuffix("_context_map")) in KINDS
        and str(snapshot.edge_name(edge)).endswith("_context_map")
    }
    distinct, places = np.unique(maps, return_inverse=True)
    if nodes.size:
        kinds = np.array([kind_of_map.get(int(map_), UNKNOWN) for map_ in distinct], np.int32)[places]
    kinds[natives] = NATIVE
    return kinds


def _declaring(snapshot: Snapshot, scope_infos: Ordinals) -> Ordinals:
    """The SharedFunctionInfo whose own ScopeInfo each of these is, whether or not a closure of it is alive."""
    internal = snapshot.edge_type_id("internal")
    found = np.full(scope_infos.size, -1, np.int32)
    shared_of = np.full(snapshot.node_count + 1, -1, np.int32)
    for name in ("scope_info", "name_or_scope_info"):
        name_id = snapshot.strings.find(name)
        if name_id < 0:
            continue
        edges = np.flatnonzero(snapshot.edge_name_ids == name_id)
        edges = edges[snapshot.edge_types[edges] == internal]
        sources = np.searchsorted(snapshot.first_edges, edges.astype(np.uint32), side="right") - 1
        # A context's edge to its scope info has the same name as a function's had in old versions.
        functions = snapshot.node_types[sources] == snapshot.node_type_id("code")
        shared_of[snapshot.edge_targets[edges[functions]]] = sources[functions]
    found[:] = shared_of[scope_infos]
    return found
