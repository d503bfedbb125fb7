"""Joins what the rules say of a file with what grows in the heap, and decides the severity of both."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from leakline.js import CallShape
from leakline.leaks.trace import GLOBAL
from leakline.sources.model import Origin, Place
from leakline.sources.places import place_of
from leakline.sources.placing import Sources
from leakline.sources.source_file import SourceFile
from leakline.text.positions import Range
from leakline.witness.agreement import agree
from leakline.witness.executed import Executed
from leakline.witness.insertions import INSERTING
from leakline.witness.model import Answer, Cause, Claim, JoinedFinding, PlacedSuspect, Severity

_LISTENED_TO = frozenset({"emitter", "event target"})
_GLOBALS = "object"  # what rules say of a global variable: the global object holds it
_CONTAINERS = frozenset({"array", "set", "map", "object"})

Claims = Callable[[SourceFile], Sequence[Claim]]
"""What the rules say about a file; nothing about one that is not worth reading."""


def join(
    suspects: Sequence[PlacedSuspect], claims: Claims, sources: Sources, executed: Mapping[Path, Executed]
) -> tuple[tuple[PlacedSuspect, ...], tuple[JoinedFinding, ...]]:
    """The suspects with the rule that knows their fault, and each finding with what the heap says to it.

    One fault is one error, of the rule that names the suspect; what another rule knows of it keeps its own severity.
    Only files with code in the heap are looked at: ``executed`` has them, and the suspects name some. Of what a
    compiler wrote, those alone that suspects are shown in.
    """
    shown = dict.fromkeys(_paths(suspects))
    known = [file for path in {**executed, **shown} if (file := sources.at(path)) is not None]
    files = [file for file in known if file.path in shown or not sources.is_compiled(file)]
    joined = list(suspects)
    findings: list[JoinedFinding] = []
    for file in files:
        for claim in claims(file):
            index = _confirming(claim, file, joined)
            if index is not None:
                joined[index] = _with_rule(joined[index], claim, file)
                findings.append(_finding(claim, file, claim.severity, Answer.CONFIRMED, joined[index].fingerprint))
            elif _is_refuted(claim, file, joined, executed.get(file.path)):
                findings.append(_finding(claim, file, Severity.HINT, Answer.REFUTED))
            else:
                findings.append(_finding(claim, file, claim.severity, Answer.SILENT))
    named = {(suspect.fingerprint, suspect.cause.rule) for suspect in joined if suspect.cause is not None}
    return tuple(joined), tuple(
        replace(one, severity=Severity.ERROR) if (one.fingerprint, one.rule) in named else one for one in findings
    )


def _paths(suspects: Iterable[PlacedSuspect]) -> list[Path]:
    """The files of the workspace that suspects are in or caused by."""
    own = [suspect for suspect in suspects if suspect.origin is Origin.WORKSPACE]
    places = [place for one in own for place in (one.cause.place if one.cause else None, one.place)]
    return [place.path for place in places if place is not None]


def _confirming(claim: Claim, file: SourceFile, suspects: Sequence[PlacedSuspect]) -> int | None:
    """Index of the suspect that is about the same fault, the one with most memory where several are."""
    found = [index for index, suspect in enumerate(suspects) if suspect.growing and _is_about(claim, file, suspect)]
    return max(found, key=lambda index: suspects[index].retained_size, default=None)


def _is_about(claim: Claim, file: SourceFile, suspect: PlacedSuspect) -> bool:
    reader = _Reader(file)
    if agree(claim.held_through, suspect.shape) or _is_its_call(claim, file, suspect):
        if suspect.cause is not None and suspect.cause.place.path == file.path:
            cause = suspect.cause.place.range
            ranges = (claim.range, *claim.related)
            return any(reader.same_statement(cause, one) for one in ranges) or reader.undoes(claim.range, cause)
        return (
            suspect.place is not None
            and suspect.place.path == file.path
            and (reader.hands_over(claim.range, suspect.place.range))
        )
    if claim.held_through == _GLOBALS and reader.names_its_global(claim, suspect) and suspect.faulty_step in (0, 1):
        return True
    return claim.held_through == "variable" and reader.keeps_dead_slot(claim, suspect)


def _is_its_call(claim: Claim, file: SourceFile, suspect: PlacedSuspect) -> bool:
    """Whether a listener's very call is the cause: where a library keeps listeners is its own affair."""
    cause = suspect.cause
    if cause is None or cause.place.path != file.path or suspect.kind != "closure" or suspect.shape not in _CONTAINERS:
        return False
    return claim.held_through in _LISTENED_TO and claim.range.start == cause.place.range.start


@dataclass(frozen=True, slots=True)
class _Reader:
    """Answers how ranges of one file lie to each other."""

    file: SourceFile

    def same_statement(self, one: Range, other: Range) -> bool:
        """Whether two ranges share code of one function, not only that of a function inside of both."""
        return one.start < other.end and other.start < one.end and self._around(one) is self._around(other)

    def hands_over(self, statement: Range, function: Range) -> bool:
        """Whether a function is written right in a statement, as an argument is."""
        if not (statement.start <= function.start and function.end <= statement.end):
            return False
        inner = self.file.module.enclosing_function(self.file.lines.offset(function.start))
        return inner.parent is self._around(statement)

    def undoes(self, removal: Range, insertion: Range) -> bool:
        """Whether a call means to take out of the same container, under the same name, what another puts in."""
        removing, inserting = self._call(removal), self._call(insertion)
        if removing is None or inserting is None or removing.name in INSERTING:
            return False
        if removing.receiver is None or inserting.receiver is None:
            return False
        named = [call.arguments[0].value if call.arguments else None for call in (removing, inserting)]
        return removing.receiver.text == inserting.receiver.text and named[0] == named[1]

    def keeps_dead_slot(self, claim: Claim, suspect: PlacedSuspect) -> bool:
        """Whether the claim is about the growing closure and about who captured what it never reads."""
        place = suspect.place
        if suspect.kind != "closure" or place is None or place.path != self.file.path:
            return False
        if claim.range.start not in place.head:
            return False
        captures = [one.place for slot in suspect.slots if slot.dead for one in slot.captured_by]
        return any(one.path == self.file.path and one.range in claim.related for one in captures)

    def names_its_global(self, claim: Claim, suspect: PlacedSuspect) -> bool:
        """Whether a claim is about the very global variable in which a leak trace begins."""
        first = suspect.trace[0] if suspect.trace else None
        if first is None or first.reason != GLOBAL or not first.via:
            return False
        start, end = (self.file.lines.offset(one) for one in (claim.range.start, claim.range.end))
        name = rb"(?<![\w$])" + re.escape(first.via.encode()) + rb"(?![\w$])"
        return re.search(name, self.file.data[start:end]) is not None

    def _call(self, place: Range) -> CallShape | None:
        start, end = self.file.lines.offset(place.start), self.file.lines.offset(place.end)
        return next((call for call in self.file.module.calls if (call.start, call.end) == (start, end)), None)

    def _around(self, place: Range) -> object:
        return self.file.module.enclosing_function(self.file.lines.offset(place.start))


def _with_rule(suspect: PlacedSuspect, claim: Claim, file: SourceFile) -> PlacedSuspect:
    """The suspect as both witnesses know it.

    Where several rules do, the one that is about the statement of the cause itself names it.
    """
    known = suspect.cause.rule if suspect.cause is not None else None
    if known is not None and not _is_at_cause(claim, file, suspect):
        return suspect
    fix = claim.fixes[0] if claim.fixes else None
    if suspect.cause is not None:
        cause = replace(suspect.cause, rule=claim.rule, fix=fix)
    else:
        cause = Cause(_place(claim, file), claim.rule, fix or claim.message, fix)
    return replace(suspect, cause=cause, severity=Severity.ERROR)


def _is_at_cause(claim: Claim, file: SourceFile, suspect: PlacedSuspect) -> bool:
    if suspect.cause is None or suspect.cause.place.path != file.path:
        return False
    reader = _Reader(file)
    is_held_so = agree(claim.held_through, suspect.shape) or _is_its_call(claim, file, suspect)
    is_global = claim.held_through == _GLOBALS and reader.names_its_global(claim, suspect)
    return (is_held_so or is_global) and reader.same_statement(suspect.cause.place.range, claim.range)


def _is_refuted(claim: Claim, file: SourceFile, suspects: Sequence[PlacedSuspect], evidence: Executed | None) -> bool:
    """Whether the code of a claim ran and left nothing behind that grew.

    Code at the top level of a file runs once, which shows nothing of growth. Nothing is refuted while something grows
    that may be what is meant: kept from the same statement, or like it and without a cause.
    """
    if claim.held_through is None or evidence is None:
        return False
    function = file.module.enclosing_function(file.lines.offset(claim.range.start))
    if function.parent is None or not evidence.has_run(file, function) or evidence.has_growth_in(claim.range):
        return False
    return not any(suspect.growing and _may_be_meant(claim, file, suspect) for suspect in suspects)


def _may_be_meant(claim: Claim, file: SourceFile, suspect: PlacedSuspect) -> bool:
    if claim.held_through == _GLOBALS and _Reader(file).names_its_global(claim, suspect):
        return True
    if suspect.cause is None:
        return suspect.shape is None or agree(claim.held_through, suspect.shape)
    cause = suspect.cause.place
    if cause.path != file.path:
        return False
    if suspect.cause.rule is None and agree(claim.held_through, suspect.shape):
        return True
    return _Reader(file).same_statement(cause.range, claim.range)


def _finding(
    claim: Claim, file: SourceFile, severity: Severity, answer: Answer, fingerprint: str | None = None
) -> JoinedFinding:
    return JoinedFinding(claim.rule, claim.message, _place(claim, file), severity, answer, fingerprint)


def _place(claim: Claim, file: SourceFile) -> Place:
    start, end = file.lines.offset(claim.range.start), file.lines.offset(claim.range.end)
    return place_of(file, start, end, file.module.enclosing_function(start))
