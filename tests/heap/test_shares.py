"""What each of several sets of nodes keeps alone, and what only together with another."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from leakline.heap import Snapshot, load_snapshot
from leakline.heap.shares import Share, shares
from tests.heap.snapshot_builder import Handle, SnapshotBuilder


def loaded(builder: SnapshotBuilder, *sets: tuple[Handle, ...]) -> tuple[Snapshot, list[NDArray[np.int64]]]:
    """The snapshot and the sets' nodes in it."""
    snapshot = load_snapshot(builder.build(), cache=False)
    return snapshot, [np.array([snapshot.ordinal_of(handle) for handle in nodes], np.int64) for nodes in sets]


def test_two_sets_share_what_both_lead_to() -> None:
    builder = SnapshotBuilder()
    both = builder.object("Both", size=1000)
    left = builder.object("Left", {"both": both, "own": builder.object("Own", size=10)}, size=1)
    right = builder.object("Right", {"both": both}, size=2)
    builder.global_property("left", left)
    builder.global_property("right", right)
    snapshot, sets = loaded(builder, (left,), (right,))
    assert shares(snapshot, sets) == (Share(11, 1000, (1,)), Share(2, 1000, (0,)))


def test_what_is_kept_from_elsewhere_too_counts_for_nobody() -> None:
    builder = SnapshotBuilder()
    kept = builder.object("Kept", size=1000)
    left = builder.object("Left", {"kept": kept}, size=1)
    builder.global_property("left", left)
    builder.global_property("kept", kept)
    snapshot, sets = loaded(builder, (left,))
    assert shares(snapshot, sets) == (Share(1, 0, ()),)


def test_weak_edges_keep_nothing() -> None:
    builder = SnapshotBuilder()
    target = builder.object("Target", size=100)
    left = builder.object("Left", {"target": target}, size=1)
    watcher = builder.object("WeakRef", size=8)
    builder.weak(watcher, "target", target)
    builder.global_property("left", left)
    builder.global_property("watcher", watcher)
    snapshot, sets = loaded(builder, (left,))
    assert shares(snapshot, sets) == (Share(101, 0, ()),)


def test_a_weak_map_keeps_its_values_for_their_keys_only() -> None:
    builder = SnapshotBuilder()
    value = builder.object("Value", size=100)
    key = builder.object("Key", size=1)
    table = builder.node("array", "(internal array)", 8)
    pair = f"part of key (Key @{key}) -> value (Value @{value}) pair in WeakMap (table @{table})"
    builder.internal(key, f"1 / {pair}", value)
    builder.internal(table, f"2 / {pair}", value)
    builder.global_property("key", key)
    builder.global_property("map", builder.object("WeakMap", {"table": table}))
    snapshot, sets = loaded(builder, (key,))
    assert shares(snapshot, sets) == (Share(101, 0, ()),)
