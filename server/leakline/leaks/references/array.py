"""Elements of an array, or of an object with numbers for keys; keys of an object with many."""

from __future__ import annotations

from collections.abc import Sequence

from leakline.heap import Snapshot
from leakline.leaks.path import RawStep
from leakline.leaks.references.reference import Reference, step_at


def match(snapshot: Snapshot, path: Sequence[RawStep], at: int) -> Reference | None:
    """``[3]``; ``property key`` for the keys that V8 keeps in a table of their own."""
    element = step_at(path, at + 1)
    length = 1
    if element is not None and (element.edge_type, element.edge_name) == ("internal", "properties"):
        return Reference("property key", "property key", "object", None, 2) if step_at(path, at + 2) else None
    if element is not None and element.edge_type == "internal" and element.edge_name == "elements":
        element = step_at(path, at + 2)
        length = 2
        if element is None:
            return Reference("[…]", "[…]", "array", None, 1)
    if element is None or not isinstance(element.edge_name, int):
        return None
    if element.edge_type != "element" and length == 1:
        return None
    shape = "array" if snapshot.node_name(path[at].node) == "Array" else "object"
    return Reference(f"[{element.edge_name}]", "[…]", shape, None, length)
