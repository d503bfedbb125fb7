"""A ``Proxy`` and the object behind it: V8 numbers its two references, target and handler."""

from __future__ import annotations

from collections.abc import Sequence

from leakline.heap import Snapshot
from leakline.leaks.path import RawStep
from leakline.leaks.references.reference import Reference, step_at

PROXY = "system / JSProxy"
_PARTS = {1: "proxy target", 2: "proxy handler"}


def match(snapshot: Snapshot, path: Sequence[RawStep], at: int) -> Reference | None:
    """``proxy target``, ``proxy handler``."""
    step = step_at(path, at + 1)
    if step is None or step.edge_type != "hidden" or snapshot.node_name(path[at].node) != PROXY:
        return None
    via = _PARTS.get(step.edge_name) if isinstance(step.edge_name, int) else None
    return Reference(via, via, "proxy", None, 1) if via is not None else None
