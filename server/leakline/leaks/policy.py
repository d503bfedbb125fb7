"""Which retaining paths are worth reading: what following each kind of reference costs.

The shortest path often runs through V8's bookkeeping. Here the references of a program's own making are cheap, the
engine's are dear, and what keeps nothing alive, or only for as long as the snapshot takes, is never followed.
"""

from __future__ import annotations

from collections.abc import Mapping

from leakline.heap import PathCosts, Snapshot

_OWN = 1
_SCOPE = 2
_EPHEMERON = 6
_PROTOTYPE = 15
_INTERNAL = 25
_HIDDEN = 30
_DEAR = 60

_GLOBAL_COST = 2
_ROOT_COSTS = {
    "(Micro tasks)": 30,
    "(Global handles)": 12,
    "(Stack roots)": 40,
    "(Traced handles)": 60,
    "(Handle scope)": 500,
    "(Strong roots)": 700,
    "(Strong root list)": 700,
}
"""Children of ``(GC roots)``. Those left out hold V8's own things: builtins, caches, compiled code, interned strings.
"""

_EMBEDDER_COST = 35

_BLOCKED_ROOTS = frozenset(
    {
        "(Internalized strings)", "(External strings)", "(Bootstrapper)", "(Builtins)", "(Compilation cache)",
        "(Debugger)", "(Startup object cache)", "(Read-only roots)", "(Read-only object cache)", "(Code flusher)",
        "(Retain maps)", "(Weak roots)", "(Weak collections)", "(Eternal handles)", "(Write barrier)",
    }
)  # fmt: skip

_CHEAP_INTERNALS = (
    "context", "elements", "properties", "table", "buffer", "backing_store", "value", "reactions_or_result",
    "parameters_and_registers", "fulfill_handler", "reject_handler", "promise_or_capability", "extension",
    "bound_function", "bound_this", "bindings", "bound_arguments", "getter", "setter", "first", "second", "parent",
    "actual",
)  # fmt: skip

_ENGINE_INTERNALS = (
    "map", "code", "shared", "feedback_cell", "scope_info", "native_context", "descriptors", "transitions",
    "prototype_info", "dependent_code", "initial_map", "constructor_or_back_pointer", "constructor_or_backpointer",
    "back_pointer", "prototype_validity_cell", "layout_descriptor", "enum_cache", "function_data",
    "feedback_metadata", "feedback_vector", "script", "script_or_debug_info", "name_or_scope_info", "source",
    "line_ends", "relocation_info", "deoptimization_data", "raw_transitions", "optimized_code_list",
    "deoptimized_code_list", "error_message_for_code_gen", "normalized_map_cache", "script_context_table",
    "code_or_bytecode", "trusted_function_data",
)  # fmt: skip


def readable_costs(snapshot: Snapshot, beginnings: Mapping[int, int]) -> PathCosts:
    """The costs of one snapshot.

    Paths begin at what the program keeps itself (``beginnings``, with what that costs), at the global objects, and
    dearer at what V8 and Node keep.
    """
    roots = snapshot.roots
    starts = dict(beginnings)
    for node in roots.globals:
        starts.setdefault(node, _GLOBAL_COST)
    for name, node in roots.gc:
        if name in _ROOT_COSTS:
            starts.setdefault(node, _ROOT_COSTS[name])
    for name, node in roots.children:
        if name != "(GC roots)":
            starts.setdefault(node, _EMBEDDER_COST)
    edges: dict[tuple[str, str], int | None] = {("internal", name): _OWN for name in _CHEAP_INTERNALS}
    edges |= {("internal", name): None for name in _ENGINE_INTERNALS}
    edges |= {("property", name): 0 for name in ("_idleNext", "_idlePrev")}  # a list's end is as near as its beginning
    edges |= {
        ("internal", "next"): 0,
        ("internal", "previous"): _SCOPE,
        ("internal", "prototype"): _PROTOTYPE,
        ("property", "constructor"): _PROTOTYPE,
        ("property", "prototype"): _PROTOTYPE,
        ("property", "__proto__"): _DEAR,
    }
    return PathCosts(
        starts=starts,
        edge_types={
            "property": _OWN,
            "element": _OWN,
            "context": _OWN,
            "internal": _INTERNAL,
            "shortcut": _INTERNAL,
            "hidden": _HIDDEN,
        },
        edges=edges,
        edges_containing={("internal", "DevTools console"): None},
        edges_from={
            ("system / Context", "hidden"): _OWN,
            ("system / PromiseReaction", "hidden"): _OWN,
            ("Map", "internal"): _OWN,
            ("Set", "internal"): _OWN,
        },
        ephemerons=_EPHEMERON,
        blocked_node_types=frozenset({"code", "object shape"}),
        blocked_node_names=_BLOCKED_ROOTS,
    )
