"""Timers that ran or were cleared but are still held. Source: lib/internal/timers.js (``_destroyed``)."""

from __future__ import annotations

from leakline.heap import Snapshot
from leakline.leaks.inspectors.inspector import is_value

_CLASSES = frozenset({"Timeout", "Immediate"})


def inspect(snapshot: Snapshot, node: int) -> str | None:
    """``cleared or done``."""
    if snapshot.node_name(node) not in _CLASSES:
        return None
    done = is_value(snapshot, snapshot.target(node, "_destroyed", "property"), "true")
    return "cleared or done" if done else None
