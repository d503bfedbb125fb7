"""Entries of ``Map``, ``Set``, ``WeakMap`` and ``WeakSet``: an internal table with key, value and chain in turn.

Keys are the program's data, so they are not shown. Source: V8, src/objects/ordered-hash-table.h.
"""

from __future__ import annotations

from collections.abc import Sequence

from leakline.heap import Snapshot
from leakline.leaks.path import RawStep
from leakline.leaks.references.reference import Reference, step_at

_SHAPES = {"Map": "map", "Set": "set", "WeakMap": "weak map", "WeakSet": "weak set"}


def match(snapshot: Snapshot, path: Sequence[RawStep], at: int) -> Reference | None:
    """``map[…]`` for a value, ``map key`` for a key, ``set[…]``."""
    table, entry = step_at(path, at + 1), step_at(path, at + 2)
    if table is None or entry is None or table.edge_type != "internal" or table.edge_name != "table":
        return None
    name = snapshot.node_name(path[at].node)
    shape = _SHAPES.get(name)
    if shape is None:
        # A subclass has its own name; only maps have values, so an entry with a key beside it tells which it is.
        shape = "map" if key_of(snapshot, table.node, entry) >= 0 else "set"
    is_key = shape == "map" and key_of(snapshot, table.node, entry) < 0
    via = "map key" if is_key else f"{shape}[…]"
    return Reference(via, via, shape, None, 2)


def key_of(snapshot: Snapshot, table: int, entry: RawStep) -> int:
    """The node of the key whose value an entry of a Map's table is; -1 if the entry is a key itself or a Set's.

    Numbers and most oddballs have no edge; then nothing tells keys from values, and the answer is -1.
    """
    number = _index(entry.edge_name)
    if number is None or number < 1:
        return -1
    return snapshot.target(table, str(number - 1), "internal")


def _index(name: str | int) -> int | None:
    if isinstance(name, int):
        return name
    return int(name) if name.isdigit() else None
