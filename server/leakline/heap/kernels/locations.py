"""Putting the rows of the locations in the order of nodes."""

from __future__ import annotations

import numpy as np

from leakline.heap.columns import Ints, Ordinals, Table, UInts
from leakline.heap.kernels.kernel import integer, kernel


@kernel
def place_rows(table: Table, column: int, width: int, rows: Ordinals) -> int:
    """Note for each node its row, the last one if it has several; returns how many nodes have one.

    ``table[:, column]`` is where a node's record of ``width`` numbers begins; -1 is returned where none begins there.
    """
    count = 0
    for row in range(table.shape[0]):
        node = table[row, column] // width
        if node >= rows.size or node * width != table[row, column]:
            return -1
        if rows[node] < 0:
            count += 1
        rows[node] = row
    return count


@kernel
def take_rows(
    table: Table,
    places: Ints,
    rows: Ordinals,
    nodes: UInts,
    script_ids: Ordinals,
    lines: Ordinals,
    columns: Ordinals,
) -> None:
    """Fill the columns with the rows of all nodes that have one, in the order of nodes; numbers are cut to 32 bits."""
    count = 0
    for node in range(rows.size):
        row = integer(rows[node])
        if row >= 0:
            nodes[count] = node
            script_ids[count] = np.int32(table[row, places[1]])
            lines[count] = np.int32(table[row, places[2]])
            columns[count] = np.int32(table[row, places[3]])
            count += 1
