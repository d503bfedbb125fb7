"""Exported variables of an ES module: cells in a table of names, which importers share.

The module's context has V8's ``SourceTextModule`` as ``extension``; its first table has the exported name before each
cell. What a module imports it has by number alone, the module that exports it knows the name. Source: V8,
src/objects/source-text-module.h (``regular_exports``, ``exports``).
"""

from __future__ import annotations

from collections.abc import Sequence

from leakline.heap import Snapshot
from leakline.leaks.path import RawStep
from leakline.leaks.references.reference import Reference, step_at

_MODULE = "system / SourceTextModule"
_CELL = "system / Cell"


def match(snapshot: Snapshot, path: Sequence[RawStep], at: int) -> Reference | None:
    """The variable's name, from the module's context or from the module to the value."""
    position = at if snapshot.node_name(path[at].node) == _MODULE else at + 1
    module, table, cell, value = (step_at(path, position + offset) for offset in range(4))
    if module is None or table is None or cell is None or value is None:
        return None
    if snapshot.node_name(module.node) != _MODULE or snapshot.node_name(cell.node) != _CELL:
        return None
    modules = (module.node, *map(int, snapshot.nodes_named(_MODULE)))
    names = (_exported_name(snapshot, one, cell.node) for one in modules)
    name = next((one for one in names if one is not None), None)
    if name is None:
        return None
    return Reference(name, name, "variable", name, position + 3 - at)


def _exported_name(snapshot: Snapshot, module: int, cell: int) -> str | None:
    """The name before the cell in one of the module's tables; tables by number have none."""
    for edge in snapshot.edges(module):
        table = int(snapshot.edge_targets[edge])
        if snapshot.node_type(table) != "array":
            continue
        before: int | None = None
        for entry in snapshot.edges(table):
            target = int(snapshot.edge_targets[entry])
            if target == cell and before is not None:
                return snapshot.node_name(before)
            before = target if "string" in snapshot.node_type(target) else None
    return None
