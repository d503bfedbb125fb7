"""Values of a ``WeakMap``: alive while the map and the key are.

V8 draws an edge from the key to the value and one from the map's table, both named after the pair: ``1 / part of key
(Object @5) -> value (Array @7) pair in WeakMap (table @9)``. Paths lead over the key. Source: V8,
src/profiler/heap-snapshot-generator.cc (ExtractEphemeronHashTableReferences).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from leakline.heap import Snapshot
from leakline.leaks.path import RawStep
from leakline.leaks.references.reference import Reference, step_at

_PAIR = re.compile(r" / part of key \(.* pair in WeakMap \(table @(\d+)\)$", re.DOTALL)


def match(snapshot: Snapshot, path: Sequence[RawStep], at: int) -> Reference | None:
    """``details.get(…)``, by the name of the variable or property that holds the map; else ``WeakMap.get(…)``.

    ``.#entries`` for a private field of a ``Store`` that TypeScript keeps in a map called ``_Store_entries``.
    """
    step = step_at(path, at + 1)
    if step is None or step.edge_type != "internal" or not isinstance(step.edge_name, str):
        return None
    pair = _PAIR.search(step.edge_name)
    if pair is None:
        return None
    name = _name_of_map(snapshot, snapshot.ordinal_of(int(pair[1])))
    private = f"_{snapshot.node_name(path[at].node)}_"
    if name is not None and name.startswith(private):
        field = f"#{name.removeprefix(private)}"
        return Reference(f".{field}", f".{field}", "property", field, 1)
    via = f"{name or 'WeakMap'}.get(…)"
    return Reference(via, via, "weak map", name, 1)


def _name_of_map(snapshot: Snapshot, table: int) -> str | None:
    """What the program calls the map: the name of a variable or property that holds it."""
    if table < 0:
        return None
    graph = snapshot.graph
    for edge, owner in graph.retainers(table):
        if snapshot.edge_name(edge) != "table" or snapshot.node_name(owner) not in ("WeakMap", "WeakSet"):
            continue
        for held, _ in graph.retainers(owner):
            if snapshot.edge_type(held) in ("context", "property"):
                return str(snapshot.edge_name(held))
    return None
