"""Container shapes: one file each, turning raw edges into one readable step."""

from __future__ import annotations

from collections.abc import Sequence

from leakline.heap import Snapshot
from leakline.leaks.path import RawStep
from leakline.leaks.references import (
    array,
    async_store,
    bound_function,
    channel,
    dependent_signal,
    emitter,
    event_target,
    finalization,
    handles,
    map_and_set,
    module_cell,
    performance,
    promise,
    properties,
    proxy,
    stream_pipe,
    timers,
    variable,
    weak_map,
)
from leakline.leaks.references.reference import Matcher, Reference

__all__ = ["MATCHERS", "Reference", "reference_at", "unfolded"]

MATCHERS: tuple[Matcher, ...] = (
    stream_pipe.match,
    emitter.match,
    channel.match,
    dependent_signal.match,
    performance.match,
    async_store.match,
    event_target.match,
    timers.match,
    handles.match,
    promise.match,
    finalization.match,
    weak_map.match,
    map_and_set.match,
    module_cell.match,
    proxy.match,
    bound_function.match,
    variable.match,
    array.match,
    properties.match,
)


def reference_at(snapshot: Snapshot, path: Sequence[RawStep], at: int) -> Reference:
    """The readable reference that leads on from ``path[at]``; the raw edge's own name where no shape fits."""
    for match in MATCHERS:
        reference = match(snapshot, path, at)
        if reference is not None:
            return reference
    return unfolded(snapshot, path, at)


def unfolded(snapshot: Snapshot, path: Sequence[RawStep], at: int) -> Reference:
    """The one edge that leads on from ``path[at]``, by V8's name for it."""
    step = path[at + 1]
    if step.edge_type in ("property", "element"):
        reference = properties.match(snapshot, path, at) or array.match(snapshot, path, at)
        if reference is not None:
            return reference
    text = f"<{step.edge_name}>" if step.edge_type == "internal" else f"<{step.edge_type} {step.edge_name}>"
    general = f"<{step.edge_type}>" if isinstance(step.edge_name, int) else text
    return Reference(text, general, "internal", None, 1)
