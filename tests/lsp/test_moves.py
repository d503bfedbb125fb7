"""Ranges follow edits as an editor's own marks do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakline.lsp.moves import edits_between, moved, narrowed
from leakline.text.edits import Edit

TEXT = b"let a = 1;\nlet b = 2;\nlet c = 3;\n"
B = TEXT.index(b"let b"), TEXT.index(b"let b") + len(b"let b = 2;")


@pytest.mark.parametrize(
    ("edit", "covered"),
    [
        (Edit(0, 0, b"// a line more\n"), b"let b = 2;"),
        (Edit(0, 11, b""), b"let b = 2;"),
        (Edit(B[1] + 1, len(TEXT), b"end"), b"let b = 2;"),
        (Edit(B[0], B[0], b"  "), b"let b = 2;"),
        (Edit(B[1], B[1], b" // why"), b"let b = 2;"),
        (Edit(B[0] + 8, B[0] + 9, b"22"), b"let b = 22;"),
        (Edit(B[0] + 4, B[0] + 4, b"bb"), b"let bbb = 2;"),
        (Edit(5, B[0] + 4, b"X"), b"b = 2;"),
        (Edit(B[0] + 5, B[1] + 4, b"Y"), b"let b"),
    ],
)
def test_a_range_covers_what_is_left_of_its_text(edit: Edit, covered: bytes) -> None:
    place = moved(*B, edit)
    assert place is not None
    assert edit.apply(TEXT)[slice(*place)] == covered


@pytest.mark.parametrize("edit", [Edit(*B, b""), Edit(*B, b"replaced"), Edit(0, len(TEXT), b"")])
def test_a_range_whose_text_is_gone_is_gone(edit: Edit) -> None:
    assert moved(*B, edit) is None


@given(st.text(alphabet="ab\n\r", max_size=60), st.text(alphabet="ab\n\r", max_size=60))
def test_the_edits_between_two_texts_lead_from_one_to_the_other(old: str, new: str) -> None:
    data = old.encode()
    for edit in edits_between(data, new.encode()):
        assert 0 <= edit.start <= edit.old_end <= len(data)
        data = edit.apply(data)
    assert data == new.encode()


def test_replacing_the_whole_text_leaves_unchanged_lines_where_they_are() -> None:
    old = b"a();\n" + TEXT + b"z();\n"
    new = b"// head\na( );\n" + TEXT + b"// tail\n"
    place: tuple[int, int] | None = old.index(b"let b"), old.index(b"let b") + 10
    for edit in narrowed(Edit(0, len(old), new), old):
        assert place is not None
        place = moved(*place, edit)
    assert place is not None
    assert new[slice(*place)] == b"let b = 2;"


def test_a_replaced_part_is_narrowed_within_its_bounds() -> None:
    (edit,) = narrowed(Edit(11, 22, b"let b = 20;\n"), TEXT)
    assert edit == Edit(20, 20, b"0")
