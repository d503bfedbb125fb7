"""Listeners of Node's ``EventEmitter``: ``_events`` holds one function or an array of them for each event.

A listener added with ``once`` is a bound wrapper whose property ``listener`` is the function that was given.
Source: lib/events.js.
"""

from __future__ import annotations

from collections.abc import Sequence

from leakline.heap import Snapshot
from leakline.leaks.path import RawStep
from leakline.leaks.references.reference import Reference, quoted, step_at


def match(snapshot: Snapshot, path: Sequence[RawStep], at: int) -> Reference | None:
    """``on('error')[3]``, ``once('close')``."""
    events, listeners = step_at(path, at + 1), step_at(path, at + 2)
    if events is None or listeners is None or events.edge_name != "_events" or listeners.edge_type != "property":
        return None
    length = 2
    index, general = "", ""
    element = step_at(path, at + 3)
    if element is not None and element.edge_type == "element" and snapshot.node_type(listeners.node) != "closure":
        length, index, general = 3, f"[{element.edge_name}]", "[…]"
    elif snapshot.node_type(listeners.node) != "closure" and element is not None:
        return None
    method = "on"
    wrapped = step_at(path, at + length + 1)
    if wrapped is not None and wrapped.edge_name == "listener" and wrapped.edge_type == "property":
        method, length = "once", length + 1
    event = str(listeners.edge_name)
    call = f"{method}({quoted(event)})"
    return Reference(call + index, call + general, "emitter", event, length)
