"""What breaks lines or steers a terminal is shown as an escape, and nothing else is changed."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakline.text.escapes import one_line


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


@given(st.text())
def test_any_text_is_one_line_without_control_characters(text: str) -> None:
    shown = one_line(text)
    assert len(shown.splitlines()) <= 1
    assert not any(unicodedata.category(character) == "Cc" for character in shown)
