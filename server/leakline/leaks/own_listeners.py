"""Listeners that come with what their emitter keeps: ``source.pipe(destination)`` adds both to the source.

A runtime or package that puts something into an object often listens to that object as well. The listeners and what
they are for are one fault, which the thing that is kept tells better.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from leakline.heap import PathTree, Snapshot
from leakline.heap.census import CLOSURE, Row
from leakline.heap.growth import Group
from leakline.heap.holding import held_directly
from leakline.leaks.faults import Fault


def with_own_listeners(
    faults: Sequence[Fault],
    groups: Sequence[Group],
    rows: Sequence[Row],
    snapshot: Snapshot,
    tree: PathTree,
    installed: Callable[[Row], bool],
) -> tuple[Fault, ...]:
    """The faults, each with the listeners that hold its things and hang on an object that keeps them.

    ``installed`` says of a row that an installed package made it. The program's own listeners are faults of their own.
    """
    found = list(faults)
    listening = {
        fault.leader: emitter
        for fault in faults
        if (emitter := _emitter(groups[fault.leader], rows, snapshot, tree, installed)) >= 0
    }
    while pair := _pair(found, listening, groups, snapshot, tree):
        listener, whole = pair
        found[found.index(whole)] = Fault(whole.leader, whole.groups + listener.groups)
        found.remove(listener)
    return tuple(found)


def _pair(
    faults: Sequence[Fault], listening: Mapping[int, int], groups: Sequence[Group], snapshot: Snapshot, tree: PathTree
) -> tuple[Fault, Fault] | None:
    """Listeners with the fault that they belong to."""
    pairs = (
        (fault, other)
        for fault in faults
        for other in faults
        if fault.leader in listening
        and other.leader not in listening
        and _is_for(fault, other, listening[fault.leader], groups, snapshot, tree)
    )
    return next(pairs, None)


def _emitter(
    leader: Group, rows: Sequence[Row], snapshot: Snapshot, tree: PathTree, installed: Callable[[Row], bool]
) -> int:
    """The emitter that a fault's closures listen to; -1 where they are the program's or no listeners."""
    row = rows[leader.row]
    if row.kind != CLOSURE or (leader.told_apart and not installed(row)) or leader.keeper < 0:
        return -1
    emitter = int(tree.parent[leader.keeper])  # -1 where a path begins, to which no edge leads
    if emitter < 0 or snapshot.edge_name(int(tree.via_edge[leader.keeper])) != "_events":
        return -1
    return emitter


def _is_for(
    fault: Fault, other: Fault, emitter: int, groups: Sequence[Group], snapshot: Snapshot, tree: PathTree
) -> bool:
    """Whether listeners hold, each, a thing that hangs on the emitter that they listen to."""
    kept = groups[other.leader]
    if kept.keeper < 0 or emitter not in tree.nodes_above(kept.keeper) or _steps(kept) != _steps(groups[fault.leader]):
        return False
    listeners, things = ([groups[index].members for index in one.groups] for one in (fault, other))
    return held_directly(snapshot, listeners, things) >= len(kept.members)


def _steps(group: Group) -> tuple[int, ...]:
    return tuple(later - earlier for earlier, later in pairwise(group.counts))
