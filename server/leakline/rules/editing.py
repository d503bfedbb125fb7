"""Pieces of fixes that look like the file around them: indent, quotes, semicolons, line ends."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from leakline.js.code import Code
from leakline.js.facts import FunctionKind
from leakline.js.model import Function
from leakline.js.owners import Owner
from leakline.text.edits import Edit

TEARDOWN_ORDER = ("destroy", "dispose", "close", "stop", "disconnectedCallback", "componentWillUnmount", "ngOnDestroy")
ENDINGS = ("disconnect", "shutdown", "teardown", "end", "cleanup", "unmount", "terminate", "detach")


WHITE = re.compile(rb"[ \t]*")


@dataclass(frozen=True, slots=True)
class Style:
    """How a file is written: one level of indent, quote, the end of statements, the end of lines."""

    indent: str
    quote: str
    semicolon: str
    newline: str


def style_of(code: Code) -> Style:
    """The style of most of the file."""
    return code.once(_style)


def _style(code: Code) -> Style:
    text = code.source[:20000]
    tabs, spaces = len(re.findall(rb"(?m)^\t", text)), len(re.findall(rb"(?m)^ {2}", text))
    steps = [len(match) for match in re.findall(rb"(?m)^( +)\S", text)]
    indent = "\t" if tabs > spaces else " " * (min(steps) if steps and min(steps) in (2, 3, 4, 8) else 2)
    quote = '"' if text.count(b'"') > text.count(b"'") else "'"
    ended, plain = len(re.findall(rb"(?m);[ \t]*$", text)), len(re.findall(rb"(?m)[\w)\]][ \t]*$", text))
    return Style(indent, quote, ";" if ended >= plain or ended > 3 else "", "\r\n" if b"\r\n" in text else "\n")


def indent_at(code: Code, offset: int) -> str:
    """The white space in front of the line that holds a byte."""
    start = code.source.rfind(b"\n", 0, offset) + 1
    match = WHITE.match(code.source, start)
    return match[0].decode() if match else ""


def replace(start: int, end: int, text: str) -> Edit:
    """Replace a range."""
    return Edit(start, end, text.encode())


def before_statement(code: Code, start: int, end: int, statement: str) -> Edit | None:
    """A new statement on the line in front of the one that holds a range; None where no statement can stand."""
    first, _ = code.statement(start, end)
    if not _begins_line(code, first):
        return None
    style = style_of(code)
    return Edit(first, first, f"{statement}{style.semicolon}{style.newline}{indent_at(code, first)}".encode())


def after_statement(code: Code, start: int, end: int, statement: str) -> Edit | None:
    """A new statement on the line behind the one that holds a range; None where no statement can stand."""
    first, last = code.statement(start, end)
    if not _begins_line(code, first):
        return None
    style = style_of(code)
    return Edit(last, last, f"{style.newline}{indent_at(code, first)}{statement}{style.semicolon}".encode())


def in_teardown(code: Code, owner: Owner, statement: str) -> tuple[Edit, str] | None:
    """The edit that puts a statement first into the method that ends an owner's life, and that method's name.

    Where there is none, ``destroy`` is made at the end of the class. None where the owner has no body to put it into.
    """
    style = style_of(code)
    for name in (*TEARDOWN_ORDER, *ENDINGS):
        method = owner.methods.get(name)
        if method is not None and (place := body_start(code, method)) is not None:
            outer = indent_at(code, method.start)
            empty = code.source[place : method.end].strip() == b"}"
            end = f"{style.newline}{outer}" if empty and b"\n" not in code.source[place : method.end] else ""
            text = f"{style.newline}{outer}{style.indent}{statement}{style.semicolon}{end}"
            return Edit(place, place, text.encode()), name
    if owner.end is None or owner.constructor is None or not owner.key.startswith("class@"):
        return None
    close = code.source.rfind(b"}", owner.start, owner.end)
    line = code.source.rfind(b"\n", 0, close) + 1
    if close < 0 or code.source[line:close].strip():
        return None
    outer = indent_at(code, close)
    member, inner, end = outer + style.indent, outer + style.indent * 2, style.newline
    text = f"{end}{member}destroy() {{{end}{inner}{statement}{style.semicolon}{end}{member}}}{end}"
    return Edit(line, line, text.encode()), "destroy"


def body_start(code: Code, function: Function) -> int | None:
    """The byte behind the opening brace of a function's body, None for an arrow function with an expression."""
    text = code.source[function.inner_start : function.end]
    if function.kind is FunctionKind.ARROW:
        arrow = re.search(rb"=>\s*\{", text)
        return function.inner_start + arrow.end() if arrow else None
    depth = 0
    for index, byte in enumerate(text):
        if byte in b"([":
            depth += 1
        elif byte in b")]":
            depth -= 1
        elif byte == ord("{") and depth == 0:
            return function.inner_start + index + 1
    return None


def handler_name(event: str) -> str:
    """A name for the handler of an event: ``onTick`` for ``tick``."""
    words = [word for word in re.split(r"[^A-Za-z0-9]+", event) if word]
    return "on" + "".join(word[0].upper() + word[1:] for word in words) if words else "listener"


def edits_in_order(*edits: Edit | None) -> tuple[Edit, ...] | None:
    """The edits sorted by place; None when one is missing or two overlap."""
    present = sorted((edit for edit in edits if edit is not None), key=lambda edit: (edit.start, edit.old_end))
    if len(present) < len(edits) or any(a.old_end > b.start for a, b in pairwise(present)):
        return None
    return tuple(present)


def _begins_line(code: Code, offset: int) -> bool:
    line = code.source.rfind(b"\n", 0, offset) + 1
    return not code.source[line:offset].strip()
