"""Names that no scope of a file declares: where they are written, and what the file says about them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from leakline.js.facts import DECLARES, FLAG_BITS, WRITE, ScopeKind
from leakline.js.model import Function
from leakline.js.surroundings import node_at, text_of

if TYPE_CHECKING:
    from leakline.js.module import Module

GLOBAL_COMMENT = re.compile(rb"/\*\s*(?:globals?|exported)\b([^*]*)\*/")


@dataclass(frozen=True, slots=True)
class GlobalWrite:
    """One write to an undeclared name in sloppy code.

    ``statement`` is the assignment's range when it stands as a statement of its own, ``separator`` the place of the
    ``;`` (or of the line end that acts as one) behind a declaration list that was probably to go on; ``in_head``
    tells a
    ``for`` head.
    """

    name: str
    start: int
    end: int
    function: Function
    statement: tuple[int, int] | None
    separator: tuple[int, int] | None
    in_head: bool


def global_writes(module: Module) -> Iterator[GlobalWrite]:
    """All writes to undeclared names in sloppy code, in document order."""
    found = []
    open_functions: dict[Function, bool] = {}
    for function in module.functions:
        for scope in function.scopes:
            if scope.facts.strict:
                continue
            for name, mentions in scope.facts.mentions.items():
                if name.startswith(".") or name in scope.facts.variables:
                    continue
                writes = [mention for mention in mentions if mention & WRITE and not mention & DECLARES]
                if writes and scope.lookup(name) is None and not _with_or_eval(function, open_functions):
                    found += [((mention >> FLAG_BITS) + function.shift, name, function) for mention in writes]
    for start, name, function in sorted(found, key=lambda item: item[0]):
        yield _write(module, start, name, function)


def declared_by_comment(module: Module) -> frozenset[str]:
    """Names in ``/* global a, b */`` comments."""
    names: set[str] = set()
    for match in GLOBAL_COMMENT.finditer(module.source):
        names.update(re.findall(r"[\w$]+", match[1].decode("utf-8", "replace")))
    return frozenset(names)


def _write(module: Module, start: int, name: str, function: Function) -> GlobalWrite:
    end = start + len(name.encode())
    node = node_at(module, start, end)
    parent = node.parent if node is not None else None
    in_head = parent is not None and parent.type == "for_in_statement"
    statement, separator = None, None
    if parent is not None and parent.type == "assignment_expression" and parent.child_by_field_name("left") == node:
        whole = parent
        while whole.parent is not None and whole.parent.type == "sequence_expression":
            whole = whole.parent
        holder = whole.parent
        if holder is not None and holder.type == "expression_statement":
            operator = text_of(module, parent)[len(name) :].lstrip()[:1]
            if operator == "=":
                statement = (holder.start_byte, holder.end_byte)
                first = whole.start_byte == parent.start_byte
                before = holder.prev_named_sibling
                if first and before is not None and before.type in ("variable_declaration", "lexical_declaration"):
                    separator = _separator(module, before.start_byte, before.end_byte, holder.start_byte)
        elif holder is not None and holder.type == "for_statement":
            in_head = True
    return GlobalWrite(name, start, end, function, statement, separator, in_head)


def _separator(module: Module, declaration: int, end: int, start: int) -> tuple[int, int] | None:
    """Where a comma should stand: the list is indented deeper than its keyword, and the next line goes on like it."""
    source = module.source
    column = start - (source.rfind(b"\n", 0, start) + 1)
    first_column = declaration - (source.rfind(b"\n", 0, declaration) + 1)
    if b"\n" not in source[end:start] or column <= first_column:
        return None
    return (end - 1, end) if source[end - 1 : end] == b";" else (end, end)


def _with_or_eval(function: Function, known: dict[Function, bool]) -> bool:
    """Whether a function or one around it has code in which a name can mean anything; ``known`` are answers so far."""
    waiting: list[Function] = []
    current: Function | None = function
    while current is not None and current not in known:
        waiting.append(current)
        current = current.parent
    answer = current is not None and known[current]
    for one in reversed(waiting):
        answer = answer or any(scope.facts.calls_eval or scope.kind is ScopeKind.WITH for scope in one.scopes)
        known[one] = answer
    return answer
