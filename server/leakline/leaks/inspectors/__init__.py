"""Heuristics that say why an object on a leak trace should be gone: one file each."""

from __future__ import annotations

from leakline.heap import Snapshot
from leakline.leaks.inspectors import aborted_signal, cleared_timer, closed_handle, flagged, settled_promise
from leakline.leaks.inspectors.inspector import Inspector

__all__ = ["INSPECTORS", "reason_of"]

INSPECTORS: tuple[Inspector, ...] = (
    cleared_timer.inspect,
    closed_handle.inspect,
    aborted_signal.inspect,
    settled_promise.inspect,
    flagged.inspect,
)


def reason_of(snapshot: Snapshot, node: int) -> str | None:
    """Why a node should be gone, by the first inspector that can tell."""
    if snapshot.node_type(node) != "object":
        return None
    return next((reason for inspect in INSPECTORS if (reason := inspect(snapshot, node)) is not None), None)
