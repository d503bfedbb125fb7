"""Numbers as people read them."""

from __future__ import annotations

import pytest

from leakline.ide.wording import growth, plural, series, size, snapshot_name


@pytest.mark.parametrize(
    ("amount", "text"),
    [(0, "0 B"), (999, "999 B"), (1000, "1.0 kB"), (9600, "9.6 kB"), (99_949, "99.9 kB"), (123_456, "123 kB"),
     (999_499, "999 kB"), (999_500, "1.0 MB"), (5_300_000_000, "5.3 GB")],
)  # fmt: skip
def test_sizes(amount: int, text: str) -> None:
    assert size(amount) == text


@pytest.mark.parametrize(
    ("counts", "text"),
    [((0, 10, 20), "+10 in each interval"), ((0, 10), "+10"), ((5, 15, 40), "+10, +25"), ((3, 2, 9), "-1, +7")],
)
def test_growth(counts: tuple[int, ...], text: str) -> None:
    assert growth(counts) == text


def test_counts_and_nouns() -> None:
    assert series((0, 10, 12_000)) == "0 → 10 → 12 000"
    assert [plural(count, "closure") for count in (0, 1, 2)] == ["0 closures", "1 closure", "2 closures"]
    assert plural(2, "class") == "2 classes"


def test_snapshots_have_letters_while_there_are_any() -> None:
    assert [snapshot_name(index, 3) for index in range(3)] == ["a", "b", "c"]
    assert snapshot_name(30, 31) == "#31"
