"""Searches in the text of a large file, once for each word: rules ask about thousands of names."""

from __future__ import annotations

import re

LINES_AROUND = 3
MOST_SPACE = 5000
SHARE_OF_TEXT = 1000  # a name that is mentioned more than once in so many bytes is everywhere
WORDS = re.compile(r"[\w$]+")
BEHIND = re.compile(rb"[^\n]*\s{0,5000}")


class Searches:
    """Remembers what was searched for in one ``text``, whose comments are blanked."""

    def __init__(self, text: bytes) -> None:
        self._text = text
        self._near: dict[bytes, bytes] = {}
        self._said: dict[bytes, bool] = {}

    def says(self, pattern: bytes) -> bool:
        """Whether an expression, one of a rule's own and not of a name, is found anywhere."""
        known = self._said.get(pattern)
        if known is None:
            known = self._said[pattern] = re.search(pattern, self._text) is not None
        return known

    def near(self, name: str) -> bytes:
        """The lines that mention the last word of a name, or the name as a part of a word, and the lines around each.

        Whatever an expression with this name finds in the text it also finds here, unless it goes over more than three
        lines that are not empty.
        """
        word = max(WORDS.findall(name)[-1:], default=name).encode()
        known = self._near.get(word)
        if known is None:
            known = self._near[word] = self._find(word)
        return known

    def _find(self, word: bytes) -> bytes:
        text = self._text
        if not word or text.count(word) * SHARE_OF_TEXT > len(text):
            return text
        spans: list[list[int]] = []
        place = text.find(word)
        while place >= 0:
            start, end = self._line_start(place), self._line_end(place)
            if spans and start <= spans[-1][1]:
                spans[-1][1] = end
            else:
                spans.append([start, end])
            place = text.find(word, place + len(word))
        return b"\n;\n".join(text[start:end] for start, end in spans)

    def _line_start(self, place: int) -> int:
        """Where the third line before begins, empty ones not counted."""
        for _ in range(LINES_AROUND):
            place = self._text.rfind(b"\n", 0, place) + 1
            first = max(0, place - MOST_SPACE)
            place = first + len(self._text[first:place].rstrip())
        return self._text.rfind(b"\n", 0, place) + 1

    def _line_end(self, place: int) -> int:
        """Where the third line behind ends, empty ones not counted."""
        for _ in range(LINES_AROUND + 1):
            found = BEHIND.match(self._text, place)
            place = found.end() if found is not None else place
        return place
