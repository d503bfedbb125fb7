"""After ``warm_up`` nothing is left to compile, and preparing ahead does its work without being noticed."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from leakline.heap import load, load_snapshot, warming
from tests.heap.snapshot_builder import SnapshotBuilder
from tests.node_versions import cache_directory

FIXTURES = Path(__file__).parent / "fixtures"

WARM = "from leakline.heap import warm_up; warm_up(print)"
USE = """
import sys
from leakline.heap import PathCosts, cheapest_paths, compare, load_snapshot, new_nodes, same_process
first, second = (load_snapshot(path) for path in sys.argv[1:])
compare(first, second)
new_nodes(first, second), same_process(first, second)
first.aggregates, first.contexts, first.scripts, first.graph.retainer_edges
cheapest_paths(first, PathCosts({0: 0}, {"property": 1}))
"""


def test_nothing_is_compiled_after_warming_up() -> None:
    folder = cache_directory() / "warmed-kernels"
    environment = os.environ | {"NUMBA_CACHE_DIR": str(folder)}
    files = [str(FIXTURES / "node20" / f"{name}.heapsnapshot.gz") for name in ("before", "after")]
    said = subprocess.run([sys.executable, "-c", WARM], env=environment, capture_output=True, text=True, check=True)
    assert said.stdout == "preparing the heap engine, once\n"
    before = {path.name: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}
    assert before
    subprocess.run([sys.executable, "-c", USE, *files], env=environment, check=True)
    assert {path.name: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()} == before


def test_preparing_ahead_raises_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    failures: list[object] = []
    monkeypatch.setattr(threading, "excepthook", failures.append)
    monkeypatch.setattr(load, "WORTH_PREPARING", 0)
    warming.prepare_ahead.cache_clear()
    load_snapshot(SnapshotBuilder().build())
    for thread in threading.enumerate():
        if thread.name == "leakline-prepare":
            thread.join()
    assert warming.prepare_ahead.cache_info().currsize == 1
    assert failures == []
