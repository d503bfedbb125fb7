"""Entries of ``performance.mark`` and ``performance.measure``: Node keeps each until it is cleared.

An observer it keeps until ``disconnect``. Source: lib/internal/perf/observe.js (``markEntryBuffer``,
``measureEntryBuffer``, ``kObservers``).
"""

from __future__ import annotations

from collections.abc import Sequence

from leakline.heap import Snapshot
from leakline.leaks.path import RawStep
from leakline.leaks.references.reference import Reference, step_at

_BUFFERS = {"markEntryBuffer": "mark", "measureEntryBuffer": "measure"}
_OBSERVERS = "kObservers"


def match(snapshot: Snapshot, path: Sequence[RawStep], at: int) -> Reference | None:
    """``performance.mark``, ``observer.observe``."""
    buffer, entry = step_at(path, at + 1), step_at(path, at + 2)
    if buffer is not None and (buffer.edge_type, buffer.edge_name) == ("context", _OBSERVERS):
        observer = step_at(path, at + 3)
        if observer is not None and snapshot.node_name(observer.node) == "PerformanceObserver":
            return Reference("observer.observe", "observer.observe", "performance", "observe", 3)
    if buffer is None or entry is None or buffer.edge_type != "context" or entry.edge_type != "element":
        return None
    call = _BUFFERS.get(str(buffer.edge_name))
    return Reference(f"performance.{call}", f"performance.{call}", "performance", call, 2) if call else None
