"""What breaks lines or steers a terminal is shown as an escape, and nothing else is changed."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakline.text.escapes import one_line, visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\nb\r\tc", r"a\nb\r\tc"),
        ("\x1b[31mred", r"\x1b[31mred"),
        ("\x00\x7f\x85\x9b", r"\x00\x7f\x85\x9b"),
        ("a\u2028b\u2029", r"a\u2028b\u2029"),
        ("\u202egpj.js", r"\u202egpj.js"),
        ("naïve 'ünï' → 😀 \\n", "naïve 'ünï' → 😀 \\n"),
    ],
)
def test_escapes(text: str, shown: str) -> None:
    assert one_line(text) == shown


def test_a_line_of_source_keeps_its_columns() -> None:
    assert visible("\tlet é = '\x1b[2J\x00\x7f\u202e😀';") == "\tlet é = '␛[2J␀\ufffd\ufffd😀';"


@given(st.text())
def test_a_line_of_source_keeps_its_length(line: str) -> None:
    assert len(visible(line)) == len(line)
    assert visible(line) == line or one_line(line) != line


@given(st.text())
def test_any_text_is_one_line_without_control_characters(text: str) -> None:
    shown = one_line(text)
    assert len(shown.splitlines()) <= 1
    assert not any(unicodedata.category(character) == "Cc" for character in shown)
