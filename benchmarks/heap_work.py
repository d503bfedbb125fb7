"""leakline on the work of benchmarks/heap.py: python heap_work.py A C -> one line of JSON with seconds and checks.

With a third argument, ``stages``, one thing is done after the other, so that each can be timed.
"""

from __future__ import annotations

import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor

START = time.perf_counter()

from leakline.heap import Snapshot, compare, load_snapshot  # noqa: E402, I001  start-up is part of it

import numpy as np  # noqa: E402
from numpy.typing import NDArray  # noqa: E402

MOST_PATHS = 100


def main(first: str, last: str, stages: str | None = None) -> None:
    """Load, analyse, aggregate; load and analyse the second; compare; 100 shortest paths."""
    seconds = {"start": time.perf_counter() - START}

    def stage(name: str, since: float) -> float:
        now = time.perf_counter()
        seconds[name] = now - since
        return now

    clock = time.perf_counter()
    if stages is None:
        with ThreadPoolExecutor(1) as pool:
            base = load_snapshot(first, cache=False)
            analysed = pool.submit(lambda: base.graph.retained_sizes)
            target = load_snapshot(last, cache=False)
            _ = analysed.result(), target.graph.retained_sizes
        clock = stage("load + dominators of both", clock)
    else:
        base = load_snapshot(first, cache=False)
        clock = stage("load", clock)
        _ = base.graph.retained_sizes
        clock = stage("dominators", clock)
        target = load_snapshot(last, cache=False)
        clock = stage("load, second", clock)
        _ = target.graph.retained_sizes
        clock = stage("dominators, second", clock)
    _ = base.aggregates
    clock = stage("aggregate", clock)
    changes = compare(base, target)
    clock = stage("compare", clock)
    paths = [target.graph.shortest_path(node) for node in _largest(target, np.flatnonzero(changes.new))]
    stage("100 paths", clock)
    retained = int(base.graph.retained_sizes[base.root])
    new = int(changes.new_counts.sum())
    checks = {"nodes": base.node_count, "retained": retained, "new": new, "paths": sum(map(bool, paths))}
    print(json.dumps({"peer": "leakline", "seconds": seconds, "checks": checks, "error": None}))


def _largest(snapshot: Snapshot, nodes: NDArray[np.int64]) -> list[int]:
    sizes = snapshot.graph.retained_sizes[nodes]
    most = np.argpartition(sizes, max(0, sizes.size - MOST_PATHS))[-MOST_PATHS:]
    return [int(node) for node in nodes[most]]


if __name__ == "__main__":
    main(*sys.argv[1:4])
