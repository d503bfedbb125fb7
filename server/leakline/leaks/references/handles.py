"""Open handles: what libuv waits for, such as a connection, and the object of the program that owns it.

The handle is held from outside of the heap for as long as it is open; its symbol property ``owner_symbol`` (until Node
10 the property ``owner``) is the ``Socket``, ``Server`` or ``ChildProcess``. Source: lib/internal/async_hooks.js,
src/handle_wrap.cc.
"""

from __future__ import annotations

from collections.abc import Sequence

from leakline.heap import Snapshot
from leakline.leaks.path import RawStep
from leakline.leaks.references.reference import Reference, step_at

_ROOT = "(Global handles)"
_HANDLES = frozenset(
    {"TCP", "Pipe", "TTY", "UDP", "Process", "FSEvent", "StatWatcher", "Worker", "MessagePort", "TLSWrap"}
)
_LONGEST_CALLBACK = 7
_OWNERS = frozenset({"<symbol owner_symbol>", "<symbol owner>", "owner"})


def match(snapshot: Snapshot, path: Sequence[RawStep], at: int) -> Reference | None:
    """``open TCP handle``, to its owner where it has one."""
    handle = step_at(path, at + 1)
    if handle is None or not is_root(snapshot, path, at):
        return None
    owner = step_at(path, at + 2)
    length = 2 if owner is not None and owner.edge_name in _OWNERS else _by_callback(path, at) or 1
    via = f"open {snapshot.node_name(handle.node)} handle"
    return Reference(via, via, "handle", snapshot.node_name(handle.node), length)


def _by_callback(path: Sequence[RawStep], at: int) -> int | None:
    """Steps to the object that a handle calls, such as a ``Worker``: its ``onexit`` is an arrow function of it."""
    callback = step_at(path, at + 2)
    if callback is None or not str(callback.edge_name).startswith("on"):
        return None
    for index in range(at + 3, min(at + _LONGEST_CALLBACK, len(path))):
        if path[index].edge_name == "this":
            return index - at
        if path[index].edge_name not in ("context", "previous"):
            return None
    return None


def is_root(snapshot: Snapshot, path: Sequence[RawStep], at: int) -> bool:
    """Whether a step is the root of handles, and the next one a handle."""
    return (
        at + 1 < len(path)
        and snapshot.node_name(path[at].node) == _ROOT
        and snapshot.node_name(path[at + 1].node) in _HANDLES
    )
