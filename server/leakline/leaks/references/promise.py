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
    """``then`` to a handler, ``await`` to a suspended function, ``Promise.race`` to the promise that it made.

    A function that settles a promise leads on to that promise: ``resolves``.
    """
    position = at + 1
    step = step_at(path, position)
    if step is None:
        return None
    if snapshot.node_name(step.node) != _REACTION:
        return _resolves(snapshot, path, at)
    reaction = step.node
    while step is not None and snapshot.node_name(step.node) == _REACTION:
        reaction = step.node
        position += 1
        step = step_at(path, position)
    if step is None:
        return None
    waiting = _suspended(snapshot, path, position)
    if waiting is not None:
        return Reference("await", "await", "await", None, waiting - at)
    settled = _resolves(snapshot, path, position)
    length = position - at + (settled.length if settled is not None else 0)
    if _races(snapshot, reaction) and snapshot.node_name(path[at + length].node) == "Promise":
        return Reference("Promise.race", "Promise.race", "race", None, length)
    return Reference("then", "then", "promise", None, length)


def _resolves(snapshot: Snapshot, path: Sequence[RawStep], at: int) -> Reference | None:
    """From a promise's own ``resolve`` or ``reject``, functions of the engine, to the promise."""
    context, promise = step_at(path, at + 1), step_at(path, at + 2)
    if context is None or promise is None or context.edge_name != "context":
        return None
    if not _is_builtin(snapshot, path[at].node) or snapshot.node_name(promise.node) != "Promise":
        return None
    return Reference("resolves", "resolves", "promise", None, 2)


def _races(snapshot: Snapshot, reaction: int) -> bool:
    """Whether a reaction is one of ``Promise.race`` whose promise is settled by now.

    Both handlers settle another promise. One that was resolved with the first would wait for it as well; it would still
    be pending.
    """
    handlers = [
        target
        for edge in snapshot.edges(reaction)
        if snapshot.node_type(target := int(snapshot.edge_targets[edge])) == "closure"
    ]
    if len(handlers) != 2 or not all(_is_builtin(snapshot, handler) for handler in handlers):
        return False
    contexts = {snapshot.target(handler, "context", "internal") for handler in handlers}
    if len(contexts) != 1:
        return False
    promises = [
        target
        for edge in snapshot.edges(contexts.pop())
        if snapshot.node_name(target := int(snapshot.edge_targets[edge])) == "Promise"
    ]
    settled = [snapshot.target(promise, "reactions_or_result", "internal") for promise in promises]
    return any(result >= 0 and snapshot.node_name(result) != _REACTION for result in settled)


def _is_builtin(snapshot: Snapshot, node: int) -> bool:
    """Whether a node is a function of the engine, which has no place in a script."""
    return snapshot.node_type(node) == "closure" and snapshot.location(node) is None


def _suspended(snapshot: Snapshot, path: Sequence[RawStep], handler: int) -> int | None:
    """Index of the generator behind an await's builtin handler: closure, context, ``extension``."""
    for index in range(handler, min(handler + 3, len(path))):
        if snapshot.node_name(path[index].node) in SUSPENDED:
            return index
    return None
