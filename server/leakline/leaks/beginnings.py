"""Where the paths of a program's own making begin.

A path from the global object to a variable of a file leads through the runtime's table of modules, which says nothing.
Paths to what the program keeps begin at its variables, at what its modules export, and at Node's lists of timers.
"""

from __future__ import annotations

from collections.abc import Sequence

from leakline.heap import Snapshot
from leakline.heap.beginnings import file_scopes, holders_of
from leakline.heap.runtime_scripts import is_program_script
from leakline.leaks.heap_contexts import HeapContexts

_VARIABLES = 1
_EXPORTS = 2
_TIMERS = 0
_TIMER_LISTS = ("timerListMap", "immediateQueue")


def beginnings(snapshots: Sequence[Snapshot], contexts: HeapContexts) -> list[dict[int, int]]:
    """For each snapshot the nodes at which paths begin, with what beginning there costs.

    ``contexts`` are those of the last snapshot. A file or module counts when the first snapshot has it: what was loaded
    later may itself be what piles up.
    """
    first, last = snapshots[0], snapshots[-1]
    old_scopes = set(first.node_ids[file_scopes(first)].tolist())
    scopes = {
        int(last.node_ids[node])
        for node in file_scopes(last).tolist()
        if int(last.node_ids[node]) in old_scopes and contexts.is_top_level(node) and _is_program(contexts, node)
    }
    modules = {int(first.node_ids[node]) for node in _modules(first)}
    return [_of_snapshot(snapshot, scopes, modules) for snapshot in snapshots]


def _of_snapshot(snapshot: Snapshot, scopes: set[int], modules: set[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for name in _TIMER_LISTS:
        found |= dict.fromkeys(holders_of(snapshot, "context", name).tolist(), _TIMERS)
    scoped = file_scopes(snapshot).tolist()
    for nodes, known, cost in ((scoped, scopes, _VARIABLES), (_modules(snapshot), modules, _EXPORTS)):
        for node in nodes:
            if int(snapshot.node_ids[node]) in known:
                found.setdefault(node, cost)
    return found


def _modules(snapshot: Snapshot) -> list[int]:
    """CommonJS modules; a program may have a class of that name. Source: lib/internal/modules/cjs/loader.js."""
    return [
        node
        for node in snapshot.nodes_named("Module", "object").tolist()
        if all(snapshot.find_edge(node, name, "property") >= 0 for name in ("exports", "children"))
    ]


def _is_program(contexts: HeapContexts, node: int) -> bool:
    return any(is_program_script(url) for url in contexts.urls(node))
