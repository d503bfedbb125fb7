"""The class that DevTools groups a node under (``HeapSnapshot.ts``: ``JSHeapSnapshotNode.classIndex``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from leakline.heap.snapshot import Snapshot

FIXED = {"hidden": "(system)", "code": "(compiled code)", "closure": "Function", "regexp": "RegExp"}
DETACHED = 2


def class_name(snapshot: Snapshot, node: int) -> str:
    """Class of one node, before plain objects are named by their interface."""
    type_ = snapshot.node_type(node)
    if type_ in FIXED:
        return FIXED[type_]
    if type_ not in ("object", "native"):
        return f"({type_})"
    name = snapshot.node_name(node)
    return tag(name) if type_ == "native" else name


def tag(name: str) -> str:
    """A DOM element's name without its attributes: ``<div id="a">`` becomes ``<div>``."""
    end = name.find(" ")
    return f"{name[:end]}>" if name.startswith("<") and end >= 0 else name
