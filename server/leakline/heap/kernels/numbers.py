"""Parsing of JSON number lists straight into columns.

A *run* is a stretch ``data[start:stop]`` of whole records without a trailing comma; ``data[stop]`` is a comma or a
bracket, so that loops over digits and white space end there by themselves. Every kernel writes
``report = [error, position, wide values]``; what the errors mean is said by ``ERRORS``.

All arithmetic is unsigned: an index that could be negative costs a test at each byte, which halves the speed.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from leakline.heap.columns import Bytes, Flags, Ints, Table, UInts
from leakline.heap.kernels.kernel import inlined, integer, kernel

FINE = 0
NO_NUMBER = 1
TOO_LARGE = 2
NO_NODE = 3

ERRORS = {
    NO_NUMBER: "expected a number that is not negative and has no fraction",
    TOO_LARGE: "expected a number that fits its field",
    NO_NODE: "expected a 'to_node' that is the start of a node",
}

NARROW = 0xFFFFFFFF

TYPE, NAME, ID, SIZE, COUNT, TRACE, DETACHED = range(7)
NODE_ROLES = ("type", "name", "id", "self_size", "edge_count", "trace_node_id", "detachedness")
EDGE_ROLES = ("type", "name_or_index", "to_node")

_ONE, _NINE, _TEN, _ZERO = np.uint64(1), np.uint64(9), np.uint64(10), np.uint64(48)
_MOST_DIGITS = np.uint64(16)
_LONGEST_LINE = np.uint64(20)  # with three numbers in it, none has more than _MOST_DIGITS
_NARROW = np.uint64(NARROW)
_BYTE, _TWO_BITS = np.uint64(255), np.uint64(3)


@kernel
def count_values(data: Bytes, start: int, stop: int) -> int:
    """Number of values in a run: its commas plus one, or 0 where there is only white space."""
    commas = 0
    for c in data[start:stop]:
        commas += c == 44
    if commas == 0:
        for c in data[start:stop]:
            if c > 32:
                return 1
        return 0
    return commas + 1


@inlined
def _space(data: Bytes, p: np.uint64) -> np.uint64:
    """Position of the next byte that is no white space."""
    c = data[p]
    while c <= 32 and (c == 10 or c == 32 or c == 13 or c == 9):
        p += _ONE
        c = data[p]
    return p


@inlined
def _record(
    data: Bytes, p: np.uint64, stop: np.uint64, width: np.uint64, record: NDArray[np.uint64]
) -> tuple[int, np.uint64]:
    """Read ``width`` numbers into ``record``, with the commas behind them; returns an error and the position."""
    field = np.uint64(0)
    while field < width:
        p = _space(data, p)
        value = np.uint64(data[p]) - _ZERO
        if value > _NINE:
            return NO_NUMBER, p
        first = p
        p += _ONE
        digit = np.uint64(data[p]) - _ZERO
        while digit <= _NINE:
            value = value * _TEN + digit
            p += _ONE
            digit = np.uint64(data[p]) - _ZERO
        if p - first > _MOST_DIGITS:
            return TOO_LARGE, first
        record[field] = value
        p = _space(data, p)
        field += _ONE
        if data[p] == 44:
            p += _ONE
        elif p != stop:
            return NO_NUMBER, p
    return FINE, p


@inlined
def _digits(data: Bytes, p: np.uint64) -> tuple[np.uint64, np.uint64]:
    """The number at p and the position behind it, p itself where there is none."""
    value = np.uint64(0)
    digit = np.uint64(data[p]) - _ZERO
    while digit <= _NINE:
        value = value * _TEN + digit
        p += _ONE
        digit = np.uint64(data[p]) - _ZERO
    return value, p


@kernel
def parse_nodes(
    data: Bytes,
    start: int,
    stop: int,
    records: int,
    first: int,
    fields: Ints,
    width: int,
    types: Bytes,
    names: UInts,
    ids: UInts,
    sizes: UInts,
    counts: UInts,
    traces: UInts,
    detached: Bytes,
    record: NDArray[np.uint64],
    wide: Table,
    report: Ints,
) -> None:
    """Parse a run of nodes into the columns, from row ``first`` on.

    ``fields[role]`` is where a record has what a column holds; a field that V8 did not write points behind the record,
    to a zero: ``record`` has room for one more number. Ids and sizes above 32 bits are cut in their column and listed
    as rows of ``wide`` (role, node, value).
    """
    p = np.uint64(start)
    end = np.uint64(stop)
    type_at, name_at, id_at, size_at = fields[TYPE], fields[NAME], fields[ID], fields[SIZE]
    count_at, trace_at, detached_at = fields[COUNT], fields[TRACE], fields[DETACHED]
    wides = 0
    for node in range(first, first + records):
        error, p = _record(data, p, end, np.uint64(width), record)
        if error == FINE and (record[name_at] > _NARROW or record[count_at] > _NARROW or record[trace_at] > _NARROW):
            error = TOO_LARGE
        if error != FINE:
            report[0], report[1] = error, integer(p)
            return
        types[node] = min(record[type_at], _BYTE)
        names[node] = record[name_at]
        ids[node] = record[id_at] & _NARROW
        sizes[node] = record[size_at] & _NARROW
        counts[node] = record[count_at]
        if record[id_at] > _NARROW:
            wide[wides, 0], wide[wides, 1], wide[wides, 2] = ID, node, integer(record[id_at])
            wides += 1
        if record[size_at] > _NARROW:
            wide[wides, 0], wide[wides, 1], wide[wides, 2] = SIZE, node, integer(record[size_at])
            wides += 1
        # Written only where they say something, so that an unused column costs no memory.
        if record[trace_at] != 0:
            traces[node] = record[trace_at]
        if record[detached_at] != 0:
            detached[node] = record[detached_at] & _TWO_BITS
    report[0], report[1], report[2] = FINE if p >= end else NO_NUMBER, integer(p), wides


@kernel
def parse_edges(
    data: Bytes,
    start: int,
    stop: int,
    records: int,
    first: int,
    fields: Ints,
    width: int,
    node_width: int,
    types: Bytes,
    names: UInts,
    targets: UInts,
    record: NDArray[np.uint64],
    report: Ints,
) -> None:
    """Parse a run of edges into the columns, from row ``first`` on; ``to_node`` becomes the ordinal of a node.

    ``record`` has room for the numbers of one edge. Lines as V8 writes them, with three short numbers, take a way of
    their own, which is a third faster; whatever is not quite like that is read again.
    """
    p = np.uint64(start)
    end = np.uint64(stop)
    type_at, name_at, target_at = fields[0], fields[1], fields[2]
    usual = width == 3 and type_at == 0 and name_at == 1 and target_at == 2
    stride = np.uint64(node_width)
    # Division by a number that is only known now would be the slowest thing here; positions stay far below 2**52.
    inverse = 1.0 / node_width
    for edge in range(first, first + records):
        if usual:
            type_, a = _digits(data, p)
            if a > p and a < end and data[a] == 44:
                name, b = _digits(data, a + _ONE)
                if b > a + _ONE and b < end and data[b] == 44:
                    position, c = _digits(data, b + _ONE)
                    node = np.uint64(np.float64(position) * inverse + 0.5)
                    good = c > b + _ONE and c - p <= _LONGEST_LINE and name <= _NARROW
                    if good and node * stride == position and node <= _NARROW:
                        if data[c] == 10:
                            c += _ONE
                        if c == end or data[c] == 44:
                            types[edge] = min(type_, _BYTE)
                            names[edge] = name
                            targets[edge] = node
                            p = c + _ONE
                            continue
        error, p = _record(data, p, end, np.uint64(width), record)
        position = record[target_at]
        node = np.uint64(np.float64(position) * inverse + 0.5)
        if error == FINE and record[name_at] > _NARROW:
            error = TOO_LARGE
        if error == FINE and (node * stride != position or node > _NARROW):
            error = NO_NODE
        if error != FINE:
            report[0], report[1] = error, integer(p)
            return
        types[edge] = min(record[type_at], _BYTE)
        names[edge] = record[name_at]
        targets[edge] = node
    report[0], report[1] = FINE if p >= end else NO_NUMBER, integer(p)


@kernel
def parse_flat(data: Bytes, start: int, stop: int, out: NDArray[np.uint64], report: Ints) -> None:
    """Parse a run of numbers into one array of just their number."""
    error, p = _record(data, np.uint64(start), np.uint64(stop), np.uint64(out.size), out)
    report[0], report[1] = error, integer(p)
    if error == FINE and p < np.uint64(stop):
        report[0] = NO_NUMBER


@kernel
def check_nodes(names: UInts, first_edges: UInts, strings: int) -> tuple[int, int]:
    """First node whose name is no string (or -1), and the sum of all edge counts.

    ``first_edges`` holds the counts from its second place on and is turned into offsets.
    """
    wrong = -1
    total = integer(0)
    for node in range(names.size):
        if names[node] >= strings and wrong < 0:
            wrong = node
        total += integer(first_edges[node + 1])
        first_edges[node + 1] = total & NARROW
    return wrong, total


@kernel
def check_edges(
    types: Bytes,
    names: UInts,
    targets: UInts,
    named: Flags,
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
