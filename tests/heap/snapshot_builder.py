"""Builds heaps for tests, shaped as Node 20 writes them: ``b.object("Bus")``, ``b.closure(...)``, then ``b.build()``.

``build`` can be called again after more was added or removed: node ids stay, so the results are snapshots of one
process in the order in which they were built.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

NODE_FIELDS = ("type", "name", "id", "self_size", "edge_count", "trace_node_id", "detachedness")
NODE_TYPES = (
    *("hidden", "array", "string", "object", "code", "closure", "regexp", "number", "native", "synthetic"),
    *("concatenated string", "sliced string", "symbol", "bigint", "object shape", "wasm object"),
)
EDGE_TYPES = ("context", "element", "property", "internal", "hidden", "shortcut", "weak")
CONTEXT_KINDS = ("function", "block", "catch", "with", "eval", "module", "script", "await", "debug_evaluate")
NUMBERED = ("element", "hidden")

Handle = int
"""A node of the builder; it is also the node's id in the snapshots."""


@dataclass(slots=True)
class BuiltNode:
    type: str
    name: str
    size: int
    edges: list[tuple[str, str | int, Handle]] = field(default_factory=list)
    location: tuple[int, int, int] | None = None
    detachedness: int = 0


@dataclass(frozen=True, slots=True)
class BuiltScript:
    node: Handle
    script_id: int


class SnapshotBuilder:
    """A heap under construction, with a root, ``(GC roots)``, a global object and a native context."""

    def __init__(self) -> None:
        self._nodes: dict[Handle, BuiltNode] = {}
        self._next = 1
        self._functions: dict[tuple[Handle, int, int, str], Handle] = {}
        self.root = self.node("synthetic", "", 0)
        self.gc_roots = self.node("synthetic", "(GC roots)", 0)
        self.edge(self.root, "element", 1, self.gc_roots)
        self.gc: dict[str, Handle] = {}
        for index, name in enumerate(("(Strong roots)", "(Stack roots)", "(Handle scope)", "(Global handles)"), 1):
            self.gc[name] = self.node("synthetic", name, 0)
            self.edge(self.gc_roots, "element", index, self.gc[name])
        self.global_object = self.node("object", "global", 32)
        self.edge(self.root, "shortcut", "global", self.global_object)
        self.native_context = self.node("hidden", "system / NativeContext", 2248)
        self.edge(self.native_context, "internal", "global_object", self.global_object)
        self.edge(self.gc["(Strong roots)"], "element", 1, self.native_context)
        self._maps: dict[str, Handle] = {}
        for kind in CONTEXT_KINDS:
            self._maps[kind] = self.node("hidden", "system / Map", 80)
            self.edge(self.native_context, "internal", f"{kind}_context_map", self._maps[kind])

    def node(self, type: str, name: str, size: int = 24) -> Handle:  # noqa: A002
        """A node with no edges, that nothing holds yet."""
        handle = self._next
        self._next += 2
        self._nodes[handle] = BuiltNode(type, name, size)
        return handle

    def edge(self, source: Handle, type: str, name: str | int, target: Handle) -> None:  # noqa: A002
        """An edge of any type; element and hidden edges are named by an int."""
        assert isinstance(name, int) == (type in NUMBERED), (type, name)
        self._nodes[source].edges.append((type, name, target))

    def weak(self, source: Handle, name: str, target: Handle) -> None:
        """A weak edge, which keeps nothing alive."""
        self.edge(source, "weak", name, target)

    def remove_edges(self, source: Handle, target: Handle) -> None:
        """Drop every edge between two nodes."""
        self._nodes[source].edges = [edge for edge in self._nodes[source].edges if edge[2] != target]

    def remove(self, *handles: Handle) -> None:
        """Collect nodes: they and all edges to them are gone from the snapshots that follow."""
        for handle in handles:
            del self._nodes[handle]
        for node in self._nodes.values():
            node.edges = [edge for edge in node.edges if edge[2] in self._nodes]

    def object(self, name: str = "Object", properties: Mapping[str, Handle] | None = None, *, size: int = 56) -> Handle:
        """A JavaScript object of the constructor ``name``."""
        handle = self.node("object", name, size)
        for key, value in (properties or {}).items():
            self.edge(handle, "property", key, value)
        return handle

    def property(self, source: Handle, name: str, target: Handle) -> None:
        """``source.name = target``."""
        self.edge(source, "property", name, target)

    def element(self, source: Handle, index: int, target: Handle) -> None:
        """``source[index] = target`` as V8 shows it on the object itself."""
        self.edge(source, "element", index, target)

    def internal(self, source: Handle, name: str, target: Handle) -> None:
        """An edge of V8's own."""
        self.edge(source, "internal", name, target)

    def array(self, values: Sequence[Handle] = (), *, name: str = "Array") -> Handle:
        """A JavaScript array: an object, its elements edge, and element edges for the values."""
        handle = self.node("object", name, 32)
        store = self.node("array", "(object elements)", 16 + 8 * len(values))
        self.internal(handle, "elements", store)
        for index, value in enumerate(values):
            self.element(handle, index, value)
            self.internal(store, str(index), value)
        return handle

    def string(self, text: str) -> Handle:
        """A string."""
        return self.node("string", text, 16 + len(text))

    def global_property(self, name: str, target: Handle) -> None:
        """``globalThis.name = target``."""
        self.property(self.global_object, name, target)

    def gc_root(self, name: str, target: Handle) -> None:
        """Hold a node from one of the children of ``(GC roots)``, for example ``(Global handles)``."""
        if name not in self.gc:
            self.gc[name] = self.node("synthetic", name, 0)
            self.edge(self.gc_roots, "element", len(self.gc), self.gc[name])
        root = self.gc[name]
        self.edge(root, "element", len(self._nodes[root].edges) + 1, target)

    def script(
        self, url: str, *, source: str = "", script_id: int | None = None, source_map_url: str | None = None
    ) -> BuiltScript:
        """A script, named as V8 names it (an absolute path or a ``file://`` URL)."""
        node = self.node("code", url, 144)
        self.internal(node, "source", self.string(source))
        if url:
            self.internal(node, "name", self.string(url))
        if source_map_url is not None:
            self.edge(node, "hidden", 6, self.string(source_map_url))
        return BuiltScript(node, node if script_id is None else script_id)

    def function(self, name: str, *, script: BuiltScript, line: int, column: int) -> Handle:
        """The SharedFunctionInfo of a function in the source: the same for all its closures."""
        key = (script.node, line, column, name)
        if key not in self._functions:
            shared = self.node("code", name, 64)
            self.internal(shared, "script_or_debug_info", script.node)
            self._functions[key] = shared
        return self._functions[key]

    def closure(
        self,
        name: str,
        *,
        script: BuiltScript,
        line: int,
        column: int,
        context: Handle | None = None,
        size: int = 64,
    ) -> Handle:
        """A closure of the function at a zero-based position, holding ``context``."""
        handle = self.node("closure", name, size)
        self.internal(handle, "shared", self.function(name, script=script, line=line, column=column))
        self.internal(handle, "context", self.native_context if context is None else context)
        self.locate(handle, script, line, column)
        return handle

    def scope_info(self, names: Sequence[str], kind: str = "function", *, shared: Handle | None = None) -> Handle:
        """A ScopeInfo that declares these slots; ``shared`` is the function that it belongs to."""
        usual = 9 if kind == "function" else 4
        handle = self.node("code", "system / ScopeInfo", 8 * (usual + 2 * len(names)))
        for index, name in enumerate(names):
            self.edge(handle, "hidden", index, self.string(name))
        if shared is not None:
            self.internal(shared, "name_or_scope_info", handle)
        return handle

    def context(
        self,
        kind: str = "function",
        slots: Mapping[str, Handle | None] | None = None,
        *,
        scope_info: Handle | None = None,
        previous: Handle | None = None,
        shared: Handle | None = None,
    ) -> Handle:
        """A context with these slots (None is a primitive), in their order.

        Contexts of one scope share ``scope_info``; without it a new one is made, which belongs to ``shared``.
        """
        slots = slots or {}
        if scope_info is None:
            scope_info = self.scope_info(list(slots), kind, shared=shared)
        handle = self.node("object", "system / Context", 8 * (4 + len(slots)))
        declares = kind in ("function", "module", "script", "eval")
        if declares:
            for name, target in slots.items():
                if target is not None:
                    self.edge(handle, "context", name, target)
        self.internal(handle, "scope_info", scope_info)
        self.internal(handle, "previous", self.native_context if previous is None else previous)
        self.internal(handle, "map", self._maps[kind])
        if not declares:
            for index, target in enumerate(target for target in slots.values() if target is not None):
                self.edge(handle, "hidden", index, target)
        return handle

    def ephemeron(self, table: Handle, key: Handle, value: Handle, index: int = 3) -> None:
        """An entry of a WeakMap's table: both edges that V8 writes for it."""

        def shown(handle: Handle) -> str:
            return f"{self._nodes[handle].name} @{handle}"

        pair = f"part of key ({shown(key)}) -> value ({shown(value)}) pair in WeakMap (table @{table})"
        self.internal(key, f"{index} / {pair}", value)
        self.internal(table, f"{index + 1} / {pair}", value)

    def locate(self, handle: Handle, script: BuiltScript, line: int, column: int) -> None:
        """Give a node a row in ``locations`` (zero-based)."""
        self._nodes[handle].location = (script.script_id, line, column)

    def detached(self, handle: Handle, state: int) -> None:
        """Set a node's detachedness: 0 unknown, 1 attached, 2 detached."""
        self._nodes[handle].detachedness = state

    def document(self) -> dict[str, Any]:
        """The snapshot as the JSON value that V8 would write."""
        strings: dict[str, int] = {"<dummy>": 0}

        def text(value: str) -> int:
            return strings.setdefault(value, len(strings))

        width = len(NODE_FIELDS)
        place = {handle: index for index, handle in enumerate(self._nodes)}
        nodes: list[int] = []
        edges: list[int] = []
        locations: list[int] = []
        for handle, node in self._nodes.items():
            nodes += (NODE_TYPES.index(node.type), text(node.name), handle, node.size, len(node.edges))
            nodes += (0, node.detachedness)
            for type_, name, target in node.edges:
                name_or_index = name if isinstance(name, int) else text(name)
                edges += (EDGE_TYPES.index(type_), name_or_index, place[target] * width)
            if node.location is not None:
                locations += (place[handle] * width, *node.location)
        meta = {
            "node_fields": list(NODE_FIELDS),
            "node_types": [list(NODE_TYPES), "string", *["number"] * 5],
            "edge_fields": ["type", "name_or_index", "to_node"],
            "edge_types": [list(EDGE_TYPES), "string_or_number", "node"],
            "trace_function_info_fields": ["function_id", "name", "script_name", "script_id", "line", "column"],
            "trace_node_fields": ["id", "function_info_index", "count", "size", "children"],
            "sample_fields": ["timestamp_us", "last_assigned_id"],
            "location_fields": ["object_index", "script_id", "line", "column"],
        }
        counts = {"node_count": len(self._nodes), "edge_count": len(edges) // 3, "trace_function_count": 0}
        return {
            "snapshot": {"meta": meta, **counts},
            "nodes": nodes,
            "edges": edges,
            "trace_function_infos": [],
            "trace_tree": [],
            "samples": [],
            "locations": locations,
            "strings": list(strings),
        }

    def build(self) -> bytes:
        """The bytes of a ``.heapsnapshot``."""
        return json.dumps(self.document(), separators=(",", ":")).encode()
