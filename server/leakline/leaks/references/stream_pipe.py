"""A stream piped into another: the destination's listeners keep the source.

``source.pipe(destination)`` adds listeners to the destination whose common context has the slots ``src`` and ``dest``;
until ``unpipe`` or the source's end they stay. Source: lib/internal/streams/readable.js (Readable.prototype.pipe).
"""

from __future__ import annotations

from collections.abc import Sequence

from leakline.heap import Snapshot
from leakline.leaks.path import RawStep
from leakline.leaks.references import emitter
from leakline.leaks.references.reference import Reference, step_at


def match(snapshot: Snapshot, path: Sequence[RawStep], at: int) -> Reference | None:
    """``pipe`` from a destination to its source."""
    listener = emitter.match(snapshot, path, at)
    if listener is None:
        return None
    context, source = step_at(path, at + listener.length + 1), step_at(path, at + listener.length + 2)
    if context is None or source is None or context.edge_name != "context" or source.edge_name != "src":
        return None
    if snapshot.target(context.node, "dest", "context") < 0 and snapshot.target(context.node, "unpipe", "context") < 0:
        return None
    return Reference("pipe", "pipe", "pipe", None, listener.length + 2)
