"""Scopes of files, and who holds an edge of a name, compared with a plain reading of the snapshot."""

from __future__ import annotations

from leakline.heap import Snapshot, load_snapshot
from leakline.heap.beginnings import file_scopes, holders_of
from tests.heap.snapshot_builder import SnapshotBuilder


def test_scopes_of_files_are_modules_scripts_and_functions_that_ran_once() -> None:
    builder = SnapshotBuilder()
    script = builder.script("/app/a.js")
    wrapper = builder.scope_info(["cache"], shared=builder.function("", script=script, line=0, column=0))
    inner = builder.scope_info(["request"], shared=builder.function("handle", script=script, line=3, column=10))
    module = builder.context("module", {"exported": builder.object()})
    file = builder.context(
        "function", {"cache": builder.object("Map")}, scope_info=wrapper, previous=builder.native_context
    )
    calls = [
        builder.context("function", {"request": builder.object()}, scope_info=inner, previous=builder.native_context)
        for _ in range(2)
    ]
    nested = builder.context("function", {"request": builder.object()}, scope_info=inner, previous=file)
    for number, context in enumerate([module, file, *calls, nested]):
        builder.global_property(
            f"f{number}", builder.closure("f", script=script, line=number, column=1, context=context)
        )
    snapshot = load_snapshot(builder.build(), cache=False)
    assert ids(snapshot, file_scopes(snapshot).tolist()) == sorted([module, file])


def test_holders_of_an_edge() -> None:
    builder = SnapshotBuilder()
    target = builder.object()
    wanted = [builder.object("A", {"list": target}), builder.object("B", {"list": target, "other": target})]
    other = builder.object("C", {"other": target})
    internal = builder.object("D")
    builder.internal(internal, "list", target)
    for number, thing in enumerate([*wanted, other, internal]):
        builder.global_property(f"thing{number}", thing)
    snapshot = load_snapshot(builder.build(), cache=False)
    assert ids(snapshot, holders_of(snapshot, "property", "list").tolist()) == sorted(wanted)
    assert ids(snapshot, holders_of(snapshot, "internal", "list").tolist()) == [internal]
    assert holders_of(snapshot, "property", "nowhere").size == 0


def ids(snapshot: Snapshot, nodes: list[int]) -> list[int]:
    """The builder's handles of nodes."""
    return sorted(int(snapshot.node_ids[node]) for node in nodes)
