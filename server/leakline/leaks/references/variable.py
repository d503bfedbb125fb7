"""Captured variables: from a closure to its context, from a context to a slot or to the context around it."""

from __future__ import annotations

from collections.abc import Sequence

from leakline.heap import Snapshot
from leakline.leaks.model import OUTER_CONTEXT
from leakline.leaks.path import RawStep
from leakline.leaks.references.reference import Reference, step_at


def match(snapshot: Snapshot, path: Sequence[RawStep], at: int) -> Reference | None:
    """``context``, ``previous context`` or the variable's name."""
    step = step_at(path, at + 1)
    if step is None:
        return None
    holder = path[at].node
    if step.edge_type == "internal" and step.edge_name == "context":
        return Reference("context", "context", "closure", None, 1)
    if snapshot.contexts.row_of(holder) < 0:
        return None
    if step.edge_type == "internal" and step.edge_name == "previous":
        return Reference(OUTER_CONTEXT, OUTER_CONTEXT, "context", None, 1)
    name = str(step.edge_name) if step.edge_type == "context" else _slot_name(snapshot, holder, step.node)
    return Reference(name, name, "variable", name, 1) if name is not None else None


def _slot_name(snapshot: Snapshot, context: int, target: int) -> str | None:
    """Block, catch and class contexts have numbered edges only; their slots' names come from the scope info."""
    for slot in snapshot.contexts.slots(context):
        if slot.target == target:
            return slot.name
    return None
