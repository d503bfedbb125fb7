"""Edits that let an effect release what it acquires: in the cleanup that it returns, or in a new one."""

from __future__ import annotations

import re

from leakline.js.code import Code
from leakline.js.model import Function
from leakline.js.shapes import ArgumentKind, CallShape, UsageKind
from leakline.js.surroundings import Outcome, OutcomeKind
from leakline.rules.apis import CLOSABLES, REACT_EFFECTS
from leakline.rules.editing import body_start, edits_in_order, indent_at, replace, style_of
from leakline.rules.finding import Fix
from leakline.text.edits import Edit

LISTENS = ("addEventListener", "on", "addListener")
RETURN_THE_END = ("onSnapshot", "onAuthStateChanged", "onIdTokenChanged", "onValue")
RETURN = re.compile(r"\breturn\b(?!\s*(?:undefined|null|;|\}|void\b))")


def cleanup_fixes(code: Code, function: Function, call: CallShape) -> tuple[Fix, ...]:
    """A fix that releases what a call of an effect acquires; none where another place has to decide."""
    start = body_start(code, function)
    usage = function.usage
    if (
        start is None
        or function.is_async
        or usage is None
        or usage.call is None
        or usage.call.name not in REACT_EFFECTS
    ):
        return ()
    if _is_conditional(code, call, start):
        return ()
    made = _release(code, function, call)
    if made is None:
        return ()
    release, edits = made
    place = _in_returned(code, function, release) or _returned_anew(code, function, start, release)
    ordered = edits_in_order(*edits, place)
    if place is None or ordered is None:
        return ()
    known = _returned(code, function) is not None
    return (Fix("Release it in the cleanup" if known else "Return a cleanup from the effect", True, ordered),)


def _is_conditional(code: Code, call: CallShape, start: int) -> bool:
    """Whether only a branch acquires; an early ``return`` in front of everything is no branch."""
    first, _ = code.statement(call.start, call.end)
    line = code.source.find(b"\n", start) + 1
    return indent_at(code, first) != indent_at(code, line) and b"\n" in code.source[start:first]


def _release(code: Code, function: Function, call: CallShape) -> tuple[str, list[Edit]] | None:
    """The call that releases, and the edits that give it the handle."""
    outcome, style = code.outcome(call), style_of(code)
    kept = _kept_in(outcome, function)
    if kept is not None:
        ways = {name: f"{kept}.{how[0]}()" for name, how in CLOSABLES.items()}
        ways |= {"setInterval": f"clearInterval({kept})", "subscribe": f"{kept}()", "onSnapshot": f"{kept}()"}
        observable = call.name == "subscribe" and ("$" in call.callee or "pipe" in call.callee)
        return (ways[call.name], []) if call.name in ways and not observable else None
    if outcome.kind is not OutcomeKind.DISCARDED:
        return None
    first, _ = code.statement(call.start, call.end)
    edits: list[Edit] = []
    if call.name in LISTENS and call.receiver is not None:
        handler, name = call.arguments[1], call.arguments[1].text
        if handler.kind is ArgumentKind.FUNCTION:
            name = "listener"
            declared = f"const listener = {handler.text}{style.semicolon}{style.newline}{indent_at(code, first)}"
            edits = [Edit(first, first, declared.encode()), replace(handler.start, handler.end, name)]
        undo = {"addEventListener": "removeEventListener", "on": "off"}.get(call.name, "removeListener")
        rest = "".join(f", {argument.text}" for argument in call.arguments[2:])
        return f"{call.receiver.text}.{undo}({call.arguments[0].text}, {name}{rest})", edits
    if call.name == "setInterval":
        return "clearInterval(timer)", [Edit(first, first, b"const timer = ")]
    if call.name in RETURN_THE_END:
        return "unsubscribe()", [Edit(first, first, b"const unsubscribe = ")]
    if call.name == "subscribe":
        observable = "$" in call.callee or "pipe" in call.callee
        ends = "subscription.unsubscribe()" if observable else "subscription()"
        return ends, [Edit(first, first, b"const subscription = ")]
    return None


def _returned(code: Code, function: Function) -> Function | None:
    """The one function that the effect returns."""
    given = [
        inner
        for inner in function.functions
        if inner.usage is not None and inner.usage.kind is UsageKind.RETURNED and inner.usage.call is None
    ]
    return given[0] if len(given) == 1 and len(RETURN.findall(code.function_text(function))) == 1 else None


def _in_returned(code: Code, function: Function, release: str) -> Edit | None:
    """The release as the first statement of the cleanup that there is."""
    cleanup = _returned(code, function)
    place = body_start(code, cleanup) if cleanup is not None else None
    if cleanup is None or place is None or b"\n" not in code.source[place : cleanup.end]:
        return None
    style = style_of(code)
    inner = indent_at(code, cleanup.start) + style.indent
    return Edit(place, place, f"{style.newline}{inner}{release}{style.semicolon}".encode())


def _returned_anew(code: Code, function: Function, start: int, release: str) -> Edit | None:
    """A cleanup at the end of an effect that returns nothing."""
    if re.search(r"\breturn\b", code.function_text(function)):
        return None
    end = code.source.rfind(b"}", start, function.end)
    line = code.source.rfind(b"\n", 0, end) + 1
    if code.source[line:end].strip():
        return None
    style = style_of(code)
    inner = indent_at(code, end) + style.indent
    return Edit(line, line, f"{inner}return () => {release}{style.semicolon}{style.newline}".encode())


def _kept_in(outcome: Outcome, function: Function) -> str | None:
    """The local constant of the effect that gets what is acquired."""
    target = outcome.target
    if outcome.kind is not OutcomeKind.ASSIGNED or outcome.chained or target is None or target.path:
        return None
    binding = target.binding
    return target.text if binding is not None and binding.function is function else None
