"""Statements put in front of others where a line of its own is not enough: after ``if (...)``, in arrow functions."""

from __future__ import annotations

import re

from leakline.js.code import Code
from leakline.js.facts import FunctionKind
from leakline.js.model import Function
from leakline.rules.editing import before_statement, body_start, indent_at, style_of
from leakline.text.edits import Edit


def before_call(code: Code, function: Function, start: int, end: int, statement: str) -> tuple[Edit, ...] | None:
    """The edits that run a statement before the one that holds a range inside a function."""
    style = style_of(code)
    if function.kind is FunctionKind.ARROW and body_start(code, function) is None:
        return in_body(code, function, statement)
    first, last = code.statement(start, end)
    plain = before_statement(code, start, end, statement)
    text = code.text(first, last)
    headed = re.match(r"if\s*\(", text)
    if headed is None:
        return (plain,) if plain is not None and function.inner_start < first else None
    inner = code.text(first, start)
    branch = re.search(r"(?:return\s+)?[\w.$]*$", inner)
    at = first + len(inner[: branch.start()].encode()) if branch is not None else start
    if not code.text(first, at).rstrip().endswith((")", "else")):
        return None
    close = last if text.rstrip().endswith(";") or not text.rstrip().endswith("}") else None
    if close is None or "\n" in code.text(at, close):
        return None
    return (
        Edit(at, at, f"{{ {statement}{style.semicolon or ';'} ".encode()),
        Edit(close, close, b" }"),
    )


def in_body(code: Code, function: Function, statement: str) -> tuple[Edit, ...] | None:
    """The edits that make a statement the first of a function, which gets a body in braces if it has none."""
    style = style_of(code)
    place = body_start(code, function)
    outer = indent_at(code, function.start)
    inner = outer + style.indent
    if place is not None:
        rest = code.source[place : code.source.find(b"\n", place)] if b"\n" in code.source[place:] else b""
        if rest.strip():  # a body on one line
            return (Edit(place, place, f" {statement}{style.semicolon or ';'}".encode()),)
        line = code.source[place + len(rest) + 1 :]
        found = re.match(rb"[ \t]*(?=\S)", line)
        indent = found[0].decode() if found is not None and not line[found.end() :].startswith(b"}") else inner
        return (Edit(place, place, f"{style.newline}{indent}{statement}{style.semicolon}".encode()),)
    if function.kind is not FunctionKind.ARROW:
        return None
    arrow = re.search(rb"=>\s*", code.source[function.inner_start : function.end])
    if arrow is None:
        return None
    at = function.inner_start + arrow.end()
    if code.source[at : at + 1] in b"({[":
        return None
    lead = f"{{{style.newline}{inner}{statement}{style.semicolon}{style.newline}{inner}"
    tail = f"{style.semicolon}{style.newline}{outer}}}"
    return Edit(at, at, lead.encode()), Edit(function.end, function.end, tail.encode())
