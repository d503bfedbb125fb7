"""A retaining path as it stands in the heap: one step for each edge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from leakline.heap import Snapshot


@dataclass(frozen=True, slots=True)
class RawStep:
    """Over one edge to a node (an ordinal).

    The first step of a path has no edge: ``edge_type`` and ``edge_name`` are empty.
    """

    edge_type: str
    edge_name: str | int
    node: int


def raw_steps(snapshot: Snapshot, start: int, edges: Sequence[int]) -> list[RawStep]:
    """The nodes along a path that leaves ``start`` over ``edges``."""
    steps = [RawStep("", "", start)]
    steps += [
        RawStep(snapshot.edge_type(edge), snapshot.edge_name(edge), int(snapshot.edge_targets[edge])) for edge in edges
    ]
    return steps
