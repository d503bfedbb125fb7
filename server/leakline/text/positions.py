"""Byte offsets to line and column and back, in the encodings that editors, V8 and tree-sitter count in."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from itertools import accumulate

_SURROGATE = re.compile("[\ud800-\udfff]")


class Encoding(Enum):
    """The unit that columns are counted in; values are LSP's ``PositionEncodingKind``."""

    UTF8 = "utf-8"
    UTF16 = "utf-16"
    UTF32 = "utf-32"


class LineEnds(Enum):
    """Which characters end a line.

    LSP's are LF, CR and CRLF. V8 up to 11 (Node 20) counts LF alone in heap snapshot locations; later versions count
    LF, CR, CRLF, U+2028 and U+2029, as ECMAScript does.
    """

    LSP = re.compile(rb"\r\n|\n|\r")
    LF = re.compile(rb"\n")
    ECMASCRIPT = re.compile(rb"\r\n|\n|\r|\xe2\x80\xa8|\xe2\x80\xa9")


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A zero-based line and column; the column's unit is the encoding it was asked for in."""

    line: int
    column: int


@dataclass(frozen=True, slots=True, order=True)
class Range:
    """From ``start`` up to, not including, ``end``."""

    start: Position
    end: Position

    def __contains__(self, position: object) -> bool:
        return isinstance(position, Position) and self.start <= position <= self.end


_LONG = 2048  # bytes of a line from which on it is not decoded as a whole


@dataclass(frozen=True)
class LineIndex:
    """Where the lines of a UTF-8 text begin.

    Lone surrogates are expected in their three-byte form (``surrogatepass``), invalid bytes count as one unit each.
    """

    data: bytes
    line_ends: LineEnds = LineEnds.LSP

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Byte offset of each line's first byte; the first is 0."""
        if self.line_ends is LineEnds.LSP:  # those of bytes.splitlines, which is eight times as fast
            starts = (0, *accumulate(map(len, self.data.splitlines(keepends=True))))
            return starts if self.data.endswith((b"\n", b"\r")) or not self.data else starts[:-1]
        return (0, *(match.end() for match in self.line_ends.value.finditer(self.data)))

    @cached_property
    def is_ascii(self) -> bool:
        """Whether every byte is one column in every encoding."""
        return self.data.isascii()

    def position(self, offset: int, encoding: Encoding = Encoding.UTF16) -> Position:
        """Line and column of a byte offset, which is clamped to the text."""
        offset = max(0, min(offset, len(self.data)))
        line = bisect_right(self.starts, offset) - 1
        start = self.starts[line]
        if self.is_ascii or encoding is Encoding.UTF8:
            return Position(line, offset - start)
        if offset - start > _LONG:
            stones = self._milestones(line, encoding)
            before = stones[bisect_right(stones, offset, key=lambda stone: stone[0]) - 1]
            return Position(line, before[1] + _units(self.data[before[0] : offset], encoding))
        return Position(line, _units(self.data[start:offset], encoding))

    def offset(self, position: Position, encoding: Encoding = Encoding.UTF16) -> int:
        """Byte offset of a position.

        As LSP asks, a column beyond the line's end means its end, and a line beyond the last means the text's end. A
        column inside a character means that character's start.
        """
        if position.line < 0:
            return 0
        if position.line >= len(self.starts):
            return len(self.data)
        start = self.starts[position.line]
        end = self._content_end(position.line)
        column = max(0, position.column)
        if self.is_ascii or encoding is Encoding.UTF8:
            return min(start + column, end)
        if column > _LONG and end - start > _LONG:
            stones = self._milestones(position.line, encoding)
            start, units = stones[bisect_right(stones, column, key=lambda stone: stone[1]) - 1]
            column -= units
            end = min(end, start + 4 * column + 4)  # no character has more than four bytes
        return start + _bytes_of_units(self.data[start:end], column, encoding)

    def range(self, start: int, end: int, encoding: Encoding = Encoding.UTF16) -> Range:
        """The range between two byte offsets."""
        return Range(self.position(start, encoding), self.position(end, encoding))

    def line_text(self, line: int) -> str:
        """Text of one line without its end; empty beyond the last line."""
        if not 0 <= line < len(self.starts):
            return ""
        return self.data[self.starts[line] : self._content_end(line)].decode("utf-8", "replace")

    def _milestones(self, line: int, encoding: Encoding) -> Sequence[tuple[int, int]]:
        """Byte offset and column of some characters of a long line, both rising: whole bundles are one line."""
        known: dict[tuple[int, Encoding], list[tuple[int, int]]] = self.__dict__.setdefault("_stones", {})
        if (line, encoding) not in known:
            offset, end, units = self.starts[line], self._content_end(line), 0
            stones = [(offset, 0)]
            while end - offset > _LONG:
                part = _whole_characters(self.data[offset : offset + _LONG + 3], _LONG)
                offset, units = offset + len(part), units + _units(part, encoding)
                stones.append((offset, units))
            known[line, encoding] = stones
        return known[line, encoding]

    def _content_end(self, line: int) -> int:
        if line + 1 == len(self.starts):
            return len(self.data)
        start, end = self.starts[line], self.starts[line + 1]
        match = self.line_ends.value.search(self.data, max(start, end - 3), end)
        return match.start() if match else end


def _units(head: bytes, encoding: Encoding) -> int:
    if head.isascii():
        return len(head)
    text = _decode(head)
    if encoding is Encoding.UTF32:
        return len(text)
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _bytes_of_units(line: bytes, units: int, encoding: Encoding) -> int:
    if line[:units].isascii():
        return min(units, len(line))
    text = _decode(_whole_characters(line, 4 * units))  # no character has more than four bytes
    if not _SURROGATE.search(text):
        if encoding is Encoding.UTF32:
            return len(text[:units].encode())
        # half a pair at the end is dropped: a column inside a character means its start
        return len(text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore").encode())
    used = size = 0
    for character in text:
        used += 2 if encoding is Encoding.UTF16 and character > "\uffff" else 1
        if used > units:
            break
        size += _encoded_size(character)
    return size


def _whole_characters(line: bytes, size: int) -> bytes:
    """The first ``size`` bytes, and up to three more so that the last character is not cut."""
    end = size
    while end < min(size + 3, len(line)) and line[end] & 0xC0 == 0x80:
        end += 1
    return line[:end]


def _decode(data: bytes) -> str:
    """Decode so that each invalid byte stays one character (a lone surrogate escape) and sizes can be told again."""
    try:
        return data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return data.decode("utf-8", "surrogateescape")


def _encoded_size(character: str) -> int:
    if "\udc80" <= character <= "\udcff":
        return 1  # an escaped invalid byte; a real low surrogate in this span has no valid pair to be told apart by
    return len(character.encode("utf-8", "surrogatepass"))
