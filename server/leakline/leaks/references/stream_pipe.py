"""A stream piped into another: the destination's listeners keep the source, the source's list its destinations.

``source.pipe(destination)`` adds listeners to the destination whose common context has the slots ``src`` and ``dest``,
and the destination to ``_readableState.pipes``; until ``unpipe`` or the source's end they stay.
Source: lib/internal/streams/readable.js (Readable.prototype.pipe).
"""

from __future__ import annotations

from collections.abc import Sequence

from leakline.heap import Snapshot
from leakline.leaks.path import RawStep
from leakline.leaks.references import emitter
from leakline.leaks.references.reference import Reference, step_at


def match(snapshot: Snapshot, path: Sequence[RawStep], at: int) -> Reference | None:
    """``pipe`` from a destination to its source, ``piped[2]`` from a source to its destinations."""
    if (destination := _destination(path, at)) is not None:
        return destination
    listener = emitter.match(snapshot, path, at)
    if listener is None:
        return None
    context, source = step_at(path, at + listener.length + 1), step_at(path, at + listener.length + 2)
    if context is None or source is None or context.edge_name != "context" or source.edge_name != "src":
        return None
    if snapshot.target(context.node, "dest", "context") < 0 and snapshot.target(context.node, "unpipe", "context") < 0:
        return None
    return Reference("pipe", "pipe", "pipe", None, listener.length + 2)


def _destination(path: Sequence[RawStep], at: int) -> Reference | None:
    state, pipes, entry = step_at(path, at + 1), step_at(path, at + 2), step_at(path, at + 3)
    if state is None or pipes is None or entry is None or entry.edge_type != "element":
        return None
    if state.edge_name != "_readableState" or pipes.edge_name != "pipes":
        return None
    return Reference(f"piped[{entry.edge_name}]", "piped[…]", "piped", None, 3)
