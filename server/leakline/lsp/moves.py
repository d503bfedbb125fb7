"""Where ranges of a text are after edits: what an editor does with its own marks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

_MOST_LINES = 4000  # beyond, comparing line by line takes longer than a keystroke may


@dataclass(frozen=True, slots=True)
class Edit:
    """Bytes ``start`` up to ``end`` are replaced."""

    start: int
    end: int
    text: bytes

    def applied_to(self, data: bytes) -> bytes:
        """The text after the edit."""
        return data[: self.start] + self.text + data[self.end :]


def moved(start: int, end: int, edit: Edit) -> tuple[int, int] | None:
    """A byte range after an edit; None when the edit removed all of it.

    What is typed at either end of a range stays outside of it.
    """
    growth = len(edit.text) - (edit.end - edit.start)
    if edit.end <= start:
        return start + growth, end + growth
    if edit.start >= end:
        return start, end
    if edit.start <= start and edit.end >= end:
        return None
    if edit.start < start:
        return edit.start + len(edit.text), end + growth
    if edit.end > end:
        return start, edit.start
    return start, end + growth


def edits_between(old: bytes, new: bytes) -> Iterator[Edit]:
    """Edits, in the order to apply them, that turn one text into the other and touch few lines that both have."""
    head = _common_head(old, new)
    tail = _common_head(old[head:][::-1], new[head:][::-1])
    old_middle, new_middle = old[head : len(old) - tail], new[head : len(new) - tail]
    if not old_middle and not new_middle:
        return
    old_lines, new_lines = old_middle.splitlines(keepends=True), new_middle.splitlines(keepends=True)
    if min(len(old_lines), len(new_lines)) < 2 or max(len(old_lines), len(new_lines)) > _MOST_LINES:
        yield Edit(head, len(old) - tail, new_middle)
        return
    at = head
    for kind, old_from, old_to, new_from, new_to in SequenceMatcher(None, old_lines, new_lines).get_opcodes():
        replaced, text = b"".join(old_lines[old_from:old_to]), b"".join(new_lines[new_from:new_to])
        if kind != "equal":
            yield Edit(at, at + len(replaced), text)
        at += len(text)


def narrowed(edit: Edit, data: bytes) -> Iterator[Edit]:
    """An edit as smaller ones that leave alone what it replaces by itself: formatters send the whole text."""
    for part in edits_between(data[edit.start : edit.end], edit.text):
        yield Edit(edit.start + part.start, edit.start + part.end, part.text)


def _common_head(one: bytes, other: bytes) -> int:
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
