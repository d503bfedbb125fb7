"""Entries of ``performance.mark`` and ``performance.measure``: Node keeps each until it is cleared.

Source: lib/internal/perf/observe.js (``markEntryBuffer``, ``measureEntryBuffer``).
"""

from __future__ import annotations

from collections.abc import Sequence

from leakline.heap import Snapshot
from leakline.leaks.path import RawStep
from leakline.leaks.references.reference import Reference, step_at

_BUFFERS = {"markEntryBuffer": "mark", "measureEntryBuffer": "measure"}


def match(_snapshot: Snapshot, path: Sequence[RawStep], at: int) -> Reference | None:
    """``performance.mark``."""
    buffer, entry = step_at(path, at + 1), step_at(path, at + 2)
    if buffer is None or entry is None or buffer.edge_type != "context" or entry.edge_type != "element":
        return None
    call = _BUFFERS.get(str(buffer.edge_name))
    return Reference(f"performance.{call}", f"performance.{call}", "performance", call, 2) if call else None
