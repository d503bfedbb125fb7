"""What an inspector offers: a reason why an object should be gone by now."""

from __future__ import annotations

from collections.abc import Callable

from leakline.heap import Snapshot

Inspector = Callable[[Snapshot, int], str | None]
"""Given a node, the reason why it is stuck, None where the inspector cannot tell. It adds reasons, it decides nothing.
"""


def is_value(snapshot: Snapshot, node: int, value: str) -> bool:
    """Whether a node is ``true``, ``false``, ``null`` or ``undefined``, which V8 has once each.

    Until Node 22 they have no name; the read-only roots tell them apart. Source: V8, src/roots/roots.h.
    """
    if node < 0:
        return False
    if snapshot.node_name(node) == value and snapshot.node_type(node) == "hidden":
        return True
    return any(snapshot.target(root, f"{value}_value", "internal") == node for root in snapshot.roots.named(_READ_ONLY))


_READ_ONLY = "(Read-only roots)"
