"""Garbage is collected in pauses, and before there is too much of it."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from leakline.lsp import garbage
from leakline.lsp.garbage import Garbage

ENOUGH = 20_000


@contextmanager
def collections() -> Iterator[list[str]]:
    """The full collections meanwhile."""
    seen: list[str] = []

    def note(phase: str, info: dict[str, Any]) -> None:
        if phase == "start" and info["generation"] == 2:
            seen.append(phase)

    gc.collect()
    gc.callbacks.append(note)
    try:
        yield seen
    finally:
        gc.callbacks.remove(note)


async def until(true: Callable[[], object]) -> None:
    async def wait() -> None:
        while not true():
            await asyncio.sleep(0)

    await asyncio.wait_for(wait(), 30)


def test_a_pause_collects_what_was_made_before() -> None:
    async def scenario() -> None:
        collector = Garbage(lambda: False)
        with collections() as seen:
            kept = [[] for _ in range(ENOUGH)]  # type: ignore[var-annotated]
            collector.put_off()
            assert (seen, gc.isenabled()) == ([], False)
            await until(lambda: seen)
            assert kept
            collector.stop()

    asyncio.run(scenario())
    assert gc.isenabled()


def test_nothing_is_collected_while_a_client_waits() -> None:
    async def scenario() -> None:
        asked = iter((True, True, False))
        collector = Garbage(lambda: next(asked))
        with collections() as seen:
            kept = [[] for _ in range(ENOUGH)]  # type: ignore[var-annotated]
            collector.put_off()
            await until(lambda: seen)
            assert next(asked, None) is None
            assert kept
            collector.stop()

    asyncio.run(scenario())


def test_too_much_is_collected_at_once(monkeypatch: Any) -> None:
    monkeypatch.setattr(garbage, "_MOST_OBJECTS", ENOUGH // 2)

    async def scenario() -> None:
        collector = Garbage(lambda: True)
        with collections() as seen:
            kept = [[] for _ in range(ENOUGH)]  # type: ignore[var-annotated]
            collector.put_off()
            assert (len(seen), len(kept)) == (1, ENOUGH)
            collector.put_off()
            assert len(seen) == 1
            collector.stop()

    asyncio.run(scenario())
