"""Comparisons as text for a terminal: a message, the source line, the numbers, the leak trace, what to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath

from leakline.ide.dead_slots import dead_slots, worth_telling
from leakline.ide.model import Answer, Comparison, JoinedFinding, Overhead, Place, PlacedSuspect, Severity, Slot
from leakline.ide.sentences import (
    ONLY_MORE_TELL,
    apart_sentence,
    headline,
    members_sentence,
    numbers,
    overhead_sentence,
    refuted,
    shared_sentence,
    slot_sentence,
    stand_out,
    unread_sentence,
)
from leakline.ide.trace_text import trace_lines
from leakline.ide.wording import plural, size
from leakline.report.excerpts import Lines, line_of
from leakline.report.frames import frames
from leakline.report.paths import shown_origin, shown_place
from leakline.text.escapes import one_line, visible

_TAB = "    "
_LONGEST_LINE = 200
_BEFORE = 40


def comparison_text(
    comparison: Comparison, lines: Lines, base: Path, *, top: int | None = None, colour: bool = False
) -> str:
    """The whole report, ending in a newline; ``colour`` adds the terminal's own."""
    shown = comparison.suspects[:top]
    page = _Page(lines, base, colour)
    blocks = ["\n".join(page.suspect(suspect)) for suspect in shown]
    not_grown = [page.refuted(one) for one in comparison.findings if one.answer is Answer.REFUTED]
    if not_grown:
        blocks.append("\n".join(not_grown))
    if sum(bool(dead_slots([suspect])) for suspect in shown) > 1:
        blocks.append("\n".join(page.unread(dead_slots(shown))))
    if comparison.overhead:
        blocks.append("\n".join(page.overhead(comparison.overhead)))
    return "\n\n".join([*blocks, page.summary(comparison, len(shown))]) + "\n"


class _Page:
    def __init__(self, lines: Lines, base: Path, colour: bool) -> None:
        self._lines = lines
        self._base = base
        self._colour = colour

    def suspect(self, suspect: PlacedSuspect) -> Iterator[str]:
        rule = f"[{suspect.cause.rule}]" if suspect.cause is not None and suspect.cause.rule else ""
        yield f"{self._severity(suspect.severity, rule)}{self._style('1', f': {one_line(headline(suspect))}')}"
        places = frames(suspect)
        width = max((len(str((place.written or place).head.start.line + 1)) for place, _ in places), default=1)
        for index, (place, note) in enumerate(places):
            yield from self._frame(place, note, width, "-->" if index == 0 else ":::")
        bar = " " * width + self._style("34", " = ")
        if suspect.place is None and suspect.why_not is not None:
            yield f"{bar}no source line: {one_line(suspect.why_not.detail)}"
        yield f"{bar}{one_line(numbers(suspect))}"
        shared = shared_sentence(suspect)
        if shared is not None:
            yield f"{bar}{shared}"
        if suspect.members:
            yield f"{bar}with it: {one_line(members_sentence(suspect))}"
        apart = apart_sentence(suspect)
        if apart is not None:
            yield f"{bar}{one_line(apart)}"
        for slot in worth_telling(suspect):
            yield f"{bar}{one_line(slot_sentence(slot, self._where))}"
        yield f"{bar}kept alive by:"
        for line in trace_lines(suspect, self._where):
            mark = self._style("31;1", "  <- the faulty reference") if line.faulty else ""
            yield f"{' ' * width}     {one_line(line.text)}{mark}"
        if suspect.cause is not None:
            yield f"{bar}{self._style('32;1', 'help')}: {one_line(suspect.cause.remedy)}"
            if suspect.cause.fix is not None and suspect.cause.fix != suspect.cause.remedy:
                yield f"{bar}{self._style('32;1', 'fix')}: {one_line(suspect.cause.fix)}"

    def summary(self, comparison: Comparison, shown: int) -> str:
        loaded = ", ".join(map(one_line, _names([snapshot.path for snapshot in comparison.snapshots])))
        if not comparison.suspects:
            alone = len(comparison.snapshots) == 1
            return f"{stand_out(0) if alone else 'nothing grew in every interval'} ({loaded})"
        hidden = len(comparison.suspects) - shown
        more = f", {hidden} not shown" if hidden else ""
        if len(comparison.snapshots) == 1:
            return f"{stand_out(len(comparison.suspects))}{more} ({loaded}): {ONLY_MORE_TELL}"
        return f"{plural(len(comparison.suspects), 'suspect')}{more} ({loaded})"

    def unread(self, slots: Sequence[Slot]) -> Iterator[str]:
        yield f"captured and never read, {size(sum(slot.retained_size for slot in slots))}:"
        yield from (f"  {one_line(unread_sentence(slot, self._where))}" for slot in slots)

    def overhead(self, found: Sequence[Overhead]) -> Iterator[str]:
        yield "grew beside the program's objects:"
        yield from (f"  {overhead_sentence(one)}" for one in found)

    def _frame(self, place: Place, note: str, width: int, arrow: str) -> Iterator[str]:
        head = (place.written or place).head
        start, end = head.start, head.end
        pad = " " * width
        bar = self._style("34", "|")
        origin = one_line(shown_origin(place, self._base))
        yield f"{pad}{self._style('34', arrow)} {self._where(place)}:{start.column + 1}{origin}"
        source = line_of(place, self._lines, start.line)
        if source is None:
            return
        source = visible(source)
        under_start = _columns(source, start.column)
        under_end = _columns(source, end.column) if end.line == start.line else len(source)
        first = max(0, under_start - _BEFORE) if under_end > _LONGEST_LINE else 0
        if first:  # whole bundles are one line: what stands around the place is shown
            source, under_start, under_end = f"…{source[first:]}", under_start - first + 1, under_end - first + 1
        line = source[:_LONGEST_LINE]
        marks = "^" * max(1, min(under_end, len(line)) - under_start)
        lead = "".join("\t" if character == "\t" else " " for character in line[:under_start])
        yield f"{pad} {bar}"
        yield f"{self._style('34', f'{start.line + 1:>{width}}')} {bar} {line}".replace("\t", _TAB)
        yield f"{pad} {bar} {lead}{self._style('31;1', f'{marks} {note}')}".replace("\t", _TAB)

    def _where(self, place: Place) -> str:
        return one_line(shown_place(place, self._base))

    def refuted(self, finding: JoinedFinding) -> str:
        where = f"{self._where(finding.place)}:{finding.place.range.start.column + 1}"
        return f"{self._severity(finding.severity, f'[{finding.rule}]')}: {one_line(refuted(finding.message))}  {where}"

    def _severity(self, severity: Severity, rule: str) -> str:
        colours = {Severity.ERROR: "31;1", Severity.WARNING: "33;1", Severity.INFORMATION: "36;1", Severity.HINT: "2"}
        return self._style(colours[severity], f"{severity.value}{rule}")

    def _style(self, code: str, text: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self._colour else text


def _names(paths: Sequence[str]) -> Sequence[str]:
    """The files' names where these tell them apart, else the paths as they were given."""
    names = [PurePath(path).name for path in paths]
    return names if len(set(names)) == len(names) else paths


def _columns(line: str, units: int) -> int:
    """Characters of a line up to a UTF-16 column."""
    used = 0
    for index, character in enumerate(line):
        if used >= units:
            return index
        used += 2 if character > "\uffff" else 1
    return len(line)
