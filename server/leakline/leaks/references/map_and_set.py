"""Entries of ``Map``, ``Set`` and their subclasses: an internal hash table with a fixed layout.

Three words of counters, a word for each bucket (half the capacity), then for each entry key, value and chain (a Map) or
key and chain (a Set). Keys are the program's data, so they are not shown. Source: V8, src/objects/ordered-hash-table.h.
"""

from __future__ import annotations

from collections.abc import Sequence

from leakline.heap import Snapshot
from leakline.leaks.path import RawStep
from leakline.leaks.references.reference import Reference, step_at

_COUNTERS = 3
_HEADER_WORDS = 2  # of the array that the table is: map and length
_MAP_ENTRY, _SET_ENTRY = 3, 2


def match(snapshot: Snapshot, path: Sequence[RawStep], at: int) -> Reference | None:
    """``map[…]`` for a value, ``map key`` for a key, ``set[…]``."""
    table, entry = step_at(path, at + 1), step_at(path, at + 2)
    if table is None or table.edge_type != "internal" or table.edge_name != "table":
        return None
    if entry is None:
        shape = snapshot.node_name(path[at].node).lower()
        return Reference(f"{shape}[…]", f"{shape}[…]", shape, None, 1)
    name = snapshot.node_name(path[at].node)
    if name in ("WeakMap", "WeakSet"):
        shape = "weak map" if name == "WeakMap" else "weak set"
        return Reference(f"{shape}[…]", f"{shape}[…]", shape, None, 2)
    size = _entry_size(snapshot, table.node)
    if size is None:
        return None
    shape = "map" if size == _MAP_ENTRY else "set"
    via = "map key" if shape == "map" and _place(snapshot, table.node, entry) == 0 else f"{shape}[…]"
    return Reference(via, via, shape, None, 2, _key_text(snapshot, table.node, entry))


def _key_text(snapshot: Snapshot, table: int, entry: RawStep) -> str | None:
    """The key of a value, where it is a string."""
    key = key_of(snapshot, table, entry)
    return snapshot.node_name(key) if key >= 0 and snapshot.node_type(key) == "string" else None


def key_of(snapshot: Snapshot, table: int, entry: RawStep) -> int:
    """The node of the key that a value of a Map belongs to; -1 where it is a number, or the entry is a key itself."""
    index = _index(entry)
    if index is None or _entry_size(snapshot, table) != _MAP_ENTRY or _place(snapshot, table, entry) != 1:
        return -1
    return snapshot.target(table, str(index - 1), "internal")


def _place(snapshot: Snapshot, table: int, entry: RawStep) -> int | None:
    """Place of a word within its entry: 0 is the key."""
    index, size = _index(entry), _entry_size(snapshot, table)
    if index is None or size is None:
        return None
    buckets = (_words(snapshot, table) - _COUNTERS) // (2 * size + 1)
    return (index - _COUNTERS - buckets) % size


def _entry_size(snapshot: Snapshot, table: int) -> int | None:
    """Words of an entry, told by the table's length: buckets, then entries for twice as many."""
    body = _words(snapshot, table) - _COUNTERS
    for size in (_MAP_ENTRY, _SET_ENTRY):
        buckets, rest = divmod(body, 2 * size + 1)
        if rest == 0 and buckets > 0 and buckets & (buckets - 1) == 0:
            return size
    return None


def _words(snapshot: Snapshot, table: int) -> int:
    return int(snapshot.self_sizes[table]) // snapshot.word_size - _HEADER_WORDS


def _index(entry: RawStep) -> int | None:
    name = entry.edge_name
    if isinstance(name, int):
        return name
    return int(name) if name.isdigit() else None
