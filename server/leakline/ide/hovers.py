"""What a hover says: what leaks here, what grows, and what the function under the cursor keeps alive."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from leakline.ide.check_model import CheckDiagnostic
from leakline.ide.context_text import function_markdown
from leakline.ide.diagnostics import shown_place
from leakline.ide.explaining import FAULTY, escape, suspect_markdown
from leakline.ide.finding_hovers import PageOf, finding_markdown
from leakline.ide.joined import finding_answer
from leakline.ide.model import (
    Comparison,
    Hover,
    JoinedFinding,
    Place,
    PlacedSuspect,
    Position,
    Range,
    Severity,
    SourceFile,
)
from leakline.ide.sentences import headline
from leakline.js import Function
from leakline.sources.places import first_line, place_of_function

_SUSPECTS_SHOWN = 3
_FINDINGS_SHOWN = 2
_MOST_LINES = 24
_WIDTH = 80
_FENCE = "```"
_WITH_IT = "with it: "
_TO_DO = "**To do**"
_LINK = re.compile(r"\[([^\[\]]*)\]\([^()\s]*\)")
_RULER = "\n\n---\n\n"


def hover(
    source: SourceFile,
    position: Position,
    comparison: Comparison | None,
    findings: Iterable[CheckDiagnostic] = (),
    page_of: PageOf = lambda _: None,
) -> Hover | None:
    """The hover at a position (zero-based, UTF-16).

    A finding first, ``findings`` being those of this text, unless the heap tells only of something else here; then
    suspects, then what else there is room for: other findings, and the contexts of the function; None for none of them.
    """
    touched = _one_for_each_fault(
        [(one, finding_answer(one, comparison)) for one in findings if position in one.range]
    )[:_FINDINGS_SHOWN]
    told = {answer.fingerprint for _, answer in touched if answer is not None and answer.fingerprint is not None}
    about = [finding_markdown(*pair, page_of) for pair in touched]
    grown = _suspects_at(source, position, comparison, told)[:_SUSPECTS_SHOWN]
    first = int(bool(about) and (not grown or bool(told)))  # what the heap says nothing of comes behind what grew
    parts = about[:first]
    parts += [f"### {escape(headline(suspect))}\n\n{suspect_markdown(suspect)}" for suspect, _ in grown]
    parts += about[first:]
    where = touched[0][0].range if touched else grown[0][1] if grown else None
    function = _function_at(source, position)
    if function is not None:
        code = place_of_function(source, function)
        text = function_markdown(source, function)
        if text is not None and not any(_is_of(suspect, code) for suspect, _ in grown):
            parts.append(text)
            where = where or code.head
    if not parts:
        return None
    return Hover(where or Range(position, position), _RULER.join(_fitting(parts)))


_Answered = tuple[CheckDiagnostic, JoinedFinding | None]


def _one_for_each_fault(found: Sequence[_Answered]) -> list[_Answered]:
    """The findings at one place, each suspect's error first and without what other rules say of its fault."""
    errors = [one for one in found if one[1] is not None and one[1].severity is Severity.ERROR]
    known = {answer.fingerprint for _, answer in errors if answer is not None}
    return [
        *errors,
        *(one for one in found if one not in errors and (one[1] is None or one[1].fingerprint not in known)),
    ]


def _fitting(parts: list[str]) -> Iterator[str]:
    """The parts that there is room for, the first in any case; a leak trace loses steps in its middle."""
    room = _MOST_LINES
    for number, part in enumerate(parts):
        text = part if _height(part) <= room or _FENCE not in part else _shortened(part, room, again=number > 0)
        if number > 0 and _height(text) > room:
            return
        yield text
        room -= _height(text) + _RULER.count("\n") - 1


def _height(text: str) -> int:
    """Lines on a narrow screen, which wraps all but code and does not show where links lead."""
    lines = [_LINK.sub(r"\1", line) for line in text.splitlines()]
    return sum(1 if "─" in line else max(1, -(-len(line) // _WIDTH)) for line in lines)


def _shortened(text: str, most: int, *, again: bool) -> str:
    """A part with fewer lines: without what comes along, without what to do if a part before says it, a shorter trace.

    Only what is still too long loses its list, which tells the variables that nobody can read.
    """
    lines = text.splitlines()
    for beginning in (_WITH_IT, _TO_DO) if again else (_WITH_IT,):
        if _height("\n".join(lines)) > most:
            lines = _without(lines, beginning)
    fences = [number for number, line in enumerate(lines) if line.startswith(_FENCE)]
    if len(fences) == 2:
        first, last = fences[0] + 1, fences[1]
        lines[first:last] = _shorter_trace(lines[first:last], _height("\n".join(lines)) - most)
    if _height("\n".join(lines)) > most:
        lines = [line for line in lines if not line.startswith("- ")]
    return "\n".join(lines)


def _without(lines: list[str], beginning: str) -> list[str]:
    """The lines without a paragraph of one line that begins like this, and without the empty line in front of it."""
    kept: list[str] = []
    for line in lines:
        if not line.startswith(beginning):
            kept.append(line)
        elif kept and not kept[-1]:
            kept.pop()
    return kept


def _shorter_trace(steps: list[str], too_many: int) -> list[str]:
    """The first step, then those around the faulty one as far as there is room, its holder and itself before others."""
    if too_many <= 0 or len(steps) < 4:
        return steps
    faulty = next((number for number, step in enumerate(steps) if step.endswith(FAULTY)), len(steps) - 1)
    room = max(2, len(steps) - too_many - 2)
    end = min(len(steps), max(faulty + 1, 1 + room))
    begin = max(1, end - room)
    if begin > faulty - 1 >= 1:
        begin, end = faulty - 1, faulty - 1 + room
    if begin == 1:
        return steps[:end]
    depth = len(steps[begin]) - len(steps[begin].lstrip())
    return [steps[0], "…", *(step[depth:] for step in steps[begin:end])]


def _suspects_at(
    source: SourceFile, position: Position, comparison: Comparison | None, told: set[str]
) -> list[tuple[PlacedSuspect, Range]]:
    """Suspects whose own place or cause the position is in, and those that findings there name, each with a range."""
    found = []
    for suspect in comparison.suspects if comparison is not None else ():
        places = [shown_place(suspect), suspect.cause.place if suspect.cause else None]
        heads = [place.head for place in places if place is not None and place.path == source.path]
        if any(position in head for head in heads):
            found.append((suspect, next(head for head in heads if position in head)))
        elif suspect.fingerprint in told:
            found.append((suspect, Range(position, position)))
    return found


def _is_of(suspect: PlacedSuspect, code: Place) -> bool:
    """Whether a suspect is about the closures of a function: it tells what they keep as it was found in the heap."""
    return suspect.kind == "closure" and suspect.place == code


def _function_at(source: SourceFile, position: Position) -> Function | None:
    """The innermost function around a position, if the position is on its first line."""
    offset = source.lines.offset(position)
    function = source.module.enclosing_function(offset)
    if function.parent is None:
        return None
    head = first_line(source.lines, source.lines.range(function.start, function.end))
    return function if position in head else None
