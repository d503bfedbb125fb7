"""Source maps say what the compilers that wrote them meant, and what is wrong with one becomes a reason."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakline.sources.model import WhyNot
from leakline.sources.source_maps import SourceMap, read_source_map
from leakline.text.positions import Position

FIXTURES = Path(__file__).parent / "fixtures"
DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


def readable(text: bytes | str) -> SourceMap:
    found = read_source_map(text)
    assert isinstance(found, SourceMap), found
    return found


def vlq(*values: int) -> str:
    """A segment, as the standard writes it."""
    text = ""
    for value in values:
        rest = (abs(value) << 1) | (value < 0)
        while rest > 31:
            text += DIGITS[rest & 31 | 32]
            rest >>= 5
        text += DIGITS[rest]
    return text


def one_map(mappings: str, **more: Any) -> dict[str, Any]:
    return {"version": 3, "sources": ["a.ts"], "names": ["first", "second"], "mappings": mappings, **more}


def words(text: str) -> dict[str, Position]:
    """Where each word that stands once in a text begins."""
    found: dict[str, list[Position]] = {}
    for number, line in enumerate(text.split("\n")):
        for at in range(len(line)):
            word = line[at:].split("(")[0].split(" ")[0].split(";")[0].split(":")[0]
            if (
                len(word) > 4
                and word.isidentifier()
                and (at == 0 or not (line[at - 1].isalnum() or line[at - 1] in "_$"))
            ):
                found.setdefault(word, []).append(Position(number, at))
    return {word: places[0] for word, places in found.items() if len(places) == 1}


def test_every_word_of_typescripts_output_is_found_in_the_source() -> None:
    folder = FIXTURES / "tsc"
    mapped = readable((folder / "out" / "sessions.js.map").read_bytes())
    compiled = words((folder / "out" / "sessions.js").read_text())
    original = (folder / "src" / "sessions.ts").read_text().split("\n")
    shared = {word: place for word, place in compiled.items() if word in ("setMaxListeners", "EventEmitter", "open")}
    assert shared
    for word, place in shared.items():
        segment = mapped.at(place)
        assert segment is not None
        assert original[segment.position.line][segment.position.column :].startswith(word)
        assert segment.source.url == "../src/sessions.ts"


def test_names_are_those_before_minifying() -> None:
    folder = FIXTURES / "bundle" / "out"
    mapped = readable((folder / "main.js.map").read_bytes())
    text = (folder / "main.js").read_text()
    found = {}
    for short in ("function o(r)", "function b(r)", "function h()"):
        segment = mapped.at(Position(0, text.index(short) + len("function ")))
        assert segment is not None
        found[short] = (segment.source.url, segment.position.line, segment.name)
    assert found == {
        "function o(r)": ("../src/subscribers.ts", 4, "subscribe"),
        "function b(r)": ("../src/subscribers.ts", 8, "publish"),
        "function h()": ("../src/main.ts", 4, "work"),
    }


@given(
    st.lists(
        st.lists(
            st.tuples(
                st.integers(0, 400), st.integers(0, 2), st.integers(0, 10**6), st.integers(0, 10**6), st.integers(0, 1)
            ),
            max_size=12,
        ),
        max_size=6,
    )
)
def test_what_was_written_is_read_in_any_order_of_lines(lines: list[list[tuple[int, int, int, int, int]]]) -> None:
    state, written = [0, 0, 0, 0], []
    for line in lines:
        column, segments = 0, []
        for segment in sorted(line):
            values = [segment[0] - column, *(new - old for new, old in zip(segment[1:], state, strict=True))]
            segments.append(vlq(*values))
            column, state = segment[0], list(segment[1:])
        written.append(",".join(segments))
    mapped = readable(json.dumps(one_map(";".join(written), sources=["a", "b", "c"])))
    for number, line in reversed(list(enumerate(lines))):
        last_of = {segment[0]: segment for segment in sorted(line)}
        for column, source, original_line, original_column, name in last_of.values():
            found = mapped.at(Position(number, column))
            assert found is not None
            assert (found.source.url, found.name) == ("abc"[source], ("first", "second")[name])
            assert found.position == Position(original_line, original_column)


def test_a_point_between_two_segments_belongs_to_the_one_before_on_its_line() -> None:
    mapped = readable(json.dumps(one_map(f"{vlq(4, 0, 0, 0)},{vlq(4, 0, 3, 2)};{vlq(2, 0, 1, 0)}")))
    assert mapped.at(Position(0, 3)) is None
    lines = [mapped.at(Position(0, column)) for column in (4, 7, 8, 500)]
    assert [one.position.line for one in lines if one is not None] == [0, 0, 3, 3]
    assert mapped.at(Position(1, 1)) is None
    assert mapped.at(Position(2, 0)) is None
    assert not mapped.begins_at(Position(0, 7))
    assert mapped.begins_at(Position(0, 8))


def test_code_that_the_compiler_made_up_has_no_original() -> None:
    mapped = readable(json.dumps(one_map(f"{vlq(0, 0, 0, 0)},{vlq(10)},{vlq(10, 0, 5, 0)}")))
    assert mapped.at(Position(0, 12)) is None
    last = mapped.last_in(Position(0, 0), Position(0, 20))
    assert last is not None
    assert last.position == Position(0, 0)
    first = mapped.first_in(Position(0, 1), Position(0, 30))
    assert first is not None
    assert first.position == Position(5, 0)


def test_the_first_and_last_segments_of_a_range_lie_in_it() -> None:
    mapped = readable(json.dumps(one_map(f"{vlq(0, 0, 0, 0)};{vlq(5, 0, 1, 0)};;{vlq(7, 0, 1, 0)},{vlq(7, 0, 1, 0)}")))
    first = mapped.first_in(Position(0, 1), Position(4, 0))
    last = mapped.last_in(Position(0, 1), Position(3, 14))
    assert first is not None
    assert last is not None
    assert (first.position.line, last.position.line) == (1, 2)
    assert mapped.last_in(Position(1, 6), Position(3, 7)) is None


def test_an_index_map_is_its_sections_side_by_side() -> None:
    def section(line: int, column: int, source: str) -> dict[str, Any]:
        inner = one_map(f"{vlq(0, 0, 0, 0)};{vlq(0, 0, 1, 0)}", sources=[source], sourceRoot="src/")
        return {"offset": {"line": line, "column": column}, "map": inner}

    index = {"version": 3, "sections": [section(0, 0, "a.ts"), section(1, 20, "b.ts"), section(9, 0, "c.ts")]}
    mapped = readable(json.dumps(index))
    found = {}
    for place in ((0, 5), (1, 19), (1, 20), (2, 0), (9, 3), (10, 1)):
        segment = mapped.at(Position(*place))
        found[place] = (segment.source.url, segment.position.line) if segment is not None else None
    assert found == {
        (0, 5): ("src/a.ts", 0),
        (1, 19): ("src/a.ts", 1),
        (1, 20): ("src/b.ts", 0),
        (2, 0): ("src/b.ts", 1),
        (9, 3): ("src/c.ts", 0),
        (10, 1): ("src/c.ts", 1),
    }
    last = mapped.last_in(Position(1, 0), Position(1, 20))
    assert last is not None
    assert last.source.url == "src/a.ts"


def test_a_guard_line_and_a_byte_order_mark_do_not_matter() -> None:
    text = json.dumps(one_map(vlq(0, 0, 0, 0)))
    for written in (f")]}}'\n{text}", f"\ufeff{text}"):
        assert readable(written.encode()).at(Position(0, 0)) is not None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "null",
        "{",
        '{"version": 2, "mappings": ""}',
        '{"version": 3}',
        '{"version": 3, "mappings": 7}',
        '{"version": 3, "mappings": "", "sources": "a.ts"}',
        '{"version": 3, "sections": [1]}',
        '{"version": 3, "sections": [{"offset": {"line": 0, "column": 0}, "url": "other.map"}]}',
        '{"version": 3, "sections": [{"offset": {"line": "0"}, "map": {"mappings": ""}}]}',
        "[" * 100_000,
    ],
)
def test_what_is_no_map_says_so(text: str) -> None:
    found = read_source_map(text)
    assert isinstance(found, WhyNot)
    assert found.reason == "bad-source-map"


@given(st.text(alphabet=DIGITS + ",;!é", max_size=200), st.integers(0, 5), st.integers(0, 300))
def test_mappings_that_nobody_can_read_map_nothing_and_break_nothing(mappings: str, line: int, column: int) -> None:
    mapped = readable(json.dumps(one_map(mappings)))
    mapped.at(Position(line, column))
    mapped.first_in(Position(0, 0), Position(line, column))
    mapped.last_in(Position(0, 0), Position(line, column))
