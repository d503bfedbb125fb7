"""Variables of the process that a file makes as properties of the global object, and their names."""

from __future__ import annotations

from leakline.js.made import is_made
from leakline.js.model import Function
from leakline.js.module import Module
from leakline.js.shapes import Target
from leakline.js.written import TargetFacts

PROCESS_GLOBALS = frozenset(
    {"process", "window", "document", "globalThis", "global", "self", "top", "parent", "navigator", "screen", "cluster"}
    | {"visualViewport", "history", "location", "localStorage", "sessionStorage", "chrome", "browser", "performance"}
)
GLOBAL_OBJECTS = frozenset({"global", "globalThis", "window", "self"})


def global_steps(target: Target | TargetFacts) -> tuple[str, ...]:
    """The steps of a name without a binding; those of ``window.bus`` are those of ``bus``."""
    return target.path if target.root in GLOBAL_OBJECTS and target.path else (target.root, *target.path)


def made_globals(module: Module) -> dict[str, dict[Function, None]]:
    """The globals of a file by bare name, with the functions that make them anew in each call.

    ``global.bus = …`` makes one, and ``bus = …`` where nothing declares it.
    """
    found: dict[str, dict[Function, None]] = {}
    for assignment in module.assignments:
        if assignment.is_declarator or assignment.operator != "=":
            continue
        written = assignment.written
        if not written.root or written.computed:
            continue
        steps = global_steps(written)
        if len(steps) == 1 and assignment.target.binding is None:
            makers = found.setdefault(steps[0], {})
            if is_made(assignment.value) and assignment.function is not module.root:
                makers[assignment.function] = None
    return found
