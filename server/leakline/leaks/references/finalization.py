"""What a ``FinalizationRegistry`` keeps for its callback: the held value of each object that is registered.

The registry has a list of ``WeakCell``; each refers weakly to the object and strongly to the held value. Source: V8,
src/objects/js-weak-refs.tq.
"""

from __future__ import annotations

from collections.abc import Sequence

from leakline.heap import Snapshot
from leakline.leaks.path import RawStep
from leakline.leaks.references.reference import Reference, step_at

_CELL = "system / WeakCell"


def match(snapshot: Snapshot, path: Sequence[RawStep], at: int) -> Reference | None:
    """``held value``, over any number of cells."""
    position = at + 1
    step = step_at(path, position)
    if step is None or snapshot.node_name(step.node) != _CELL:
        return None
    while step is not None and snapshot.node_name(step.node) == _CELL:
        position += 1
        step = step_at(path, position)
    if step is None:
        return None
    return Reference("held value", "held value", "registry", None, position - at)
