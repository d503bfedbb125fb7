"""Edits of a text, and where an offset stood before or stands after them."""

from __future__ import annotations

from collections.abc import Iterable
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


def apply_edits(data: bytes, edits: Iterable[Edit]) -> bytes:
    """Apply edits one after the other, each to the result of those before it, as LSP's ``didChange`` does."""
    for edit in edits:
        data = edit.apply(data)
    return data


def difference(old: bytes, new: bytes) -> Edit | None:
    """The one edit between two texts that leaves out what they share at both ends; None when they are equal."""
    if old == new:
        return None
    start = _common(old, new)
    limit = min(len(old), len(new)) - start
    end = _common(old[::-1][:limit], new[::-1][:limit])
    return Edit(start, len(old) - end, new[start : len(new) - end])


def new_offset(edits: Iterable[Edit], offset: int) -> int | None:
    """Where a byte of the old text stands after the edits, None when an edit replaced it.

    An offset at the start of an insertion stays in front of it.
    """
    for edit in edits:
        if offset <= edit.start:
            continue
        if offset < edit.old_end:
            return None
        offset += edit.delta
    return offset


def old_offset(edits: Iterable[Edit], offset: int) -> int | None:
    """Where a byte of the new text stood before the edits, None when an edit inserted it."""
    for edit in reversed(tuple(edits)):
        if offset <= edit.start:
            continue
        if offset < edit.new_end:
            return None
        offset -= edit.delta
    return offset


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
