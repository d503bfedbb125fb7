"""Where a line went when its file was edited."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

_MOST_LINES = 4000


class MovedLines:
    """The lines of an earlier text in a later one.

    What both begin and end with is found at once; the rest is compared line by line up to 4,000 lines, beyond which a
    line of it counts as gone.
    """

    def __init__(self, before: str, after: str) -> None:
        old, new = _lines(before), _lines(after)
        shared = min(len(old), len(new))
        self._head = next((at for at in range(shared) if old[at] != new[at]), shared)
        rest = shared - self._head
        self._tail = next((at for at in range(rest) if old[-1 - at] != new[-1 - at]), rest)
        self._old_count, self._new_count = len(old), len(new)
        self._blocks = _blocks(
            old[self._head : len(old) - self._tail], new[self._head : len(new) - self._tail], self._head
        )

    def line(self, line: int) -> int | None:
        """The zero-based line in the later text; None for one that was changed or deleted."""
        if line < self._head:
            return line
        if self._old_count - self._tail <= line < self._old_count:
            return line + self._new_count - self._old_count
        return next((new + line - old for old, new, size in self._blocks if old <= line < old + size), None)


def _lines(text: str) -> list[str]:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _blocks(old: Sequence[str], new: Sequence[str], first: int) -> list[tuple[int, int, int]]:
    if max(len(old), len(new)) > _MOST_LINES:
        return []
    matches = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return [(match.a + first, match.b + first, match.size) for match in matches]
