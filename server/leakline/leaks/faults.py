"""Groups of things that grew, put together by fault: what a leaked object drags along is part of the same fault."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from leakline.heap.census import OBJECT, Row
from leakline.heap.growth import Group
from leakline.leaks.leaders import find_leaders, rank


@dataclass(frozen=True, slots=True)
class Fault:
    """Indexes of groups: the one that names the fault, and all that grew because of it, itself included."""

    leader: int
    groups: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Holders:
    """What putting groups together asks of the heap.

    ``elements`` says of a keeper (a node) that it holds each thing by itself, as an array does, ``in_pairs`` that it
    holds keys and values; ``passed`` gives the
    nodes that the path to a node leads through; ``part_of`` the object of an installed package that a keeper is a part
    of, the keeper itself where it is none; ``installed`` says of a row that an installed package made it.
    """

    installed: Callable[[Row], bool]
    part_of: Callable[[int], int]
    elements: Callable[[int], bool]
    in_pairs: Callable[[int], bool]
    passed: Callable[[int], frozenset[int]]


def find_faults(groups: Sequence[Group], rows: Sequence[Row], heap: Holders) -> tuple[Fault, ...]:
    """Put each group to the fault that holds it.

    A group belongs to the group that holds most of its members. Groups that nothing else holds are the tops of faults.
    What the program told apart leads; where the top is the runtime's (an ``Object``, a ``Timeout``, a socket), the
    program's own below it lead instead, one fault each, for they come from different places.
    """
    parents = _parents(groups, heap)
    children: defaultdict[int, list[int]] = defaultdict(list)
    for index, parent in enumerate(parents):
        if parent is not None:
            children[parent].append(index)
    faults: list[Fault] = []
    for root in (index for index, parent in enumerate(parents) if parent is None):
        below = _below(root, children)
        leaders = find_leaders(root, groups, rows, children, heap.installed)
        own = [_below(leader, children) for leader in leaders]
        claimed = {index for members in own for index in members}
        rest = [index for index in below if index not in claimed]
        for place, (leader, members) in enumerate(zip(leaders, own, strict=True)):
            faults.append(Fault(leader, tuple(members + rest) if place == 0 else tuple(members)))
    return tuple(_join_by_keeper(faults, groups, rows, heap))


def _parents(groups: Sequence[Group], heap: Holders) -> list[int | None]:
    parents: list[int | None] = []
    for group in groups:
        if not group.told_apart and 2 * group.top >= _grown(group) and heap.elements(group.keeper):
            parents.append(None)  # enough of them are elements themselves, whatever else holds the others
            continue
        holder = max(group.holders, key=lambda index: (group.holders[index], -index), default=None)
        parents.append(holder if holder is not None and group.holders[holder] > group.top else None)
    for index in range(len(groups)):
        cycle = _cycle_from(index, parents)
        if cycle:
            top = max(cycle, key=lambda member: (groups[member].top, groups[member].told_apart, -member))
            parents[top] = None
            parents[top] = _outside(top, groups[top], parents)
    return parents


def _outside(index: int, group: Group, parents: Sequence[int | None]) -> int | None:
    """What holds most of a group without being held by it; None where more of it is held by no group."""
    others = {holder: often for holder, often in group.holders.items() if index not in _above(holder, parents)}
    holder = max(others, key=lambda other: (others[other], -other), default=None)
    return holder if holder is not None and others[holder] > group.top else None


def _above(index: int, parents: Sequence[int | None]) -> set[int]:
    """A group and all that following its parents leads to."""
    seen: set[int] = set()
    current: int | None = index
    while current is not None and current not in seen:
        seen.add(current)
        current = parents[current]
    return seen


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


def _join_by_keeper(
    faults: Sequence[Fault], groups: Sequence[Group], rows: Sequence[Row], heap: Holders
) -> list[Fault]:
    """Shared things under one keeper, such as the keys and the values of a Map, are one fault.

    What an array or a set holds of several classes was put there by several calls, unless there is as much of each or
    one of them holds the other. Of what is told apart only the keys and values of one Map, and what a library makes for
    itself, are one fault, where there is as much of each.
    """
    placed = [rows[group.row] for group in groups]
    ranked = sorted(faults, key=lambda fault: (placed[fault.leader].line, placed[fault.leader].column))
    ranked.sort(key=lambda fault: rank(groups[fault.leader], rows, heap.installed))
    leading: defaultdict[int, list[int]] = defaultdict(list)
    joined: list[Fault] = []
    for fault in ranked:
        leader = groups[fault.leader]
        whole = heap.part_of(leader.keeper)
        known = leading[whole]
        same = [place for place in known if groups[joined[place].leader].keeper == leader.keeper]
        if heap.elements(leader.keeper) and _is_object(rows[leader.row]):
            same = [place for place in known if _belong(groups[joined[place].leader], leader, heap)]
        if whole != leader.keeper and not same:  # tables of one library's object that grow in step
            same = [place for place in known if _steps(groups[joined[place].leader]) == _steps(leader)]
        if leader.told_apart:
            same = [place for place in same if _come_together(groups[joined[place].leader], leader, rows, heap)]
        if not same or leader.keeper < 0:
            known.append(len(joined))
            joined.append(fault)
        else:
            first = joined[same[0]]
            joined[same[0]] = Fault(first.leader, first.groups + fault.groups)
    return joined


def _belong(known: Group, other: Group, heap: Holders) -> bool:
    """Whether what one array holds of two kinds was put there together."""
    return _steps(known) == _steps(other) or not heap.passed(known.representative).isdisjoint(other.members.tolist())


def _come_together(known: Group, other: Group, rows: Sequence[Row], heap: Holders) -> bool:
    """Whether things told apart come of the same calls as what is known of their keeper."""
    row = rows[other.row]
    in_pairs = known.keeper == other.keeper and heap.in_pairs(other.keeper)
    return _is_object(row) and (in_pairs or heap.installed(row)) and _steps(known) == _steps(other)


def _is_object(row: Row) -> bool:
    return row.kind == OBJECT and not row.name.startswith("system / ")


def _grown(group: Group) -> int:
    return group.counts[-1] - group.counts[0]


def _steps(group: Group) -> tuple[int, ...]:
    return tuple(later - earlier for earlier, later in pairwise(group.counts))
