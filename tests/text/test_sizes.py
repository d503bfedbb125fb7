"""Sizes as people write them."""

from __future__ import annotations

import pytest

from leakline.text.sizes import bytes_of


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("800MB", 800_000_000),
        ("4g", 4_000_000_000),
        ("1.5 GiB", 1_500_000_000),
        (" 2t ", 2_000_000_000_000),
        ("17", 17),
        ("3kb", 3000),
        ("0", None),
        ("0.2", None),
        ("GB", None),
        ("-1MB", None),
        ("4 GB or so", None),
        ("", None),
    ],
)
def test_sizes(text: str, size: int | None) -> None:
    assert bytes_of(text) == size
