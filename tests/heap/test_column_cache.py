"""The column cache: what it gives back, when it does not, and what it never holds."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

import numpy as np
import pytest

from leakline.heap import Snapshot, SnapshotError, load_snapshot
from leakline.heap import column_cache as cache
from leakline.heap.column_cache import Entry, entry_of, make_room, open_entry, store_entry
from leakline.heap.parts import Parts, parts_of
from leakline.heap.read import read_sections
from leakline.heap.source import opened
from tests.heap.snapshot_builder import SnapshotBuilder


@pytest.fixture(autouse=True)
def _small_files_too(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(cache, "SMALLEST", 0)
    monkeypatch.setattr(cache, "PROBE", 16)
    monkeypatch.setenv("LEAKLINE_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    b = SnapshotBuilder()
    script = b.script("/app/x.js")
    b.global_property("f", b.closure("f", script=script, line=1, column=2, context=b.context("function", {"a": None})))
    b.global_property("secret", b.string("pass\tword"))
    path = tmp_path / "a.heapsnapshot"
    path.write_bytes(b.build())
    return path


def loaded_and_kept(file: Path) -> tuple[Snapshot, Entry]:
    snapshot = load_snapshot(file)
    _ = snapshot.graph.retained_sizes
    for thread in threading.enumerate():
        if thread is not threading.current_thread() and not thread.daemon:
            thread.join()
    entry = entry_of(file)
    assert entry is not None
    return snapshot, entry


def parts_from(file: Path) -> Parts:
    with opened(file) as source:
        return parts_of(read_sections(source, None, lambda meta: None))


def test_a_second_load_gives_the_same(file: Path) -> None:
    first, entry = loaded_and_kept(file)
    assert entry.path.exists()
    calls: list[tuple[int, int]] = []
    second = load_snapshot(file, progress=lambda done, total: calls.append((done, total)))
    assert calls == [(file.stat().st_size,) * 2]
    for name in cache.COLUMNS:
        assert np.array_equal(getattr(first, name), getattr(second, name)), name
        assert getattr(second, name).flags.writeable, "the kernels are compiled for arrays that can be written"
    assert list(first.strings) == list(second.strings)
    assert second.strings.find("pass\tword") == first.strings.find("pass\tword") >= 0
    assert second.meta == first.meta
    assert second.location(int(second.closures.nodes[0])) == first.location(int(first.closures.nodes[0]))
    for name in ("distances", "dominators", "retained_sizes", "shallow_sizes"):
        assert np.array_equal(getattr(first.graph, name), getattr(second.graph, name)), name
    assert second.aggregates.keys == first.aggregates.keys
    assert [slot.name for slot in second.contexts.slots(int(second.contexts.nodes[-1]))] == ["a"]


def test_what_came_from_the_cache_can_be_kept_again(file: Path) -> None:
    _, entry = loaded_and_kept(file)
    kept = open_entry(entry)
    assert kept is not None
    before = entry.path.read_bytes()
    assert store_entry(entry, *kept)
    assert entry.path.read_bytes() == before


def test_it_holds_no_strings(file: Path) -> None:
    _, entry = loaded_and_kept(file)
    content = entry.path.read_bytes()
    assert b"pass" not in content
    assert b"/app/x.js" not in content


def test_no_cache_is_no_cache(file: Path) -> None:
    _ = load_snapshot(file, cache=False).graph.retained_sizes
    entry = entry_of(file)
    assert entry is not None
    assert not entry.path.exists()


def test_another_content_or_time_is_another_file(file: Path) -> None:
    first = entry_of(file)
    os.utime(file, ns=(0, 0))
    second = entry_of(file)
    file.write_bytes(file.read_bytes().replace(b"global", b"GLOBAL"))
    third = entry_of(file)
    assert len({entry.identity for entry in (first, second, third) if entry}) == 3


def test_a_cache_that_was_cut_or_damaged_is_not_used(file: Path) -> None:
    _, entry = loaded_and_kept(file)
    content = entry.path.read_bytes()
    for length in (0, 10, 100, 5000, len(content) // 2, len(content) - 1):
        entry.path.write_bytes(content[:length])
        assert open_entry(entry) is None, length
    for place in (3, 20, 40, 100):
        entry.path.write_bytes(content[:place] + b"\xff" + content[place + 1 :])
        assert open_entry(entry) is None, place
    entry.path.write_bytes(content)
    assert open_entry(entry) is not None


def test_strings_of_a_snapshot_that_changed_are_not_given(file: Path) -> None:
    loaded_and_kept(file)
    snapshot = load_snapshot(file)
    content = file.read_bytes()
    file.write_bytes(content[:-40])
    with pytest.raises(SnapshotError, match="has changed since it was opened"):
        snapshot.node_name(0)
    file.write_bytes(content)
    with pytest.raises(SnapshotError, match="has changed since it was opened"):
        snapshot.node_name(0)
    file.unlink()
    with pytest.raises(SnapshotError, match="has changed since it was opened"):
        snapshot.node_name(0)


def test_strings_with_uneven_gaps_are_not_kept(file: Path, tmp_path: Path) -> None:
    # Where the strings are could not be told from one number.
    uneven = tmp_path / "b.heapsnapshot"
    uneven.write_bytes(file.read_bytes().replace(b'"global"', b' "global"'))
    _, entry = loaded_and_kept(uneven)
    assert not entry.path.exists()


def test_two_writers_do_no_harm(file: Path) -> None:
    _, entry = loaded_and_kept(file)
    kept = open_entry(entry)
    assert kept is not None
    threads = [threading.Thread(target=store_entry, args=(entry, *kept)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert open_entry(entry) is not None
    assert [path.name for path in entry.path.parent.iterdir()] == [entry.path.name]


def test_the_oldest_entries_make_room(tmp_path: Path) -> None:
    now = time.time()
    for age, name in enumerate(("new", "older", "oldest")):
        path = tmp_path / f"{name}.columns"
        path.write_bytes(b"x" * 100)
        os.utime(path, (now - 10 * age, now - 10 * age))
    stale = tmp_path / "left.part"
    stale.write_bytes(b"x")
    os.utime(stale, (0, 0))
    make_room(tmp_path, 250)
    assert {path.stem for path in tmp_path.iterdir()} == {"new", "older"}


def test_an_entry_above_the_limit_is_not_written(file: Path) -> None:
    _, entry = loaded_and_kept(file)
    kept = open_entry(entry)
    assert kept is not None
    entry.path.unlink()
    assert not store_entry(entry, *kept, limit=1000)
    assert not entry.path.exists()


def test_a_folder_that_cannot_be_written_is_no_error(file: Path, tmp_path: Path) -> None:
    snapshot, entry = loaded_and_kept(file)
    kept = open_entry(entry)
    assert kept is not None
    blocked = tmp_path / "blocked"
    blocked.write_text("a file, not a folder")
    assert not store_entry(Entry(file, entry.identity, blocked / "x.columns"), *kept)
    assert snapshot.node_count
