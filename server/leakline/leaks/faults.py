"""Groups of things that grew, put together by fault: what a leaked object drags along is part of the same fault."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from leakline.heap.census import CLOSURE, CONTEXT, TEXT, Row
from leakline.heap.growth import Group

_RECORDS = frozenset(
    {"Object", "Array", "Map", "Set", "Promise", "Timeout", "Immediate", "Listener", "system / PromiseReaction"}
)
"""Classes that say nothing of the program: what they hold tells better which fault it is."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Indexes of groups: the one that names the fault, and all that grew because of it, itself included."""

    leader: int
    groups: tuple[int, ...]


def find_faults(groups: Sequence[Group], rows: Sequence[Row]) -> tuple[Fault, ...]:
    """Put each group to the fault that holds it.

    A group belongs to the group that holds most of its members. Groups that nothing else holds lead a fault; where such
    a group is of a class that says nothing (an ``Object``, a ``Timeout``), the things told apart that it holds lead
    instead, one fault each, for they come from different places.
    """
    parents = _parents(groups)
    children: defaultdict[int, list[int]] = defaultdict(list)
    for index, parent in enumerate(parents):
        if parent is not None:
            children[parent].append(index)
    faults: list[Fault] = []
    for root in (index for index, parent in enumerate(parents) if parent is None):
        below = _below(root, children)
        leaders = _leaders(root, groups, rows, children)
        own = [_below(leader, children) for leader in leaders]
        claimed = {index for members in own for index in members}
        rest = [index for index in below if index not in claimed]
        for place, (leader, members) in enumerate(zip(leaders, own, strict=True)):
            faults.append(Fault(leader, tuple(members + rest) if place == 0 else tuple(members)))
    return tuple(_join_by_keeper(faults, groups, rows))


def _parents(groups: Sequence[Group]) -> list[int | None]:
    parents: list[int | None] = []
    for group in groups:
        holder = max(group.holders, key=lambda index: (group.holders[index], -index), default=None)
        parents.append(holder if holder is not None and group.holders[holder] > group.top else None)
    for index in range(len(groups)):
        cycle = _cycle_from(index, parents)
        if cycle:
            parents[max(cycle, key=lambda member: (groups[member].top, groups[member].told_apart, -member))] = None
    return parents


def _cycle_from(index: int, parents: Sequence[int | None]) -> list[int]:
    """The groups of the cycle that following the parents leads into; empty when it ends."""
    seen: dict[int, int] = {}
    walk: list[int] = []
    current: int | None = index
    while current is not None and current not in seen:
        seen[current] = len(walk)
        walk.append(current)
        current = parents[current]
    return walk[seen[current] :] if current is not None else []


def _below(root: int, children: dict[int, list[int]]) -> list[int]:
    found = [root]
    for index in found:
        found += children.get(index, ())
    return found


def _leaders(root: int, groups: Sequence[Group], rows: Sequence[Row], children: dict[int, list[int]]) -> list[int]:
    """The groups that name what hangs on a root group."""
    if groups[root].told_apart or not _says_nothing(rows[groups[root].row]):
        return [root]
    held = _told_apart_below(root, groups, rows, children)
    held.sort(key=lambda index: (rows[groups[index].row].kind == CONTEXT, -_grown(groups[index]), index))
    total = _grown(groups[root])
    covered = sum(_grown(groups[index]) for index in held)
    if not held or 2 * covered < total:
        return [root]
    # Where each record holds several of them, they come from the same places: one fault.
    return held if 2 * covered <= 3 * total else held[:1]


def _grown(group: Group) -> int:
    return group.counts[-1] - group.counts[0]


def _told_apart_below(
    root: int, groups: Sequence[Group], rows: Sequence[Row], children: dict[int, list[int]]
) -> list[int]:
    """The nearest groups told apart below a group, looking through shared ones that say nothing."""
    found: list[int] = []
    waiting = list(children.get(root, ()))
    while waiting:
        index = waiting.pop(0)
        if groups[index].told_apart:
            found.append(index)
        elif _says_nothing(rows[groups[index].row]):
            waiting += children.get(index, ())
    return found


def _says_nothing(row: Row) -> bool:
    """Whether a shared thing tells nothing of the program; shared closures and contexts are the runtime's."""
    return row.kind in (TEXT, CLOSURE, CONTEXT) or row.name in _RECORDS


def _join_by_keeper(faults: Sequence[Fault], groups: Sequence[Group], rows: Sequence[Row]) -> list[Fault]:
    """Shared things under one keeper, such as the keys and the values of a Map, are one fault."""
    ranked = sorted(faults, key=lambda fault: _rank(groups[fault.leader], rows))
    leading: dict[int, int] = {}
    joined: list[Fault] = []
    for fault in ranked:
        leader = groups[fault.leader]
        first = leading.get(leader.keeper)
        if leader.told_apart or first is None or leader.keeper < 0:
            leading.setdefault(leader.keeper, len(joined))
            joined.append(fault)
        else:
            joined[first] = Fault(joined[first].leader, joined[first].groups + fault.groups)
    return joined


def _rank(group: Group, rows: Sequence[Row]) -> tuple[bool, bool, bool, int]:
    """Best names first: things told apart, classes that say something, objects before strings, then by number."""
    row = rows[group.row]
    return (not group.told_apart, row.kind == TEXT, row.name in _RECORDS, -len(group.members))
