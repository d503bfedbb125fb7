"""Where V8 says that functions, and the constructors of objects, are written."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from leakline.heap.columns import Ints, Ordinals, UInts
from leakline.heap.errors import SnapshotError
from leakline.heap.kernels.locations import place_rows, take_rows
from leakline.heap.meta import Meta

FIELDS = ("object_index", "script_id", "line", "column")


@dataclass(frozen=True, slots=True)
class Locations:
    """Recorded positions, sorted by node; lines and columns are zero-based, columns in UTF-16 units, -1 is unknown."""

    nodes: UInts
    script_ids: Ordinals
    lines: Ordinals
    columns: Ordinals

    def of_node(self, node: int) -> tuple[int, int, int] | None:
        """Script id, line and column of a node, None if V8 recorded none."""
        row = int(np.searchsorted(self.nodes, np.uint32(node)))
        if row >= self.nodes.size or self.nodes[row] != node:
            return None
        return int(self.script_ids[row]), int(self.lines[row]), int(self.columns[row])

    def rows(self, nodes: NDArray[np.integer]) -> Ints:
        """Row of each of many nodes, -1 where V8 recorded none."""
        if not self.nodes.size:
            return np.full(nodes.size, -1, np.int64)
        places = np.searchsorted(self.nodes, nodes.astype(np.uint32))
        places = np.minimum(places, self.nodes.size - 1)
        return np.where(self.nodes[places] == nodes, places, -1)


def read_locations(meta: Meta, flat: dict[str, Ints]) -> Locations:
    """Take the positions out of the file's list; the last one counts where a node has two, as in DevTools."""
    values, fields = flat.get("locations", np.empty(0, np.int64)), meta.location_fields
    if not values.size or any(field not in fields for field in FIELDS):
        empty = np.empty(0, np.int32)
        return Locations(np.empty(0, np.uint32), empty, empty, empty)
    if values.size % len(fields):
        raise SnapshotError(f"'locations' has {values.size} numbers, not a multiple of {len(fields)}")
    table = values.reshape(-1, len(fields))
    places = np.array([fields.index(field) for field in FIELDS], np.int64)
    rows = np.full(meta.node_count, -1, np.int32)
    count = int(place_rows(table, int(places[0]), len(meta.node_fields), rows))
    if count < 0:
        raise SnapshotError("'locations' names a node that does not exist: write the snapshot again")
    nodes = np.empty(count, np.uint32)
    # V8 writes -1 as an unsigned 32-bit number.
    script_ids, lines, columns = (np.empty(count, np.int32) for _ in FIELDS[1:])
    take_rows(table, places, rows, nodes, script_ids, lines, columns)
    return Locations(nodes, script_ids, lines, columns)
