"""Closures and the scripts they come from.

There is no table of scripts: a closure's SharedFunctionInfo leads to its Script, by an edge whose name changed with V8
(``script_or_debug_info`` until 12.0, ``script`` after), at times by way of a DebugInfo.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from leakline.heap.columns import Ints, Ordinals

if TYPE_CHECKING:
    from leakline.heap.snapshot import Snapshot

NO_SCRIPT = "(shared function info)"
_HEAD_UNITS = 1024  # where V8 cuts strings in snapshots (--heap-snapshot-string-limit)


@dataclass(frozen=True, slots=True)
class Script:
    """One script of the heap.

    ``url`` is the name V8 gave it: an absolute path, a ``file://`` or ``node:`` URL, or empty for code from a string.
    ``source_head`` is the beginning of its text, which V8 cuts at 1,024 characters. ``source_map_url`` and
    ``source_url`` are its ``//# sourceMappingURL=`` and ``//# sourceURL=``, None where it has none.
    """

    node: int
    script_id: int | None
    url: str
    source_head: str
    source_map_url: str | None
    source_url: str | None = None


@dataclass(frozen=True, slots=True)
class Closures:
    """Columns with one row a closure, in the order of nodes; -1 is unknown everywhere.

    ``nodes``, ``shared`` (SharedFunctionInfo) and ``contexts`` are nodes; ``scripts`` indexes the snapshot's scripts;
    ``lines`` and ``columns`` are zero-based, columns in UTF-16 units.
    """

    nodes: Ints
    shared: Ordinals
    contexts: Ordinals
    scripts: Ordinals
    script_ids: Ordinals
    lines: Ordinals
    columns: Ordinals
    script_table: tuple[Script, ...]

    def row_of(self, node: int) -> int:
        """Row of a closure, -1 if the node is none."""
        row = int(np.searchsorted(self.nodes, node))
        return row if row < self.nodes.size and self.nodes[row] == node else -1


def find_closures(snapshot: Snapshot) -> Closures:
    """Collect every closure of a snapshot."""
    nodes = snapshot.nodes_of_type("closure")
    ends = snapshot.targets(nodes, [("internal", "shared"), ("internal", "context")])
    shared, contexts = ends[:, 0].copy(), ends[:, 1].copy()
    rows = snapshot.locations.rows(nodes)
    found = snapshot.locations
    script_ids, lines, columns = (
        np.where(rows >= 0, column[rows], -1).astype(np.int32) if column.size else np.full(nodes.size, -1, np.int32)
        for column in (found.script_ids, found.lines, found.columns)
    )
    script_nodes = scripts_of(snapshot, shared)
    distinct, places = np.unique(script_nodes, return_inverse=True)
    unknown = 1 if distinct.size and distinct[0] < 0 else 0
    scripts = (places - unknown).astype(np.int32)
    table = tuple(
        _script(snapshot, int(node), script_ids[(scripts == index) & (script_ids >= 0)])
        for index, node in enumerate(distinct[unknown:])
    )
    return Closures(nodes, shared, contexts, scripts, script_ids, lines, columns, table)


def scripts_of(snapshot: Snapshot, shared: Ordinals) -> Ordinals:
    """The Script node of each SharedFunctionInfo (-1 for none), past a DebugInfo."""
    edges = [("internal", "script_or_debug_info"), ("internal", "script")]
    ends = snapshot.targets(shared, edges)
    scripts = np.where(ends[:, 0] >= 0, ends[:, 0], ends[:, 1])
    debug = snapshot.name_mask(snapshot.strings.find_all("system / DebugInfo"))
    past = np.flatnonzero((scripts >= 0) & debug[scripts])
    if past.size:
        scripts[past] = snapshot.targets(scripts[past], [("internal", "script")])[:, 0]
    # Builtins have no script; the edge, where V8 draws one, then leads to something that has no source.
    known = np.unique(scripts[scripts >= 0])
    without = known[snapshot.targets(known, [("internal", "source")])[:, 0] < 0]
    return np.where(np.isin(scripts, without), -1, scripts).astype(np.int32)


def _script(snapshot: Snapshot, node: int, ids: Ordinals) -> Script:
    name = snapshot.node_name(node)
    source = snapshot.target(node, "source", "internal")
    source_url, source_map_url = _comments(snapshot, node)
    return Script(
        node=node,
        script_id=int(ids[0]) if ids.size else None,
        url="" if name == NO_SCRIPT else name,
        source_head=_beginning(snapshot, source) if source >= 0 else "",
        source_map_url=source_map_url,
        source_url=source_url,
    )


def _beginning(snapshot: Snapshot, string: int) -> str:
    """The beginning of a string, of one that was put together that of its first parts; empty where V8 wrote none."""
    pending, text = [string], ""
    while pending and len(text) < _HEAD_UNITS:
        node = pending.pop()
        match snapshot.node_type(node):
            case "string":
                text += snapshot.node_name(node)
            case "concatenated string":
                parts = (snapshot.target(node, name, "internal") for name in ("second", "first"))
                pending += [part for part in parts if part >= 0]
            case _:  # a slice does not say where it begins
                break
    return text


def _comments(snapshot: Snapshot, node: int) -> tuple[str | None, str | None]:
    """The script's ``sourceURL`` and ``sourceMappingURL``: its hidden edges to strings, in this order."""
    hidden, targets = snapshot.edge_type_id("hidden"), snapshot.edge_targets
    texts = [
        snapshot.node_name(int(targets[edge]))
        for edge in snapshot.edges(node)
        if snapshot.edge_types[edge] == hidden and "string" in snapshot.node_type(int(targets[edge]))
    ]
    if not texts:
        return None, None
    if len(texts) > 1:
        return texts[0], texts[1]
    # V8 draws no edge for the one that is undefined, so one string alone is told by what it says.
    text = texts[0]
    return (None, text) if text.startswith("data:") or ".map" in text else (text, None)
