"""What a hover says: what grows here, and what the function under the cursor keeps alive."""

from __future__ import annotations

from leakline.ide.context_text import function_markdown
from leakline.ide.diagnostics import shown_place
from leakline.ide.explaining import escape, suspect_markdown
from leakline.ide.model import Comparison, Hover, PlacedSuspect, Position, Range, SourceFile
from leakline.ide.sentences import headline
from leakline.js import Function
from leakline.sources.places import first_line, place_of_function

_SUSPECTS_SHOWN = 3


def hover(source: SourceFile, position: Position, comparison: Comparison | None) -> Hover | None:
    """The hover at a position (zero-based, UTF-16).

    Suspects first, then the contexts of the function; None for neither.
    """
    parts: list[str] = []
    where: Range | None = None
    for suspect, place in _suspects_at(source, position, comparison)[:_SUSPECTS_SHOWN]:
        parts.append(f"### {escape(headline(suspect))}\n\n{suspect_markdown(suspect)}")
        where = where or place
    function = _function_at(source, position)
    if function is not None:
        text = function_markdown(source, function)
        if text is not None:
            parts.append(text)
            where = where or place_of_function(source, function).head
    return Hover(where, "\n\n---\n\n".join(parts)) if where is not None else None


def _suspects_at(
    source: SourceFile, position: Position, comparison: Comparison | None
) -> list[tuple[PlacedSuspect, Range]]:
    """Suspects whose own place or cause the position is in, with that range."""
    found = []
    for suspect in comparison.suspects if comparison is not None else ():
        places = [shown_place(suspect), suspect.cause.place if suspect.cause else None]
        heads = [place.head for place in places if place is not None and place.path == source.path]
        if any(position in head for head in heads):
            found.append((suspect, next(head for head in heads if position in head)))
    return found


def _function_at(source: SourceFile, position: Position) -> Function | None:
    """The innermost function around a position, if the position is on its first line."""
    offset = source.lines.offset(position)
    function = source.module.enclosing_function(offset)
    if function.parent is None:
        return None
    head = first_line(source.lines, source.lines.range(function.start, function.end))
    return function if position in head else None
