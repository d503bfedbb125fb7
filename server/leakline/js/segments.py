"""Answers about offsets that stay the same between boundaries: asked for once in each stretch of the text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

Answer = TypeVar("Answer")


class Segments(Generic[Answer]):
    """Remembers ``ask`` for each stretch between two neighbouring ``boundaries``, inside which it must not differ.

    ``ask`` also gets the last answer, if there was one: the next one is often near.
    """

    def __init__(self, boundaries: Iterable[int], ask: Callable[[int, Answer | None], Answer]) -> None:
        self._boundaries = sorted(set(boundaries))
        self._ask = ask
        self._known: dict[int, Answer] = {}
        self._last: Answer | None = None

    def at(self, offset: int) -> Answer:
        """The answer for an offset."""
        index = bisect_right(self._boundaries, offset)
        known = self._known.get(index)
        if known is None:
            known = self._known[index] = self._last = self._ask(offset, self._last)
        return known
