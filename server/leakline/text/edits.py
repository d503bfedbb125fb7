"""Edits of a text, and the one edit between two texts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace the bytes from ``start`` to ``old_end`` by ``text``; offsets are of the text before the edit."""

    start: int
    old_end: int
    text: bytes

    @property
    def new_end(self) -> int:
        """Where the inserted text ends."""
        return self.start + len(self.text)

    @property
    def delta(self) -> int:
        """By how many bytes what stands behind the edit moves."""
        return len(self.text) - (self.old_end - self.start)

    def apply(self, data: bytes) -> bytes:
        """The text after the edit; offsets beyond the text mean its end."""
        return data[: self.start] + self.text + data[max(self.start, self.old_end) :]


def difference(old: bytes, new: bytes) -> Edit | None:
    """The one edit between two texts that leaves out what they share at both ends; None when they are equal."""
    if old == new:
        return None
    start = _common(old, new)
    limit = min(len(old), len(new)) - start
    end = _common(old[::-1][:limit], new[::-1][:limit])
    return Edit(start, len(old) - end, new[start : len(new) - end])


def _common(left: bytes, right: bytes) -> int:
    """Length of the common prefix, found by halving."""
    low, high = 0, min(len(left), len(right))
    while low < high:
        middle = (low + high + 1) // 2
        if left[low:middle] == right[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
