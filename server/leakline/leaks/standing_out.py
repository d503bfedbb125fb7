"""Suspects of one snapshot alone: what is there many times over, by the memory that it keeps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from leakline.heap import Snapshot, cheapest_paths
from leakline.heap.census import take_census
from leakline.heap.crowds import crowds
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
    rows = census.rows

    def is_installed(row: int) -> bool:
        return is_dependency_script(sites.urls[rows[row].script_id])

    groups, many = crowds(snapshot, tree, census, ToldApart(census, sites, contexts), is_installed)
    step("tracing", 0.7)
    tracer = Tracer(snapshot, tree, sites, contexts, raw=raw)
    describer = Describer(snapshot, many, many, census, groups, tracer, sites, contexts)
    faults = find_faults(groups, census.rows, holders_in(snapshot, tree, sites))
    suspects = merged(suspect for fault in faults if (suspect := describer.suspect(fault)) is not None)
    suspects.sort(key=lambda suspect: (-suspect.retained_size, suspect.fingerprint))
    step("done", 1.0)
    own = [suspect for suspect in suspects if not _is_installed(suspect)]
    return tuple(_without_verdicts(suspect) for suspect in own[:_MOST_SUSPECTS])


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
