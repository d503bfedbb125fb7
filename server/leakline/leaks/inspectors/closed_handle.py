"""Sockets and servers whose handle is gone: they are closed, nothing comes over them any more.

Source: lib/net.js (``Socket.prototype._destroy``, ``Server.prototype.close`` set ``_handle`` to null).
"""

from __future__ import annotations

from leakline.heap import Snapshot
from leakline.leaks.inspectors.inspector import is_value

_CLASSES = frozenset({"Socket", "TLSSocket", "Server", "Pipe"})


def inspect(snapshot: Snapshot, node: int) -> str | None:
    """``its handle is closed``."""
    if snapshot.node_name(node) not in _CLASSES:
        return None
    return "its handle is closed" if is_value(snapshot, snapshot.target(node, "_handle", "property"), "null") else None
