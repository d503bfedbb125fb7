"""Allocation stacks and samples: what a ``.heaptimeline`` holds beside a snapshot (empty in ordinary snapshots)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from leakline.heap.columns import Bytes, Ints, Ordinals
from leakline.heap.errors import SnapshotError
from leakline.heap.kernels.traces import FIELDS, parse_tree
from leakline.heap.meta import Meta

if TYPE_CHECKING:
    from leakline.heap.snapshot import Snapshot

INFO_FIELDS = ("function_id", "name", "script_name", "script_id", "line", "column")


@dataclass(frozen=True, slots=True)
class Frame:
    """A function on an allocation stack; line and column are zero-based, -1 where V8 did not know them."""

    function: str
    script: str
    script_id: int
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """Where objects were allocated, and when ids were given out.

    ``trace_ids`` (ascending) with ``infos`` and ``parents`` (rows, -1 above the topmost) are the tree of stacks;
    ``functions`` has a row of ``INFO_FIELDS`` a function. ``timestamps`` (microseconds) and ``last_ids`` are samples.
    """

    trace_ids: Ints
    infos: Ints
    parents: Ordinals
    functions: Ints
    timestamps: Ints
    last_ids: Ints

    def stack(self, snapshot: Snapshot, node: int) -> tuple[Frame, ...]:
        """The functions that were running when a node was allocated, innermost first; empty where it is not known."""
        trace = int(snapshot.trace_node_ids[node]) if snapshot.trace_node_ids.size else 0
        row = int(np.searchsorted(self.trace_ids, trace)) if trace else self.trace_ids.size
        if row >= self.trace_ids.size or self.trace_ids[row] != trace:
            return ()
        frames: list[Frame] = []
        while row >= 0:
            frames.append(self._frame(snapshot, int(self.infos[row])))
            row = int(self.parents[row])
        # The topmost row is the root of all stacks, which is no function.
        return tuple(frames[:-1])

    def _frame(self, snapshot: Snapshot, index: int) -> Frame:
        _, name, script, script_id, line, column = (int(value) for value in self.functions[index])
        return Frame(snapshot.strings[name], snapshot.strings[script], script_id, line - 1, column - 1)


def read_timeline(meta: Meta, strings: int, flat: dict[str, Ints], tree: Bytes) -> Timeline:
    """Check the sections and put them in columns. Raises SnapshotError where they contradict each other."""
    functions = _table("trace_function_infos", flat, meta.trace_function_info_fields, INFO_FIELDS)
    samples = _table("samples", flat, meta.sample_fields, ("timestamp_us", "last_assigned_id"))
    most = int(np.count_nonzero(tree == ord("["))) + 1
    rows, parents = np.empty(most * FIELDS, np.int64), np.empty(most, np.int32)
    count = int(parse_tree(tree, rows, parents))
    if count < 0:
        raise SnapshotError(f"'trace_tree' is not a tree of allocation stacks at its byte {-1 - count}")
    table = rows[: count * FIELDS].reshape(-1, FIELDS)
    ids, infos = table[:, 0], table[:, 1]
    if count and int(infos.max()) >= len(functions):
        raise SnapshotError(f"'trace_tree' names function {infos.max()} of {len(functions)} in 'trace_function_infos'")
    if functions.size and int(functions[:, 1:3].max()) >= strings:
        raise SnapshotError("'trace_function_infos' names a string that does not exist")
    order = np.argsort(ids, kind="stable")
    place = np.append(np.argsort(order, kind="stable"), -1).astype(np.int32)
    return Timeline(
        ids[order], infos[order], place[parents[:count][order]], functions, samples[:, 0].copy(), samples[:, 1].copy()
    )


def _table(section: str, flat: dict[str, Ints], fields: tuple[str, ...], wanted: tuple[str, ...]) -> Ints:
    values = flat.get(section, np.empty(0, np.int64))
    if not values.size or any(field not in fields for field in wanted):
        return np.empty((0, len(wanted)), np.int64)
    if values.size % len(fields):
        raise SnapshotError(f"'{section}' has {values.size} numbers, not a multiple of {len(fields)}")
    return values.reshape(-1, len(fields))[:, [fields.index(field) for field in wanted]]
