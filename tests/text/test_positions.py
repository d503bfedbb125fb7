"""Offsets to positions and back, against Python's own encoders and against line splitting by definition."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakline.text.positions import Encoding, LineEnds, LineIndex, Position, Range

alphabet = st.text(st.sampled_from("ab\r\n\u2028\u2029üñ€😀𝒳\t"), max_size=40)
SPLITTERS = {
    LineEnds.LSP: re.compile("\r\n|\n|\r"),
    LineEnds.LF: re.compile("\n"),
    LineEnds.ECMASCRIPT: re.compile("\r\n|\n|\r|\u2028|\u2029"),
}


def units(text: str, encoding: Encoding) -> int:
    """Columns of a text, by Python's encoders."""
    if encoding is Encoding.UTF8:
        return len(text.encode())
    return len(text.encode("utf-16-le")) // 2 if encoding is Encoding.UTF16 else len(text)


@given(alphabet, st.sampled_from(list(LineEnds)), st.sampled_from(list(Encoding)))
def test_positions_agree_with_splitting_the_text(text: str, ends: LineEnds, encoding: Encoding) -> None:
    index = LineIndex(text.encode(), ends)
    starts = [0, *(match.end() for match in SPLITTERS[ends].finditer(text))]
    for place in range(len(text) + 1):
        line = max(number for number, start in enumerate(starts) if start <= place)
        expected = Position(line, units(text[starts[line] : place], encoding))
        offset = len(text[:place].encode())
        assert index.position(offset, encoding) == expected
        end_of_content = SPLITTERS[ends].split(text)[line]
        if place - starts[line] <= len(end_of_content):
            assert index.offset(expected, encoding) == offset


@given(st.text(st.sampled_from("abü€😀"), min_size=1, max_size=9), st.data(), st.sampled_from(list(Encoding)))
def test_positions_of_long_lines_agree_with_the_encoders(part: str, data: st.DataObject, encoding: Encoding) -> None:
    text = f"first\n{part * (9000 // len(part))}\nlast"
    index = LineIndex(text.encode())
    place = data.draw(st.integers(6, len(text) - 5))
    expected = Position(1, units(text[6:place], encoding))
    offset = len(text[:place].encode())
    assert index.position(offset, encoding) == expected
    assert index.offset(expected, encoding) == offset
    assert index.offset(Position(1, 10**6), encoding) == len(text.encode()) - 5


def test_places_beyond_the_text_are_clamped() -> None:
    index = LineIndex(b"ab\r\ncd")
    assert index.offset(Position(0, 99)) == 2
    assert index.offset(Position(9, 0)) == 6
    assert index.offset(Position(-1, 5)) == 0
    assert index.position(99) == Position(1, 2)


def test_a_column_inside_a_character_means_its_start() -> None:
    index = LineIndex("😀x".encode())
    assert [index.offset(Position(0, column)) for column in range(4)] == [0, 0, 4, 5]


@pytest.mark.parametrize(
    ("data", "columns"),
    [
        (b"a\xffb", {0: 0, 1: 1, 2: 2, 3: 3}),
        ("\ud800x".encode("utf-8", "surrogatepass"), {0: 0, 3: 1, 4: 2}),
        (b"\xf0\x9f", {0: 0, 1: 1, 2: 2}),
    ],
    ids=["stray byte", "lone surrogate", "cut character"],
)
def test_text_that_is_not_utf8_still_has_positions(data: bytes, columns: dict[int, int]) -> None:
    index = LineIndex(data)
    assert {offset: index.position(offset).column for offset in columns} == columns
    assert [index.offset(Position(0, column)) for column in columns.values()] == list(columns)


def test_line_texts_leave_their_ends_out() -> None:
    index = LineIndex("ä\r\n\nz".encode())
    assert [index.line_text(line) for line in range(4)] == ["ä", "", "z", ""]


def test_a_range_holds_its_ends() -> None:
    span = LineIndex(b"abc\ndef").range(1, 5)
    assert span == Range(Position(0, 1), Position(1, 1))
    assert Position(0, 1) in span
    assert Position(1, 1) in span
    assert Position(1, 2) not in span
    assert (0, 2) not in span
