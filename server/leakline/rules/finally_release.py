"""Edits that put what follows an acquisition into ``try`` and its release into ``finally``."""

from __future__ import annotations

from leakline.js.code import Code
from leakline.js.shapes import CallShape
from leakline.rules.editing import body_start, indent_at, style_of
from leakline.rules.finding import Fix
from leakline.text.edits import Edit


def in_finally(code: Code, acquired: CallShape, release: CallShape) -> tuple[Fix, ...]:
    """A fix that moves a release which stands as a statement of its own into ``finally``."""
    first, last = code.statement(release.start, release.end)
    line = code.source.rfind(b"\n", 0, first) + 1
    after = code.source.find(b"\n", last) + 1
    if code.source[line:first].strip() or code.source[last:after].strip() or not after:
        return ()
    if indent_at(code, first) != indent_at(code, acquired.start):
        return ()
    statement = code.text(first, last)
    return _wrapped(code, acquired, statement, (line, after))


def released_at_end(code: Code, acquired: CallShape, release: str) -> tuple[Fix, ...]:
    """A fix that releases in ``finally`` what nothing has released so far."""
    return _wrapped(code, acquired, f"{release}{style_of(code).semicolon}", None)


def _wrapped(code: Code, acquired: CallShape, release: str, left_out: tuple[int, int] | None) -> tuple[Fix, ...]:
    """``try`` around the rest of the block that holds the acquisition, which has to be the function's own."""
    function = acquired.function
    start = body_start(code, function)
    _, last = code.statement(acquired.start, acquired.end)
    close = code.source.rfind(b"}", start or function.start, function.end)
    line = code.source.rfind(b"\n", 0, close) + 1
    outer, style = indent_at(code, acquired.start), style_of(code)
    begins = code.source.find(b"\n", last) + 1
    alone = not code.source[line:close].strip() and not code.source[last : begins - 1].strip()
    if start is None or not alone or begins >= line or indent_at(code, close) + style.indent != outer:
        return ()
    cut = left_out or (line, line)
    rest = code.source[begins : cut[0]] + code.source[cut[1] : line]
    if b"`" in rest or not rest.strip():
        return ()  # a text of several lines must not move
    newline = style.newline.encode()
    indent = style.indent.encode()
    moved = newline.join(indent + part if part.strip() else part for part in rest.rstrip(b"\r\n").split(newline))
    inner = outer + style.indent
    lines = (f"{outer}try {{".encode(), moved, f"{outer}}} finally {{".encode(), f"{inner}{release}".encode())
    text = newline.join((*lines, f"{outer}}}".encode(), b""))
    title = "Release it in finally (unsafe: what is returned may still need it)"
    return (Fix(title, False, (Edit(begins, line, text),)),)
