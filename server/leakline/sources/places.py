"""Places of what the source model shows."""

from __future__ import annotations

from leakline.js import Function
from leakline.sources.model import Place
from leakline.sources.source_file import SourceFile
from leakline.text.positions import LineIndex, Position, Range


def place_of_function(file: SourceFile, function: Function) -> Place:
    """The range of a function, with the name of the function around it."""
    return place_of(file, function.start, function.end, function.parent)


def place_of(file: SourceFile, start: int, end: int, around: Function | None) -> Place:
    """The place between two byte offsets; ``around`` is the function that the code stands in."""
    whole = file.lines.range(start, end)
    name = around.label if around is not None and around.parent is not None else None
    return Place(file.path, whole, first_line(file.lines, whole), name)


def first_line(lines: LineIndex, whole: Range) -> Range:
    """A range cut at the end of its first line."""
    if whole.end.line == whole.start.line:
        return whole
    text = lines.line_text(whole.start.line)
    units = len(text.encode("utf-16-le", "surrogatepass")) // 2
    return Range(whole.start, Position(whole.start.line, max(whole.start.column, units)))
