"""Edits that empty a variable or field again where the function that filled it ends."""

from __future__ import annotations

from leakline.js.code import Code
from leakline.js.facts import FunctionKind
from leakline.js.model import Function
from leakline.js.shapes import ArgumentKind, AssignmentShape
from leakline.rules.editing import body_start, edits_in_order, indent_at, style_of
from leakline.rules.finding import Fix
from leakline.text.edits import Edit


def emptied(code: Code, filled: AssignmentShape) -> tuple[Fix, ...]:
    """A fix that sets to null what an assignment fills: in its own callback, or in a ``finally`` at the end."""
    edits = _in_callback(code, filled) or _in_finally(code, filled) or _in_constructor(code, filled)
    if edits is None:
        return ()
    return (Fix(f"Set '{filled.target.text}' to null afterwards (unsafe: somebody may still want it)", False, edits),)


def _in_callback(code: Code, filled: AssignmentShape) -> tuple[Edit, ...] | None:
    """A callback that is called once lets itself go first."""
    function = filled.value.function
    if filled.value.kind is not ArgumentKind.FUNCTION or function is None:
        return None
    start = body_start(code, function)
    if filled.target.root == "this" and function.kind is not FunctionKind.ARROW:
        return None
    style = style_of(code)
    inner = indent_at(code, filled.start) + style.indent
    if start is None:
        return _with_body(code, filled, function, inner)
    return (Edit(start, start, f"{style.newline}{inner}{filled.target.text} = null{style.semicolon}".encode()),)


def _with_body(code: Code, filled: AssignmentShape, function: Function, inner: str) -> tuple[Edit, ...] | None:
    """``(...args) => done(...args)`` with a body that lets go first."""
    text = code.text(function.start, function.end)
    head, arrow, expression = text.partition("=>")
    if not arrow or "(" in expression.partition("(")[0] or "=>" in expression or expression.lstrip().startswith("("):
        return None
    style = style_of(code)
    outer, end = indent_at(code, filled.start), style.newline
    body = (
        f"{head}=> {{{end}{inner}{filled.target.text} = null{style.semicolon}{end}"
        f"{inner}return {expression.strip()}{style.semicolon}{end}{outer}}}"
    )
    return (Edit(function.start, function.end, body.encode()),)


def _in_constructor(code: Code, filled: AssignmentShape) -> tuple[Edit, ...] | None:
    """The last statement of a constructor lets go of what only the constructor needs."""
    start = body_start(code, filled.function)
    if filled.function.kind is not FunctionKind.CONSTRUCTOR or start is None:
        return None
    close = code.source.rfind(b"}", start, filled.function.end)
    line = code.source.rfind(b"\n", 0, close) + 1
    if code.source[line:close].strip():
        return None
    style = style_of(code)
    text = f"{indent_at(code, filled.start)}{filled.target.text} = null{style.semicolon}{style.newline}"
    return (Edit(line, line, text.encode()),)


def _in_finally(code: Code, filled: AssignmentShape) -> tuple[Edit, ...] | None:
    """What stands behind the assignment goes into ``try``; only where all of it is in the same block."""
    function = filled.function
    if filled.value.kind is ArgumentKind.FUNCTION or function.kind is FunctionKind.CONSTRUCTOR:
        return None
    start = body_start(code, function)
    if start is None:
        return None
    _, last = code.statement(filled.start, filled.end)
    close = code.source.rfind(b"}", start, function.end)
    line = code.source.rfind(b"\n", 0, close) + 1
    rest = code.source[last:line]
    outer = indent_at(code, filled.start)
    if code.source[line:close].strip() or not rest.strip() or indent_at(code, close) == outer:
        return None
    if b"`" in rest:
        return None  # a text of several lines must not move
    style = style_of(code)
    newline = style.newline.encode()
    indented = newline.join(
        style.indent.encode() + part if part.strip() else part for part in rest.strip(b"\r\n").split(newline)
    )
    head = f"{outer}try {{".encode()
    tail = f"{outer}}} finally {{".encode()
    empty = f"{outer}{style.indent}{filled.target.text} = null{style.semicolon}".encode()
    lines = (b"", head, indented, tail, empty, f"{outer}}}".encode(), b"")
    return edits_in_order(Edit(last, line, newline.join(lines)))
