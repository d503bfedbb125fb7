"""Inspectors tell why an object should be gone, from what the heap shows of it."""

from __future__ import annotations

import pytest

from leakline.heap import load_snapshot
from leakline.leaks.inspectors import reason_of
from tests.heap.snapshot_builder import Handle, SnapshotBuilder


class Heap:
    """A heap with V8's ``true`` and ``null``, named as Node 24 or as Node 20 names them."""

    def __init__(self, named: bool) -> None:
        self.builder = SnapshotBuilder()
        roots = self.builder.node("synthetic", "(Read-only roots)", 0)
        self.builder.edge(self.builder.gc_roots, "element", 9, roots)
        self.oddballs: dict[str, Handle] = {}
        for value in ("true", "false", "null"):
            self.oddballs[value] = self.builder.node("hidden", value if named else "system / Oddball")
            self.builder.internal(roots, f"{value}_value", self.oddballs[value])

    def reason(self, name: str, **properties: str) -> str | None:
        """What is said of an object of a class with these properties; an internal one is called ``internal_...``."""
        thing = self.builder.object(name)
        self.builder.global_property("thing", thing)
        for key, value in properties.items():
            target = self.oddballs.get(value) or self.builder.object(value)
            if key.startswith("internal_"):
                self.builder.internal(thing, key.removeprefix("internal_"), target)
            else:
                self.builder.property(thing, key.replace("symbol_", "<symbol ") + ">" * ("symbol_" in key), target)
        snapshot = load_snapshot(self.builder.build(), cache=False)
        return reason_of(snapshot, snapshot.ordinal_of(thing))


@pytest.fixture(params=[True, False], ids=["named", "by-root"])
def heap(request: pytest.FixtureRequest) -> Heap:
    """A heap of either kind."""
    return Heap(request.param)


@pytest.mark.parametrize("flag", ["destroyed", "_destroyed", "closed", "isDisposed"])
def test_an_object_that_says_it_is_done_with(heap: Heap, flag: str) -> None:
    assert heap.reason("Widget", **{flag: "true"}) == f"{flag} is true"


def test_an_object_that_says_it_is_not(heap: Heap) -> None:
    assert heap.reason("Widget", destroyed="false", closed="Object") is None


def test_a_socket_whose_handle_is_gone(heap: Heap) -> None:
    assert heap.reason("Socket", _handle="null") == "its handle is closed"


def test_a_socket_that_is_open(heap: Heap) -> None:
    assert heap.reason("Socket", _handle="TCP") is None


def test_a_program_s_own_handle_says_nothing(heap: Heap) -> None:
    assert heap.reason("Door", _handle="null") is None


def test_a_settled_promise(heap: Heap) -> None:
    assert heap.reason("Promise", internal_reactions_or_result="Session") == "settled"


def test_a_pending_promise(heap: Heap) -> None:
    assert heap.reason("Promise", internal_reactions_or_result="system / PromiseReaction") is None


def test_an_aborted_signal(heap: Heap) -> None:
    assert heap.reason("AbortSignal", symbol_kAborted="true") == "aborted"


def test_a_timer_that_was_cleared(heap: Heap) -> None:
    assert heap.reason("Timeout", _destroyed="true") == "cleared or done"


def test_a_timer_that_waits(heap: Heap) -> None:
    assert heap.reason("Timeout", _destroyed="false") is None
