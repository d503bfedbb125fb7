"""Where snapshots come from, progress and cancelling, memory, and what is said about files that are none."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from leakline.heap import SnapshotError, SnapshotTooLarge, estimate_memory, load_snapshot, measure
from leakline.heap import memory as memory_module
from leakline.heap.blocks import BLOCK
from leakline.heap.memory import check_memory
from tests.heap.snapshot_builder import SnapshotBuilder


def snapshot_bytes(count: int = 3) -> bytes:
    b = SnapshotBuilder()
    for index in range(count):
        b.global_property(f"p{index}", b.object("Thing"))
    return b.build()


@cache
def large() -> bytes:
    """A snapshot of several blocks."""
    b = SnapshotBuilder()
    for index in range(90_000):
        b.global_property(f"property number {index}", b.object("Thing"))
    data = b.build()
    assert len(data) > 2 * BLOCK
    return data


def test_paths_and_bytes_and_gzip_give_the_same(tmp_path: Path) -> None:
    data = large()
    plain, packed = tmp_path / "a.heapsnapshot", tmp_path / "a.heapsnapshot.gz"
    plain.write_bytes(data)
    half = len(data) // 2
    packed.write_bytes(gzip.compress(data[:half], 1) + gzip.compress(data[half:], 1))
    names = [
        list(load_snapshot(source).strings) for source in (plain, str(plain), packed, data, gzip.compress(data, 1))
    ]
    assert all(found == names[0] for found in names)
    assert load_snapshot(packed).graph.retained_sizes[0] == load_snapshot(plain).graph.retained_sizes[0]


def test_progress_rises_to_the_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "a.heapsnapshot"
    path.write_bytes(large())
    calls: list[tuple[int, int]] = []
    load_snapshot(path, progress=lambda done, total: calls.append((done, total)))
    done = [call[0] for call in calls]
    assert done == sorted(done)
    assert len(set(done)) > 2
    assert calls[-1] == (path.stat().st_size,) * 2


def test_what_progress_raises_ends_the_loading(tmp_path: Path) -> None:
    class CancelledError(Exception):
        pass

    def cancel(done: int, total: int) -> None:
        if done > BLOCK:
            raise CancelledError

    path = tmp_path / "a.heapsnapshot"
    path.write_bytes(large())
    with pytest.raises(CancelledError):
        load_snapshot(path, progress=cancel)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "byte 0: the file is empty"),
        (b"hello", "byte 0: expected '{'"),
        (b'{"a": 1}', "no 'snapshot'"),
        (b"[1, 2]", "byte 0: expected '{'"),
        (snapshot_bytes()[:-1], "it is cut"),
        (snapshot_bytes()[:300], "cut"),
        (snapshot_bytes() + b"}", "expected the end of the file"),
        (gzip.compress(snapshot_bytes())[:-20], "cut"),
        (b"\x1f\x8bnonsense", "gzip"),
        (snapshot_bytes().replace(b'"node_count":', b'"node_count":9'), "header says"),
        (snapshot_bytes().replace(b'"edges":[', b'"edges":[-'), "not negative"),
        (snapshot_bytes().replace(b'"edges":[', b'"edges":[1.'), "no fraction"),
        (snapshot_bytes().replace(b'"edges":[', b'"nodes":[],"edges":['), "second 'nodes'"),
        (snapshot_bytes().replace(b'"id"', b'"di"'), "lacks 'id'"),
    ],
)
def test_what_is_no_snapshot_is_refused_in_one_line(content: bytes, says: str) -> None:
    with pytest.raises(SnapshotError) as caught:
        load_snapshot(content)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


def test_an_edge_that_points_outside_is_named() -> None:
    b = SnapshotBuilder()
    document = b.document()
    document["edges"][2] = 7 * 10**6
    with pytest.raises(SnapshotError, match="edge 0 points to node 1000000 of"):
        load_snapshot(json.dumps(document).encode())


def test_files_that_cannot_be_opened_are_named(tmp_path: Path) -> None:
    with pytest.raises(SnapshotError, match="is a directory"):
        load_snapshot(tmp_path)
    with pytest.raises(SnapshotError, match="does not exist"):
        load_snapshot(tmp_path / "missing.heapsnapshot")
    path = tmp_path / "broken.heapsnapshot"
    path.write_text("{")
    with pytest.raises(SnapshotError, match=r"broken\.heapsnapshot: byte 1"):
        load_snapshot(path)


def test_files_without_permission_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    # The tests may run as a user who may read everything.
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(SnapshotError, match="may not be read"):
        load_snapshot(tmp_path / "a.heapsnapshot", cache=False)


def test_numbers_above_32_bits() -> None:
    b = SnapshotBuilder()
    b.global_property("huge", b.node("native", "ArrayBuffer", 2**40))
    document = b.document()
    place = len(document["nodes"]) - 7
    document["nodes"][place + 2] = 2**32 + 5
    snapshot = load_snapshot(json.dumps(document).encode())
    huge = snapshot.node_count - 1
    assert snapshot.self_sizes[huge] == 2**40
    assert snapshot.ordinal_of(2**32 + 5) == huge
    assert snapshot.graph.retained_sizes[snapshot.root] == int(snapshot.self_sizes.sum()) > 2**40


def test_a_memory_limit_refuses_before_loading() -> None:
    with pytest.raises(SnapshotTooLarge, match=r"more than the limit of 100 MB: raise leakline\.memoryLimit"):
        load_snapshot(large(), memory_limit=100_000_000)


def test_what_the_machine_has_not_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory_module, "free_memory", lambda: 1_000_000)
    with pytest.raises(SnapshotTooLarge, match="1 MB of memory are free"):
        check_memory(2_000_000, None)
    check_memory(500_000, None)


def test_the_limits_of_a_container_count(tmp_path: Path) -> None:
    (tmp_path / "memory.max").write_text("1000\n")
    (tmp_path / "memory.current").write_text("900\n")
    (tmp_path / "memory.stat").write_text("anon 500\ninactive_file 300\nactive_file 50\n")
    assert memory_module._container_free(tmp_path) == 450
    (tmp_path / "memory.max").write_text("max\n")
    assert memory_module._container_free(tmp_path) is None


def test_the_estimate_holds_for_what_loading_takes(tmp_path: Path) -> None:
    path = tmp_path / "a.heapsnapshot"
    path.write_bytes(large())
    program = "import sys\nfrom leakline.heap import measure\nprint(measure(sys.argv[1], cache=False).peak_rss)"
    command = [sys.executable, "-c", program, str(path)]
    # Compiling kernels takes memory too; the second process finds them compiled.
    for _ in range(2):
        answer = subprocess.run(command, capture_output=True, text=True, check=True)
    assert int(answer.stdout) < estimate_memory(path.stat().st_size)


def test_importing_the_room_imports_no_engine() -> None:
    program = (
        "import sys, leakline.heap\nfrom leakline.heap import SnapshotError\n"
        "print([name for name in ('numpy', 'numba') if name in sys.modules])"
    )
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"


def test_everything_in_the_room_can_be_had_by_its_name() -> None:
    program = "import leakline.heap as h\nprint(all(callable(getattr(h, n)) or n == 'KINDS' for n in h.__all__))"
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "True"


def test_a_home_that_cannot_be_written_is_no_obstacle(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    environment = os.environ | {"LEAKLINE_CACHE": str(blocked / "inside"), "TMPDIR": str(tmp_path)}
    program = (
        "from leakline.heap.engine_cache import kernel_folder\n"
        "folder = kernel_folder()\n"
        "print(folder, (folder / 'x').write_bytes(b'x'))"
    )
    command = [sys.executable, "-c", program]
    answer = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert "leakline-kernels-" in answer.stdout
    assert list(tmp_path.glob("leakline-kernels-*")) == []  # gone with the process


def test_statistics() -> None:
    found = measure(snapshot_bytes(), top=3)
    assert (found.nodes, found.path) == (load_snapshot(snapshot_bytes()).node_count, None)
    assert len(found.classes) == 3
    assert [row.retained_size for row in found.largest] == sorted(
        (row.retained_size for row in found.largest), reverse=True
    )
    assert "global" in [row.name for row in found.largest]
    assert set(found.seconds) == {"load", "analyse", "aggregate"}
    assert found.peak_rss > 10_000_000
