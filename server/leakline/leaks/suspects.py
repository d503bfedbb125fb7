"""Suspects: what grew from snapshot to snapshot, one entry for each fault."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import reduce

from leakline.heap import PathTree, Snapshot, cheapest_paths, new_nodes
from leakline.heap.census import Nodes, take_census
from leakline.heap.growing_stores import growing_stores
from leakline.heap.growth import grown_groups
from leakline.heap.late_modules import late_modules
from leakline.heap.runtime_scripts import is_dependency_script
from leakline.heap.second_keepers import second_keepers
from leakline.heap.shares import shares, union
from leakline.leaks.beginnings import beginnings
from leakline.leaks.describing import Describer
from leakline.leaks.echoes import without_echoes
from leakline.leaks.faults import Holders, find_faults
from leakline.leaks.fingerprint import numbered
from leakline.leaks.heap_contexts import HeapContexts
from leakline.leaks.heap_sites import HeapSites
from leakline.leaks.model import Site, Suspect
from leakline.leaks.own_listeners import with_own_listeners
from leakline.leaks.policy import readable_costs
from leakline.leaks.told_apart import ToldApart
from leakline.leaks.trace import Tracer

Step = Callable[[str, float], None]

_LEAST_SHARE = 0.01
_ELEMENTS = frozenset({"Array", "Set"})
_PAIRS = frozenset({"Map", "WeakMap"})


def find_suspects(
    snapshots: Sequence[Snapshot], minimum_growth: int, step: Step, *, raw: bool = False
) -> tuple[Suspect, ...]:
    """All that grew by ``minimum_growth`` or more in every interval, largest retained size first.

    The snapshots are of one process, in the order they were taken; at least two. ``step`` is told what is being done
    and how much of it is done (0 to 1). What the runtime keeps for itself, with no code of the program on its way, is
    left out. With ``raw`` the traces have each reference of the heap as a step of its own.
    """
    step("counting objects", 0.0)
    census = take_census(snapshots)
    step("finding retaining paths", 0.2)
    last = snapshots[-1]
    sites = HeapSites(last)
    contexts = HeapContexts(last, sites)
    starts = beginnings(snapshots, contexts)
    trees = [
        cheapest_paths(snapshot, readable_costs(snapshot, begin))
        for snapshot, begin in zip(snapshots, starts, strict=True)
    ]
    step("finding what grew", 0.5)
    told_apart = ToldApart(census, sites, contexts)
    new, recent = new_nodes(snapshots[0], last), new_nodes(snapshots[-2], last)
    late = late_modules(last, trees[-1], contexts.is_top_level, new, recent)
    groups = grown_groups(snapshots, trees, census, minimum_growth, told_apart, new, recent, late)
    groups += second_keepers(snapshots, trees[-1], census, groups, ~new | late, minimum_growth)
    groups += growing_stores(snapshots, trees[-1], census, ~new)
    step("tracing", 0.7)
    tracer = Tracer(last, trees[-1], sites, contexts, raw=raw)
    describer = Describer(last, new & ~late, recent, census, groups, tracer, sites, contexts)
    holders = holders_in(last, trees[-1], sites)
    faults = find_faults(groups, census.rows, holders)
    faults = with_own_listeners(faults, groups, census.rows, last, trees[-1], holders.installed)
    told = [(suspect, fault) for fault in faults if (suspect := describer.suspect(fault)) is not None]
    grown = [reduce(union, (groups[index].members for index in fault.groups)) for _, fault in told]
    found = without_echoes(merged(_with_shares(last, [one for one, _ in told], grown)))
    step("done", 1.0)
    return tuple(sorted(found, key=lambda suspect: (-suspect.retained_size, suspect.fingerprint)))


def _with_shares(snapshot: Snapshot, suspects: Sequence[Suspect], grown: Sequence[Nodes]) -> list[Suspect]:
    """The suspects with what they keep alone, and only together with others, by all that grew because of each.

    A short string that two of them use is no share.
    """
    found = []
    for suspect, share in zip(suspects, shares(snapshot, grown), strict=True):
        suspect = replace(suspect, retained_size=max(suspect.retained_size, share.alone))
        if share.shared > _LEAST_SHARE * (share.alone + share.shared):
            others = tuple(dict.fromkeys(suspects[other].fingerprint for other in share.others))
            suspect = replace(suspect, shared_size=share.shared, shared_with=others)
        found.append(suspect)
    return found


def holders_in(snapshot: Snapshot, tree: PathTree, sites: HeapSites) -> Holders:
    """What finding faults asks of the last snapshot."""

    def part_of(keeper: int) -> int:
        for node in (keeper, *tree.nodes_above(keeper)) if keeper >= 0 else ():
            site = sites.of_node(node)
            if site is not None and snapshot.node_type(node) == "object":
                return node if is_dependency_script(site.url) else keeper
        return keeper

    return Holders(
        installed=lambda row: is_dependency_script(sites.urls.get(row.script_id, "")),
        part_of=part_of,
        elements=lambda keeper: keeper >= 0 and snapshot.node_name(keeper) in _ELEMENTS,
        in_pairs=lambda keeper: keeper >= 0 and snapshot.node_name(keeper) in _PAIRS,
        passed=lambda node: frozenset(tree.nodes_above(node)),
    )


def merged(suspects: Iterable[Suspect]) -> list[Suspect]:
    """One suspect for each fault: the same one may show on several keepers, such as on each pooled socket.

    Faults that only their places tell apart get a fingerprint of their own each, in the order of their places.
    """
    found: dict[tuple[str, Site | None], Suspect] = {}
    for suspect in suspects:
        key = (suspect.fingerprint, suspect.site)
        known = found.get(key)
        found[key] = suspect if known is None else _sum(known, suspect)
    alike: defaultdict[str, list[Suspect]] = defaultdict(list)
    for suspect in sorted(found.values(), key=_place):
        alike[suspect.fingerprint].append(suspect)
    return [
        suspect if number == 0 else replace(suspect, fingerprint=numbered(fingerprint, number))
        for fingerprint, same in alike.items()
        for number, suspect in enumerate(same)
    ]


def _place(suspect: Suspect) -> tuple[str, int, int]:
    return (suspect.site.url, suspect.site.line, suspect.site.column) if suspect.site else ("", -1, -1)


def _sum(one: Suspect, other: Suspect) -> Suspect:
    larger = max(one, other, key=lambda suspect: suspect.retained_size)
    return replace(
        larger,
        counts=_added(one.counts, other.counts),
        shallow_sizes=_added(one.shallow_sizes, other.shallow_sizes),
        retained_size=one.retained_size + other.retained_size,
        shared_size=one.shared_size + other.shared_size,
        shared_with=tuple(dict.fromkeys(one.shared_with + other.shared_with)),
    )


def _added(one: Sequence[int], other: Sequence[int]) -> tuple[int, ...]:
    return tuple(first + second for first, second in zip(one, other, strict=True))
