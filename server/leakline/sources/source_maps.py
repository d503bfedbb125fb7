"""Reads source maps: version 3 with names, and index maps with sections (ECMA-426).

Lines are decoded when they are asked for, and those before them, since a map states differences: a map of ten megabytes
that describes one line costs what its segments cost, once.
"""

from __future__ import annotations

import json
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from leakline.sources.model import WhyNot
from leakline.text.positions import Position

_DIGITS = {
    byte: value for value, byte in enumerate(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
}
_LARGEST = 2**31 - 1
_NEAR = 50  # segments to each side
_GUARD = b")]}'"  # the line that keeps JSON from being run as a script


@dataclass(frozen=True, slots=True)
class OriginalSource:
    """A source as its map names it, behind the map's ``sourceRoot``; ``text`` is None where the map has none."""

    url: str
    text: str | None


@dataclass(frozen=True, slots=True)
class Segment:
    """What a map says of one point of the generated text.

    ``position`` is the original one, zero-based in UTF-16 units; ``name`` is what the original calls what stands there.
    """

    source: OriginalSource
    position: Position
    name: str | None


class SourceMap:
    """Where each point of one generated text comes from."""

    def __init__(self, sections: tuple[tuple[Position, _Mappings], ...]) -> None:
        self._sections = sections
        self._offsets = [offset for offset, _ in sections]

    def at(self, position: Position) -> Segment | None:
        """The segment at or before a generated position, on the same line; None where nothing is mapped."""
        found = self._section(position)
        if found is None:
            return None
        mappings, line, column = found
        decoded = mappings.line(line)
        return mappings.segment(decoded, bisect_right(decoded.columns, column) - 1)

    def begins_at(self, position: Position) -> bool:
        """Whether a segment begins at exactly this generated position."""
        found = self._section(position)
        if found is None:
            return False
        mappings, line, column = found
        columns = mappings.line(line).columns
        index = bisect_left(columns, column)
        return index < len(columns) and columns[index] == column

    def first_in(self, start: Position, end: Position) -> Segment | None:
        """The first mapped segment that begins at ``start`` or later, and before ``end``."""
        for line in range(start.line, end.line + 1):
            for mappings, decoded, first, last, _ in self._spans(line, start, end):
                found = (mappings.segment(decoded, index) for index in range(first, last))
                segment = next((one for one in found if one is not None), None)
                if segment is not None:
                    return segment
        return None

    def last_in(self, start: Position, end: Position) -> Segment | None:
        """The last mapped segment that begins at ``start`` or later, and before ``end``."""
        for line in range(end.line, start.line - 1, -1):
            for mappings, decoded, first, last, _ in reversed(self._spans(line, start, end)):
                found = (mappings.segment(decoded, index) for index in range(last - 1, first - 1, -1))
                segment = next((one for one in found if one is not None), None)
                if segment is not None:
                    return segment
        return None

    def around(self, position: Position, lines: int) -> Iterator[tuple[Position, Segment]]:
        """Mapped segments near a generated position, each with its own; the nearest lines first."""
        for away in range(lines + 1):
            for line in dict.fromkeys((position.line - away, position.line + away)):
                for mappings, decoded, first, last, shift in self._spans(
                    line, Position(line, 0), Position(line + 1, 0)
                ):
                    middle = bisect_left(decoded.columns, position.column - shift)
                    for index in range(max(first, middle - _NEAR), min(last, middle + _NEAR)):
                        segment = mappings.segment(decoded, index)
                        if segment is not None:
                            yield Position(line, decoded.columns[index] + shift), segment

    def behind(self, prefix: Position) -> SourceMap:
        """The same map for a text in which something was put into a line, up to this position, after it was mapped."""
        index = bisect_right(self._offsets, Position(prefix.line, 0)) - 1
        return SourceMap(
            tuple(
                (offset, mappings.behind(prefix.line - offset.line, prefix.column) if number == index else mappings)
                for number, (offset, mappings) in enumerate(self._sections)
            )
        )

    def _spans(self, line: int, start: Position, end: Position) -> list[tuple[_Mappings, _Line, int, int, int]]:
        """The sections on one line.

        Each with its first segment between two positions, the one behind its last, and the column at which it begins.
        """
        spans = []
        begin = max(0, bisect_right(self._offsets, Position(line, 0)) - 1)
        for offset, mappings in self._sections[begin : bisect_right(self._offsets, Position(line, _LARGEST))]:
            shift = offset.column if line == offset.line else 0
            decoded = mappings.line(line - offset.line)
            first = bisect_left(decoded.columns, start.column - shift) if line == start.line else 0
            last = bisect_left(decoded.columns, end.column - shift) if line == end.line else len(decoded.columns)
            spans.append((mappings, decoded, first, last, shift))
        return spans

    def _section(self, position: Position) -> tuple[_Mappings, int, int] | None:
        index = bisect_right(self._offsets, position) - 1
        if index < 0 or position.line < 0:
            return None
        offset, mappings = self._sections[index]
        line = position.line - offset.line
        return mappings, line, position.column - (offset.column if line == 0 else 0)


def read_source_map(data: bytes | str) -> SourceMap | WhyNot:
    """A map from its JSON; whatever is wrong with it becomes a WhyNot."""
    text = data.decode("utf-8", "replace") if isinstance(data, bytes) else data
    text = text.removeprefix("\ufeff")
    if text.startswith(_GUARD.decode()):
        text = text.partition("\n")[2]
    try:
        found = json.loads(text)
        return SourceMap(tuple(_sections(found)))
    except (ValueError, RecursionError) as error:
        return WhyNot("bad-source-map", f"the source map cannot be read: {error}")


def _sections(found: Any) -> Iterable[tuple[Position, _Mappings]]:
    if not isinstance(found, dict):
        raise ValueError("it is no object")
    if found.get("version") not in (3, "3"):
        raise ValueError(f"version {found.get('version')!r} is not 3")
    if "sections" not in found:
        return [(Position(0, 0), _mappings(found))]
    sections = []
    for section in _list(found, "sections"):
        offset, inner = section.get("offset"), section.get("map")
        if not isinstance(inner, dict) or not isinstance(offset, dict) or "sections" in inner:
            raise ValueError("a section has no map of its own")
        line, column = offset.get("line"), offset.get("column")
        if not isinstance(line, int) or not isinstance(column, int):
            raise ValueError("a section does not say where it begins")
        if not (0 <= line <= _LARGEST and 0 <= column <= _LARGEST):
            raise ValueError("a section begins nowhere")
        sections.append((Position(line, column), _mappings(inner)))
    return sorted(sections, key=lambda section: section[0])


def _mappings(found: Mapping[str, Any]) -> _Mappings:
    mappings, root = found.get("mappings"), found.get("sourceRoot")
    if not isinstance(mappings, str):
        raise ValueError("it has no mappings")
    texts = _list(found, "sourcesContent")
    sources = tuple(
        OriginalSource(_rooted(root, url), text if isinstance(text, str) else None)
        for url, text in zip(_list(found, "sources"), [*texts, *[None] * len(_list(found, "sources"))], strict=False)
    )
    names = tuple(name if isinstance(name, str) else "" for name in _list(found, "names"))
    return _Mappings(mappings.encode("utf-8", "replace"), sources, names)


def _list(found: Mapping[str, Any], key: str) -> list[Any]:
    value = found.get(key)
    if value is None:
        return []
    if not isinstance(value, list):
        raise ValueError(f"its {key} is no list")
    if key == "sections" and not all(isinstance(one, dict) for one in value):
        raise ValueError("a section is no object")
    return value


def _rooted(root: object, url: object) -> str:
    if not isinstance(url, str):
        return ""
    return f"{root.removesuffix('/')}/{url}" if isinstance(root, str) and root else url


@dataclass(frozen=True, slots=True)
class _Line:
    """Columns with one row a segment, in the order of generated columns; -1 in ``sources`` and ``names`` is none."""

    columns: array[int]
    sources: array[int]
    lines: array[int]
    original_columns: array[int]
    names: array[int]


_NOTHING = _Line(*(array("q") for _ in range(5)))

_Delta = tuple[int, int, int, int, int, bool, bool]
"""Differences of generated column, source, line, column and name; whether it has a source, and a name."""


class _Mappings:
    """The mappings of one map, decoded as far as was asked."""

    def __init__(
        self,
        mappings: bytes,
        sources: tuple[OriginalSource, ...],
        names: tuple[str, ...],
        prefix: tuple[int, int] = (-1, 0),
    ) -> None:
        self._mappings = mappings
        self._prefix = prefix  # a line, and at which of its columns what is mapped begins
        self._sources = sources
        self._names = names
        self._decoded: list[_Line] = []
        self._state = (0, 0, 0, 0)  # source, line, column and name at the end of what is decoded
        self._known: dict[bytes, _Delta] = {}
        self._read = 0  # bytes of the mappings, up to and with the semicolon behind the last line decoded

    def behind(self, line: int, columns: int) -> _Mappings:
        return _Mappings(self._mappings, self._sources, self._names, (line, columns))

    def line(self, line: int) -> _Line:
        if line < 0:
            return _NOTHING
        while len(self._decoded) <= line and self._read <= len(self._mappings):
            end = self._mappings.find(b";", self._read)
            end = end if end >= 0 else len(self._mappings)
            first = self._prefix[1] if len(self._decoded) == self._prefix[0] else 0
            self._decoded.append(self._decode(self._mappings[self._read : end], first))
            self._read = end + 1
        return self._decoded[line] if line < len(self._decoded) else _NOTHING

    def segment(self, line: _Line, index: int) -> Segment | None:
        if not 0 <= index < len(line.columns):
            return None
        source, name = line.sources[index], line.names[index]
        position = Position(line.lines[index], line.original_columns[index])
        if not 0 <= source < len(self._sources) or min(position.line, position.column) < 0:
            return None
        text = self._names[name] if 0 <= name < len(self._names) else ""
        return Segment(self._sources[source], position, text or None)

    def _decode(self, text: bytes, first: int) -> _Line:
        if not text:
            return _NOTHING
        known = self._known
        segments = [segment for segment in text.split(b",") if segment]
        for segment in set(segments):
            if segment not in known:  # minifiers write few different ones, very often
                known[segment] = _delta(segment)
        deltas = [known[segment] for segment in segments]
        if not deltas:
            return _NOTHING
        column, *rest, with_source, with_name = zip(*deltas, strict=True)
        columns = array("q", accumulate((first + column[0], *column[1:])))
        source, line, original, name = (
            array("q", accumulate(difference, initial=start))[1:]
            for difference, start in zip(rest, self._state, strict=True)
        )
        self._state = (source[-1], line[-1], original[-1], name[-1])
        if not all(with_source):
            source = array("q", (one if has else -1 for one, has in zip(source, with_source, strict=True)))
        if not all(with_name):
            name = array("q", (one if has else -1 for one, has in zip(name, with_name, strict=True)))
        if any(difference < 0 for difference in column[1:]):
            order = sorted(range(len(columns)), key=columns.__getitem__)
            columns, source, line, original, name = (
                array("q", (values[index] for index in order)) for values in (columns, source, line, original, name)
            )
        return _Line(columns, source, line, original, name)


_BROKEN: _Delta = (0, 0, 0, 0, 0, False, False)


def _delta(segment: bytes) -> _Delta:
    """One segment's differences; one that nobody can read maps nothing."""
    values: list[int] = []
    value = shift = 0
    for byte in segment:
        digit = _DIGITS.get(byte)
        if digit is None or shift > 30:
            return _BROKEN
        value |= (digit & 31) << shift
        shift += 5
        if not digit & 32:
            values.append(-(value >> 1) if value & 1 else value >> 1)
            value = shift = 0
    if shift or len(values) not in (1, 4, 5) or any(abs(one) > _LARGEST for one in values):
        return _BROKEN
    padded = [*values, 0, 0, 0, 0]
    return (padded[0], padded[1], padded[2], padded[3], padded[4], len(values) >= 4, len(values) == 5)
