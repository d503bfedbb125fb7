"""Edits of code that a promise or callback ends: twins remove each other, ``finally``, ``try`` around the rest."""

from __future__ import annotations

import re

from leakline.js.code import Code
from leakline.js.listeners import Handler, Listening
from leakline.js.model import Function
from leakline.rules.editing import (
    before_statement,
    body_start,
    edits_in_order,
    handler_name,
    indent_at,
    replace,
    style_of,
)
from leakline.rules.finding import Fix
from leakline.rules.inserting import before_call, in_body
from leakline.rules.listener_fixes import removal
from leakline.text.edits import Edit


def twins_fixes(code: Code, twins: list[Listening]) -> tuple[Fix, ...]:
    """Each of two ``once`` listeners removes the other."""
    if len(twins) != 2 or any(twin.handler is None or twin.call.receiver is None for twin in twins):
        return ()
    names = [_name(code, twin) for twin in twins]
    if names[0] == names[1]:
        return ()
    edits: list[Edit] = []
    declarations: list[str] = []
    for twin, name, other, other_name in _paired(twins, names):
        statement = removal(code, other, other_name)
        assert twin.handler is not None
        if twin.handler_kind is Handler.INLINE and twin.handler.function is not None:
            body = in_body(code, twin.handler.function, statement)
            if body is None:
                return ()
            text = _changed(code, twin.handler.start, twin.handler.end, body)
            declarations.append(f"{'const' if is_modern(code) else 'var'} {name} = {text}")
            edits.append(replace(twin.handler.start, twin.handler.end, name))
        elif twin.handler.function is not None and twin.handler_kind in (Handler.LOCAL, Handler.OUTER):
            body = in_body(code, twin.handler.function, statement)
            if body is None:
                return ()
            edits += body
        elif re.fullmatch(r"[\w$]+", twin.handler.text):
            declarations.append(_wrapper(code, twin, name, statement))
            edits.append(replace(twin.handler.start, twin.handler.end, name))
        else:
            return ()
    if declarations:
        style = style_of(code)
        start = min(twin.call.start for twin in twins)
        end = min(twin.call.end for twin in twins)
        lead = indent_at(code, code.statement(start, end)[0])
        joined = f"{style.semicolon}{style.newline}{lead}".join(declarations)
        head = before_statement(code, start, end, joined)
        if head is None:
            return ()
        edits.append(head)
    ordered = edits_in_order(*edits)
    return (Fix("Let each listener remove the other", True, ordered),) if ordered is not None else ()


def release_on_the_way(code: Code, function: Function, where: int, statement: str, title: str) -> tuple[Fix, ...]:
    """Run a statement in front of the call that settles the work and forgets it."""
    edits = before_call(code, function, where, where + 1, statement)
    ordered = edits_in_order(*edits) if edits is not None else None
    return (Fix(title, True, ordered),) if ordered is not None else ()


def finally_fixes(
    code: Code, start: int, end: int, inside: list[Edit], name: str, release: str, title: str
) -> tuple[Fix, ...]:
    """Keep something in a variable in front of a statement, and release it when the promise up to ``end`` settles.

    ``name`` is the variable, with its type where the file is TypeScript and would not know it.
    """
    function = code.module.enclosing_function(start)
    first, _ = code.statement(start, start)
    if function.parent is not None and first <= function.start:
        return ()  # an arrow function without a body has no place for a variable
    head = before_statement(code, start, start, f"{'let' if is_modern(code) else 'var'} {name}")
    tail = Edit(end, end, f".finally(() => {release})".encode())
    ordered = edits_in_order(head, *inside, tail)
    return (Fix(title, True, ordered),) if ordered is not None else ()


def rest_in_try(code: Code, function: Function, start: int, end: int, release: str) -> list[Edit] | None:
    """Put the statements behind one into ``try``, and a release into its ``finally``; in async functions alone."""
    if not function.is_async or function.is_generator:
        return None
    body = body_start(code, function)
    _, last = code.statement(start, end)
    close = code.source.rfind(b"}", last, function.end)
    if body is None or close < 0 or code.source[code.source.rfind(b"\n", 0, close) + 1 : close].strip():
        return None
    style = style_of(code)
    outer = indent_at(code, code.statement(start, end)[0])
    if indent_at(code, close) + style.indent != outer:
        return None  # not a statement of the function's own block
    line = code.source.find(b"\n", last)
    rest = code.source[line + 1 : code.source.rfind(b"\n", 0, close) + 1] if line >= 0 else b""
    if not rest.strip() or b"`" in rest or line > close:
        return None
    moved = re.sub(rb"(?m)^(?=[ \t]*\S)", style.indent.encode(), rest)
    end_of_line = style.newline
    text = f"{outer}try {{{end_of_line}".encode() + moved
    text += f"{outer}}} finally {{{end_of_line}{outer}{style.indent}{release}{style.semicolon}{end_of_line}".encode()
    text += f"{outer}}}{end_of_line}".encode()
    return [Edit(line + 1, line + 1 + len(rest), text)]


def is_modern(code: Code) -> bool:
    """Whether the file uses what came after ES5."""
    return code.says(rb"=>|(?m:^[ \t]*(?:const|let|class)\s)")


def free_name(code: Code, wanted: str) -> str:
    """A name that the file does not use."""
    while re.search(rb"(?<![\w$])" + wanted.encode() + rb"(?![\w$])", code.near(wanted)):
        wanted += "Handle" if not wanted.startswith("on") else "Once"
    return wanted


def _paired(twins: list[Listening], names: list[str]) -> list[tuple[Listening, str, Listening, str]]:
    return [(twins[0], names[0], twins[1], names[1]), (twins[1], names[1], twins[0], names[0])]


def _name(code: Code, twin: Listening) -> str:
    assert twin.handler is not None
    if twin.handler.function is not None and twin.handler_kind in (Handler.LOCAL, Handler.OUTER):
        return twin.handler.text
    return free_name(code, handler_name(twin.event))


def _wrapper(code: Code, twin: Listening, name: str, statement: str) -> str:
    assert twin.handler is not None
    style = style_of(code)
    outer = indent_at(code, code.statement(twin.call.start, twin.call.end)[0])
    inner, end = outer + style.indent, style.newline
    lines = (
        f"{end}{inner}{statement}{style.semicolon}{end}{inner}{twin.handler.text}(value){style.semicolon}{end}{outer}}}"
    )
    return (f"const {name} = (value) => {{" if is_modern(code) else f"var {name} = function (value) {{") + lines


def _changed(code: Code, start: int, end: int, edits: tuple[Edit, ...]) -> str:
    """A part of the file after edits inside it."""
    text = code.source[start:end]
    for edit in reversed(edits):
        text = Edit(edit.start - start, edit.old_end - start, edit.text).apply(text)
    return text.decode("utf-8", "replace")
