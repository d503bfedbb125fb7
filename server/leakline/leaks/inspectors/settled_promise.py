"""Promises that are settled: whoever waited has been told. Source: V8, src/objects/js-promise.tq."""

from __future__ import annotations

from leakline.heap import Snapshot

_REACTION = "system / PromiseReaction"


def inspect(snapshot: Snapshot, node: int) -> str | None:
    """``settled``: where a pending promise has reactions, this one has a result."""
    if snapshot.node_name(node) != "Promise" or snapshot.node_type(node) != "object":
        return None
    result = snapshot.target(node, "reactions_or_result", "internal")
    return "settled" if result >= 0 and snapshot.node_name(result) != _REACTION else None
