"""Where ranges of a text are after edits: what an editor does with its own marks."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from leakline.text.edits import Edit, difference

_MOST_LINES = 4000  # beyond, comparing line by line takes longer than a keystroke may


def moved(start: int, end: int, edit: Edit) -> tuple[int, int] | None:
    """A byte range after an edit; None when the edit removed all of it.

    What is typed at either end of a range stays outside of it.
    """
    if edit.old_end <= start:
        return start + edit.delta, end + edit.delta
    if edit.start >= end:
        return start, end
    if edit.start <= start and edit.old_end >= end:
        return None
    if edit.start < start:
        return edit.new_end, end + edit.delta
    if edit.old_end > end:
        return start, edit.start
    return start, end + edit.delta


def edits_between(old: bytes, new: bytes) -> Iterator[Edit]:
    """Edits, in the order to apply them, that turn one text into the other and touch few lines that both have."""
    whole = difference(old, new)
    if whole is None:
        return
    old_lines = old[whole.start : whole.old_end].splitlines(keepends=True)
    new_lines = whole.text.splitlines(keepends=True)
    if min(len(old_lines), len(new_lines)) < 2 or max(len(old_lines), len(new_lines)) > _MOST_LINES:
        yield whole
        return
    at = whole.start
    for kind, old_from, old_to, new_from, new_to in SequenceMatcher(None, old_lines, new_lines).get_opcodes():
        replaced, text = b"".join(old_lines[old_from:old_to]), b"".join(new_lines[new_from:new_to])
        if kind != "equal":
            yield Edit(at, at + len(replaced), text)
        at += len(text)


def narrowed(edit: Edit, data: bytes) -> Iterator[Edit]:
    """An edit as smaller ones that leave alone what it replaces by itself: formatters send the whole text."""
    for part in edits_between(data[edit.start : edit.old_end], edit.text):
        yield Edit(edit.start + part.start, edit.start + part.old_end, part.text)
