"""Which functions of the source ran between the snapshots."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from leakline.heap import Snapshot
from leakline.heap.calls import SiteLife, site_lives
from leakline.js import Function
from leakline.leaks.heap_sites import HeapSites
from leakline.sources.model import Origin, Place
from leakline.sources.places import place_of_function
from leakline.sources.placing import Sources
from leakline.sources.source_file import SourceFile
from leakline.text.positions import Position, Range


@dataclass(slots=True)
class Executed:
    """Evidence about one file, as ranges of its functions.

    ``ran`` are functions that ran, ``grew`` those that there are more closures of than at first.
    """

    ran: set[Range] = field(default_factory=set)
    grew: set[Range] = field(default_factory=set)

    def has_run(self, file: SourceFile, function: Function) -> bool:
        """Whether a function is known to have run."""
        return place_of_function(file, function).range in self.ran

    def has_growth_in(self, place: Range) -> bool:
        """Whether closures that are written inside of a range became more."""
        return any(_within(one.start, place) and _within(one.end, place) for one in self.grew)


def executed(snapshots: Sequence[Snapshot], sources: Sources) -> dict[Path, Executed]:
    """The evidence about each file of the workspace that has closures in the last snapshot.

    Compiled code counts for the file that it was compiled from. A function that made closures ran as well, even if it
    left none of its own.
    """
    urls = HeapSites(snapshots[-1]).urls
    scripts = [script_id for script_id, url in urls.items() if sources.owner(url) is Origin.WORKSPACE]
    found: dict[Path, Executed] = {}
    for life in site_lives(snapshots, scripts):
        script_id, line, column = life.location
        here = sources.function(urls[script_id], line, column)
        if isinstance(here, tuple):
            _note(life, *here, sources, found)
    return found


def _note(life: SiteLife, file: SourceFile, function: Function, sources: Sources, found: dict[Path, Executed]) -> None:
    own = _original(file, function, sources)
    evidence = found.setdefault(own.path, Executed())
    if life.ran:
        evidence.ran.add(own.range)
    if life.counts[1] > life.counts[0]:
        evidence.grew.add(own.range)
    if life.made:
        evidence.ran |= {_original(file, around, sources).range for around in _around(function)}


def _around(function: Function) -> Iterator[Function]:
    """The functions around a function, without the file's top level."""
    around = function.parent
    while around is not None and around.parent is not None:
        yield around
        around = around.parent


def _original(file: SourceFile, function: Function, sources: Sources) -> Place:
    return sources.original(place_of_function(file, function)).place


def _within(position: Position, place: Range) -> bool:
    return place.start <= position <= place.end
