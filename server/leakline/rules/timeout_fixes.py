"""Edits that clear a timeout when what it limits is done."""

from __future__ import annotations

import re

from leakline.js.code import Code
from leakline.js.facts import FunctionKind
from leakline.js.language import Language
from leakline.js.shapes import CallShape
from leakline.js.surroundings import OutcomeKind
from leakline.js.timers import Timer, is_dropped
from leakline.rules.editing import body_start, edits_in_order, replace, style_of
from leakline.rules.finding import Fix
from leakline.rules.promise_fixes import finally_fixes, free_name, release_on_the_way, rest_in_try
from leakline.text.edits import Edit

NODE = re.compile(
    rb"(?:require\(|from\s+)['\"](?:node:)?(?:net|http|https|tls|fs|events|stream|child_process|cluster|dgram|os|path|util|zlib|crypto)['\"]"
    rb"|\bprocess\.(?:on|once|env|nextTick|exit)\b|\bBuffer\."
)


def cleared_finally(code: Code, timer: Timer, promise: CallShape, settled: CallShape) -> tuple[Fix, ...]:
    """Keep the handle, and clear it when the race or promise has settled."""
    function = timer.call.function
    if not is_dropped(timer) and timer.outcome.kind is not OutcomeKind.RETURNED:
        return ()
    if code.module.enclosing_function(promise.start) is not code.module.enclosing_function(settled.start):
        return ()
    name = free_name(code, "timer")
    inside: list[Edit] = []
    if function.kind is FunctionKind.ARROW and body_start(code, function) is None:
        end = f"{style_of(code).semicolon or ';'} }}"
        inside = [
            Edit(timer.call.start, timer.call.start, f"{{ {name} = ".encode()),
            Edit(timer.call.end, timer.call.end, end.encode()),
        ]
        if timer.call.end != function.end:
            return ()
    elif is_dropped(timer):
        inside = [replace(timer.call.start, timer.call.start, f"{name} = ")]
    else:
        return ()
    is_typed = code.module.tree.language in (Language.TYPESCRIPT, Language.TSX)
    typed = f"{name}: ReturnType<typeof setTimeout> | undefined" if is_typed else name
    if settled.start <= promise.start and promise.end <= settled.end:
        title = (
            "Clear the timeout when the race is over" if promise is not settled else "Clear the timeout when it settles"
        )
        return finally_fixes(code, settled.start, settled.end, inside, typed, f"clearTimeout({name})", title)
    if settled.start < promise.start or not _is_declared_beside(code, promise, settled):
        return ()
    title = "Clear the timeout when the race is over"
    return finally_fixes(code, promise.start, settled.end, inside, typed, f"clearTimeout({name})", title)


def _is_declared_beside(code: Code, promise: CallShape, settled: CallShape) -> bool:
    """Whether a statement declares the variable of a promise, which one behind it waits for, as often as it is made."""
    first, last = code.statement(promise.start, promise.end)
    if last > settled.start or re.match(rb"(?:const|let|var)\s", code.bare[first : promise.start]) is None:
        return False
    loops = [code.surroundings(call.start, call.end).in_loop for call in (promise, settled)]
    return loops[0] == loops[1]


def cleared_behind_rest(code: Code, timer: Timer) -> tuple[Fix, ...]:
    """Clear the timeout behind the rest of an async function, whatever happens there."""
    edits: list[Edit] = []
    if is_dropped(timer):
        name = free_name(code, "timer")
        edits = [replace(timer.call.start, timer.call.start, f"const {name} = ")]
    elif timer.place is not None:
        name = timer.place.text
    else:
        return ()
    rest = rest_in_try(code, timer.call.function, timer.call.start, timer.call.end, f"clearTimeout({name})")
    ordered = edits_in_order(*edits, *rest) if rest is not None else None
    return (Fix("Clear the timeout when the work is done", True, ordered),) if ordered is not None else ()


def cleared_on_the_way(code: Code, timer: Timer, where: int) -> tuple[Fix, ...]:
    """Clear the timeout in front of the call that settles the work and forgets it."""
    assert timer.place is not None
    function = code.module.enclosing_function(where)
    statement = f"clearTimeout({timer.place.text})"
    return release_on_the_way(code, function, where, statement, "Clear the timeout on this way out, too")


def is_for_node(code: Code) -> bool:
    """Whether the file uses what only Node has; the page's timers are numbers and have no ``unref``."""
    return NODE.search(code.bare) is not None


def unreferenced(code: Code, timer: Timer) -> tuple[Fix, ...]:
    """Let a program of Node end in spite of the timeout."""
    if not is_dropped(timer) or not is_for_node(code):
        return ()
    edit = Edit(timer.call.end, timer.call.end, b".unref()")
    return (Fix("Let the process end in spite of it with unref() (unsafe: it still runs)", False, (edit,)),)
