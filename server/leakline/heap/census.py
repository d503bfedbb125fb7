"""What lives in several snapshots of one process, counted by where it comes from.

Closures are counted by their site, contexts by the scope that declares them, other objects by constructor and, where V8
recorded one, the constructor's location. The same thing has the same row in every snapshot: script ids and the ids of
scope infos stay what they are while the process lives.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from leakline.heap.columns import Ints
from leakline.heap.kernels.grouping import number_rows
from leakline.heap.kernels.kernel import hash_table
from leakline.heap.snapshot import Snapshot

Nodes = Ints
"""Nodes of a snapshot by their ordinals."""

CLOSURE, CONTEXT, OBJECT, TEXT = "closure", "context", "object", "text"
_STRING_TYPES = ("string", "concatenated string", "sliced string")
_OBJECT_TYPES = ("object", "native", "bigint")


@dataclass(frozen=True, slots=True)
class Row:
    """One kind of thing.

    ``name`` is a closure's or constructor's; ``script_id``, ``line`` and ``column`` (zero-based) are -1 where V8
    recorded no location. ``scope_info`` is the node id of a context's scope info, else 0.
    """

    kind: str
    name: str
    script_id: int
    line: int
    column: int
    scope_info: int


SLOTS = Row("slots", "slots", -1, -1, -1, 0)
"""The row of what piles up without nodes of its own; it has no counts here, see ``growing_stores``."""


@dataclass(frozen=True, slots=True)
class Census:
    """Counts and shallow sizes, ``int64[n_rows, n_snapshots]``, and for each snapshot the row of each node.

    ``labels[s]`` is ``int32[n_nodes]``, -1 for nodes that are not counted (code, numbers, V8's own).
    """

    rows: tuple[Row, ...]
    counts: NDArray[np.int64]
    sizes: NDArray[np.int64]
    labels: tuple[NDArray[np.int32], ...]

    def growing(self, minimum: int) -> NDArray[np.bool_]:
        """``bool[n_rows]``: grew by at least ``minimum`` in every interval."""
        steps = np.diff(self.counts, axis=1)
        return np.asarray((steps >= minimum).all(axis=1))

    def first_node(self, snapshot: int, row: int) -> int:
        """A node of a row in one of the snapshots, -1 if there is none."""
        found = self.labels[snapshot] == row
        node = int(np.argmax(found))
        return node if found[node] else -1


def take_census(snapshots: Sequence[Snapshot]) -> Census:
    """Count what lives in each snapshot."""
    index: dict[Row, int] = {SLOTS: 0}
    labels = tuple(_label(snapshot, index) for snapshot in snapshots)
    counts = np.zeros((len(index), len(snapshots)), np.int64)
    sizes = np.zeros_like(counts)
    for column, (snapshot, label) in enumerate(zip(snapshots, labels, strict=True)):
        counted = label >= 0
        counts[:, column] = np.bincount(label[counted], minlength=len(index))
        weights = snapshot.self_sizes[counted].astype(np.float64)
        sizes[:, column] = np.bincount(label[counted], weights=weights, minlength=len(index)).astype(np.int64)
    return Census(tuple(index), counts, sizes, labels)


def _label(snapshot: Snapshot, index: dict[Row, int]) -> NDArray[np.int32]:
    labels = np.full(snapshot.node_count, -1, np.int32)
    _label_closures(snapshot, labels, index)
    _label_contexts(snapshot, labels, index)
    _label_objects(snapshot, labels, index)
    patterns = snapshot.nodes_of_type("regexp")
    if patterns.size:  # V8 names each after its pattern
        labels[patterns] = _number(Row(OBJECT, "RegExp", -1, -1, -1, 0), index)
    for name in _STRING_TYPES:
        strings = snapshot.node_types == snapshot.node_type_id(name)
        if strings.any():
            labels[strings] = _number(Row(TEXT, "string", -1, -1, -1, 0), index)
    return labels


def _label_closures(snapshot: Snapshot, labels: NDArray[np.int32], index: dict[Row, int]) -> None:
    closures = snapshot.closures
    places = np.stack([closures.script_ids, closures.lines, closures.columns]).astype(np.int64)
    names = snapshot.node_name_ids[closures.nodes].astype(np.int64)
    names[closures.script_ids >= 0] = -1  # one site is one function, whatever its instances were named later
    _assign(snapshot, closures.nodes, places, names, CLOSURE, labels, index)


def _label_objects(snapshot: Snapshot, labels: NDArray[np.int32], index: dict[Row, int]) -> None:
    types = [snapshot.node_type_id(name) for name in _OBJECT_TYPES]
    objects = np.isin(snapshot.node_types, [number for number in types if number >= 0]) & (labels < 0)
    nodes = np.flatnonzero(objects)
    places = np.full((3, len(nodes)), -1, np.int64)
    found = snapshot.locations
    rows = found.rows(nodes)
    for place, column in enumerate((found.script_ids, found.lines, found.columns)):
        places[place, rows >= 0] = column[rows[rows >= 0]]
    _assign(snapshot, nodes, places, snapshot.node_name_ids[nodes].astype(np.int64), OBJECT, labels, index)


def _label_contexts(snapshot: Snapshot, labels: NDArray[np.int32], index: dict[Row, int]) -> None:
    contexts = snapshot.contexts
    infos = contexts.scope_infos.astype(np.int64)
    ids = np.where(infos >= 0, snapshot.node_ids[np.maximum(infos, 0)], 0)
    unique, inverse = np.unique(ids, return_inverse=True)
    numbers = [_number(Row(CONTEXT, "", -1, -1, -1, int(scope_info)), index) for scope_info in unique]
    if numbers:
        labels[contexts.nodes] = np.array(numbers, np.int32)[inverse]


def _assign(
    snapshot: Snapshot,
    nodes: Ints,
    places: Ints,
    names: Ints,
    kind: str,
    labels: NDArray[np.int32],
    index: dict[Row, int],
) -> None:
    """Give each node the row of its place (script id, line, column: one row each) and of its name (or -1)."""
    if not len(nodes):
        return
    columns = np.ascontiguousarray(np.vstack([places, names]))
    codes = np.empty(len(nodes), np.int32)
    firsts = np.empty(len(nodes), np.int64)
    first = firsts[: number_rows(columns, hash_table(columns.shape[1]), codes, firsts)]
    numbers = np.empty(len(first), np.int32)
    for position, (script_id, line, column, name_id) in enumerate(
        zip(*places[:, first].tolist(), names[first].tolist(), strict=True)
    ):
        name = snapshot.node_name(int(nodes[first[position]])) if name_id >= 0 else ""
        numbers[position] = _number(Row(kind, name, script_id, line, column, 0), index)
    labels[nodes] = numbers[codes]


def _number(row: Row, index: dict[Row, int]) -> int:
    return index.setdefault(row, len(index))
