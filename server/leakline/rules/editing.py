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
ENDINGS = (
    "disconnect",
    "shutdown",
    "teardown",
    "end",
    "cleanup",
    "unmount",
    "terminate",
    "detach",
    "beforeDestroy",
    "beforeUnmount",
    "unmounted",
    "destroyed",
    "onModuleDestroy",
    "_destroy",
)


WHITE = re.compile(rb"[ \t]*")


# React, Angular, Web Components, NestJS: the hook that undoes another.
COUNTERPARTS = {
    "componentDidMount": "componentWillUnmount",
    "componentWillMount": "componentWillUnmount",
    "ngOnInit": "ngOnDestroy",
    "ngAfterViewInit": "ngOnDestroy",
    "connectedCallback": "disconnectedCallback",
    "onModuleInit": "onModuleDestroy",
}
HOOKS = frozenset({*COUNTERPARTS.values(), "beforeDestroy", "beforeUnmount", "unmounted", "destroyed", "_destroy"})
APPEAR_HOOKS = ("mounted", "created", "beforeMount", "beforeCreate", "activated")


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

    Where there is none, one is made as the framework calls it, ``destroy`` where there is no framework: at the end of
    the class, behind the methods of a prototype or the hook of a component. None where there is no place for it.
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
    if owner.key.startswith("object@"):
        return _new_hook(code, owner, statement)
    if owner.key.startswith("prototype:"):
        return _new_prototype_method(code, owner, statement)
    if owner.end is None or owner.constructor is None or not owner.key.startswith("class@"):
        return None
    ending = next((last for first, last in COUNTERPARTS.items() if first in owner.methods), "destroy")
    close = code.source.rfind(b"}", owner.start, owner.end)
    line = code.source.rfind(b"\n", 0, close) + 1
    if close < 0 or code.source[line:close].strip():
        return None
    outer = indent_at(code, close)
    member, inner, end = outer + style.indent, outer + style.indent * 2, style.newline
    text = f"{end}{member}{ending}() {{{end}{inner}{statement}{style.semicolon}{end}{member}}}{end}"
    return Edit(line, line, text.encode()), ending


def _new_hook(code: Code, owner: Owner, statement: str) -> tuple[Edit, str] | None:
    """A hook of a Vue component that takes back what its other hook did."""
    hook = next((owner.methods[name] for name in APPEAR_HOOKS if name in owner.methods), None)
    if hook is None:
        return None
    style = style_of(code)
    name = "beforeDestroy" if code.says(rb"\$on\(|\bVue\.|\bdestroyed\b") else "beforeUnmount"
    member, end = indent_at(code, hook.start), style.newline
    inner = member + style.indent
    text = f",{end}{member}{name}() {{{end}{inner}{statement}{style.semicolon}{end}{member}}}"
    return Edit(hook.end, hook.end, text.encode()), name


def _new_prototype_method(code: Code, owner: Owner, statement: str) -> tuple[Edit, str] | None:
    """A method behind the last one of a prototype."""
    methods = [one for one in owner.methods.values() if one.usage is not None and one.usage.assignment is not None]
    last = max(methods, key=lambda one: one.end, default=None)
    if last is None or last.usage is None or last.usage.assignment is None:
        return None
    target = last.usage.assignment.target.text
    _, end = code.statement(last.start, last.end)
    style = style_of(code)
    if not re.fullmatch(r"[\w$.]+\.prototype\.[\w$]+", target) or code.source[end : end + 1] not in (b"\n", b"\r", b""):
        return None
    outer, line = indent_at(code, last.start), style.newline
    body = f"{line}{outer}{style.indent}{statement}{style.semicolon}{line}{outer}}}{style.semicolon}"
    text = f"{line}{line}{outer}{target.rpartition('.')[0]}.destroy = function () {{{body}"
    return Edit(end, end, text.encode()), "destroy"


def caution(name: str) -> str:
    """What a title adds for a method that no framework calls; empty for those that one does."""
    return "" if name in HOOKS else " (unsafe: somebody has to call it)"


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
