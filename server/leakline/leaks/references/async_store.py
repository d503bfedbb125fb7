"""Stores of ``AsyncLocalStorage``, which whatever was begun inside of ``run`` keeps: a timer, a promise, a resource.

Node keeps the store as a symbol property of the resource; Node 24 and later keep a map from storage to store, the
``AsyncContextFrame``, on the resource or on a promise's reaction. Source: lib/internal/async_local_storage/.
"""

from __future__ import annotations

from collections.abc import Sequence

from leakline.heap import Snapshot
from leakline.leaks.path import RawStep
from leakline.leaks.references.reference import Reference, step_at

_FRAME = "AsyncContextFrame"
_STORE = "kResourceStore"
STORE = "AsyncLocalStorage store"
"""How a trace calls the reference to a store."""


def match(snapshot: Snapshot, path: Sequence[RawStep], at: int) -> Reference | None:
    """``AsyncLocalStorage store``."""
    step = step_at(path, at + 1)
    if step is None:
        return None
    if step.edge_type == "property" and _STORE in str(step.edge_name):
        return Reference(STORE, STORE, "async store", None, 1)
    if snapshot.node_name(step.node) != _FRAME:
        return None
    table, value = step_at(path, at + 2), step_at(path, at + 3)
    if table is None or value is None or table.edge_name != "table":
        return None
    return Reference(STORE, STORE, "async store", None, 3)
