"""Parsing of JSON number lists straight into columns.

A *run* is a stretch ``data[start:stop]`` of whole values without a trailing comma; ``data[stop]`` is a comma or a
bracket, so that loops over digits and white space end there by themselves. Every kernel writes
``report = [error, position, wide values]``; what the errors mean is said by ``ERRORS``.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from leakline.heap.kernels.jit import Bytes, Columns, Ints, UInts, inlined, kernel

FINE = 0
NO_NUMBER = 1
TOO_LARGE = 2
NO_NODE = 3

ERRORS = {
    NO_NUMBER: "expected a number that is not negative and has no fraction",
    TOO_LARGE: "the number is too large for its field",
    NO_NODE: "'to_node' does not point to the start of a node",
}

MOST_DIGITS = 16
NARROW = 0xFFFFFFFF

TYPE, NAME, ID, SIZE, COUNT, TRACE, DETACHED = 0, 1, 2, 3, 4, 5, 6
NODE_ROLES = ("type", "name", "id", "self_size", "edge_count", "trace_node_id", "detachedness")
EDGE_ROLES = ("type", "name_or_index", "to_node")


@kernel
def count_values(data: Bytes, start: int, stop: int) -> int:
    """Number of values in a run: its commas plus one, or 0 where there is only white space."""
    commas = 0
    for i in range(start, stop):
        commas += data[i] == 44
    if commas == 0:
        for i in range(start, stop):
            if data[i] > 32:
                return 1
        return 0
    return commas + 1


@inlined
def _number(data: Bytes, p: int) -> tuple[int, int]:
    """Value at p and the position behind it; -1 where there is no number, -2 where it has too many digits."""
    c = data[p]
    while c == 10 or c == 32 or c == 13 or c == 9:
        p += 1
        c = data[p]
    value = np.int64(c) - 48
    if value < 0 or value > 9:
        return -1, p
    first = p
    p += 1
    digit = np.int64(data[p]) - 48
    while 0 <= digit <= 9:
        value = value * 10 + digit
        p += 1
        digit = np.int64(data[p]) - 48
    if p - first > MOST_DIGITS:
        return -2, first
    return value, p


@inlined
def _separator(data: Bytes, p: int, stop: int) -> int:
    """Position behind the comma after a value (or the run's end), -1 - position where something else follows."""
    c = data[p]
    while c == 10 or c == 32 or c == 13 or c == 9:
        p += 1
        c = data[p]
    if p >= stop:
        return stop
    if c == 44:
        return p + 1
    return -1 - p


@kernel
def parse_nodes(
    data: Bytes,
    start: int,
    stop: int,
    values: int,
    first_value: int,
    roles: Ints,
    types: Bytes,
    names: UInts,
    ids: UInts,
    sizes: UInts,
    counts: UInts,
    traces: UInts,
    detached: Bytes,
    wide: Ints,
    report: Ints,
) -> None:
    """Parse a run of node fields into the columns.

    ``roles[f]`` says which column the f-th field of a node fills, -1 for none. Ids and sizes above 32 bits are cut in
    their column and listed as rows of ``wide`` (role, node, value).
    """
    width = roles.size
    field = first_value % width
    node = first_value // width
    p = start
    wides = 0
    for _ in range(values):
        value, p = _number(data, p)
        if value < 0:
            report[0] = NO_NUMBER if value == -1 else TOO_LARGE
            report[1] = p
            return
        role = roles[field]
        if role == TYPE:
            types[node] = min(value, 255)
        elif role == ID or role == SIZE:  # noqa: SIM109 (faster compiled)
            if value > NARROW:
                wide[wides, 0] = role
                wide[wides, 1] = node
                wide[wides, 2] = value
                wides += 1
            if role == ID:
                ids[node] = value & NARROW
            else:
                sizes[node] = value & NARROW
        elif role >= 0:
            if value > NARROW:
                report[0] = TOO_LARGE
                report[1] = p
                return
            if role == NAME:
                names[node] = value
            elif role == COUNT:
                counts[node] = value
            elif value != 0:
                # Written only where it says something, so that an unused column costs no memory.
                if role == TRACE:
                    traces[node] = value
                else:
                    detached[node] = value & 3
        field += 1
        if field == width:
            field = 0
            node += 1
        p = _separator(data, p, stop)
        if p < 0:
            report[0] = NO_NUMBER
            report[1] = -1 - p
            return
    report[0] = FINE
    report[2] = wides
    if p < stop:
        report[0] = NO_NUMBER
        report[1] = p


@kernel
def parse_edges(
    data: Bytes,
    start: int,
    stop: int,
    values: int,
    first_value: int,
    roles: Ints,
    node_width: int,
    types: Bytes,
    names: UInts,
    targets: UInts,
    report: Ints,
) -> None:
    """Parse a run of edge fields into the columns; ``to_node`` becomes the ordinal of a node."""
    width = roles.size
    field = first_value % width
    edge = first_value // width
    inverse = 1.0 / node_width
    p = start
    for _ in range(values):
        value, p = _number(data, p)
        if value < 0:
            report[0] = NO_NUMBER if value == -1 else TOO_LARGE
            report[1] = p
            return
        role = roles[field]
        if role == 2:
            # Division by a number that is only known now is the slowest thing here; values stay far below 2**52.
            node = np.int64(value * inverse + 0.5)
            if node * node_width != value or node > NARROW:
                report[0] = NO_NODE
                report[1] = p
                return
            targets[edge] = node
        elif role == 1:
            if value > NARROW:
                report[0] = TOO_LARGE
                report[1] = p
                return
            names[edge] = value
        elif role == 0:
            types[edge] = min(value, 255)
        field += 1
        if field == width:
            field = 0
            edge += 1
        p = _separator(data, p, stop)
        if p < 0:
            report[0] = NO_NUMBER
            report[1] = -1 - p
            return
    report[0] = FINE
    if p < stop:
        report[0] = NO_NUMBER
        report[1] = p


@kernel
def parse_flat(data: Bytes, start: int, stop: int, values: int, out: Ints, report: Ints) -> None:
    """Parse a run of numbers into one array."""
    p = start
    for i in range(values):
        value, p = _number(data, p)
        if value < 0:
            report[0] = NO_NUMBER if value == -1 else TOO_LARGE
            report[1] = p
            return
        out[i] = value
        p = _separator(data, p, stop)
        if p < 0:
            report[0] = NO_NUMBER
            report[1] = -1 - p
            return
    report[0] = FINE
    if p < stop:
        report[0] = NO_NUMBER
        report[1] = p


@kernel
def check_nodes(names: UInts, first_edges: UInts, strings: int) -> tuple[int, int]:
    """First node whose name is no string (or -1), and the sum of all edge counts.

    ``first_edges`` holds the counts from its second place on and is turned into offsets.
    """
    wrong = -1
    total = np.int64(0)
    for node in range(names.size):
        if names[node] >= strings and wrong < 0:
            wrong = node
        total += np.int64(first_edges[node + 1])
        first_edges[node + 1] = total & NARROW
    return wrong, total


@kernel
def check_edges(
    types: Bytes,
    names: UInts,
    targets: UInts,
    named: NDArray[np.bool_],
    strings: int,
    nodes: int,
    start: int,
    stop: int,
) -> int:
    """First edge of a stretch whose target is no node or whose name is no string, -1 if all are right.

    ``named[type]`` says whether an edge of this type is named by a string (bool[256]).
    """
    for edge in range(start, stop):
        if targets[edge] >= nodes or (named[types[edge]] and names[edge] >= strings):
            return edge
    return -1


def narrowest(column: Columns) -> Columns:
    """The column as uint32 where all its values fit."""
    return column.astype(np.uint32) if column.dtype != np.uint32 and int(column.max(initial=0)) <= NARROW else column
