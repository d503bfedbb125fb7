"""What a file brings with it when it is loaded late: its scope, its variables' values and its module object.

They are there once for each file, so they are no growth, and what grows in them is counted for each of them by itself.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from leakline.heap.contexts import KINDS
from leakline.heap.kernels.jit import Flags
from leakline.heap.paths import PathTree
from leakline.heap.snapshot import Snapshot

_FILES = [KINDS.index("module"), KINDS.index("script")]
_OUTSIDE = [KINDS.index("native"), KINDS.index("script")]


def late_modules(
    snapshot: Snapshot, tree: PathTree, is_file_scope: Callable[[int], bool], new: Flags, recent: Flags
) -> Flags:
    """``bool[nodes]`` of the last snapshot: what came with files that were loaded after the first one.

    ``is_file_scope`` says of a context that may be one whether it holds the variables of a file. ``new`` are the nodes
    that the first snapshot did not have, ``recent`` those that the last but one did not have either: the value of a
    variable that is replaced again and again is not the file's, but what the program made of it.
    """
    found = np.zeros(snapshot.node_count, np.bool_)
    scopes = _new_scopes(snapshot, is_file_scope, new)
    found[scopes] = True
    values = np.isin(tree.parent, np.array(scopes, np.int32)) & new & ~recent if scopes else found
    return found | values | _module_objects(snapshot, new)


def _new_scopes(snapshot: Snapshot, is_file_scope: Callable[[int], bool], new: Flags) -> list[int]:
    known = snapshot.contexts
    outer = known.previous
    rows = np.searchsorted(known.nodes, np.maximum(outer, 0))
    outer_kinds = np.where(outer >= 0, known.kinds[np.minimum(rows, known.kinds.size - 1)], -1)
    _, index, often = np.unique(known.scope_infos, return_inverse=True, return_counts=True)
    wrapper = (known.kinds == KINDS.index("function")) & np.isin(outer_kinds, _OUTSIDE) & (often[index] == 1)
    candidates = known.nodes[(wrapper | np.isin(known.kinds, _FILES)) & new[known.nodes]]
    return [node for node in candidates.tolist() if is_file_scope(node)]


def _module_objects(snapshot: Snapshot, new: Flags) -> Flags:
    """CommonJS's module objects. Source: lib/internal/modules/cjs/loader.js."""
    named = snapshot.name_mask(snapshot.strings.find_all("Module"))
    candidates = np.flatnonzero(named & new & (snapshot.node_types == snapshot.node_type_id("object")))
    found = np.zeros(snapshot.node_count, np.bool_)
    if candidates.size:
        ends = snapshot.targets(candidates, [("property", "children"), ("property", "filename")])
        found[candidates[(ends >= 0).all(axis=1)]] = True
    return found


_INTERNAL = ("array", "hidden", "code", "object shape")
SEVERAL = 2


def gathers(snapshot: Snapshot, tree: PathTree, node: int, recent: Flags) -> bool:
    """Whether a node holds several recent things of one kind, directly or in its table: a container, no element."""
    internal_types = [snapshot.node_type_id(name) for name in _INTERNAL]
    held = np.flatnonzero(tree.parent == node)
    internal = np.isin(snapshot.node_types[held], internal_types)
    behind = np.flatnonzero(np.isin(tree.parent, held[internal])) if internal.any() else held[:0]
    held = np.concatenate([held[~internal], behind])
    held = held[recent[held] & ~np.isin(snapshot.node_types[held], internal_types)]
    _, often = np.unique(snapshot.node_name_ids[held], return_counts=True)
    return int(often.max(initial=0)) >= SEVERAL
