"""What waits for a promise: reactions in a chain, with the handlers given to ``then``, or a suspended async function.

A pending promise's ``reactions_or_result`` is a PromiseReaction; reactions link to the next and hold the handlers, or,
for ``await``, a builtin whose context leads to the suspended function's generator. Source: V8, src/objects/promise.tq.
"""

from __future__ import annotations

from collections.abc import Sequence

from leakline.heap import Snapshot
from leakline.leaks.path import RawStep
from leakline.leaks.references.reference import Reference, step_at

_REACTION = "system / PromiseReaction"
SUSPENDED = frozenset(
    {"Generator", "AsyncGenerator", "system / JSAsyncFunctionObject", "system / JSAsyncGeneratorObject"}
)
"""Names of suspended calls of generators and async functions; V8 gives them their function's location."""


def match(snapshot: Snapshot, path: Sequence[RawStep], at: int) -> Reference | None:
    """``then`` to a handler, ``await`` to a suspended function."""
    position = at + 1
    step = step_at(path, position)
    if step is None or snapshot.node_name(step.node) != _REACTION:
        return None
    while step is not None and snapshot.node_name(step.node) == _REACTION:
        position += 1
        step = step_at(path, position)
    if step is None:
        return None
    waiting = _suspended(snapshot, path, position)
    if waiting is not None:
        return Reference("await", "await", "await", None, waiting - at)
    return Reference("then", "then", "promise", None, position - at)


def _suspended(snapshot: Snapshot, path: Sequence[RawStep], handler: int) -> int | None:
    """Index of the generator behind an await's builtin handler: closure, context, ``extension``."""
    for index in range(handler, min(handler + 3, len(path))):
        if snapshot.node_name(path[index].node) in SUSPENDED:
            return index
    return None
