"""What there is to say about one snapshot as a whole, and what it took to find out."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from leakline.heap.load import load_snapshot
from leakline.heap.memory import peak_memory


@dataclass(frozen=True, slots=True)
class ClassRow:
    """One row of the class table; sizes in bytes."""

    name: str
    count: int
    shallow_size: int
    retained_size: int


@dataclass(frozen=True, slots=True)
class NodeRow:
    """One node of large retained size; sizes in bytes, the distance as DevTools counts it."""

    id: int
    name: str
    type: str
    shallow_size: int
    retained_size: int
    distance: int


@dataclass(frozen=True, slots=True)
class SnapshotStatistics:
    """Counts, classes and largest nodes of a snapshot.

    ``seconds`` says what each stage took; ``peak_rss`` is the most bytes that the process held (0: not known).
    """

    path: str | None
    file_size: int
    nodes: int
    edges: int
    strings: int
    shallow_size: int
    classes: tuple[ClassRow, ...]
    largest: tuple[NodeRow, ...]
    seconds: dict[str, float]
    peak_rss: int


def measure(
    source: str | os.PathLike[str] | bytes,
    *,
    top: int = 20,
    progress: Callable[[int, int], None] | None = None,
    memory_limit: int | None = None,
    cache: bool = True,
) -> SnapshotStatistics:
    """Load a snapshot and describe it: the ``top`` classes and nodes by retained size. Raises what loading raises."""
    started = time.perf_counter()
    snapshot = load_snapshot(source, progress=progress, memory_limit=memory_limit, cache=cache)
    loaded = time.perf_counter()
    graph = snapshot.graph
    retained = graph.retained_sizes
    analysed = time.perf_counter()
    table = snapshot.aggregates
    grouped = time.perf_counter()
    classes = tuple(
        ClassRow(table.names[row], int(table.counts[row]), int(table.shallow[row]), int(table.retained[row]))
        for row in np.argsort(-table.retained.view(np.int64), kind="stable")[:top]
    )
    # The roots hold everything; what a person looks for are the objects below them.
    sizes = np.where(snapshot.node_types == snapshot.node_type_id("synthetic"), -1, retained.view(np.int64))
    most = np.argpartition(-sizes, min(top, sizes.size - 1))[:top] if sizes.size else np.empty(0, np.int64)
    largest = tuple(
        NodeRow(
            id=int(snapshot.node_ids[node]),
            name=snapshot.constructor(int(node)),
            type=snapshot.node_type(int(node)),
            shallow_size=int(graph.shallow_sizes[node]),
            retained_size=int(retained[node]),
            distance=int(graph.distances[node]),
        )
        for node in most[np.lexsort((most, -sizes[most]))]
        if sizes[node] >= 0
    )
    return SnapshotStatistics(
        path=snapshot.path,
        file_size=snapshot.file_size,
        nodes=snapshot.node_count,
        edges=snapshot.edge_count,
        strings=snapshot.string_count,
        shallow_size=int(snapshot.self_sizes.sum(dtype=np.uint64)),
        classes=classes,
        largest=largest,
        seconds={"load": loaded - started, "analyse": analysed - loaded, "aggregate": grouped - analysed},
        peak_rss=peak_memory(),
    )
