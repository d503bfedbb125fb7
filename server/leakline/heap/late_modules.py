"""What a file brings with it when it is loaded late: its scope, its variables' values and its module object.

They are there once for each file, so they are no growth, and what grows in them is counted for each of them by itself.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from leakline.heap.beginnings import file_scopes
from leakline.heap.columns import Flags
from leakline.heap.paths import PathTree
from leakline.heap.snapshot import Snapshot


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
    candidates = file_scopes(snapshot)
    return [node for node in candidates[new[candidates]].tolist() if is_file_scope(node)]


def _module_objects(snapshot: Snapshot, new: Flags) -> Flags:
    """CommonJS's module objects, but for those of files that were loaded again and again.

    Source: lib/internal/modules/cjs/loader.js.
    """
    modules = snapshot.nodes_named("Module", "object")
    found = np.zeros(snapshot.node_count, np.bool_)
    if modules.size:
        ends = snapshot.targets(modules, [("property", "children"), ("property", "filename")])
        modules, files = modules[(ends >= 0).all(axis=1)], ends[(ends >= 0).all(axis=1), 1]
        # Text that V8 put together is called "(concatenated string)", whatever file it names.
        plain = snapshot.node_types[files] == snapshot.node_type_id("string")
        _, place, often = np.unique(snapshot.node_name_ids[files], return_inverse=True, return_counts=True)
        found[modules[new[modules] & ((often[place] == 1) | ~plain)]] = True
    return found
