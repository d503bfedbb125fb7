"""Where the fix belongs: the statement that hands the leaked object to its keeper.

Two ways lead there. The source says what becomes of the leaked function: which call gets it, what it is assigned to. Or
the keeper is a variable of a known file, and the statements that put something into it are looked up by its name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from leakline.js import Function, language_of
from leakline.leaks.model import Keeper, Suspect
from leakline.sources.model import Origin, WhyNot
from leakline.sources.originals import Original
from leakline.sources.places import place_of
from leakline.sources.placing import Sources
from leakline.sources.source_file import SourceFile
from leakline.witness.callers import Calls, callers_of, calls_on_owner, constructions, given_to, handed_to, put_in
from leakline.witness.insertions import (
    INSERTING,
    Insertion,
    container_of,
    copies_into,
    handler_in,
    insertions_of,
    waits_in,
)
from leakline.witness.model import Cause
from leakline.witness.openings import loaded_by, openings
from leakline.witness.remedies import remedy, remedy_of_function, undoing
from leakline.witness.slots import source_scope

_KEEPS_FUNCTIONS = frozenset({"emitter", "event target", "timer", "promise"})


@dataclass(frozen=True, slots=True)
class _Found:
    """A statement with how well it fits."""

    insertion: Insertion
    score: int


def find_cause(suspect: Suspect, sources: Sources, function: tuple[SourceFile, Function] | None) -> Cause | None:
    """The best fitting statement; None where nothing fits, or several fit equally well."""
    keeper = suspect.keeper
    if keeper is None:
        return None
    best: Insertion | None = None
    gone = _gone(suspect, sources, function)
    for search in _searches(keeper, suspect, sources, function):
        found = [one for one in search() if gone is None or _may_have_been(one.insertion, gone)]
        if found:
            best = _best(found)
            break
    if best is not None:
        best = _in_the_program(best, keeper, suspect, sources, function)
    if best is None:
        return None
    original = sources.original(place_of(best.file, best.start, best.end, best.function))
    if best.through and not _is_insertion(best, keeper, original):
        return Cause(original.place, None, undoing(keeper))
    return Cause(original.place, None, _remedy(best, keeper, original, sources))


def _remedy(best: Insertion, keeper: Keeper, original: Original, sources: Sources) -> str:
    """What to do about a statement, in the words of its author where what was compiled is known."""
    written = original.call
    if best.given:
        container = written.arguments[0].text if written is not None and written.arguments else best.receiver
        return remedy_of_function(keeper, best.given, container)
    if written is not None and written.receiver is not None:
        return remedy(keeper, written.receiver.text, handler_in(written.arguments))
    return remedy(keeper, _written_receiver(best, original, sources), best.handler)


def _is_insertion(found: Insertion, keeper: Keeper, original: Original) -> bool:
    """Whether a call on the keeper's owner is the very one that puts something into the keeper."""
    call = original.call
    return call is not None and call.name in INSERTING and found.receiver.rpartition(".")[2] in keeper.holder[-1:]


def _written_receiver(best: Insertion, original: Original, sources: Sources) -> str:
    """What an assignment assigns to, as its author wrote it."""
    path = original.place.path
    file = sources.at(path) if path != best.file.path and language_of(path) is not None else None
    if file is None:
        return best.receiver
    start = file.lines.offset(original.place.range.start)
    target = next((one.target for one in file.module.assignments if one.start == start), None)
    if target is None:
        return best.receiver
    return target.text if best.replaces else container_of(target)


def _opened(keeper: Keeper, suspect: Suspect) -> str:
    """What the program opened: a worker, where the ports that it talks through are what stays open."""
    has_worker = any(member.name == "Worker" for member in suspect.members)
    return "Worker" if keeper.member == "MessagePort" and has_worker else keeper.member or ""


def _gone(suspect: Suspect, sources: Sources, function: tuple[SourceFile, Function] | None) -> frozenset[str] | None:
    """The names of the script's other functions if the leaked one was taken out of its file since; else None."""
    site = suspect.site
    if function is not None or site is None or suspect.kind != "closure":
        return None
    found = sources.function(site.url, site.line, site.column)
    is_gone = isinstance(found, WhyNot) and found.reason == "file-changed"
    return sources.others(site.url, site.function) if is_gone else None


def _may_have_been(insertion: Insertion, others: frozenset[str]) -> bool:
    """Whether a statement of an edited file can have handed over a function that is gone from it.

    One that hands over a function that was there beside it is another's; a call of something else was never its own.
    """
    if insertion.through:
        return False
    handed = [value.argument.function for value in insertion.values if value.argument.function is not None]
    return not any(one.name in others for one in handed)


_Search = Callable[[], list[_Found]]


def _searches(
    keeper: Keeper, suspect: Suspect, sources: Sources, function: tuple[SourceFile, Function] | None
) -> Iterator[_Search]:
    """The places to look at, the surest first."""
    if function is not None:
        file, leaked = function
        if keeper.shape == "await":
            yield lambda: _scored(waits_in(file, leaked, keeper), suspect, leaked)
        if suspect.kind == "closure" or keeper.shape == "timer":
            yield lambda: _scored(_handing_over(file, leaked, keeper), suspect, leaked)
        if suspect.kind == "object" and keeper.shape in _KEEPS_FUNCTIONS:
            yield lambda: _scored(_binding_this(file, leaked, keeper), suspect, leaked)
            if keeper.shape == "timer":
                yield lambda: _scored(waits_in(file, leaked, keeper), suspect, leaked)
    leaked_function = function[1] if function is not None else None
    opening = loaded_by(keeper) or _opened(keeper, suspect)
    if keeper.shape in ("handle", "performance") or loaded_by(keeper):
        for opened in openings(opening, sources.workspace_files()):
            yield lambda opened=opened: _scored(opened, suspect, leaked_function)  # type: ignore[misc]
    near = _files_of(keeper, sources, function)
    for file in near:
        yield lambda file=file: _scored(_into_variable(file, keeper, sources), suspect, leaked_function)  # type: ignore[misc]
    made_by = _files_at([place.url for place in keeper.made_by], sources)
    library = [file for file in made_by if all(file.path != known.path for known in near)]
    for file in library:
        yield lambda file=file: _sure(_scored(_into_holder(file, keeper), suspect, leaked_function))  # type: ignore[misc]
    near = [*near, *library]
    others = [file for file in sources.workspace_files() if all(file.path != known.path for known in near)]
    yield lambda: _scored([one for file in others for one in _into_holder(file, keeper)], suspect, leaked_function)
    calls = Calls(sources.workspace_files())
    yield lambda: _scored(
        [one for file in sources.workspace_files() for one in copies_into(file, keeper)], suspect, leaked_function
    )
    if function is not None and suspect.kind == "closure":
        yield lambda: _scored(
            _as_parameter(function[1], keeper, sources.workspace_files(), calls), suspect, leaked_function
        )
        yield lambda: _scored(_subscribing(suspect, sources, function), suspect, None)
        yield lambda: _scored(handed_to(*function), suspect, leaked_function)
    yield lambda: _scored(calls_on_owner(keeper, calls, adding=True), suspect, leaked_function)
    yield lambda: _scored(given_to(keeper, calls), suspect, leaked_function)
    yield lambda: _scored(calls_on_owner(keeper, calls), suspect, leaked_function)


def _in_the_program(
    found: Insertion, keeper: Keeper, suspect: Suspect, sources: Sources, function: tuple[SourceFile, Function] | None
) -> Insertion | None:
    """The call of the program that leads to an insertion, for a library is not at fault for what it is given."""
    written = sources.original(place_of(found.file, found.start, found.end, found.function))
    if sources.owner_of_place(written.place) is Origin.WORKSPACE:  # a bundle of the program has libraries in it
        return found
    leaked = function[1] if function is not None and suspect.kind == "closure" else None
    calls = Calls(sources.workspace_files())
    callers = callers_of(found, calls)
    handing = [one for one in callers if leaked is not None and any(value.is_function(leaked) for value in one.values)]
    owned = {(one.file.path, one.start): one for one in calls_on_owner(keeper, calls)}
    both = [one for one in callers if (one.file.path, one.start) in owned]
    made = constructions(found, suspect.name, calls)
    for candidates in (handing, both, made, list(owned.values()), callers):
        if candidates:
            return _best(_scored(candidates, suspect, function[1] if function is not None else None)) or found
    return found


def _handing_over(file: SourceFile, leaked: Function, keeper: Keeper) -> list[Insertion]:
    """Statements that hand the leaked function itself over, in the way of the keeper."""
    return [
        one
        for one in insertions_of(file, keeper)
        if any(value.is_function(leaked) for value in one.values) and not (keeper.shape == "array" and one.replaces)
    ]


def _subscribing(suspect: Suspect, sources: Sources, function: tuple[SourceFile, Function]) -> list[Insertion]:
    """The call that puts in the leaked function, or else a function that leaked with it.

    Of ``source.pipe(map(toRow)).subscribe(show)`` it is ``subscribe`` that keeps both.
    """
    given = put_in(*function)
    if given:
        return given
    sites = (member.site for member in suspect.members if member.kind == "closure")
    own = (site for site in sites if site is not None and sources.owner(site.url) is Origin.WORKSPACE)
    known = (sources.function(site.url, site.line, site.column) for site in own)
    return [one for found in known if isinstance(found, tuple) for one in put_in(*found)]


def _as_parameter(leaked: Function, keeper: Keeper, files: Sequence[SourceFile], calls: Calls) -> list[Insertion]:
    """Statements that hand over a parameter, of a function that is given the leaked one: ``setInterval(run, ms)``."""
    return [
        one
        for file in files
        for one in insertions_of(file, keeper)
        if any(value.is_function(leaked) for call in callers_of(one, calls) for value in call.values)
    ]


def _binding_this(file: SourceFile, constructor: Function, keeper: Keeper) -> list[Insertion]:
    """Statements inside a class that hand over a function bound to ``this``."""
    shape = next((shape for shape in file.module.classes if shape.constructor == constructor), None)
    if shape is None:
        return []
    return [
        one
        for one in insertions_of(file, keeper)
        if shape.start <= one.start < shape.end and any(value.binds_this for value in one.values)
    ]


def _into_holder(file: SourceFile, keeper: Keeper) -> list[Insertion]:
    """Statements that put something into what the keeper is called; timers have no name to go by."""
    if keeper.shape == "timer" or (not keeper.holder and keeper.shape not in ("variable", "property")):
        return []
    return [one for one in insertions_of(file, keeper) if one.goes_into(keeper)]


def _into_variable(file: SourceFile, keeper: Keeper, sources: Sources) -> list[Insertion]:
    """Statements that put something into the keeper's very variable, or where none says so into what is called so.

    In minified code many variables have one name.
    """
    found = _into_holder(file, keeper)
    scope = source_scope(keeper.context, file, sources) if keeper.context is not None else None
    named = [slot.binding for slot in scope.slots if slot.name in keeper.holder[:1]] if scope is not None else []
    return [one for one in found if any(root in named for root in one.roots)] or found


def _files_of(keeper: Keeper, sources: Sources, function: tuple[SourceFile, Function] | None) -> Sequence[SourceFile]:
    """The file whose variable the keeper is, then the file of the leaked function."""
    files = _files_at(keeper.context.urls if keeper.context is not None else (), sources)
    if function is not None:
        files.append(function[0])
    return list({file.path: file for file in files}.values())


def _files_at(urls: Iterable[str], sources: Sources) -> list[SourceFile]:
    return [file for url in urls if isinstance(file := sources.file(url), SourceFile)]


def _scored(insertions: Sequence[Insertion], suspect: Suspect, leaked: Function | None) -> list[_Found]:
    return [_Found(one, _score(one, suspect, leaked)) for one in insertions]


def _score(insertion: Insertion, suspect: Suspect, leaked: Function | None) -> int:
    """How well a statement fits: that it hands over what leaked counts most, then that it can run more than once."""
    score = 0
    if any(leaked is not None and value.is_function(leaked) for value in insertion.values):
        score += 8
    if any(value.makes(suspect) for value in insertion.values):
        score += 4
    if insertion.adds:
        score += 3
    if insertion.function.parent is not None:
        score += 2
    if suspect.keeper is not None and insertion.is_as_deep(suspect.keeper):
        score += 1
    return score - insertion.puts_back()


def _best(found: Sequence[_Found]) -> Insertion | None:
    """The one of the highest score; None where two lines share it, for then nothing tells which it is."""
    highest = max(one.score for one in found)
    first, *others = sorted((one.insertion for one in found if one.score == highest), key=lambda one: one.start)
    return first if all(_on_one_line(first, other) for other in others) else None


def _sure(found: list[_Found]) -> list[_Found]:
    """What was found, nothing where several fit equally well and another search may tell."""
    return found if found and _best(found) is not None else []


def _on_one_line(one: Insertion, other: Insertion) -> bool:
    return one.file.path == other.file.path and b"\n" not in one.file.data[one.start : other.start]
