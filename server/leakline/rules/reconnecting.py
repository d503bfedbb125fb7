"""Timeouts that connect again, which the end of the connection's owner does not know of."""

from __future__ import annotations

import re

from leakline.js.code import Code
from leakline.js.model import Function
from leakline.js.timers import Timer, is_dropped
from leakline.rules.timeout_ends import is_brief

AGAIN = re.compile(
    r"\b(?:_?re(?:connect|open|subscribe|try|start|dial)|_?(?:connect|open|dial))\w*\s*\(", re.IGNORECASE
)
RETURNED = re.compile(r"\breturn\s+(?:\(\s*\)\s*=>|function\s*\(\s*\))")
CLOSES = re.compile(r"\.\s*(?:close|disconnect|end|destroy|terminate)\s*\(|\bclear(?:Interval|Timeout)\s*\(")
DECIDES = re.compile(
    r"\b[\w$.]+\s*=\s*(?:true|false|null|undefined)\b|removeAllListeners|\.\s*(?:off|removeListener|removeEventListener)\s*\("
    r"|\.(?:abort|unsubscribe|clear)\s*\(|clearTimeout\s*\("
)
ENDS = re.compile(
    r"^_?#?(?:close|destroy|dispose|disconnect|shutdown|terminate|stop|end|quit|teardown|componentWillUnmount)$"
)


def reconnects_after_end(code: Code, timer: Timer) -> str | None:
    """How the owner of a connection is ended, when that leaves a timeout pending which connects again."""
    if not is_dropped(timer) or is_brief(timer) or timer.callback is None:
        return None
    text = code.function_text(timer.callback)
    if not _connects(code, timer, text) or re.search(r"\bif\b|\?|&&", text):
        return None
    for around in _around(timer.call.function):
        whole = code.function_text(around)
        returned = RETURNED.search(whole)
        if returned is None:
            continue
        undoing = whole[returned.start() :]
        if CLOSES.search(undoing) and not DECIDES.search(undoing):
            return f"what '{code.name_of(around) or 'the function'}' returns"
    owner = code.owners.around(timer.call.function)
    if owner is None or not owner.is_class:
        return None
    endings = {name: method for name, method in owner.methods.items() if ENDS.match(name)}
    if not endings or any(_decides(code, method, owner.methods) for method in endings.values()):
        return None
    name, method = next(iter(endings.items()))
    return f"'{name}()'" if CLOSES.search(code.function_text(method)) else None


def _connects(code: Code, timer: Timer, text: str) -> bool:
    if AGAIN.search(text):
        return True
    names = {code.name_of(one) for one in _around(timer.call.function)} - {""}
    return any(re.search(rf"(?<![\w$]){re.escape(name)}\s*\(", text) for name in names)


def _decides(code: Code, method: Function, methods: dict[str, Function]) -> bool:
    """Whether a method that ends an object says so to what would connect again, itself or by a method that it calls."""
    text = code.function_text(method)
    called = (methods.get(name) for name in re.findall(r"\bthis\s*\.\s*([\w$#]+)\s*\(", text))
    return any(DECIDES.search(one) for one in (text, *(code.function_text(one) for one in called if one is not None)))


def _around(function: Function) -> list[Function]:
    found, current = [], function
    while current.parent is not None:
        found.append(current)
        current = current.parent
    return found
