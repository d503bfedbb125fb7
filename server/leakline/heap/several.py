"""Several snapshots at once: while one is read, the one before it is analysed."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from leakline.heap.load import load_snapshot
from leakline.heap.snapshot import Snapshot


def load_snapshots(
    sources: Sequence[str | os.PathLike[str] | bytes],
    *,
    progress: Callable[[int, int, int], None] | None = None,
    memory_limit: int | None = None,
    cache: bool = True,
) -> tuple[Snapshot, ...]:
    """Load and analyse snapshots, in the order in which they are given.

    ``progress`` is called with the number of the snapshot being read, bytes read and bytes in all; what it raises ends
    the loading. All else is as in :func:`leakline.heap.load_snapshot`, also what is raised.
    """
    snapshots: list[Snapshot] = []
    analysed: list[Future[object]] = []
    with ThreadPoolExecutor(1, thread_name_prefix="leakline-analyse") as pool:
        for number, source in enumerate(sources):
            told = None if progress is None else _numbered(progress, number)
            snapshots.append(load_snapshot(source, progress=told, memory_limit=memory_limit, cache=cache))
            analysed.append(pool.submit(_analyse, snapshots[-1]))
        for analysis in analysed:
            analysis.result()
    return tuple(snapshots)


def _numbered(progress: Callable[[int, int, int], None], number: int) -> Callable[[int, int], None]:
    return lambda done, total: progress(number, done, total)


def _analyse(snapshot: Snapshot) -> object:
    return snapshot.graph.retained_sizes
