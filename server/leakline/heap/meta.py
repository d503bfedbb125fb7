"""The header of a snapshot: which fields a node and an edge have, and what their types are called."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from leakline.heap.errors import SnapshotError

MOST_FIELDS = 64
MOST_TYPES = 255


@dataclass(frozen=True, slots=True)
class Meta:
    """The layout of a snapshot, as its header states it.

    ``node_types`` and ``edge_types`` are the names by type number. ``node_count`` and ``edge_count`` are what the
    header claims. ``extra_native_bytes`` is 0 where V8 does not write it; ``root_index`` is the root's ordinal.
    """

    node_fields: tuple[str, ...]
    node_types: tuple[str, ...]
    edge_fields: tuple[str, ...]
    edge_types: tuple[str, ...]
    location_fields: tuple[str, ...]
    trace_function_info_fields: tuple[str, ...]
    sample_fields: tuple[str, ...]
    node_count: int
    edge_count: int
    trace_function_count: int
    extra_native_bytes: int
    root_index: int

    def node_type(self, name: str) -> int:
        """Number of a node type, -1 if this version of V8 does not know it."""
        return _position(self.node_types, name)

    def edge_type(self, name: str) -> int:
        """Number of an edge type, -1 if this version of V8 does not know it."""
        return _position(self.edge_types, name)


def read_meta(header: object, where: int) -> Meta:
    """Read the value of the ``snapshot`` key; ``where`` is its byte in the file, for messages."""
    if not isinstance(header, dict) or not isinstance(header.get("meta"), dict):
        raise SnapshotError(f"byte {where}: 'snapshot' has no 'meta', so this is not a V8 heap snapshot")
    meta: dict[str, Any] = header["meta"]
    node_fields = _names(meta, "node_fields", where)
    edge_fields = _names(meta, "edge_fields", where)
    for kind, fields, wanted in (
        ("node_fields", node_fields, ("type", "name", "id", "self_size", "edge_count")),
        ("edge_fields", edge_fields, ("type", "name_or_index", "to_node")),
    ):
        if missing := [field for field in wanted if field not in fields]:
            raise SnapshotError(f"byte {where}: '{kind}' in the header lacks {', '.join(map(repr, missing))}")
    node_count = _count(header, "node_count", where)
    root = header.get("root_index", 0)
    if (
        not isinstance(root, int)
        or root < 0
        or root % len(node_fields)
        or root // len(node_fields) >= max(node_count, 1)
    ):
        raise SnapshotError(f"byte {where}: 'root_index' in the header is {root!r}, which is no node")
    traced, extra = header.get("trace_function_count", 0), header.get("extra_native_bytes", 0)
    return Meta(
        node_fields=node_fields,
        node_types=_types(meta, "node_types", where),
        edge_fields=edge_fields,
        edge_types=_types(meta, "edge_types", where),
        location_fields=_names(meta, "location_fields", where, optional=True),
        trace_function_info_fields=_names(meta, "trace_function_info_fields", where, optional=True),
        sample_fields=_names(meta, "sample_fields", where, optional=True),
        node_count=node_count,
        edge_count=_count(header, "edge_count", where),
        trace_function_count=traced if isinstance(traced, int) else 0,
        extra_native_bytes=extra if isinstance(extra, int) else 0,
        root_index=root // len(node_fields),
    )


def _position(names: tuple[str, ...], name: str) -> int:
    return names.index(name) if name in names else -1


def _names(meta: dict[str, Any], key: str, where: int, *, optional: bool = False) -> tuple[str, ...]:
    names = meta.get(key, [] if optional else None)
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise SnapshotError(f"byte {where}: '{key}' in the header is not a list of names")
    if len(names) > MOST_FIELDS or (not names and not optional) or len(set(names)) != len(names):
        raise SnapshotError(f"byte {where}: '{key}' in the header has {len(names)} names, empty, doubled or too many")
    return tuple(names)


def _types(meta: dict[str, Any], key: str, where: int) -> tuple[str, ...]:
    columns = meta.get(key)
    names = columns[0] if isinstance(columns, list) and columns else None
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names) or len(names) > MOST_TYPES:
        raise SnapshotError(f"byte {where}: '{key}' in the header does not list the names of the types")
    return tuple(names)


def _count(header: dict[str, Any], key: str, where: int) -> int:
    count = header.get(key)
    if not isinstance(count, int) or isinstance(count, bool) or not 0 <= count < 2**31:
        raise SnapshotError(f"byte {where}: '{key}' in the header is {count!r}, not a count below 2147483648")
    return count
