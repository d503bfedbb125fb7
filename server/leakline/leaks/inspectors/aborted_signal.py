"""Signals that are aborted: they never fire again. Source: lib/internal/abort_controller.js (``kAborted``)."""

from __future__ import annotations

from leakline.heap import Snapshot
from leakline.leaks.inspectors.inspector import is_value

_CLASSES = frozenset({"AbortSignal", "EventTarget"})


def inspect(snapshot: Snapshot, node: int) -> str | None:
    """``aborted``."""
    if snapshot.node_name(node) not in _CLASSES:
        return None
    return "aborted" if is_value(snapshot, snapshot.target(node, "<symbol kAborted>", "property"), "true") else None
