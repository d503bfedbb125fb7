"""Suspects of one snapshot alone: what is there many times over, by the memory that it keeps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from leakline.heap import PathTree, Snapshot, cheapest_paths, nearest_ancestor, other_group_above
from leakline.heap.census import CLOSURE, OBJECT, TEXT, Census, take_census
from leakline.heap.columns import Flags, Ints, Ordinals
from leakline.heap.growth import Group, Lineage, has_type, labelled, nearest_above
from leakline.heap.runtime_scripts import is_dependency_script
from leakline.leaks.beginnings import beginnings
from leakline.leaks.describing import Describer
from leakline.leaks.faults import find_faults
from leakline.leaks.heap_contexts import HeapContexts
from leakline.leaks.heap_sites import HeapSites
from leakline.leaks.model import HeapStep, Suspect, Verdict
from leakline.leaks.policy import readable_costs
from leakline.leaks.suspects import Step, holders_in, merged
from leakline.leaks.told_apart import ToldApart
from leakline.leaks.trace import Tracer

MANY = 10
"""So many closures of one site, or objects of one class, are worth a look."""

MANY_ELEMENTS = 100
"""So many plain things in one container are."""

_KEEPERS = ("object", "closure", "native")
_MOST_GROUPS = 100
_MOST_SUSPECTS = 20


def find_standing_out(snapshot: Snapshot, step: Step, *, raw: bool = False) -> tuple[Suspect, ...]:
    """What may be too much in one snapshot, largest retained size first; whether it grows, nobody can tell.

    Closures that one place of the program made, objects of one class, and plain things in one container count; those of
    installed packages do not, for there are always many. No reference is called faulty. ``raw`` is as
    in ``find_suspects``.
    """
    step("counting objects", 0.0)
    census = take_census([snapshot])
    step("finding retaining paths", 0.2)
    sites = HeapSites(snapshot)
    contexts = HeapContexts(snapshot, sites)
    (starts,) = beginnings([snapshot], contexts)
    tree = cheapest_paths(snapshot, readable_costs(snapshot, starts))
    step("finding what stands out", 0.5)
    groups, many = _groups(snapshot, tree, census, sites, ToldApart(census, sites, contexts))
    step("tracing", 0.7)
    tracer = Tracer(snapshot, tree, sites, contexts, raw=raw)
    describer = Describer(snapshot, many, many, census, groups, tracer, sites, contexts)
    faults = find_faults(groups, census.rows, holders_in(snapshot, tree, sites))
    suspects = merged(suspect for fault in faults if (suspect := describer.suspect(fault)) is not None)
    suspects.sort(key=lambda suspect: (-suspect.retained_size, suspect.fingerprint))
    step("done", 1.0)
    own = [suspect for suspect in suspects if not _is_installed(suspect)]
    return tuple(_without_verdicts(suspect) for suspect in own[:_MOST_SUSPECTS])


def _groups(
    snapshot: Snapshot, tree: PathTree, census: Census, sites: HeapSites, told_apart: ToldApart
) -> tuple[tuple[Group, ...], Flags]:
    """Groups of things that are there many times, and ``bool[nodes]`` of all that are in one."""
    labels, rows = census.labels[0], census.rows
    kinds = np.array([row.kind for row in rows])
    often = np.flatnonzero((census.counts[:, 0] >= MANY) & np.isin(kinds, (CLOSURE, OBJECT)))
    apart = np.zeros(len(rows), np.bool_)
    apart[often] = np.array(told_apart(often.tolist()), np.bool_)
    installed = [row for row in np.flatnonzero(apart).tolist() if is_dependency_script(sites.urls[rows[row].script_id])]
    own = apart.copy()
    own[installed] = False
    largest = _largest(snapshot, np.where(labelled(labels, own), labels, -1), len(rows))
    found = [(row, True, np.flatnonzero(labels == row)) for row in largest]
    found += [(row, False, nodes) for row, nodes in _elements(snapshot, tree, census, apart)]
    numbers = np.full(snapshot.node_count, -1, np.int32)
    for index, (_, _, nodes) in enumerate(found):
        numbers[nodes] = index
    many = np.asarray(numbers >= 0)
    lineage = Lineage(
        groups=numbers,
        above=other_group_above(tree, numbers, np.ones_like(many)),
        keepers=nearest_ancestor(tree, has_type(snapshot, _KEEPERS) & (nearest_ancestor(tree, many) < 0)),
        costs=tree.cost,
        ids=snapshot.node_ids,
    )
    groups = [
        lineage.group(index, row, whole, (len(nodes),), (int(snapshot.self_sizes[nodes].sum(dtype=np.uint64)),), {})
        for index, (row, whole, nodes) in enumerate(found)
    ]
    return tuple(groups), many


def _elements(snapshot: Snapshot, tree: PathTree, census: Census, apart: Flags) -> list[tuple[int, Ints]]:
    """Plain objects and strings right below one object: their row and the nodes, largest groups first."""
    labels = census.labels[0]
    plain = np.array([row.kind in (OBJECT, TEXT) for row in census.rows]) & ~apart
    nodes = np.flatnonzero(labelled(labels, plain))
    holders = nearest_above(tree, has_type(snapshot, _KEEPERS))[nodes]
    nodes, holders = nodes[holders >= 0], holders[holders >= 0]
    keys = labels[nodes].astype(np.int64) * snapshot.node_count + holders
    unique, inverse, often = np.unique(keys, return_inverse=True, return_counts=True)
    retained = snapshot.graph.retained_sizes[nodes].astype(np.float64)
    weights = np.bincount(inverse, weights=retained, minlength=len(unique))
    ranked = [key for key in np.argsort(-weights)[:_MOST_GROUPS].tolist() if often[key] >= MANY_ELEMENTS]
    return [(int(unique[key] // snapshot.node_count), nodes[inverse == key]) for key in ranked]


def _largest(snapshot: Snapshot, labels: Ordinals, rows: int) -> list[int]:
    """The rows whose nodes keep most, each node counted by itself."""
    nodes = np.flatnonzero(labels >= 0)
    sizes = snapshot.graph.retained_sizes[nodes].astype(np.float64)
    weights = np.bincount(labels[nodes], weights=sizes, minlength=rows)
    return [row for row in np.argsort(-weights)[:_MOST_GROUPS].tolist() if weights[row] > 0]


def _is_installed(suspect: Suspect) -> bool:
    """Whether a variable of an installed package keeps it."""
    context = suspect.keeper.context if suspect.keeper is not None else None
    sites = [*([context.site] if context.site else []), *context.closures] if context is not None else []
    return bool(sites) and all(is_dependency_script(site.url) for site in sites)


def _without_verdicts(suspect: Suspect) -> Suspect:
    """A suspect that nothing proves to be stuck."""
    return replace(suspect, growing=False, faulty_step=None, trace=_neutral(suspect.trace))


def _neutral(trace: Sequence[HeapStep]) -> tuple[HeapStep, ...]:
    return tuple(
        replace(step, verdict=Verdict.UNKNOWN, reason=None) if step.verdict is Verdict.STUCK else step for step in trace
    )
