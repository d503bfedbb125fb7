"""An edit that races without leaving reactions behind: each promise gets one for all races that it is in."""

from __future__ import annotations

from leakline.js.code import Code
from leakline.js.language import Language
from leakline.js.shapes import CallShape
from leakline.rules.editing import Style, edits_in_order, replace, style_of
from leakline.rules.finding import Fix
from leakline.text.edits import Edit

RACE = b"Promise.race"
NAME = "raceOnce"
WAITING = "racesOf"
# {0} is the type of the WeakMap, {1} the head of the function, {2} the type of the result, the others of its parts.
LINES = (
    "// The races that each promise is in: it keeps none of those that are over.",
    "const racesOf = new WeakMap{0}();",
    "function {1} {{",
    ">const promises = Array.from(members, (member) => Promise.resolve(member));",
    ">let race{3};",
    ">const first = new Promise{2}((resolve, reject) => {{",
    ">>race = {{ resolve, reject }};",
    ">}});",
    ">for (const promise of promises) {{",
    ">>const races = racesOf.get(promise) ?? new Set{6}();",
    ">>if (!racesOf.has(promise)) {{",
    ">>>const end = (how{4}, result{5}) => {{",
    ">>>>racesOf.delete(promise);",
    ">>>>for (const one of races) one[how](result);",
    ">>>}};",
    ">>>racesOf.set(promise, races);",
    ">>>promise.then((value) => end('resolve', value), (error) => end('reject', error));",
    ">>}}",
    ">>races.add(race);",
    ">}}",
    ">return first.finally(() => promises.forEach((promise) => racesOf.get(promise)?.delete(race)));",
    "}}",
)
PLAIN = ("", f"{NAME}(members)", "", "", "", "", "")
SETTLERS = "{ resolve: (value: any) => void; reject: (error: unknown) => void }"
TYPED = (
    f"<Promise<unknown>, Set<{SETTLERS}>>",
    f"{NAME}<T>(members: Iterable<T>): Promise<Awaited<T>>",
    "<Awaited<T>>",
    f"!: {SETTLERS}",
    ": 'resolve' | 'reject'",
    ": unknown",
    f"<{SETTLERS}>",
)


def raced_once(code: Code, call: CallShape) -> tuple[Fix, ...]:
    """A fix that calls a function which the file gets above the statement that holds the race.

    None where the file has something of that name already that is not this function.
    """
    if not code.source.startswith(RACE, call.start):
        return ()
    renamed = replace(call.start, call.start + len(RACE), NAME)
    has = WAITING.encode() in code.source and f"function {NAME}".encode() in code.source
    if not has and (NAME.encode() in code.source or WAITING.encode() in code.source):
        return ()
    place = _above(code, call.start)
    edits = edits_in_order(renamed) if has else edits_in_order(Edit(place, place, _function(code)), renamed)
    title = f"Race by {NAME}(), which leaves nothing on what stays pending (unsafe: it settles a turn later)"
    return (Fix(title, False, edits),) if edits is not None else ()


def _function(code: Code) -> bytes:
    style: Style = style_of(code)
    typed = code.module.tree.language is not Language.JAVASCRIPT
    lines = []
    for line in LINES:
        text = line.format(*(TYPED if typed else PLAIN))
        depth = len(text) - len(text.lstrip(">"))
        ended = text[:-1] + style.semicolon if text.endswith(";") else text
        lines.append(style.indent * depth + ended[depth:])
    return (style.newline.join(lines) + style.newline * 2).replace("'", style.quote).encode()


def _above(code: Code, offset: int) -> int:
    """Where the statement of the module that holds an offset begins, with the comments that belong to it."""
    root = code.module.tree.tree.root_node
    before: list[int] = []
    for node in root.named_children:
        if node.end_byte > offset:
            return before[0] if before else node.start_byte
        if node.type == "comment":
            before.append(node.start_byte)
        else:
            before.clear()
    return offset
