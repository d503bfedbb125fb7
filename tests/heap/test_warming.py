"""The kernels are compiled once, by another process, and loaded without numba ever after."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from leakline.heap import EngineError, machine_code
from leakline.heap.kernels.kernel import hash_table
from leakline.heap.kernels.rows import match_ids, reverse_edges

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
print([name for name in ("numba", "subprocess") if name in sys.modules])
"""


def _run(program: str, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"LEAKLINE_CACHE": str(folder)}
    command = [sys.executable, "-c", program, *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_what_was_compiled_once_is_loaded_ever_after(tmp_path: Path) -> None:
    assert _run(WARM, tmp_path).stdout == "preparing the heap engine, once\n"
    made = {path.name: path.stat().st_mtime_ns for path in (tmp_path / "kernels").iterdir()}
    assert made
    assert _run(WARM, tmp_path).stdout == ""
    files = [str(FIXTURES / "node20" / f"{name}.heapsnapshot.gz") for name in ("before", "after")]
    used = _run(USE, tmp_path, *files)
    assert (used.stdout.strip(), used.stderr) == ("['subprocess']", "")
    assert {path.name: path.stat().st_mtime_ns for path in (tmp_path / "kernels").iterdir()} == made


def test_code_that_was_cut_is_refused_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="the heap engine has no kernel"):
        machine_code.MachineCode([]).entry("rows.first_edge.4")


def test_a_compiler_that_fails_is_told_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine_code, "COMPILER", "leakline.heap.kernels.nothing_of_this_name")
    monkeypatch.setattr(machine_code, "kernel_folder", lambda: tmp_path)
    with pytest.raises(EngineError, match=r"^the heap engine could not be compiled: .*nothing_of_this_name"):
        machine_code.machine_code.__wrapped__()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("targets", [np.zeros(1, np.int64), np.zeros((1, 1), np.uint32), np.zeros(4, np.uint32)[::2]])
def test_a_kernel_takes_only_what_its_signature_says(targets: np.ndarray[tuple[int, ...], np.dtype[np.uint32]]) -> None:
    with pytest.raises(TypeError, match=r"rows\.reverse_edges"):
        reverse_edges(targets, np.zeros(3, np.uint32), np.zeros(1, np.uint32))


@pytest.mark.parametrize("width", [np.uint32, np.uint64])
def test_columns_of_either_width(width: type[np.unsignedinteger]) -> None:
    found = np.full(3, -1, np.int32)
    match_ids(np.array([3, 7, 9], width), np.array([9, 3], width), hash_table(8), found)
    assert found.tolist() == [1, -1, 0]
