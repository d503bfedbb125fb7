"""Signals made by ``AbortSignal.any``: each signal they follow remembers them, by weak references that it never drops.

Source: lib/internal/abort_controller.js (``kDependantSignals``).
"""

from __future__ import annotations

from collections.abc import Sequence

from leakline.heap import Snapshot
from leakline.leaks.path import RawStep
from leakline.leaks.references.reference import Reference, step_at


def match(_snapshot: Snapshot, path: Sequence[RawStep], at: int) -> Reference | None:
    """``AbortSignal.any``, to the weak reference."""
    signals, table, entry = step_at(path, at + 1), step_at(path, at + 2), step_at(path, at + 3)
    if signals is None or table is None or entry is None or "kDependantSignals" not in str(signals.edge_name):
        return None
    return (
        Reference("AbortSignal.any", "AbortSignal.any", "signal any", None, 3) if table.edge_name == "table" else None
    )
