"""Places suspects of the heap in the source."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from leakline.heap import Snapshot
from leakline.js import Function
from leakline.leaks.heap_sites import HeapSites
from leakline.leaks.model import (
    ANONYMOUS,
    OUTER_CONTEXT,
    HeapContext,
    HeapStep,
    Keeper,
    Member,
    Overhead,
    Site,
    Suspect,
)
from leakline.sources.model import Origin, Place, WhyNot
from leakline.sources.originals import Original
from leakline.sources.places import place_of_function
from leakline.sources.placing import Sources
from leakline.sources.releases import release_of
from leakline.sources.scripts import PathMapping
from leakline.sources.source_file import SourceFile
from leakline.text.positions import Position
from leakline.witness.causes import find_cause
from leakline.witness.constructors import place_of_constructor
from leakline.witness.executed import executed
from leakline.witness.joining import Claims, join
from leakline.witness.limits import limit_of
from leakline.witness.merging import one_for_each_cause, with_what_packages_keep
from leakline.witness.model import Cause, JoinedFinding, PlacedSuspect, TraceStep, severity_by_growth
from leakline.witness.slots import MADE_UP, context_owner, find_slots
from leakline.witness.written_names import kept_by, written_member, written_names

_ORDER = tuple(Origin)
_SLOTS_SHOWN = 6
_LONGEST_LINE = 500  # bytes


def place_suspects(
    suspects: Sequence[Suspect],
    snapshots: Sequence[Snapshot],
    roots: Sequence[Path],
    mappings: Sequence[PathMapping],
    claims: Claims,
    warn: Callable[[str], None],
) -> tuple[tuple[PlacedSuspect, ...], tuple[JoinedFinding, ...], tuple[Overhead, ...]]:
    """All suspects with their places, the workspace's first, then by retained size; and what the heap says to findings.

    What only fills a container that the source limits is no suspect: it comes last.

    ``claims`` gives what the rules say about a file, ``warn`` is told why code is shown as it was compiled. One
    snapshot alone refutes nothing.
    """
    last = snapshots[-1]
    sites = HeapSites(last)
    sources = Sources(roots, mappings, sites.source_heads, release_of(last), sites.live_functions)
    all_placed = [(_place(suspect, sources), suspect.keeper) for suspect in suspects]
    filling = {one.fingerprint: found for one, keeper in all_placed if (found := _filling(one, keeper, sources))}
    leaking = [one for one, _ in all_placed if one.fingerprint not in filling]
    placed = with_what_packages_keep(one_for_each_cause(leaking))
    evidence = executed(snapshots, sources) if len(snapshots) > 1 else {}
    joined, findings = join(placed, claims, sources, evidence)
    for place in (place for one in joined for place in (one.place, one.cause.place if one.cause else None) if place):
        why_not = sources.as_compiled.get(place)
        if why_not is not None:
            warn(f"{place.path.name} is shown as it was compiled: {why_not.detail}")
        elif _is_minified(place, sources):
            warn(
                f"{place.path.name} is minified and has no source map here: its lines and names are the minifier's; "
                "build it with a source map to see those of the source"
            )
    return tuple(sorted(joined, key=_rank)), findings, tuple(filling.values())


def _is_minified(place: Place, sources: Sources) -> bool:
    """Whether a place is on a line that nobody writes by hand, and nothing tells of what was written."""
    file = sources.at(place.path)
    if file is None or place.written is not None or sources.is_compiled(file):
        return False
    starts = file.lines.starts
    end = next(iter(starts[place.range.start.line + 1 : place.range.start.line + 2]), len(file.data))
    return end - starts[place.range.start.line] > _LONGEST_LINE


def _filling(suspect: PlacedSuspect, keeper: Keeper | None, sources: Sources) -> Overhead | None:
    """What is said of a container instead, if the source limits it to more than it holds by now."""
    if keeper is None or keeper.context is None or not suspect.growing:
        return None
    urls = keeper.context.urls
    files = [file for url in urls if isinstance(file := sources.file(url), SourceFile)]
    if suspect.cause is not None:
        path = suspect.cause.place.path
        files += [file for file in sources.workspace_files() if file.path == path and file not in files]
    own_classes = {shape.name for file in sources.workspace_files() for shape in file.module.classes}
    limit = limit_of(keeper, files, own_classes)
    if limit is None or suspect.counts[-1] > limit.most:
        return None
    what = f"{suspect.name} in {suspect.kept_by or keeper.text}"
    where = f"{limit.file.path.name}:{limit.line + 1}"
    detail = f"it holds {suspect.counts[-1]}, and {where} limits it to {limit.most}"
    return Overhead("filling", what, detail, suspect.shallow_sizes)


def _rank(suspect: PlacedSuspect) -> tuple[int, int, str]:
    return _ORDER.index(suspect.origin), -suspect.retained_size, suspect.fingerprint


def _place(suspect: Suspect, sources: Sources) -> PlacedSuspect:
    site = suspect.site
    found = sources.function(site.url, site.line, site.column) if site is not None else None
    function = found if isinstance(found, tuple) else None
    cause = find_cause(suspect, sources, function)
    names = written_names(suspect.keeper.context if suspect.keeper else None, sources)
    first = written_names(suspect.top_level, sources) if suspect.top_level is not None else names
    steps = _steps(suspect, first, sources)
    text = kept_by(suspect, names, [step.via for step in steps])
    if cause is not None and suspect.keeper is not None and text is not None:
        cause = replace(cause, remedy=cause.remedy.replace(suspect.keeper.text, text))
    own = sources.original(_place_of_code(suspect.kind, *found)) if isinstance(found, tuple) else None
    if own is not None and function is not None and not _is_mapped(own.place, function[0]):
        own = _written_beside(suspect, function[0], sources) or own
    place, why_not = _shown_at(suspect, own.place if own is not None else None, found, cause)
    trace, faulty_step = _without_outer_contexts(steps, suspect.faulty_step)
    classes = _written_classes(suspect, steps)
    return PlacedSuspect(
        fingerprint=suspect.fingerprint,
        kind=suspect.kind,
        name=(own.name if own is not None else None) or suspect.name,
        kept_by=text,
        counts=suspect.counts,
        shallow_sizes=suspect.shallow_sizes,
        retained_size=suspect.retained_size,
        growing=suspect.growing,
        severity=severity_by_growth(len(suspect.counts)),
        origin=_origin(suspect, sources, cause.place if cause is not None else place),
        place=place,
        why_not=why_not,
        script=(site.url, site.line, site.column) if site is not None else None,
        slots=tuple(
            replace(slot, holds=classes.get(slot.holds, slot.holds)) for slot in find_slots(suspect, sources, function)
        ),
        trace=trace,
        faulty_step=faulty_step,
        cause=cause,
        members=tuple(_member(member, sources) for member in suspect.members),
        shared_size=suspect.shared_size,
        shared_with=suspect.shared_with,
        shape=suspect.keeper.shape if suspect.keeper else None,
    )


def _written_beside(suspect: Suspect, file: SourceFile, sources: Sources) -> Original | None:
    """The program's function that grows with a helper that a compiler wrote; None where nobody tells of one.

    Such as ``deliver`` with what makes it ``async`` in older JavaScript.
    """
    if suspect.kind != "closure" or not sources.is_compiled(file):
        return None
    for member in suspect.members:
        if member.kind == "closure" and member.counts == suspect.counts and member.site is not None:
            found = sources.function(member.site.url, member.site.line, member.site.column)
            written = sources.original(place_of_function(*found)) if isinstance(found, tuple) else None
            if written is not None and written.name is not None and _is_mapped(written.place, file):
                return written
    return None


def _is_mapped(place: Place, file: SourceFile) -> bool:
    """Whether it is known where the code of a place in a compiled file was written."""
    return place.path != file.path or place.written is not None


def _shown_at(
    suspect: Suspect, own: Place | None, found: tuple[SourceFile, Function] | WhyNot | None, cause: Cause | None
) -> tuple[Place | None, WhyNot | None]:
    """Where the suspect is shown: its own code; what has no code of its own is shown at its cause."""
    if own is not None:
        return own, None
    if cause is not None:
        return cause.place, None
    if isinstance(found, WhyNot):
        return None, found
    return None, WhyNot(
        "no-location", f"V8 records no location for {suspect.name or suspect.kind}, and its cause was not found"
    )


def _place_of_code(kind: str, file: SourceFile, function: Function) -> Place:
    if kind == "object":
        return place_of_constructor(file, function)
    return place_of_function(file, function)


def _origin(suspect: Suspect, sources: Sources, place: Place | None) -> Origin:
    """Whose code leaks: that of the cause, else of the suspect itself, else of what the trace leads through."""
    if place is not None:
        return sources.owner_of_place(place)
    if suspect.site is not None:
        return sources.owner(suspect.site.url)
    sites = [step.site for step in suspect.trace if step.site is not None and step.site.url]
    owners = [sources.owner(site.url) for site in sites]
    return min(owners, key=_ORDER.index, default=Origin.UNKNOWN)


def _steps(suspect: Suspect, names: Mapping[str, str], sources: Sources) -> tuple[TraceStep, ...]:
    """The trace; ``names`` are what the author called the variables of the scope that it begins in."""
    found = []
    file = _first_file(suspect.top_level, sources)
    for number, step in enumerate(suspect.trace):
        after = suspect.trace[number + 1].via if number + 1 < len(suspect.trace) else None
        inner = written_names(step.context, sources)
        via = names.get(step.via or "", step.via)
        if number > 0 and via is not None and via.startswith("."):
            via = f".{written_member(suspect.trace[number - 1], via[1:], file, sources)}"
        found.append(_step(replace(step, via=via), inner, sources, after))
        names = inner if step.context is not None else names
        file = _first_file(step.context, sources) or file
    return tuple(found)


def _first_file(context: HeapContext | None, sources: Sources) -> SourceFile | None:
    """The file of the code that made a context, or that holds it."""
    files = (sources.file(url) for url in (context.urls if context is not None else ()))
    return next((file for file in files if isinstance(file, SourceFile)), None)


def _written_classes(suspect: Suspect, steps: Sequence[TraceStep]) -> dict[str, str]:
    """What the author called the classes of a trace; those that a minifier gave one name are left out."""
    found: dict[str, set[str]] = {}
    for heap_step, step in zip(suspect.trace, steps, strict=True):
        if heap_step.kind == "object" and heap_step.site is not None:
            found.setdefault(heap_step.name, set()).add(step.name)
    return {name: written.pop() for name, written in found.items() if len(written) == 1}


def _without_outer_contexts(
    steps: tuple[TraceStep, ...], faulty_step: int | None
) -> tuple[tuple[TraceStep, ...], int | None]:
    """The trace without contexts through which it only leads on to the one around: the last of them holds the variable.

    A context with a verdict of its own stays.
    """
    found: list[TraceStep] = []
    faulty = faulty_step
    via: str | None = None
    for number, step in enumerate(steps):
        after = steps[number + 1].via if number + 1 < len(steps) else None
        reached = replace(step, via=via) if via is not None else step
        if step.kind == "context" and after == OUTER_CONTEXT and not step.reason and number != faulty_step:
            via = reached.via
            faulty = faulty - 1 if faulty is not None and faulty_step is not None and number < faulty_step else faulty
        else:
            found.append(reached)
            via = None
    return tuple(found), faulty


def _step(step: HeapStep, names: Mapping[str, str], sources: Sources, after: str | None) -> TraceStep:
    name = step.name
    site: Site | None = step.site
    if step.context is not None:
        owner = context_owner(step.context, sources)
        if owner is not None:
            file, function = owner
            original = sources.original(place_of_function(file, function))
            name = f"context of {_label(file, function, original)} {_slot_list(step.context, names, after)}"
            return _placed_step(step, name, original.place)
    if site is None:
        return _placed_step(step, name, None)
    found = sources.function(site.url, site.line, site.column)
    if not isinstance(found, tuple):
        return _placed_step(step, name, None)
    place = place_of_function(*found) if step.kind in ("closure", "timer") else place_of_constructor(*found)
    original = sources.original(place)
    if original.name is not None and name in (found[1].name, ANONYMOUS):  # a minifier may have shortened it
        name = original.name
    return _placed_step(step, name, original.place)


def _label(file: SourceFile, function: Function, original: Original) -> str:
    """What a function is called: by its author, or by the file that a bundler made it of, such as ``774``."""
    place = original.place
    shown = place.written or place
    made = bool(function.name) or original.is_made or shown.range.start == Position(0, 0)
    if made and original.name is None and _is_mapped(place, file):
        return shown.path.name
    return original.name or function.label


def _placed_step(step: HeapStep, name: str, place: Place | None) -> TraceStep:
    return TraceStep(step.via, name, step.kind, step.verdict, step.reason, place, step.key)


def _member(member: Member, sources: Sources) -> Member:
    """A member by the name that its author gave it."""
    site = member.site
    found = sources.function(site.url, site.line, site.column) if site is not None else None
    if not isinstance(found, tuple) or not sources.is_compiled(found[0]):
        return member
    place = place_of_function(*found) if member.kind == "closure" else place_of_constructor(*found)
    return replace(member, name=sources.original(place).name or member.name)


def _slot_list(context: HeapContext, names: Mapping[str, str], after: str | None) -> str:
    """The variables of a context; of many the one that the trace goes through, and the first few of the author's."""
    slots = [slot.name for slot in context.slots]
    if len(slots) > _SLOTS_SHOWN:
        own = [name for name in slots if name == after or not (name.startswith(".") or MADE_UP.match(name))]
        first = [name for name in own if name != after][: _SLOTS_SHOWN - 1]
        slots = [name for name in own if name == after or name in first]
        return "{" + ", ".join([*(names.get(name, name) for name in slots), "…"]) + "}"
    return "{" + ", ".join(names.get(name, name) for name in slots) + "}"
