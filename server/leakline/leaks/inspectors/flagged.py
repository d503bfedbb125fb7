"""Objects that say of themselves that they are done with: ``this.destroyed = true``, a stream's ``closed``."""

from __future__ import annotations

from leakline.heap import Snapshot
from leakline.leaks.inspectors.inspector import is_value

_FLAGS = ("destroyed", "closed", "disposed", "ended", "finished", "aborted", "isDestroyed", "isClosed", "isDisposed")


def inspect(snapshot: Snapshot, node: int) -> str | None:
    """``destroyed is true``."""
    for flag in _FLAGS:
        for name in (flag, f"_{flag}"):
            if is_value(snapshot, snapshot.target(node, name, "property"), "true"):
                return f"{name} is true"
    return None
