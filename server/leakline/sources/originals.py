"""From a compiled place to its original, in over 400 lines since each shape of code is found in a way of its own.

What all ways share is one cache of maps and sources, and one kind of answer.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from leakline.heap.live_functions import LiveFunction
from leakline.js import CallShape, ClassShape, Function, FunctionKind, language_of
from leakline.js.model import INITIALIZERS
from leakline.sources.map_files import FoundMap, find_map, find_source, path_elsewhere
from leakline.sources.map_fit import fits
from leakline.sources.model import Place, WhyNot, Written
from leakline.sources.moved_functions import MovedFunctions
from leakline.sources.moved_lines import MovedLines
from leakline.sources.places import first_line, place_of
from leakline.sources.scripts import PathMapping
from leakline.sources.source_file import SourceFile
from leakline.sources.source_maps import OriginalSource, Segment, SourceMap
from leakline.text.positions import Position, Range

_MODIFIERS = re.compile(
    rb"(?:\s|\b(?:export|default|declare|abstract|async|static|public|private|protected|override)\b)*"
)
_IMPORTS = re.compile(rb"import\s+(?:\*\s*as\s+([\w$]+)|[\w$\s,{}*]+?)\s+from\s*[\"']([^\"'\n]+)[\"']")
_LINES_AROUND = 2  # as many as reports show
_BLANK = re.compile(rb"[ \t]*")
_NEIGHBOURHOOD = 1000  # columns that are told by one look at the segments around
_WORD = re.compile(rb"#?[\w$\x80-\xff]+")
_TOKEN = re.compile(rb"[\w$#\x80-\xff]+|.", re.DOTALL)

IMPORT = "import "
"""How a variable is called that a compiler made of an import."""


@dataclass(frozen=True, slots=True)
class Original:
    """Where code was written, and what its author called it; ``name`` is None where nobody tells.

    ``call`` is the call that stands there in the original, None for other code and for code that was not compiled.
    Of an original that is not on this machine the place is the compiled one, with what was written. ``is_made`` says
    of a function that nobody wrote one there: the compiler made it.
    """

    place: Place
    name: str | None
    call: CallShape | None = None
    is_made: bool = False


@dataclass(frozen=True, slots=True)
class _Source:
    """A file that code was compiled from, with the text that was compiled and the lines that moved since.

    ``elsewhere`` says that the map alone has its text.
    """

    file: SourceFile
    before: SourceFile
    moved: MovedLines | None
    elsewhere: bool = False

    def offset(self, position: Position) -> int | None:
        """Byte offset of a position of the text that was compiled; None where that text is gone."""
        line = self.moved.line(position.line) if self.moved is not None else position.line
        if line is None or line >= len(self.file.lines.starts):
            return None
        return self.file.lines.offset(Position(line, position.column))


class Originals:
    """The sources of compiled files: reads each map and each source once."""

    def __init__(self, roots: Sequence[Path], mappings: Sequence[PathMapping]) -> None:
        self._roots = roots
        self._mappings = mappings
        self._maps: dict[Path, FoundMap | WhyNot | None] = {}
        self._shapes: dict[Path, _Shapes] = {}
        self._sources: dict[tuple[Path, str], _Source | WhyNot] = {}
        self._fitting: dict[tuple[Path, str, int, int], bool] = {}

    def of(self, file: SourceFile, place: Place) -> Original | WhyNot | None:
        """What a place of ``file`` was compiled from; None for a file that was not compiled.

        Follows a source that was compiled itself. A WhyNot says why the compiled file has to do.
        """
        seen = {file.path}
        result: Original | WhyNot | None = None
        while True:
            step = self._step(file, place)
            if not isinstance(step, tuple):
                return result or step
            source, result = step
            if source.elsewhere:
                return replace(result, place=_with_written(place, result.place, source.file))
            file, place = source.file, result.place
            if file.path in seen:
                return result
            seen.add(file.path)

    def _step(self, file: SourceFile, place: Place) -> tuple[_Source, Original] | WhyNot | None:
        found = self._map(file)
        if not isinstance(found, FoundMap):
            return found
        compiled = self._shape(file, place)
        segment = _anchor(found, place.range, compiled)
        if segment is None:
            return WhyNot("not-mapped", f"the source map says nothing of {file.path.name}:{place.range.start.line + 1}")
        source = self._source(segment.source, found.folder)
        if not self._fits(file, found, place.range.start, segment.source, source):
            return WhyNot(
                "bad-source-map", f"the source map of {file.path.name} is that of another text; compile it again"
            )
        if isinstance(source, WhyNot):
            return source
        start = source.offset(segment.position)
        if start is None:
            recognised = _in_changed_lines(source, segment, compiled, place)
            if recognised is not None:
                return source, recognised
            return WhyNot(
                "file-changed", f"{source.file.path} changed where {file.path.name} comes from; compile it again"
            )
        last = found.map.last_in(place.range.start, place.range.end)
        inside = source.offset(last.position) if last is not None and last.source == segment.source else None
        behind = _behind(found.map, last, place.range.end)
        end = source.offset(behind) if behind is not None else None
        if isinstance(compiled, Function) and self._is_around(file, compiled, segment, found):
            original = replace(_by_positions(source.file, start, inside, end, place), is_made=True)
        else:
            original = _original(source.file, start, inside, end, compiled, place)
        if original.name is None and isinstance(compiled, Function) and compiled.name_range is not None:
            original = replace(original, name=self.name_at(file, compiled.name_range[0]))
        return source, original

    def _is_around(self, file: SourceFile, compiled: Function, first: Segment, found: FoundMap) -> bool:
        """Whether the compiler put a function around others: nothing of it is mapped before the first of these."""
        start = file.lines.position(compiled.start)
        if found.map.begins_at(start) or not compiled.functions:
            return False
        inside = (file.lines.position(one.start) for one in compiled.functions)
        return any(found.map.begins_at(inner) and found.map.at(inner) == first for inner in inside)

    def has_map(self, file: SourceFile) -> bool:
        """Whether a file was compiled, and its map is here."""
        return isinstance(self._map(file), FoundMap)

    def name_at(self, file: SourceFile, offset: int) -> str | None:
        """What the map of a file calls that which has its name at a byte offset; None if it does not say."""
        segment, source = self._exactly_at(file, offset)
        if segment is None or source is None:
            return segment.name if segment is not None else None
        return _imported_at(source, segment) or segment.name or _declared_at(source, segment)

    def word_at(self, file: SourceFile, offset: int) -> str | None:
        """The word that the author wrote where a file has another at a byte offset; None if its map does not say."""
        segment, source = self._exactly_at(file, offset)
        start = source.offset(segment.position) if segment is not None and source is not None else None
        found = _WORD.match(source.file.data, start) if source is not None and start is not None else None
        return found[0].decode("utf-8", "replace") if found is not None else segment.name if segment else None

    def _exactly_at(self, file: SourceFile, offset: int) -> tuple[Segment | None, _Source | None]:
        """What is mapped at a byte offset itself, and the source if there is its text."""
        found = self._map(file)
        if not isinstance(found, FoundMap):
            return None, None
        position = file.lines.position(offset)
        segment = found.map.at(position) if found.map.begins_at(position) else None
        if segment is None:
            return None, None
        source = self._source(segment.source, found.folder)
        if not self._fits(file, found, position, segment.source, source):
            return None, None
        return segment, source if isinstance(source, _Source) else None

    def _map(self, file: SourceFile) -> FoundMap | WhyNot | None:
        if file.path not in self._maps:
            self._maps[file.path] = find_map(file, self._mappings)
        return self._maps[file.path]

    def _shape(self, file: SourceFile, place: Place) -> _Shape:
        """What stands at exactly this range: a function, a class, a call, or something else."""
        start, end = file.lines.offset(place.range.start), file.lines.offset(place.range.end)
        if file.path not in self._shapes:
            self._shapes[file.path] = _Shapes(file)
        return self._shapes[file.path].at(start, end)

    def _fits(
        self, file: SourceFile, found: FoundMap, position: Position, named: OriginalSource, source: _Source | WhyNot
    ) -> bool:
        """Whether the map is about this very text, as far as its neighbourhood shows."""
        key = (file.path, named.url, position.line, position.column // _NEIGHBOURHOOD)
        if key not in self._fitting:
            before = source.before.lines if isinstance(source, _Source) else None
            self._fitting[key] = fits(found.map, file.lines, position, named, before)
        return self._fitting[key]

    def _source(self, source: OriginalSource, folder: Path) -> _Source | WhyNot:
        key = (folder, source.url)
        if key not in self._sources:
            self._sources[key] = self._read(source, folder)
        return self._sources[key]

    def _read(self, source: OriginalSource, folder: Path) -> _Source | WhyNot:
        path = find_source(source, folder, self._roots, self._mappings)
        if isinstance(path, WhyNot):
            named = path_elsewhere(source, folder, self._roots, self._mappings)
            if source.text is None or named is None:
                return path
            copy = SourceFile(named, source.text.encode("utf-8", "replace"))
            return _Source(copy, copy, None, elsewhere=True)
        try:
            file = SourceFile(path, path.read_bytes())
        except OSError as error:
            return WhyNot("unreadable", f"{path} cannot be read: {error.strerror or error}")
        text = file.data.decode("utf-8", "replace")
        if source.text is None or source.text == text:
            return _Source(file, file, None)
        return _Source(file, SourceFile(path, source.text.encode("utf-8", "replace")), MovedLines(source.text, text))


def _with_written(compiled: Place, original: Place, file: SourceFile) -> Place:
    first = max(0, original.head.start.line - _LINES_AROUND)
    last = min(len(file.lines.starts), original.head.start.line + _LINES_AROUND + 1)
    excerpt = tuple(file.lines.line_text(line) for line in range(first, last))
    written = Written(file.path, original.range, original.head, first, excerpt)
    return replace(compiled, function=original.function, written=written)


_Shape = Function | ClassShape | CallShape | None


class _Shapes:
    """The classes, functions and calls of a file by their start and end; calls, the most, when no other fits."""

    def __init__(self, file: SourceFile) -> None:
        self._file = file

    def at(self, start: int, end: int) -> _Shape:
        return self._made.get((start, end)) or self._calls.get((start, end))

    @cached_property
    def _made(self) -> dict[tuple[int, int], Function | ClassShape]:
        shapes: tuple[Function | ClassShape, ...] = (*self._file.module.functions, *self._file.module.classes)
        return {(shape.start, shape.end): shape for shape in shapes}

    @cached_property
    def _calls(self) -> dict[tuple[int, int], CallShape]:
        return {(call.start, call.end): call for call in self._file.module.calls}


def _declared_at(source: _Source, segment: Segment) -> str | None:
    """The variable that the original declares at exactly a mapped point."""
    start = source.offset(segment.position)
    if start is None or language_of(source.file.path) is None:
        return None
    binding = source.file.module.binding_at(start)
    return binding.name if binding is not None and start in [at for at, _ in binding.declarations] else None


def _imported_at(source: _Source, segment: Segment) -> str | None:
    """``import './shapes'`` for the variable that a compiler made of the import that begins at a mapped point.

    Of a whole module it is the name that the author gave it.
    """
    start = source.offset(segment.position)
    found = _IMPORTS.match(source.file.data, start) if start is not None else None
    if found is None:
        return None
    return found[1].decode() if found[1] else f"{IMPORT}'{found[2].decode('utf-8', 'replace')}'"


def _in_changed_lines(source: _Source, segment: Segment, shape: _Shape, compiled: Place) -> Original | None:
    """What stands on a line that was changed since: the same function, or the same call of the same function."""
    before, after = source.before, source.file
    if not isinstance(shape, Function | CallShape) or language_of(after.path) is None:
        return None
    earlier = _original(before, before.lines.offset(segment.position), None, None, shape, compiled)
    functions = _moved_functions(before, after)
    if earlier.call is not None:
        function = functions(earlier.call.function)
        calls = [one for one in before.module.calls if _is_like(one, earlier.call, earlier.call.function)]
        now = [one for one in after.module.calls if function is not None and _is_like(one, earlier.call, function)]
        if len(now) != len(calls):
            return None
        call = now[calls.index(earlier.call)]
        return Original(place_of(after, call.start, call.end, call.function), None, call)
    start, end = (before.lines.offset(one) for one in (earlier.place.range.start, earlier.place.range.end))
    written = next((one for one in before.module.functions if (one.start, one.end) == (start, end)), None)
    function = functions(written) if written is not None else None
    if function is None or function.parent is None:
        return None
    return Original(place_of(after, function.start, function.end, function.parent), function.name or None)


def _is_like(call: CallShape, other: CallShape, function: Function) -> bool:
    return call.name == other.name and call.is_new == other.is_new and call.function == function


def _moved_functions(before: SourceFile, after: SourceFile) -> Callable[[Function], Function | None]:
    """Where the functions of an earlier text are in a later one."""
    live = [
        LiveFunction(number, one.name, one.v8_position.line, one.v8_position.column)
        for number, one in enumerate(before.module.functions)
    ]
    moved = MovedFunctions(live, after.module)

    def find(function: Function) -> Function | None:
        if function.parent is None:
            return after.module.functions[0]
        found = moved.at(function.v8_position.line, function.v8_position.column)
        around = find(function.parent) if found is None else None
        if around is None or len(around.functions) != len(function.parent.functions):
            return found
        now = around.functions[function.parent.functions.index(function)]
        return now if now.name == function.name else None

    return find


def _anchor(found: FoundMap, whole: Range, shape: _Shape) -> Segment | None:
    """The segment that tells where a range comes from: the one at its start.

    For a function whose start is not mapped the first one inside is better than one before, which is other code's.
    """
    segment = found.map.at(whole.start)
    if isinstance(shape, Function | ClassShape) and (segment is None or not found.map.begins_at(whole.start)):
        return found.map.first_in(whole.start, whole.end) or segment
    return segment


def _behind(mapped: SourceMap, last: Segment | None, end: Position) -> Position | None:
    """The original position of what comes right behind a range, if it stands behind the range's last word."""
    following = mapped.at(end) if mapped.begins_at(end) else None
    if last is None or following is None or following.source != last.source:
        return None
    same_line = following.position.line == last.position.line
    return following.position if same_line and following.position > last.position else None


def _original(
    file: SourceFile, start: int, last: int | None, end: int | None, shape: _Shape, compiled: Place
) -> Original:
    if language_of(file.path) is None:
        return _by_positions(file, start, last, end, compiled)
    match shape:
        case Function():
            function = _function_at(file, start, last)
            if function is None or (function.kind in INITIALIZERS and shape.kind not in INITIALIZERS):
                written = _class_at(file, start)  # compilers move fields to a constructor that they write
            else:
                written = _class_made_by(file, function, shape)
            if written is not None:
                return _of_class(file, written)
            if function is not None:
                place = place_of(file, function.start, function.end, function.parent)
                name = function.label if function.kind in INITIALIZERS else function.name
                return Original(place, name or None)
            return replace(_by_positions(file, start, last, end, compiled), is_made=True)
        case ClassShape():
            written = _class_at(file, start)
            if written is not None:
                return _of_class(file, written)
        case CallShape():
            calls = [one for one in file.module.calls if one.start == start and one.name == shape.name]
            whole = [one for one in calls if last is None or last < one.end] or _called_at(file, start, shape)
            if whole:
                call = min(whole, key=lambda one: one.end)
                return Original(place_of(file, call.start, call.end, call.function), None, call)
    return _by_positions(file, start, last, end, compiled)


def _called_at(file: SourceFile, start: int, compiled: CallShape) -> list[CallShape]:
    """The call whose name stands at a point; for maps that know lines alone the only one of that name on the line."""
    alike = [one for one in file.module.calls if one.name == compiled.name]
    if file.data.startswith(compiled.name.encode(), start):
        return [one for one in alike if one.start <= start < one.end]
    line = file.lines.position(start).line
    first, behind = file.lines.offset(Position(line, 0)), file.lines.offset(Position(line + 1, 0))
    on_line = [one for one in alike if first <= one.start < behind]
    return on_line if len(on_line) == 1 and start == first else []


def _of_class(file: SourceFile, written: ClassShape) -> Original:
    return Original(place_of(file, written.start, written.end, written.function), written.name or None)


def _class_made_by(file: SourceFile, constructor: Function, compiled: Function) -> ClassShape | None:
    """The class that an ordinary function is the compiled constructor of, as in code for ES5."""
    if compiled.kind is not FunctionKind.FUNCTION:
        return None
    return next((shape for shape in file.module.classes if shape.constructor == constructor), None)


def _function_at(file: SourceFile, start: int, last: int | None) -> Function | None:
    """The function that begins at an offset, behind modifiers, or around it; ``last`` lies in it too."""
    behind = _MODIFIERS.match(file.data, start)
    first = behind.end() if behind else start
    functions = file.module.functions  # in order of their starts
    lowest = bisect_left(functions, start, key=lambda one: one.start)
    highest = bisect_right(functions, first, key=lambda one: one.start)
    around = list(_chain(file.module.enclosing_function(start)))
    named = [one for one in around if start < one.inner_start]
    for candidates in ([*functions[lowest:highest], *named], around):
        fitting = [
            one for one in candidates if one.parent is not None and (last is None or one.start <= last <= one.end)
        ]
        if fitting:
            return min(fitting, key=lambda one: one.end - one.start)
    return None


def _chain(function: Function) -> Iterator[Function]:
    """A function and those around it."""
    current: Function | None = function
    while current is not None:
        yield current
        current = current.parent


def _class_at(file: SourceFile, start: int) -> ClassShape | None:
    """The innermost class that begins at an offset, behind modifiers, or around it."""
    behind = _MODIFIERS.match(file.data, start)
    first = behind.end() if behind else start
    found = [one for one in file.module.classes if one.start <= first < one.end]
    return min(found, key=lambda one: one.end - one.start, default=None)


def _by_positions(file: SourceFile, start: int, last: int | None, end: int | None, compiled: Place) -> Original:
    """From the first mapped word up to ``end``, else to the end of the word at the last one, else of the line."""
    blank = _BLANK.match(file.data, start)
    start = blank.end() if blank else start
    if last is not None and last >= start and end is None:
        token = _TOKEN.match(file.data, last)
        end = token.end() if token else last
    elif end is None or end < start:
        line = file.lines.position(start).line
        end = file.lines.offset(Position(line, len(file.lines.line_text(line)) * 2))
    if language_of(file.path) is not None:
        return Original(place_of(file, start, end, file.module.enclosing_function(start)), None)
    whole = file.lines.range(start, end)
    place = replace(compiled, path=file.path, range=whole, head=first_line(file.lines, whole))
    return Original(place, None)
