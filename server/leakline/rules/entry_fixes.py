"""Edits that take an entry out again: when it ends, when its answer comes, when its object ends."""

from __future__ import annotations

import re
from dataclasses import replace

from leakline.js.code import Code
from leakline.js.containers import Container, Insertion
from leakline.js.facts import FunctionKind
from leakline.js.model import Function
from leakline.js.shapes import ArgumentKind
from leakline.js.timers import Timer
from leakline.rules.editing import after_statement, body_start, edits_in_order, in_teardown, indent_at, style_of
from leakline.rules.finding import Fix
from leakline.rules.inserting import before_call, in_body
from leakline.text.edits import Edit

SIMPLE = re.compile(r"[\w$]+(?:\.[\w$]+)*")


def removal_of(container: Container, one: Insertion) -> str | None:
    """The expression that undoes an insertion; None where the entry has no simple name."""
    name = _name(one, container)
    if container.kind == "map" and one.key is not None:
        return f"{name}.delete({one.key.text})" if _is_simple(one.key.text) else None
    if container.kind == "object" and one.key is not None:
        return f"delete {name}[{one.key.text}]" if _is_simple(one.key.text) else None
    if one.value is None or not (SIMPLE.fullmatch(one.value.text)):
        return None
    if container.kind == "set":
        return f"{name}.delete({one.value.text})"
    if container.kind == "array":
        return f"{name}.splice({name}.indexOf({one.value.text}), 1)"
    return None


def when_it_ends(code: Code, container: Container, one: Insertion, entry: str, event: str) -> tuple[Fix, ...]:
    """Take the entry out at the last event of what it stands for."""
    removal = removal_of(container, one)
    if removal is None or not SIMPLE.fullmatch(entry):
        return ()
    style = style_of(code)
    arrow = b"=>" in code.bare
    quoted = f"{style.quote}{event}{style.quote}"
    inner = indent_at(code, code.statement(one.start, one.end)[0]) + style.indent
    outer = inner.removesuffix(style.indent)
    head = "() => {" if arrow or "this" in removal else "function () {"
    text = f"{entry}.once({quoted}, {head}{style.newline}{inner}{removal}{style.semicolon}{style.newline}{outer}}})"
    edit = after_statement(code, one.start, one.end, text)
    if edit is None:
        return ()
    return (Fix(f"Take it out when '{event}' comes (unsafe: see that it comes)", False, (edit,)),)


def when_object_ends(code: Code, container: Container, one: Insertion) -> tuple[Fix, ...]:
    """Take the object out of the collection in the method that ends it."""
    owner, removal = code.owners.of(one.function), removal_of(container, one)
    ending = in_teardown(code, owner, removal) if owner is not None and removal is not None else None
    if ending is None:
        return ()
    return (Fix(f"Take it out in {ending[1]}() (unsafe: somebody has to call it)", False, (ending[0],)),)


def by_disposer(code: Code, container: Container, one: Insertion) -> tuple[Fix, ...]:
    """Return a function that takes the subscriber out again."""
    removal, function = removal_of(container, one), one.function
    start = body_start(code, function)
    if removal is None or start is None or re.search(r"\breturn\b", code.function_text(function)):
        return ()
    if function.is_generator or code.surroundings(one.start, one.end).guards:
        return ()
    close = code.source.rfind(b"}", start, function.end)
    line = code.source.rfind(b"\n", 0, close) + 1
    if close < 0 or code.source[line:close].strip():
        return ()
    style = style_of(code)
    outer = indent_at(code, close) + style.indent
    inner, end = outer + style.indent, style.newline
    body = f"{outer}return () => {{{end}{inner}{removal}{style.semicolon}{end}{outer}}}{style.semicolon}{end}"
    title = "Return a function that takes it out (unsafe: somebody has to call it)"
    return (Fix(title, False, (Edit(line, line, body.encode()),)),)


def when_answered(code: Code, container: Container) -> tuple[Fix, ...]:
    """Take a callback out where the code gets it to call it."""
    name = re.escape(container.place.name)
    reads = []
    for assignment in code.module.assignments:
        if container.place.name not in assignment.value_text:
            continue
        match = re.fullmatch(rf"([\w$.#]*{name})(?:\.get\(([^()]*)\)|\[([^\[\]]*)\])", assignment.value.text)
        if match is not None and assignment.operator in ("let", "const", "var"):
            reads.append((assignment, match))
    used = rf"([\w$.#]*{name})(?:\.get\(([^()]*)\)|\[([^\[\]]*)\])(?:\.[\w$]+)?\("
    calls = list(re.finditer(used.encode(), code.bare))
    if len(reads) == 1:
        assignment, match = reads[0]
        start, end, holder, key, step = assignment.start, assignment.end, match[1], match[2], match[3]
    elif not reads and len(calls) == 1:
        (start, end), (holder, key, step) = calls[0].span(), (one and one.decode() for one in calls[0].groups())
    else:
        return ()
    if ("." in holder) != bool(container.place.path):
        return ()  # a variable and a field of the same name are not the same container
    text = f"{holder}.delete({key})" if key is not None else f"delete {holder}[{step}]"
    edit = after_statement(code, start, end, text)
    if edit is None:
        return ()
    return (Fix("Take the callback out when it is called (unsafe: it answers once)", False, (edit,)),)


def when_late(code: Code, container: Container, one: Insertion, timer: Timer) -> tuple[Fix, ...]:
    """Take the entry out where a timeout fails it."""
    removal = removal_of(container, one)
    if removal is None or timer.callback is None:
        return ()
    fails = next(iter(code.calls_in(timer.callback)), None)
    edits = before_call(code, timer.callback, fails.start, fails.end, removal) if fails is not None else None
    ordered = edits_in_order(*edits) if edits is not None else None
    title = "Take the entry out when it is too late, too (unsafe: a late answer finds nothing)"
    return (Fix(title, False, ordered),) if ordered is not None else ()


def when_ended(code: Code, container: Container) -> tuple[Fix, ...]:
    """Take the entry out where the method that ends it finds it."""
    title = "Take the entry out here (unsafe: see that nobody asks for it again)"
    return tuple(replace(fix, title=title) for fix in when_answered(code, container))


def when_disposed(code: Code, container: Container, one: Insertion) -> tuple[Fix, ...]:
    """Take the entry out in the function that is returned to undo what was done."""
    removal = removal_of(container, one)
    inside = [function for function in code.host(one.function).functions if function.start > one.end]
    if removal is None or len(inside) != 1 or ("this" in removal and inside[0].kind is not FunctionKind.ARROW):
        return ()
    edits = in_body(code, inside[0], removal)
    ordered = edits_in_order(*edits) if edits is not None else None
    return (Fix("Take the entry out in the function that is returned", True, ordered),) if ordered is not None else ()


def when_rejected(code: Code, container: Container, one: Insertion) -> tuple[Fix, ...]:
    """Take a promise out when it is rejected, too."""
    removal = removal_of(container, one)
    if removal is None or one.value is None or one.value.kind is not ArgumentKind.IDENTIFIER:
        return ()
    edit = after_statement(code, one.start, one.end, f"{one.value.text}.catch(() => {removal})")
    return (Fix("Take it out when it is rejected, too", False, (edit,)),) if edit is not None else ()


def before_early_return(code: Code, container: Container, remover: Function, where: int) -> tuple[Fix, ...]:
    """Take the entry out before the answer that returns early."""
    text = code.function_text(remover)
    name = re.escape(container.place.name)
    match = re.search(rf"[\w$.#]*{name}\s*\??\.\s*delete\s*\([^()]*\)|\bdelete\s+[\w$.#]*{name}\s*\[[^\[\]]*\]", text)
    if match is None:
        return ()
    edits = before_call(code, remover, where, where + 1, match[0])
    ordered = edits_in_order(*edits) if edits is not None else None
    return (Fix("Take the entry out before this return, too", True, ordered),) if ordered is not None else ()


def when_group_is_empty(code: Code, container: Container) -> tuple[Fix, ...]:
    """Take a group out with its last element."""
    name = re.escape(container.place.name)
    for call in code.calls("delete"):
        if call.receiver is None:
            continue
        match = re.fullmatch(rf"([\w$.#]*{name})\s*\.get\(([^()]*)\)[!?]?", call.receiver.text)
        if match is None or "?." in call.receiver.text:
            continue
        group = f"{match[1]}.get({match[2]})"
        edit = after_statement(code, call.start, call.end, f"if ({group}.size === 0) {match[1]}.delete({match[2]})")
        if edit is not None:
            return (Fix("Take the group out when it is empty", True, (edit,)),)
    return ()


def _name(one: Insertion, container: Container) -> str:
    if one.call is not None and one.call.receiver is not None:
        return one.call.receiver.text
    text = one.assignment.target.text if one.assignment is not None else container.place.text
    return text[: text.rindex("[")] if "[" in text else text


def _is_simple(text: str) -> bool:
    return "(" not in text and "\n" not in text
