"""Where the functions of a running script are in a file that is no longer, or never was, that very text.

A file that was edited since the snapshot, or that a loader translated on its way into the process (TypeScript, JSX),
has the same functions in the same order. V8 numbers the functions of a script in the order of its text; names that
occur once on both sides are anchors, and the functions between two anchors are counted off.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence

from leakline.heap.live_functions import LiveFunction
from leakline.js import Function, FunctionKind, Module
from leakline.js.model import INITIALIZERS
from leakline.text.positions import Position

_FEWEST_ANCHORS = 1
_Anchor = tuple[int, int]
"""A function's number in the script, and its index in the file."""


class MovedFunctions:
    """The functions of one script in one file; ``bundled`` code begins with functions that export the others."""

    def __init__(self, live: Sequence[LiveFunction], module: Module, *, bundled: bool = False) -> None:
        self._functions = module.functions
        self._live = live = _without_getters(live) if bundled else live
        placed = [one for one in live if one.line >= 0]
        # of a class without a constructor the class, which is before what sets its fields and begins where that does
        self._by_position = {(one.line, one.column): one for one in reversed(placed)}
        self.in_place = all(_stands(one, module) for one in placed)
        self._anchors = _anchors(live, self._functions)
        self._keeps_columns = _keep_columns(self._anchors, live, self._functions)

    @property
    def recognised(self) -> bool:
        """Whether most of the script's names are in the file, in their order: whether it is that script at all.

        Names that begin with ``__`` are those of what compilers write beside the program, and do not count.
        """
        often = Counter(one.name for one in self._live if not one.name.startswith("__"))
        named = sum(1 for name, count in often.items() if name and count == 1)
        return len(self._anchors) >= _FEWEST_ANCHORS and 2 * len(self._anchors) >= named

    def at(self, line: int, column: int) -> Function | None:
        """The function that V8 reports at a zero-based line and UTF-16 column; None for one that is gone or unsure."""
        known = self._by_position.get((line, column))
        if known is None:
            return None
        before = bisect_right(self._anchors, known.ordinal, key=lambda anchor: anchor[0]) - 1
        lower = self._anchors[before] if before >= 0 else None
        upper = self._anchors[before + 1] if before + 1 < len(self._anchors) else None
        if lower is not None and lower[0] == known.ordinal:
            return self._functions[lower[1]]
        return self._between(known, lower, upper)

    def _between(self, known: LiveFunction, lower: _Anchor | None, upper: _Anchor | None) -> Function | None:
        first = lower[1] + 1 if lower else 0
        last = upper[1] if upper else len(self._functions)
        alike = [function for function in self._functions[first:last] if function.name == known.name]
        counted = [
            self._functions[index]
            for index in (
                lower[1] + known.ordinal - lower[0] if lower else -1,
                upper[1] + known.ordinal - upper[0] if upper else -1,
            )
            if first <= index < last and self._functions[index].name == known.name
        ]
        if lower and upper and len(counted) == 2 and counted[0] is counted[1]:
            return counted[0]
        if self._keeps_columns:
            alike = [function for function in alike if function.v8_position.column == known.column]
            return _only(alike) or _only([function for function in counted if function in alike])
        same = [one for one in self._live if one.name == known.name and self._is_between(one, lower, upper)]
        if len(same) == len(alike):
            return alike[same.index(known)]
        return counted[0] if counted and not upper else _only(counted)

    @staticmethod
    def _is_between(one: LiveFunction, lower: _Anchor | None, upper: _Anchor | None) -> bool:
        return (lower is None or one.ordinal > lower[0]) and (upper is None or one.ordinal < upper[0])


def _stands(one: LiveFunction, module: Module) -> bool:
    found = module.functions_at(Position(one.line, one.column))
    return any(function.name == one.name or function.parent is None for function in found)


def _only(functions: Sequence[Function]) -> Function | None:
    return functions[0] if len(functions) == 1 else None


def _without_getters(live: Sequence[LiveFunction]) -> list[LiveFunction]:
    """The functions without those that a bundler writes first: one a name that is exported, called as that is."""
    last = {one.name: one.ordinal for one in live}
    return [one for one in live if not one.name or one.ordinal == last[one.name]]


def _anchors(live: Sequence[LiveFunction], functions: Sequence[Function]) -> list[_Anchor]:
    """Functions whose name is unique on both sides, as many as are in the same order.

    What sets a class's fields may be called as the class; the constructor is before it.
    """
    often = Counter(one.name for one in live)
    first = {one.name: one.ordinal for one in reversed(live)}
    own = [(index, one.name) for index, one in enumerate(functions) if one.kind not in INITIALIZERS]
    written = Counter(name for _, name in own)
    indexes = {name: index for index, name in own}
    pairs = [
        (first[name], index)
        for name, index in indexes.items()
        if name and written[name] == 1 and (often[name] == 1 or (name in first and _is_class(functions[index])))
    ]
    return _rising(sorted(pairs))


def _is_class(function: Function) -> bool:
    return function.kind in (FunctionKind.CLASS, FunctionKind.CONSTRUCTOR)


def _rising(pairs: Sequence[_Anchor]) -> list[_Anchor]:
    """The longest rising subsequence by the second number (Schensted 1961)."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, (_, value) in enumerate(pairs):
        place = bisect_left(tails, value)
        before.append(ends[place - 1] if place else -1)
        tails[place : place + 1] = [value]
        ends[place : place + 1] = [index]
    found: list[_Anchor] = []
    current = ends[-1] if ends else -1
    while current >= 0:
        found.append(pairs[current])
        current = before[current]
    return found[::-1]


def _keep_columns(anchors: Sequence[_Anchor], live: Sequence[LiveFunction], functions: Sequence[Function]) -> bool:
    """Whether most anchors stand at their columns: an editor moves lines, a translator moves everything."""
    by_ordinal = {one.ordinal: one for one in live if one.line >= 0}
    placed = [(by_ordinal[ordinal], functions[index]) for ordinal, index in anchors if ordinal in by_ordinal]
    kept = sum(1 for one, function in placed if function.v8_position.column == one.column)
    return 2 * kept > len(placed)
