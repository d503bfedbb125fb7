"""The named places from which V8 and the embedder keep objects alive."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from leakline.heap.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Roots:
    """Where retaining paths begin.

    ``globals`` are the global objects (one for each native context that JavaScript runs in). ``children`` are the
    root's other children by name (``(GC roots)``, ``Node / Environment``, ``C++ Persistent roots``, ...), ``gc`` the
    children of ``(GC roots)`` by name (``(Global handles)``, ``(Stack roots)``, ...); a name can occur twice.
    """

    globals: tuple[int, ...]
    children: tuple[tuple[str, int], ...]
    gc: tuple[tuple[str, int], ...]

    def named(self, name: str) -> tuple[int, ...]:
        """All roots with this name."""
        return tuple(node for known, node in (*self.children, *self.gc) if known == name)


def find_roots(snapshot: Snapshot) -> Roots:
    """Collect the roots of a snapshot."""
    globals_: list[int] = []
    children: list[tuple[str, int]] = []
    for edge in snapshot.edges(snapshot.root):
        node = int(snapshot.edge_targets[edge])
        if snapshot.edge_type(edge) != "shortcut":
            children.append((snapshot.node_name(node), node))
            continue
        # Node 25 and later lead to the native context, which has the global object.
        found = (
            snapshot.target(node, "global_object", "internal") if "NativeContext" in snapshot.node_name(node) else -1
        )
        globals_.append(found if found >= 0 else node)
    gc = tuple(
        (snapshot.node_name(int(snapshot.edge_targets[edge])), int(snapshot.edge_targets[edge]))
        for name, node in children
        if name == "(GC roots)"
        for edge in snapshot.edges(node)
    )
    return Roots(tuple(dict.fromkeys(globals_)), tuple(children), gc)
