"""Module variables that stand for what a call is about, and are not emptied when it returns."""

from __future__ import annotations

import re

from leakline.js.code import Code
from leakline.js.model import Binding
from leakline.js.shapes import ArgumentKind, AssignmentShape
from leakline.rules.requests import is_request_handler
from leakline.rules.weights import EXCHANGES

RUNS = re.compile(
    r"^(?:fn|func|function|cb|callback|run|work|body|task|handler|effect|action|next|render|block|thunk|getter|job)$"
)
NAMED = re.compile(r"current|active|running|owner|scope|context|instance|target|collector|observer", re.IGNORECASE)


def left_from_call(code: Code, binding: Binding, value: AssignmentShape) -> str | None:
    """What a variable keeps from a call: the request that it answers, or what it ran a given function for."""
    function = value.function
    if not code.repeats(function) or code.surroundings(value.start, value.end).guards or value.function.is_generator:
        return None
    if value.value.kind is ArgumentKind.OBJECT and is_request_handler(code, function):
        kept = [name for name in function.parameters[:2] if _mentions(value.value.text, name)]
        return kept[0] if kept and EXCHANGES.match(kept[0]) else None
    if NAMED.search(binding.name) is None:
        return None
    about = [name for name in function.parameters if not RUNS.match(name) and _mentions(value.value.text, name)]
    whole = value.value.kind is ArgumentKind.OBJECT or value.value.text in about
    if not about or not whole:
        return None
    runs = any(
        call.is_plain and call.name in function.parameters and RUNS.match(call.name) and call.start > value.end
        for call in code.calls_in(function)
    )
    return about[0] if runs else None


def _mentions(text: str, name: str) -> bool:
    return re.search(rf"(?<![\w$.'\"]){re.escape(name)}(?![\w$'\"])", text) is not None
