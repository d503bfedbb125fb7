"""The last comparison, kept in step with the texts that the client shows."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from leakline.ide.model import Comparison, Place, Range
from leakline.ide.switched_off import without_rules
from leakline.lsp.moves import edits_between, moved, narrowed
from leakline.lsp.places import places_of, with_places
from leakline.text.edits import Edit
from leakline.text.positions import LineIndex


@dataclass(frozen=True, slots=True)
class Reading:
    """A comparison whose paths are real paths, and the texts of the files that it names, as they were analysed."""

    comparison: Comparison
    texts: Mapping[Path, bytes]


@dataclass(slots=True)
class _File:
    """Where the ranges of one file, which count in ``base``, lie in ``lines``; None for what was deleted."""

    base: LineIndex
    lines: LineIndex
    ranges: dict[Range, tuple[int, int] | None] = field(default_factory=dict)

    @property
    def is_untouched(self) -> bool:
        return self.lines is self.base

    def apply(self, edits: Iterable[Edit], text: LineIndex) -> None:
        """Follow edits that end in ``text``."""
        for edit in edits:
            for original, place in self.ranges.items():
                if place is not None:
                    self.ranges[original] = moved(*place, edit)
        self.lines = text

    def reset(self) -> None:
        """Go back to the text that was analysed."""
        self.lines = self.base
        for original in self.ranges:
            self.ranges[original] = self.base.offset(original.start), self.base.offset(original.end)


class Evidence:
    """What the heap says about the workspace now; empty until snapshots are compared."""

    def __init__(self) -> None:
        self._analysed: Comparison | None = None
        self._current: Comparison | None = None
        self._files: dict[Path, _File] = {}
        self._off: frozenset[str] = frozenset()

    @property
    def comparison(self) -> Comparison | None:
        """The comparison with ranges that fit the current texts, without rules that are off."""
        if self._current is None and self._analysed is not None:
            self._current = without_rules(with_places(self._analysed, self._moved), self._off)
        return self._current

    def leave_out(self, off: Iterable[str]) -> None:
        """Have these rules say nothing, and no others."""
        self._off = frozenset(off)
        self._current = None

    def lines(self, path: Path) -> LineIndex | None:
        """The current text of a file that the comparison names."""
        file = self._files.get(path)
        return file.lines if file else None

    def take(self, reading: Reading | None) -> None:
        """Replace the comparison; None clears it."""
        self._files = {}
        self._current = None
        self._analysed = reading.comparison if reading else None
        if reading is None:
            return
        for path, text in reading.texts.items():
            base = LineIndex(text)
            self._files[path] = _File(base, base)
        for place in places_of(reading.comparison):
            if (file := self._files.get(place.path)) is not None:
                for range_ in (place.range, place.head):
                    if range_ not in file.ranges:
                        file.ranges[range_] = file.base.offset(range_.start), file.base.offset(range_.end)

    def follow(self, path: Path, before: bytes, edits: Iterable[Edit], after: LineIndex) -> bool:
        """Move ranges along with edits of a text; says whether the comparison names the file."""
        file = self._files.get(path)
        if file is None:
            return False
        if after.data == file.base.data:
            file.reset()
        else:
            data = before
            for edit in edits:
                file.apply(narrowed(edit, data), after)
                data = edit.apply(data)
        self._current = None
        return True

    def show(self, path: Path, text: LineIndex) -> bool:
        """A file's text is now this one, by edits that nobody saw; says whether that changes anything."""
        file = self._files.get(path)
        if file is None or text.data == file.lines.data:
            return False
        file.reset()
        if text.data != file.base.data:
            file.apply(edits_between(file.base.data, text.data), text)
        self._current = None
        return True

    def _moved(self, place: Place) -> Place | None:
        file = self._files.get(place.path)
        if file is None or file.is_untouched:
            return place
        whole, head = file.ranges[place.range], file.ranges[place.head]
        if whole is None or head is None:
            return None
        return replace(place, range=file.lines.range(*whole), head=file.lines.range(*head))


def read(comparison: Comparison) -> Reading:
    """Resolve the paths of a comparison and read its files; touches the disk: call off the event loop."""
    real = {path: Path(os.path.realpath(path)) for path in {place.path for place in places_of(comparison)}}
    texts = {}
    for path in real.values():
        try:
            texts[path] = path.read_bytes()
        except OSError:  # gone since it was analysed: its ranges stay as they are
            continue
    return Reading(with_places(comparison, lambda place: replace(place, path=real[place.path])), texts)
