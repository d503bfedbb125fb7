"""Edits, and offsets before and after them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakline.text.edits import Edit, apply_edits, difference, new_offset, old_offset

texts = st.binary(max_size=40)


def test_an_edit_replaces_bytes() -> None:
    assert Edit(2, 4, b"XYZ").apply(b"abcdef") == b"abXYZef"
    assert Edit(0, 0, b">").apply(b"abc") == b">abc"
    assert Edit(3, 9, b"!").apply(b"abc") == b"abc!"


def test_edits_are_applied_one_after_the_other() -> None:
    assert apply_edits(b"abc", [Edit(0, 1, b"xx"), Edit(0, 1, b"")]) == b"xbc"


@given(texts, texts)
def test_the_difference_leads_from_one_text_to_the_other(old: bytes, new: bytes) -> None:
    edit = difference(old, new)
    if edit is None:
        assert old == new
    else:
        assert edit.apply(old) == new
        replaced = old[edit.start : edit.old_end]
        assert not (replaced and edit.text and replaced[0] == edit.text[0]), "it leaves out what both texts begin with"
        assert not (replaced and edit.text and replaced[-1] == edit.text[-1]), "and what both end with"


@given(texts, st.lists(st.tuples(st.integers(0, 40), st.integers(0, 5), st.binary(max_size=5)), max_size=4))
def test_bytes_that_no_edit_touches_keep_their_value(text: bytes, places: list[tuple[int, int, bytes]]) -> None:
    edits: list[Edit] = []
    edited = text
    for start, length, inserted in places:
        start = min(start, len(edited))
        edits.append(Edit(start, min(len(edited), start + length), inserted))
        edited = edits[-1].apply(edited)
    for offset in range(len(text)):
        moved = new_offset(edits, offset)
        back = old_offset(edits, moved) if moved is not None else None
        if moved is not None and back == offset and moved < len(edited) and not any_starts_at(edits, offset):
            assert edited[moved] == text[offset]


def any_starts_at(edits: list[Edit], offset: int) -> bool:
    """An offset where text is inserted or replaced stays in front of it: the byte there is another."""
    for edit in edits:
        if edit.start == offset:
            return True
        if offset > edit.start:
            offset += edit.delta
    return False


@pytest.mark.parametrize(
    ("offset", "expected"),
    [(0, 0), (2, 2), (3, None), (4, 5), (6, 7)],
    ids=["before", "start", "inside", "end", "after"],
)
def test_where_an_offset_goes(offset: int, expected: int | None) -> None:
    assert new_offset([Edit(2, 4, b"XYZ")], offset) == expected


@pytest.mark.parametrize(("offset", "expected"), [(0, 0), (2, 2), (3, None), (4, None), (5, 4), (7, 6)])
def test_where_an_offset_came_from(offset: int, expected: int | None) -> None:
    assert old_offset([Edit(2, 4, b"XYZ")], offset) == expected
