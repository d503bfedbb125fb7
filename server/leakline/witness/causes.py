"""Where the fix belongs: the statement that hands the leaked object to its keeper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from leakline.js import Argument, AssignmentShape, Binding, CallShape, Function, Module
from leakline.leaks.model import HeapContext, Keeper, Suspect
from leakline.sources.model import Place
from leakline.sources.placing import Sources, place_of
from leakline.sources.source_file import SourceFile
from leakline.witness.model import Cause
from leakline.witness.remedies import remedy

_METHODS = {
    "emitter": frozenset({"on", "once", "addListener", "prependListener", "prependOnceListener"}),
    "event target": frozenset({"addEventListener", "addAbortListener", "on", "once"}),
    "map": frozenset({"set"}),
    "set": frozenset({"add"}),
    "weak map": frozenset({"set"}),
    "weak set": frozenset({"add"}),
    "array": frozenset({"push", "unshift", "splice"}),
    "promise": frozenset({"then", "catch", "finally", "race", "any", "all", "allSettled"}),
}
_ASSIGNED = frozenset({"object", "property", "variable", "array"})


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A statement that may have handed the object over: its extent, who stands around it, and how well it fits."""

    file: SourceFile
    start: int
    end: int
    function: Function | None
    receiver: str
    handler: str | None
    score: int


def find_cause(suspect: Suspect, sources: Sources, function: tuple[SourceFile, Function] | None) -> Cause | None:
    """The best fitting statement; None where nothing fits, or several fit equally well."""
    keeper = suspect.keeper
    if keeper is None:
        return None
    candidates = list(_of_function(keeper, *function)) if function is not None else []
    if not candidates:
        files = _files_of(keeper, sources, function)
        candidates = [one for file in files for one in _of_holder(keeper, suspect, file)]
    best = _best(candidates)
    if best is None:
        return None
    place = place_of(best.file, best.start, best.end, best.function)
    return Cause(place, None, remedy(keeper, best.receiver, best.handler))
