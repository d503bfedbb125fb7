"""The number lists of a snapshot: from blocks of bytes to typed columns, on as many threads as there are cores."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import numpy as np
from numpy.typing import NDArray

from leakline.heap.blocks import Blocks
from leakline.heap.columns import Bytes, Columns, Ints, UInts
from leakline.heap.errors import SnapshotError
from leakline.heap.kernels.numbers import (
    EDGE_ROLES,
    ERRORS,
    FINE,
    ID,
    NODE_ROLES,
    SIZE,
    TRACE,
    check_edges,
    check_nodes,
    count_values,
    parse_edges,
    parse_flat,
    parse_nodes,
)
from leakline.heap.meta import Meta

MOST_THREADS = 4
SHORTEST_WIDE = 11
"""Bytes that a number above 32 bits takes at least, with its comma."""


def threads() -> int:
    """How many threads the engine uses: the cores this process may run on, at most four."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(cores, MOST_THREADS))


class NodeSection:
    """Columns of the nodes while they are being filled."""

    def __init__(self, meta: Meta) -> None:
        count = meta.node_count
        self.meta = meta
        # Every row is written before any is read. (numpy asks for large pages only for arrays that it need not clear.)
        self.types: Bytes = np.empty(count, np.uint8)
        self.names: UInts = np.empty(count, np.uint32)
        self.ids: UInts = np.empty(count, np.uint32)
        self.sizes: UInts = np.empty(count, np.uint32)
        self.first_edges: UInts = np.empty(count + 1, np.uint32)
        self.first_edges[0] = 0
        # Without allocation tracking V8 (of some versions) writes a zero for each node.
        tracked = meta.trace_function_count > 0 and "trace_node_id" in meta.node_fields
        self.traces: UInts = np.zeros(count if tracked else 0, np.uint32)
        self.detachedness: Bytes = np.zeros(count if "detachedness" in meta.node_fields else 0, np.uint8)
        self._fields = _fields(meta.node_fields, NODE_ROLES)
        if not tracked:
            self._fields[TRACE] = len(meta.node_fields)
        self._wide: list[Ints] = []

    def parse(self, base: int, data: Bytes, start: int, stop: int, records: int, first: int) -> None:
        """Parse a run; called on any thread."""
        wide = np.empty(((stop - start) // SHORTEST_WIDE + 1, 3), np.int64)
        report = np.zeros(3, np.int64)
        columns = (self.types, self.names, self.ids, self.sizes, self.first_edges[1:], self.traces, self.detachedness)
        width = len(self.meta.node_fields)
        record = np.zeros(width + 1, np.uint64)
        parse_nodes(data, start, stop, records, first, self._fields, width, *columns, record, wide, report)
        _refuse(report, base, data)
        if report[2]:
            self._wide.append(wide[: report[2]].copy())

    def finish(self, strings: int, edges: int) -> tuple[Columns, Columns]:
        """Check names and counts, make ``first_edges`` offsets; returns ids and self sizes as wide as they need be."""
        wrong, total = check_nodes(self.names, self.first_edges, strings)
        if wrong >= 0:
            raise SnapshotError(f"node {wrong} has the name {self.names[wrong]}, but there are {strings} strings")
        if total != edges:
            raise SnapshotError(f"the nodes' edge counts add up to {total}, but there are {edges} edges")
        return self._widened(self.ids, ID), self._widened(self.sizes, SIZE)

    def _widened(self, column: UInts, role: int) -> Columns:
        rows = [rows[rows[:, 0] == role] for rows in self._wide]
        if not any(row.size for row in rows):
            return column
        wide = column.astype(np.uint64)
        for row in rows:
            wide[row[:, 1]] = row[:, 2].astype(np.uint64)
        return wide


class EdgeSection:
    """Columns of the edges while they are being filled."""

    def __init__(self, meta: Meta) -> None:
        self.meta = meta
        self.types: Bytes = np.empty(meta.edge_count, np.uint8)
        self.names: UInts = np.empty(meta.edge_count, np.uint32)
        self.targets: UInts = np.empty(meta.edge_count, np.uint32)
        self._fields = _fields(meta.edge_fields, EDGE_ROLES)

    def parse(self, base: int, data: Bytes, start: int, stop: int, records: int, first: int) -> None:
        """Parse a run; called on any thread."""
        report = np.zeros(3, np.int64)
        width, node_width = len(self.meta.edge_fields), len(self.meta.node_fields)
        columns = (self.types, self.names, self.targets)
        record = np.zeros(width + 1, np.uint64)
        parse_edges(data, start, stop, records, first, self._fields, width, node_width, *columns, record, report)
        _refuse(report, base, data)

    def finish(self, strings: int, pool: ThreadPoolExecutor) -> None:
        """Check every target and every name."""
        count, parts = self.types.size, threads()
        cuts = [count * part // parts for part in range(parts + 1)]
        check = partial(check_edges, self.types, self.names, self.targets, named_types(self.meta), strings)
        for wrong in pool.map(partial(check, self.meta.node_count), cuts[:-1], cuts[1:]):
            if wrong >= 0:
                raise SnapshotError(
                    f"edge {wrong} points to node {self.targets[wrong]} of {self.meta.node_count}"
                    f" or has the name {self.names[wrong]} of {strings} strings"
                )


def named_types(meta: Meta) -> NDArray[np.bool_]:
    """Whether edges of a type are named by a string (bool[256]); unknown types are numbered, as nothing is known."""
    named = np.zeros(256, np.bool_)
    for number, name in enumerate(meta.edge_types):
        named[number] = name not in ("element", "hidden")
    return named


def read_records(
    blocks: Blocks, pool: ThreadPoolExecutor, section: NodeSection | EdgeSection, name: str, wanted: int, width: int
) -> None:
    """Read a list of ``wanted`` records of ``width`` numbers each; the window stands behind its ``[``."""
    done = 0
    for base, view, start, stop, values in _runs(blocks, width):
        records, rest = divmod(values, width)
        if rest or done + records > wanted:
            raise SnapshotError(
                f"byte {base + stop}: '{name}' has {done * width + values} numbers or more, "
                f"the header says {wanted} times {width}: write the snapshot again"
            )
        blocks.lend(pool.submit(section.parse, base, view, start, stop, records, done))
        done += records
    blocks.settle()
    if done != wanted:
        raise SnapshotError(
            f"byte {blocks.where()}: '{name}' has {done} records, the header says {wanted}: write the snapshot again"
        )


def read_flat(blocks: Blocks) -> Ints:
    """Read a list of numbers, however many (int64); the window stands behind its ``[``."""
    pieces: list[Ints] = []
    for base, view, start, stop, values in _runs(blocks, 1):
        piece = np.empty(values, np.uint64)
        report = np.zeros(3, np.int64)
        parse_flat(view, start, stop, piece, report)
        _refuse(report, base, view)
        pieces.append(piece.view(np.int64))
    return np.concatenate(pieces) if pieces else np.empty(0, np.int64)


def _runs(blocks: Blocks, width: int) -> Iterator[tuple[int, Bytes, int, int, int]]:
    """Runs of a list, block by block: base, bytes, start, stop, and how many values; at least one each.

    All but the last have whole records of ``width`` values. Ends with the window behind the list's bracket.
    """
    begun = False
    while True:
        data, start = blocks.data, blocks.position
        close = data.find(b"]", start, blocks.end)
        stop = close if close >= 0 else data.rfind(b",", start, blocks.end)
        values = int(count_values(blocks.view, start, stop)) if stop >= 0 else 0
        for _ in range(values % width if close < 0 else 0):
            stop = data.rfind(b",", start, stop)
            values -= 1
        if values:
            begun = True
            blocks.position = stop + 1
            yield blocks.base, blocks.view, start, stop, values
        elif close >= 0 and begun:
            raise SnapshotError(f"byte {blocks.base + close}: expected a number behind the comma")
        if close >= 0:
            blocks.position = close + 1
            return
        if not blocks.more():
            raise SnapshotError(
                f"byte {blocks.base + blocks.end}: the file ends within a list: it is cut, write it again"
            )


def _fields(fields: tuple[str, ...], roles: tuple[str, ...]) -> Ints:
    """Where a record has what each role asks for; behind the record what it has not."""
    return np.array([fields.index(role) if role in fields else len(fields) for role in roles], np.int64)


def _refuse(report: Ints, base: int, data: Bytes) -> None:
    if report[0] != FINE:
        where = int(report[1])
        text = bytes(data[where : where + 16]).decode("utf-8", "replace")
        raise SnapshotError(f"byte {base + where}: {ERRORS[int(report[0])]}, not {text!r}")
