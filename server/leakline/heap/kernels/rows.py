"""Loops over the edges of chosen nodes, and the reversed graph."""

from __future__ import annotations

import numpy as np

from leakline.heap.columns import Bytes, Cells, Columns, Flags, Ints, Ordinals, UInts
from leakline.heap.kernels.kernel import kernel


@kernel
def first_targets(
    first_edges: UInts,
    types: Bytes,
    names: UInts,
    targets: UInts,
    rows: Ints,
    wanted_types: Ints,
    wanted_names: Ints,
    out: Cells,
) -> None:
    """For each row's node the target of its first edge of each wanted kind: ``out`` is int32[rows, kinds], -1 for none.

    A wanted name of -1 never matches, a wanted type of -1 matches every type. Rows that are no node (-1) have none.
    """
    kinds = wanted_names.size
    for row in range(rows.size):
        for kind in range(kinds):
            out[row, kind] = -1
        node = rows[row]
        if node < 0:
            continue
        for edge in range(first_edges[node], first_edges[node + 1]):
            name = names[edge]
            for kind in range(kinds):
                if (
                    name == wanted_names[kind]
                    and out[row, kind] < 0
                    and (wanted_types[kind] < 0 or types[edge] == wanted_types[kind])
                ):
                    out[row, kind] = targets[edge]


@kernel
def first_edge(
    types: Bytes, names: UInts, start: int, stop: int, wanted_type: int, wanted_name: int, skip_type: Flags
) -> int:
    """First edge of a stretch with this name and type (-1: any but those in ``skip_type``), -1 if there is none."""
    for edge in range(start, stop):
        if names[edge] == wanted_name and (
            types[edge] == wanted_type or (wanted_type < 0 and not skip_type[types[edge]])
        ):
            return edge
    return -1


@kernel
def reverse_edges(targets: UInts, offsets: UInts, edges: UInts) -> None:
    """Fill ``edges`` so that ``edges[offsets[n]:offsets[n + 1]]`` lead to n, ascending; ``offsets`` come as 0."""
    nodes = offsets.size - 1
    for edge in range(targets.size):
        offsets[targets[edge] + 1] += 1
    for node in range(nodes):
        offsets[node + 1] += offsets[node]
    # Filling moves each offset to the next one's start; going backwards brings it to its own.
    for edge in range(targets.size - 1, -1, -1):
        target = targets[edge]
        offsets[target + 1] -= 1
        edges[offsets[target + 1]] = edge
    # Now offsets[n + 1] is the start of n: shift by one.
    for node in range(nodes):
        offsets[node] = offsets[node + 1]
    offsets[nodes] = targets.size


@kernel
def match_ids(ids: Columns, known: Columns, table: Ordinals, found: Ordinals) -> None:
    """For each odd id the row of the known ones that has it; ``table`` (of -1) has room for half the highest one."""
    for row in range(known.size):
        if known[row] & np.uint64(1):
            table[known[row] >> np.uint64(1)] = row
    for row in range(ids.size):
        place = ids[row] >> np.uint64(1)
        if ids[row] & np.uint64(1) and place < table.size:
            found[row] = table[place]
