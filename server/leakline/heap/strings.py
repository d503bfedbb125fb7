"""The strings of a snapshot: kept as the file's bytes, decoded one by one when somebody asks."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from leakline.heap.columns import Bytes, Columns, Ints
from leakline.heap.kernels.text import find_text, hash_strings

WORTH_HASHING = 16
"""So many texts are found faster by one pass that hashes all strings than by a search for each."""

Contents = tuple[Bytes, Columns, Columns]


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the contents of strings are in a file: the first one's byte, and the bytes between any two contents."""

    first: int
    gap: int


class Strings:
    """All strings of a snapshot, by index.

    ``raw`` (uint8) holds their JSON contents, ``starts`` and ``ends`` (uint32 or uint64) where in it each of them is,
    in ascending order. Nothing is decoded before it is asked for. ``in_file`` says where the contents are in the file.
    """

    def __init__(self, count: int, contents: Contents | Callable[[], Contents], in_file: Layout | None = None) -> None:
        """``contents`` are the three columns, or what reads them when the first string is asked for."""
        self._count = count
        self._contents = contents
        self.in_file = in_file
        self._found: dict[str, int] = {}

    @property
    def raw(self) -> Bytes:
        """JSON contents of all strings (uint8)."""
        return self._read()[0]

    @property
    def starts(self) -> Columns:
        """Where in ``raw`` each string begins."""
        return self._read()[1]

    @property
    def ends(self) -> Columns:
        """Where in ``raw`` each string ends."""
        return self._read()[2]

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[str]:
        return (self[index] for index in range(len(self)))

    def __getitem__(self, index: int) -> str:
        """Decode one string; half surrogate pairs and invalid UTF-8 become U+FFFD."""
        if not 0 <= index < len(self):
            raise IndexError(f"string {index} of {len(self)}")
        return decode(self.raw[int(self.starts[index]) : int(self.ends[index])].tobytes())

    def find(self, text: str) -> int:
        """Index of the first string that is this text, -1 if there is none."""
        if text not in self._found:
            found = np.empty(1, np.int64)
            self._found[text] = int(found[0]) if self._search(text, found, prefix=False) else -1
        return self._found[text]

    def remember(self, text: str, index: int) -> None:
        """Spare later searches for a text that is known to be at this index."""
        self._found.setdefault(text, index)

    def find_all(self, text: str) -> Ints:
        """Indexes of all strings that are this text, ascending (a writer may have written one twice)."""
        return self._collect(text, prefix=False)

    def starting_with(self, prefix: str) -> Ints:
        """Indexes of all strings that begin with this text, ascending."""
        return self._collect(prefix, prefix=True)

    def containing(self, part: str) -> Ints:
        """Indexes of all strings in which this text occurs as it is in the file, ascending."""
        wanted = json.dumps(part, ensure_ascii=False)[1:-1].encode("utf-8", "replace")
        places = np.array([match.start() for match in re.finditer(re.escape(wanted), self.raw.data)], np.int64)
        strings = np.minimum(np.searchsorted(self.ends, places, side="right"), max(0, len(self) - 1))
        # A match must not begin before a string's content, nor end behind it.
        inside = (places >= self.starts[strings]) & (places + len(wanted) <= self.ends[strings])
        return np.unique(strings[inside])

    def find_each(self, texts: Iterable[str]) -> Ints:
        """Index of the first string that is the text, for each of several texts; -1 where there is none."""
        wanted = list(texts)
        if sum(text not in self._found for text in wanted) < WORTH_HASHING:
            return np.array([self.find(text) for text in wanted], np.int64)
        hashes = encoded(wanted).hashes
        order = np.argsort(hashes, kind="stable")
        places = np.minimum(np.searchsorted(hashes[order], self.hashes), order.size - 1)
        found = np.full(len(wanted), -1, np.int64)
        for index in np.flatnonzero(hashes[order][places] == self.hashes)[::-1]:
            found[order[places[index]]] = index
        for index, text in zip(found.tolist(), wanted, strict=True):
            if index < 0 or self[index] == text:
                self._found.setdefault(text, index)
        return np.array([self.find(text) for text in wanted], np.int64)

    @cached_property
    def hashes(self) -> Ints:
        """A hash of each string's text (int64), the same in every file whatever the escapes."""
        hashes = np.empty(len(self), np.int64)
        hash_strings(self.raw, self.starts, self.ends, hashes)
        return hashes

    def lengths(self) -> Ints:
        """Length of each string's JSON in bytes."""
        return self.ends.astype(np.int64) - self.starts.astype(np.int64)

    def _read(self) -> Contents:
        if callable(self._contents):
            self._contents = self._contents()
        return self._contents

    def _collect(self, text: str, *, prefix: bool) -> Ints:
        room = 64
        while True:
            found = np.empty(min(room, len(self) + 1), np.int64)
            count = self._search(text, found, prefix=prefix)
            if count < found.size:
                return found[:count]
            room *= 8

    def _search(self, text: str, found: Ints, *, prefix: bool) -> int:
        units = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), np.uint16).astype(np.uint32)
        return int(find_text(self.raw, self.starts, self.ends, units, prefix, found))


def encoded(texts: Iterable[str]) -> Strings:
    """Strings that hold these texts."""
    contents = [json.dumps(text)[1:-1].encode() for text in texts]
    ends = np.cumsum([len(content) for content in contents], dtype=np.uint32)
    return end_to_end(np.frombuffer(bytearray(b"".join(contents)), np.uint8), ends)


def end_to_end(raw: Bytes, ends: Columns, in_file: Layout | None = None) -> Strings:
    """Strings whose contents lie one behind the other without a gap."""
    starts = np.zeros_like(ends)
    starts[1:] = ends[:-1]
    return Strings(ends.size, (raw, starts, ends), in_file)


def decode(content: bytes) -> str:
    """Decode the content of a JSON string: escapes, pairs of surrogates, UTF-8; what is invalid becomes U+FFFD."""
    text = content.decode("utf-8", "replace")
    if b"\\" not in content:
        return text
    try:
        text = str(json.loads(f'"{text}"', strict=False))
    except ValueError:
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
