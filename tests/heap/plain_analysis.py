"""DevTools' rules once more, in plain slow Python and by other means than the engine's.

Dominators are found by the definition: d dominates n when n cannot be reached without d.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from leakline.heap import Snapshot

EPHEMERON = re.compile(
    r"^\d+( / part of key \(.*? @\d+\) -> value \(.*? @\d+\) pair in WeakMap \(table @(\d+)\))$", re.ASCII
)


@dataclass(frozen=True)
class PlainEdge:
    source: int
    target: int
    type: str
    name: str | int
    pair: str | None
    table: int | None


@dataclass
class PlainGraph:
    """A snapshot as lists of Python objects."""

    types: list[str]
    names: list[str]
    ids: list[int]
    sizes: list[int]
    edges: list[list[PlainEdge]]
    root: int

    @classmethod
    def of(cls, snapshot: Snapshot) -> PlainGraph:
        nodes = range(snapshot.node_count)
        return cls(
            types=[snapshot.node_type(node) for node in nodes],
            names=[snapshot.node_name(node) for node in nodes],
            ids=snapshot.node_ids.tolist(),
            sizes=snapshot.self_sizes.tolist(),
            edges=[[_edge(snapshot, node, edge) for edge in snapshot.edges(node)] for node in nodes],
            root=snapshot.root,
        )

    def user_roots(self) -> list[int]:
        return [
            edge.target
            for edge in self.edges[self.root]
            if self.types[edge.target] != "synthetic" or self.names[edge.target] == "(Document DOM trees)"
        ]

    def distances(self) -> list[int]:
        distances = [-5] * len(self.types)
        pending: set[str] = set()
        queue = self.user_roots()
        for node in queue:
            distances[node] = 1
        self._spread(queue, distances, pending)
        distances[self.root] = 100_000_000 if self.user_roots() else 0
        self._spread([self.root], distances, pending)
        return distances

    def _spread(self, queue: list[int], distances: list[int], pending: set[str]) -> None:
        for node in queue:  # grows while it is walked
            for edge in self.edges[node]:
                if edge.type == "weak" or distances[edge.target] != -5 or self._passed_over(node, edge, pending):
                    continue
                distances[edge.target] = distances[node] + 1
                queue.append(edge.target)

    def _passed_over(self, node: int, edge: PlainEdge, pending: set[str]) -> bool:
        kind, name = self.types[node], self.names[node]
        if kind == "hidden" and name == "system / NativeContext" and edge.name == "sloppy_function_map":
            return True
        if kind == "array" and name == "(map descriptors)":
            digits = re.match(r"\s*(\d+)", str(edge.name))
            return digits is not None and int(digits[1]) >= 2 and int(digits[1]) % 3 == 1
        if edge.pair is None:
            return False
        if edge.pair in pending:
            pending.remove(edge.pair)
            return False
        pending.add(edge.pair)
        return True

    def pages(self) -> set[int]:
        starts = [
            edge.target
            for edge in self.edges[self.root]
            if edge.type == "shortcut"
            or (
                edge.type == "element"
                and self.types[edge.target] == "synthetic"
                and self.names[edge.target] == "(Document DOM trees)"
            )
        ]
        return self._reached(starts, lambda edge: edge.type != "weak")

    def shallow_sizes(self) -> list[int]:
        sizes = list(self.sizes)
        if not self.user_roots():
            return sizes
        owned = [
            type_ in ("hidden", "array") or (type_ == "native" and name == "system / ExternalStringData")
            for type_, name in zip(self.types, self.names, strict=True)
        ]
        owners: list[set[int]] = [set() if may else {node} for node, may in enumerate(owned)]
        changed = True
        while changed:
            changed = False
            for node, edges in enumerate(self.edges):
                for edge in edges:
                    if edge.type != "weak" and owned[edge.target] and not owners[node] <= owners[edge.target]:
                        owners[edge.target] |= owners[node]
                        changed = True
        for node, found in enumerate(owners):
            if owned[node] and len(found) == 1:
                (owner,) = found
                if self.types[owner] != "synthetic" and owner != self.root:
                    sizes[owner] += sizes[node]
                    sizes[node] = 0
        return sizes

    def dominators(self) -> list[int]:
        pages = self.pages()

        def essential(edge: PlainEdge) -> bool:
            if edge.table == self.ids[edge.source] or edge.type == "weak" or edge.source == edge.target:
                return False
            if edge.source == self.root:
                return True
            return edge.type != "shortcut" and (edge.target not in pages or edge.source in pages)

        nodes = range(len(self.types))
        kept = [[edge for edge in edges if essential(edge)] for edges in self.edges]
        held = {edge.target for edges in kept for edge in edges}
        reached = self._reached([self.root], essential)
        orphans = [node for node in nodes if node not in reached and node not in held]
        starts = [self.root, *orphans]
        reached = self._reached(starts, essential)
        # n is dominated by d when n is not reached without d; the nearest dominator is dominated by all the others.
        above: list[set[int]] = [set() for _ in nodes]
        for dominator in reached - {self.root}:
            without = self._reached([s for s in starts if s != dominator], essential, barred=dominator)
            for node in reached - without - {dominator}:
                above[node].add(dominator)
        nearest = [self.root] * len(self.types)
        for node in reached:
            if above[node]:
                nearest[node] = max(above[node], key=lambda dominator: len(above[dominator]))
        return nearest

    def _reached(self, starts, follow, barred: int = -1) -> set[int]:  # type: ignore[no-untyped-def]
        found = set(starts)
        stack = list(starts)
        while stack:
            for edge in self.edges[stack.pop()]:
                if edge.target not in found and edge.target != barred and follow(edge):
                    found.add(edge.target)
                    stack.append(edge.target)
        return found

    def retained_sizes(self) -> list[int]:
        sizes, dominators = self.shallow_sizes(), self.dominators()
        retained = list(sizes)
        for node, size in enumerate(sizes):
            while node != self.root:
                node = dominators[node]
                retained[node] += size
        return retained


def _edge(snapshot: Snapshot, source: int, edge: int) -> PlainEdge:
    type_, name = snapshot.edge_type(edge), snapshot.edge_name(edge)
    match = EPHEMERON.match(name) if type_ == "internal" and isinstance(name, str) else None
    pair, table = (match[1], int(match[2])) if match else (None, None)
    return PlainEdge(source, int(snapshot.edge_targets[edge]), type_, name, pair, table)
