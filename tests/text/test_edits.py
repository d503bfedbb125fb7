"""Edits, and the difference of two texts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from leakline.text.edits import Edit, difference

texts = st.binary(max_size=40)


def test_an_edit_replaces_bytes() -> None:
    assert Edit(2, 4, b"XYZ").apply(b"abcdef") == b"abXYZef"
    assert Edit(0, 0, b">").apply(b"abc") == b">abc"
    assert Edit(3, 9, b"!").apply(b"abc") == b"abc!"


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
