"""Listeners of an ``EventTarget`` or ``AbortSignal``: a Map from the event to a linked list of listeners.

The Map is the symbol property ``kEvents``; each listener's record links to the next by ``next`` and holds the function
as ``callback`` or ``listener``. Source: lib/internal/event_target.js.
"""

from __future__ import annotations

from collections.abc import Sequence

from leakline.heap import Snapshot
from leakline.leaks.path import RawStep
from leakline.leaks.references.map_and_set import key_of
from leakline.leaks.references.reference import Reference, quoted, step_at

_HOLDS = frozenset({"callback", "listener"})


def match(snapshot: Snapshot, path: Sequence[RawStep], at: int) -> Reference | None:
    """``on('abort')[2]``."""
    events, table, entry = step_at(path, at + 1), step_at(path, at + 2), step_at(path, at + 3)
    if events is None or table is None or entry is None:
        return None
    if "kEvents" not in str(events.edge_name) or table.edge_name != "table":
        return None
    length, position = 3, 0
    step = step_at(path, at + length + 1)
    while step is not None and step.edge_name == "next":
        length, position = length + 1, position + 1
        step = step_at(path, at + length + 1)
    if step is not None and step.edge_name in _HOLDS:
        length += 1
    key = key_of(snapshot, table.node, entry)
    event = snapshot.node_name(key) if key >= 0 else None
    call = f"on({quoted(event)})" if event is not None else "on(…)"
    return Reference(f"{call}[{max(0, position - 1)}]", f"{call}[…]", "event target", event, length)
