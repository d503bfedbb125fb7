"""The functions of a script that V8 still knows, in the order of its text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from leakline.heap.closures import NO_SCRIPT

if TYPE_CHECKING:
    from leakline.heap.snapshot import Snapshot

_NAMELESS = frozenset({NO_SCRIPT, "", "(anonymous)"})
LIST = "system / WeakFixedArray"


@dataclass(frozen=True, slots=True)
class LiveFunction:
    """One function of a script.

    ``ordinal`` counts the functions of the text, 0 is the whole file (V8's ``function_literal_id``). ``line`` and
    ``column`` are zero-based, -1 for a function of which no closure is left.
    """

    ordinal: int
    name: str
    line: int
    column: int


class LiveFunctions:
    """Reads the functions of one script at a time.

    Source: ``shared_function_infos`` of V8's ``Script`` (``src/objects/script.tq``), which snapshots show as weak edges
    by index.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._nodes = {script.node: script for script in snapshot.scripts}
        self._positions: Mapping[int, tuple[int, int]] | None = None

    def of_script(self, node: int) -> tuple[LiveFunction, ...]:
        """The functions of a script, in the order of its text; empty where V8 shows no list of them."""
        snapshot = self._snapshot
        positions = self._positions_of_shared()
        weak = snapshot.edge_type_id("weak")
        for edge in snapshot.edges(node):
            listed = int(snapshot.edge_targets[edge])
            if snapshot.node_name(listed) != LIST:
                continue
            found = []
            for inner in snapshot.edges(listed):
                ordinal = str(snapshot.edge_name(inner))
                if snapshot.edge_types[inner] != weak or not ordinal.isdecimal():
                    continue
                shared = int(snapshot.edge_targets[inner])
                name = snapshot.node_name(shared)
                line, column = positions.get(shared, (-1, -1))
                found.append(LiveFunction(int(ordinal), "" if name in _NAMELESS else name, line, column))
            return tuple(sorted(found, key=lambda one: one.ordinal))
        return ()

    def _positions_of_shared(self) -> Mapping[int, tuple[int, int]]:
        if self._positions is None:
            closures = self._snapshot.closures
            placed = closures.lines >= 0
            columns = (closures.shared[placed], closures.lines[placed], closures.columns[placed])
            self._positions = {
                shared: (line, column) for shared, line, column in zip(*(one.tolist() for one in columns), strict=True)
            }
        return self._positions
