"""Signals that the runtime keeps: those that can still abort and have listeners, and those that follow others.

A signal of ``AbortSignal.any`` or ``AbortSignal.timeout`` with a listener is in the set ``gcPersistentSignals``. Each
signal that another one follows remembers that one, by a weak reference that it never drops (``kDependantSignals``).
Source: lib/internal/abort_controller.js.
"""

from __future__ import annotations

from collections.abc import Sequence

from leakline.heap import Snapshot
from leakline.leaks.path import RawStep
from leakline.leaks.references.reference import Reference, step_at


def match(_snapshot: Snapshot, path: Sequence[RawStep], at: int) -> Reference | None:
    """``pending AbortSignal``; ``AbortSignal.any``, to the weak reference."""
    signals, table, entry = step_at(path, at + 1), step_at(path, at + 2), step_at(path, at + 3)
    if signals is None or table is None or entry is None:
        return None
    if signals.edge_name == "gcPersistentSignals" and table.edge_name == "table":
        return Reference("pending AbortSignal", "pending AbortSignal", "pending signal", None, 3)
    if "kDependantSignals" not in str(signals.edge_name):
        return None
    return (
        Reference("AbortSignal.any", "AbortSignal.any", "signal any", None, 3) if table.edge_name == "table" else None
    )
