"""The class table: what DevTools' Summary view shows."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from leakline.heap.classes import classify
from leakline.heap.columns import Ints, Ordinals
from leakline.heap.interfaces import Interface
from leakline.heap.kernels.classes import add_retained, add_up, list_dominated, number_groups
from leakline.heap.kernels.kernel import hash_table

if TYPE_CHECKING:
    from leakline.heap.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class ClassGroups:
    """Nodes grouped as DevTools does: by class, JavaScript objects also by the position of their constructor.

    ``of_node`` (int32) is a node's group, -1 for a node without a shallow size. ``keys`` are DevTools' class keys
    (``script id,line,column,name`` or ``,name``), ``names`` the classes' names, one a group.
    """

    of_node: Ordinals
    keys: tuple[str, ...]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Aggregates:
    """The class table, one row a class in the order in which the classes first occur.

    ``counts`` (int64), ``shallow`` and ``retained`` (uint64, bytes; what is retained by the class as a whole) and
    ``distances`` (int32, the least) are columns.
    """

    groups: ClassGroups
    counts: Ints
    shallow: NDArray[np.uint64]
    retained: NDArray[np.uint64]
    distances: Ordinals

    @property
    def keys(self) -> tuple[str, ...]:
        """DevTools' class keys."""
        return self.groups.keys

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the classes."""
        return self.groups.names

    def nodes(self, row: int) -> Ints:
        """Nodes of a class, ascending."""
        return np.flatnonzero(self.groups.of_node == row)


def group_by_class(snapshot: Snapshot, interfaces: tuple[Interface, ...]) -> ClassGroups:
    """Group all nodes of a snapshot, with plain objects named by these interfaces."""
    classes = classify(snapshot, interfaces)
    sizes, locations = snapshot.graph.shallow_sizes, snapshot.locations
    number = snapshot.string_count + len(classes.added)
    groups = np.empty(snapshot.node_count, np.int32)
    most = min(snapshot.node_count, number + locations.nodes.size)
    first, rows = np.empty(most, np.int64), np.empty(most, np.int64)
    located = snapshot.node_types == snapshot.node_type_id("object")
    positions = (locations.nodes, locations.script_ids, locations.lines, locations.columns)
    plain, table = np.full(number, -1, np.int32), hash_table(locations.nodes.size)
    count = number_groups(classes.of_node, sizes, located, *positions, plain, table, groups, first, rows)
    names = [classes.name(snapshot, int(classes.of_node[node])) for node in first[:count]]
    keys = [_key(snapshot, name, int(row)) for name, row in zip(names, rows[:count], strict=True)]
    return ClassGroups(groups, tuple(keys), tuple(names))


def aggregate(snapshot: Snapshot) -> Aggregates:
    """The class table of a snapshot."""
    graph = snapshot.graph
    offsets, children = np.zeros(snapshot.node_count + 1, np.uint32), np.empty(snapshot.node_count, np.uint32)
    with ThreadPoolExecutor(1) as pool:
        listed = pool.submit(list_dominated, graph.dominators, snapshot.root, offsets, children)
        groups = snapshot.class_groups
        listed.result()
    count = len(groups.keys)
    counts, shallow, retained = (np.zeros(count, np.int64) for _ in range(3))
    nearest = np.zeros(count, np.int32)
    add_up(groups.of_node, graph.shallow_sizes, graph.distances, counts, shallow, nearest)
    above = np.zeros(count, np.int32)
    stack, cursors = (np.empty(snapshot.node_count + 1, np.uint32) for _ in range(2))
    sizes = graph.retained_sizes.view(np.int64)
    add_retained(groups.of_node, offsets, children, snapshot.root, sizes, above, stack, cursors, retained)
    return Aggregates(groups, counts, shallow.view(np.uint64), retained.view(np.uint64), nearest)


def _key(snapshot: Snapshot, name: str, row: int) -> str:
    found = snapshot.locations
    return f",{name}" if row < 0 else f"{found.script_ids[row]},{found.lines[row]},{found.columns[row]},{name}"
