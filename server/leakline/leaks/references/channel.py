"""Subscribers of a channel of ``node:diagnostics_channel``: an array of functions.

Source: lib/diagnostics_channel.js.
"""

from __future__ import annotations

from collections.abc import Sequence

from leakline.heap import Snapshot
from leakline.leaks.path import RawStep
from leakline.leaks.references.reference import Reference, step_at


def match(snapshot: Snapshot, path: Sequence[RawStep], at: int) -> Reference | None:
    """``subscribe[2]``."""
    subscribers, element = step_at(path, at + 1), step_at(path, at + 2)
    if subscribers is None or element is None or subscribers.edge_name != "_subscribers":
        return None
    if not snapshot.node_name(path[at].node).endswith("Channel") or not isinstance(element.edge_name, int):
        return None
    return Reference(f"subscribe[{element.edge_name}]", "subscribe[…]", "channel", None, 2)
