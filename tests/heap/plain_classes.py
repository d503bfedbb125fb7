"""DevTools' classes, class table and comparison once more, in plain slow Python."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import NamedTuple

from leakline.heap import Snapshot
from tests.heap.plain_analysis import PlainGraph

FIXED = {"hidden": "(system)", "code": "(compiled code)", "closure": "Function", "regexp": "RegExp"}

Layout = tuple[str, ...]


class Row(NamedTuple):
    name: str
    number: int
    shallow: int
    retained: int
    distance: int


class PlainClasses:
    """The classes of a snapshot under given interfaces (its own by default)."""

    def __init__(self, snapshot: Snapshot, interfaces: list[Layout] | None = None) -> None:
        self.graph = PlainGraph.of(snapshot)
        self.locations = [snapshot.location(node) for node in range(snapshot.node_count)]
        self.interfaces = self._inferred() if interfaces is None else interfaces
        self.sizes = self.graph.shallow_sizes()
        self.keys = [self._key(node) if self.sizes[node] else None for node in range(len(self.sizes))]

    def _properties(self, node: int) -> list[str]:
        return [str(edge.name) for edge in self.graph.edges[node] if edge.type == "property"]

    def _plain(self, node: int) -> bool:
        return self.graph.types[node] == "object" and self.graph.names[node] == "Object"

    def _inferred(self) -> list[Layout]:
        plain = [node for node in range(len(self.graph.types)) if self._plain(node)]
        counts: Counter[Layout] = Counter()
        for node in plain:
            layout: list[str] = []
            for name in self._properties(node):
                if name == "__proto__":
                    continue
                if layout and len(title(layout)) - 1 + len(shown(name)) > 120:
                    break
                layout.append(name)
            if layout:
                counts[tuple(layout)] += 1
        return [layout for layout, count in counts.most_common() if count >= max(2, len(plain) / 1000)]

    def name(self, node: int) -> str:
        type_, name = self.graph.types[node], self.graph.names[node]
        if type_ not in ("object", "native"):
            return FIXED.get(type_, f"({type_})")
        if self._plain(node):
            have = Counter(self._properties(node))
            fitting = [layout for layout in self.interfaces if Counter(layout) <= have]
            return title(max(fitting, key=len)) if fitting else name
        match = re.match(r"(<|Detached <)[^ ]*(?= )", name)
        return match[0] + ">" if match else name

    def _key(self, node: int) -> str:
        location = self.locations[node] if self.graph.types[node] == "object" else None
        return ",".join(map(str, location or [""])) + "," + self.name(node)

    def table(self) -> dict[str, Row]:
        dominators, distances = self.graph.dominators(), self.graph.distances()
        retained = self.graph.retained_sizes()
        rows: dict[str, Row] = {}
        for node, key in enumerate(self.keys):
            if key is None:
                continue
            above, seen = node, False
            while above != self.graph.root and not seen:
                above = dominators[above]
                seen = self.keys[above] == key and above != node
            old = rows.get(key, Row(self.name(node), 0, 0, 0, distances[node]))
            rows[key] = Row(
                old.name,
                old.number + 1,
                old.shallow + self.sizes[node],
                old.retained + (0 if seen else retained[node]),
                min(old.distance, distances[node]),
            )
        return rows


def plain_comparison(base: Snapshot, target: Snapshot) -> dict[str, tuple[int, int, int, int]]:
    """New count, gone count, new size and gone size by class key."""
    after = PlainClasses(target)
    before = PlainClasses(base, after.interfaces)
    old = {(key, node_id): size for key, node_id, size in zip(before.keys, before.graph.ids, before.sizes, strict=True)}
    new = {(key, node_id): size for key, node_id, size in zip(after.keys, after.graph.ids, after.sizes, strict=True)}
    rows: dict[str, tuple[int, int, int, int]] = {}
    for found, other, sign in ((old, new, 1), (new, old, 0)):
        for (key, node_id), size in found.items():
            if key is not None and (key, node_id) not in other:
                row = list(rows.get(key, (0, 0, 0, 0)))
                row[sign] += 1
                row[2 + sign] += size
                rows[key] = (row[0], row[1], row[2], row[3])
    return rows


def shown(name: str) -> str:
    return json.dumps(name, ensure_ascii=False) if re.search(r"""[,'"{}]""", name) else name


def title(layout: Layout | list[str]) -> str:
    return "{" + ", ".join(map(shown, layout)) + "}"
