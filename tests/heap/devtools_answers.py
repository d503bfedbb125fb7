"""What DevTools' own code said of two snapshots (``benchmarks/peers/oracle.mjs`` asks it), held against the engine."""

from __future__ import annotations

from typing import Any

import numpy as np

from leakline.heap import Snapshot, compare

Answers = dict[str, Any]


def differences(answers: Answers, base: Snapshot, target: Snapshot) -> list[str]:
    """Everything in which the engine and DevTools differ, in words; empty where they agree."""
    found = _of_one("base", answers["base"], base) + _of_one("target", answers["target"], target)
    changes = compare(base, target)
    columns = (changes.new_counts, changes.gone_counts, changes.new_sizes, changes.gone_sizes)
    ours = {key: [int(value) for value in row] for key, *row in zip(changes.keys, *columns, strict=True)}
    return found + _of_tables("comparison", answers["comparison"], ours)


def _of_one(which: str, answers: Answers, snapshot: Snapshot) -> list[str]:
    graph, table = snapshot.graph, snapshot.aggregates
    theirs = np.array(answers["nodes"], np.int64)
    assert theirs.shape == (snapshot.node_count, 3)
    found = []
    columns_of_nodes = (graph.retained_sizes, graph.distances, graph.shallow_sizes)
    for column, name in enumerate(("retained size", "distance", "shallow size")):
        ours = columns_of_nodes[column].astype(np.int64)
        wrong = np.flatnonzero(theirs[:, column] != ours)
        if wrong.size:
            first = int(wrong[0])
            found.append(
                f"{which}: {name} of {wrong.size} nodes, first of node {first}: "
                f"{theirs[first, column]} not {ours[first]}"
            )
    columns = (table.counts, table.shallow, table.retained, table.distances)
    rows = zip(table.keys, table.names, *columns, strict=True)
    return found + _of_tables(
        f"{which}: class table", answers["aggregates"], {key: [name, *map(int, row)] for key, name, *row in rows}
    )


def _of_tables(which: str, theirs: dict[str, list[Any]], ours: dict[str, list[Any]]) -> list[str]:
    keys = sorted(theirs.keys() | ours.keys())
    return [
        f"{which}: {key!r} is {theirs.get(key)}, not {ours.get(key)}"
        for key in keys
        if theirs.get(key) != ours.get(key)
    ]
