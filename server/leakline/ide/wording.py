"""Numbers and names as people read them, the same in the editor, on the command line and in reports."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

_UNITS = ("B", "kB", "MB", "GB", "TB")


def size(amount: int) -> str:
    """A number of bytes with two significant digits, in powers of 1000 as DevTools shows them: ``9.6 kB``."""
    value = float(amount)
    unit = 0
    while abs(value) >= 999.5 and unit + 1 < len(_UNITS):
        value /= 1000
        unit += 1
    if unit == 0:
        return f"{amount} B"
    return f"{value:.1f} {_UNITS[unit]}" if abs(value) < 99.95 else f"{value:.0f} {_UNITS[unit]}"


def series(counts: Sequence[int]) -> str:
    """Counts over the snapshots: ``0 → 10 → 20``."""
    return " → ".join(f"{count:,}".replace(",", " ") for count in counts)


def growth(counts: Sequence[int]) -> str:
    """What was added in each interval: ``+10 in each interval``, ``+10, +25``; of one snapshot ``40 alive``."""
    if len(counts) == 1:
        return f"{series(counts)} alive"
    steps = [later - earlier for earlier, later in pairwise(counts)]
    if len(steps) > 1 and len(set(steps)) == 1:
        return f"{steps[0]:+d} in each interval"
    return ", ".join(f"{step:+d}" for step in steps)


def plural(count: int, noun: str) -> str:
    """``1 closure``, ``20 closures``, ``2 instances of Box``; class names keep their form."""
    return f"{count} {things(noun, count)}"


def things(noun: str, count: int = 2) -> str:
    """The plural of a common noun."""
    if count == 1:
        return noun
    return f"{noun}es" if noun.endswith(("s", "x", "ch")) else f"{noun}s"


def snapshot_name(index: int, total: int) -> str:
    """``a``, ``b``, ``c`` for the snapshots in their order; beyond z they are numbered."""
    return chr(ord("a") + index) if total <= 26 else f"#{index + 1}"
