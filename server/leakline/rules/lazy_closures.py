"""Closures that call something once and keep it, and all that it holds, although they never call it again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from leakline.js.code import Code
from leakline.js.facts import BindingKind
from leakline.js.model import Binding, Function
from leakline.js.shapes import CallShape, UsageKind
from leakline.rules.editing import after_statement, edits_in_order
from leakline.rules.finding import Fix


@dataclass(frozen=True, slots=True)
class LazyClosure:
    """A returned ``closure`` with the one ``call`` of ``made``, a parameter of the function that returns it."""

    closure: Function
    call: CallShape
    made: Binding


def lazy_closures(code: Code) -> Iterator[LazyClosure]:
    """``return () => { if (!done) { value = make(); done = true; } return value; }`` without ``make = null``."""
    returned = (one for one in code.module.functions if one.usage is not None and one.usage.kind is UsageKind.RETURNED)
    for closure, call in ((one, call) for one in returned for call in code.calls_in(one)):
        binding = _callee(call)
        if binding is None or binding.kind is not BindingKind.PARAMETER or not binding.declarations:
            continue
        host = binding.function
        if closure.parent is not host:
            continue
        uses = [reference for reference in binding.references if reference.function is not host]
        if len(uses) != 1 or any(reference.is_write for reference in binding.references):
            continue
        if _runs_once(code, closure, host, call):
            yield LazyClosure(closure, call, binding)


def _callee(call: CallShape) -> Binding | None:
    """What is called by its name, by ``apply`` or by ``call``."""
    if call.is_new:
        return None
    if call.is_plain:
        return call.binding
    if call.name not in ("apply", "call") or call.receiver is None or call.receiver.path:
        return None
    return call.receiver.binding


def let_go(code: Code, lazy: LazyClosure) -> tuple[Fix, ...]:
    """A fix that empties the parameter behind its only call."""
    name = lazy.made.name
    edits = edits_in_order(after_statement(code, lazy.call.start, lazy.call.end, f"{name} = null"))
    if edits is None or code.text(*code.statement(lazy.call.start, lazy.call.end)).lstrip().startswith("return"):
        return ()
    return (Fix(f"Set '{name}' to null after its only call", True, edits),)


def _runs_once(code: Code, closure: Function, host: Function, call: CallShape) -> bool:
    """Whether a variable of the host, which the closure sets, keeps the call from running again."""
    guards = code.surroundings(call.start, call.end).guards
    tested = {name for guard in guards for name in re.findall(r"(?<![\w$.])[A-Za-z_$][\w$]*", guard.text)}
    for assignment in code.assignments_in(closure):
        target = assignment.target.binding
        if target is None or assignment.target.path or target.function is not host or target.name not in tested:
            continue
        if target.kind in (BindingKind.LET, BindingKind.VAR) and assignment.operator == "=":
            others = [one for one in code.module.assignments_to(target) if one is not assignment]
            return all(one.function is host for one in others)
    return False
