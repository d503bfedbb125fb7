"""What a hover says: what leaks here, what grows, and what the function under the cursor keeps alive."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from leakline.ide.check_model import CheckDiagnostic
from leakline.ide.context_text import function_markdown
from leakline.ide.diagnostics import shown_place
from leakline.ide.explaining import escape, suspect_markdown
from leakline.ide.finding_hovers import PageOf, finding_markdown
from leakline.ide.joined import finding_answer
from leakline.ide.model import Comparison, Hover, PlacedSuspect, Position, Range, SourceFile
from leakline.ide.sentences import headline
from leakline.js import Function
from leakline.sources.places import first_line, place_of_function

_SUSPECTS_SHOWN = 3
_FINDINGS_SHOWN = 2
_MOST_LINES = 24
_RULER = "\n\n---\n\n"


def hover(
    source: SourceFile,
    position: Position,
    comparison: Comparison | None,
    findings: Iterable[CheckDiagnostic] = (),
    page_of: PageOf = lambda _: None,
) -> Hover | None:
    """The hover at a position (zero-based, UTF-16).

    A finding first, ``findings`` being those of this text, then suspects, then what else there is room for: other
    findings, and the contexts of the function; None for none of them.
    """
    parts: list[str] = []
    where: Range | None = None
    told: set[str] = set()
    for finding in [one for one in findings if position in one.range][:_FINDINGS_SHOWN]:
        answer = finding_answer(finding, comparison)
        parts.append(finding_markdown(finding, answer, page_of))
        where = where or finding.range
        told |= {answer.fingerprint} if answer is not None and answer.fingerprint is not None else set()
    others = parts[1:]
    del parts[1:]
    for suspect, place in _suspects_at(source, position, comparison, told)[:_SUSPECTS_SHOWN]:
        parts.append(f"### {escape(headline(suspect))}\n\n{suspect_markdown(suspect)}")
        where = where or place
    parts += others
    function = _function_at(source, position)
    if function is not None:
        text = function_markdown(source, function)
        if text is not None:
            parts.append(text)
            where = where or place_of_function(source, function).head
    if not parts:
        return None
    return Hover(where or Range(position, position), _RULER.join(_fitting(parts)))


def _fitting(parts: list[str]) -> Iterator[str]:
    """The parts that there is room for, the first in any case; a leak trace loses steps in its middle."""
    room = _MOST_LINES
    for number, part in enumerate(parts):
        text = part if len(part.splitlines()) <= room else _shortened(part, room)
        if number > 0 and len(text.splitlines()) > room:
            return
        yield text
        room -= len(text.splitlines()) + _RULER.count("\n") - 1


def _shortened(text: str, most: int) -> str:
    """A part with fewer lines: without steps in the middle of its leak trace, then without its list."""
    lines = text.splitlines()
    fences = [number for number, line in enumerate(lines) if line.startswith("```")]
    if len(fences) == 2:
        first, last = fences[0] + 2, max(fences[0] + 2, fences[1] - 2)
        kept = max(1, (last - first) - (len(lines) - most))
        if kept < last - first:
            lines[first:last] = ["   …", *lines[last - kept + 1 : last]]
    if len(lines) > most:
        lines = [line for line in lines if not line.startswith("- ")]
    return "\n".join(lines)


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


def _function_at(source: SourceFile, position: Position) -> Function | None:
    """The innermost function around a position, if the position is on its first line."""
    offset = source.lines.offset(position)
    function = source.module.enclosing_function(offset)
    if function.parent is None:
        return None
    head = first_line(source.lines, source.lines.range(function.start, function.end))
    return function if position in head else None
