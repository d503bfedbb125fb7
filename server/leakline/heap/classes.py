"""The class that DevTools groups a node under (``calculateObjectNames`` and ``propagateDOMState`` in its source)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from leakline.heap.columns import Bytes, Flags, Ordinals
from leakline.heap.interfaces import Interface, apply_interfaces, plain_objects
from leakline.heap.kernels.classes import name_classes
from leakline.heap.kernels.marking import spread_detachedness

if TYPE_CHECKING:
    from leakline.heap.snapshot import Snapshot

FIXED = {"hidden": "(system)", "code": "(compiled code)", "closure": "Function", "regexp": "RegExp"}
NAMED = ("object", "native")
DETACHED = 2
SPREADS_NOTHING = ("hidden", "invisible", "weak")


@dataclass(frozen=True, slots=True)
class Classes:
    """The class of every node: ``of_node`` (int32) is a string's index, or the string count and more for ``added``."""

    of_node: Ordinals
    added: tuple[str, ...]

    def name(self, snapshot: Snapshot, number: int) -> str:
        """Name of a class by its number."""
        strings = snapshot.string_count
        return snapshot.strings[number] if number < strings else self.added[number - strings]


def class_name(snapshot: Snapshot, node: int) -> str:
    """Class of one node, before plain objects are named by their interface."""
    type_ = snapshot.node_type(node)
    if type_ not in NAMED:
        return FIXED.get(type_, f"({type_})")
    name = snapshot.node_name(node)
    if type_ == "native" and snapshot.detached.size and snapshot.detached[node]:
        name = f"Detached {name}"
    return _tag(name)


def classify(snapshot: Snapshot, interfaces: tuple[Interface, ...]) -> Classes:
    """The class of every node, with plain objects named by these interfaces."""
    added: dict[str, int] = {}

    def number(name: str) -> int:
        return snapshot.string_count + added.setdefault(name, len(added))

    of_type = np.full(256, -1, np.int32)
    for index, type_ in enumerate(snapshot.meta.node_types):
        if type_ not in NAMED:
            of_type[index] = number(FIXED.get(type_, f"({type_})"))
    of_type[len(snapshot.meta.node_types) :] = number("(unknown)")
    of_name = _tags(snapshot, number)
    classes = np.empty(snapshot.node_count, np.int32)
    name_classes(snapshot.node_types, snapshot.node_name_ids, of_type, of_name, classes)
    if snapshot.detached.size:
        detached = np.flatnonzero(snapshot.detached)
        names, places = np.unique(snapshot.node_name_ids[detached], return_inverse=True)
        renamed = [number(_tag(f"Detached {snapshot.strings[int(name)]}")) for name in names]
        classes[detached] = np.array(renamed, np.int32)[places]
    plain = plain_objects(snapshot)
    matches = apply_interfaces(snapshot, interfaces, plain)
    numbers = np.array([number(interface.name) for interface in interfaces] + [0], np.int32)
    classes[plain[matches >= 0]] = numbers[matches[matches >= 0]]
    return Classes(classes, tuple(added))


def find_detached(snapshot: Snapshot) -> Flags:
    """Whether a node is detached after the states have spread (bool[nodes]); empty where no node has a state."""
    if not snapshot.detachedness.any():
        return np.empty(0, np.bool_)
    state: Bytes = snapshot.detachedness.copy()
    skipped = np.zeros(256, np.bool_)
    for name in SPREADS_NOTHING:
        if snapshot.edge_type_id(name) >= 0:
            skipped[snapshot.edge_type_id(name)] = True
    native = snapshot.node_types == snapshot.node_type_id("native")
    graph = (snapshot.first_edges, snapshot.edge_targets, snapshot.edge_types)
    visited = np.zeros(state.size, np.bool_)
    attached, detached = (np.empty(state.size, np.uint32) for _ in range(2))
    spread_detachedness(*graph, skipped, native, visited, attached, detached, state)
    return np.asarray(state == DETACHED)


def _tags(snapshot: Snapshot, number: Callable[[str], int]) -> Ordinals:
    """The class of each name: the name itself, for elements of a page the tag alone."""
    of_name = np.arange(snapshot.string_count, dtype=np.int32)
    for prefix in ("<", "Detached <"):
        names = snapshot.strings.starting_with(prefix)
        for name in names:
            of_name[name] = number(_tag(snapshot.strings[int(name)]))
    return of_name


def _tag(name: str) -> str:
    """A page's element without its attributes: ``<div id="a">`` becomes ``<div>``."""
    start = 0 if name.startswith("<") else 10 if name.startswith("Detached <") else -1
    end = name.find(" ", start) if start >= 0 else -1
    return f"{name[:end]}>" if end >= 0 else name
