"""Timers and immediates: Node keeps a list for each duration, linked both ways.

``timerListMap`` leads from the duration to a ``TimersList``; from there ``_idleNext`` and ``_idlePrev`` link the
``Timeout`` objects; ``_onTimeout`` is the callback; an interval has a number in ``_repeat``, a timeout ``null``.
Source: lib/internal/timers.js.
"""

from __future__ import annotations

from collections.abc import Sequence

from leakline.heap import Snapshot
from leakline.leaks.path import RawStep
from leakline.leaks.references.reference import Reference, step_at

_LINKS = frozenset({"_idleNext", "_idlePrev"})
_IMMEDIATE_LINKS = frozenset({"head", "tail", "_idleNext", "_idlePrev"})
_NULL = ("null", "null_value")


def match(snapshot: Snapshot, path: Sequence[RawStep], at: int) -> Reference | None:
    """``setInterval`` or ``setTimeout``, from the list of timers or from a timer in the list; ``setImmediate``."""
    position = at + 1
    step = step_at(path, position)
    if step is None:
        return None
    if step.edge_name == "immediateQueue" or snapshot.node_name(path[at].node) == "ImmediateList":
        return _immediate(snapshot, path, at)
    if snapshot.node_name(path[at].node) == "Timeout":
        if step.edge_name != "_onTimeout":
            return None
        call = _call(snapshot, path[at].node)
        return Reference("callback", call, "timer", call, 1)
    if step.edge_name == "timerListMap":
        position += 1
        step = step_at(path, position)
    while step is not None and snapshot.node_name(step.node) == "TimersList":
        position += 1
        step = step_at(path, position)
    while step is not None and step.edge_name in _LINKS:
        position += 1
        step = step_at(path, position)
    timer = path[position - 1].node
    if position - 1 <= at or snapshot.node_name(timer) != "Timeout":
        return None
    if step is not None and step.edge_name == "_onTimeout":
        position += 1
    call = _call(snapshot, timer)
    return Reference(call, call, "timer", call, position - 1 - at)


def is_root(step: RawStep) -> bool:
    """Whether a step leads to the table of all timers or the queue of immediates."""
    return step.edge_name in ("timerListMap", "immediateQueue")


def _call(snapshot: Snapshot, timer: int) -> str:
    """The function that made a timer."""
    repeat = snapshot.target(timer, "_repeat", "property")
    if repeat >= 0 and (snapshot.node_name(repeat) in _NULL or snapshot.node_type(repeat) == "hidden"):
        return "setTimeout"
    return "setInterval"


def _immediate(snapshot: Snapshot, path: Sequence[RawStep], at: int) -> Reference | None:
    position = at + 1
    if path[position].edge_name == "immediateQueue":
        position += 1
    step = step_at(path, position)
    while step is not None and step.edge_name in _IMMEDIATE_LINKS:
        position += 1
        step = step_at(path, position)
    if position - 1 <= at or snapshot.node_name(path[position - 1].node) != "Immediate":
        return None
    if step is not None and step.edge_name == "_onImmediate":
        position += 1
    return Reference("setImmediate", "setImmediate", "timer", "setImmediate", position - 1 - at)
