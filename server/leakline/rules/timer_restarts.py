"""Timers whose handle is kept where the handle of one before may still be: started again, or once for each of many."""

from __future__ import annotations

import re

from leakline.js.code import Code
from leakline.js.facts import FunctionKind
from leakline.js.model import Function
from leakline.js.owners import Owner
from leakline.js.timers import Timer, clears_before
from leakline.rules.entry_ends import visitor_of
from leakline.rules.requests import is_request_handler

RESTARTS = re.compile(
    r"^_?#?(?:update|reset|restart|refresh|schedule|heartbeat|ping|on[A-Z]\w*|handle[A-Z]\w*|reconnect|setInterval)"
)
STARTS = re.compile(r"^_?#?(?:start|play|run|resume|show|open|begin|enable|activate|watch|monitor|poll)(?:[A-Z]\w*)?$")
ENDS = re.compile(
    r"^_?#?(?:stop|pause|end|hide|close|cancel|clear|disable|deactivate|reset|componentWillUnmount)(?:[A-Z]\w*)?$"
)
OWN_CALL = re.compile(r"\bthis\s*\.\s*([\w$#]+)\s*\(")


def may_run_twice(code: Code, timer: Timer) -> bool:
    """Whether the place may still hold a timer that runs, when the code that starts one comes by again."""
    place = timer.place
    host = code.host(timer.call.function)
    if place is None or host.kind is FunctionKind.CONSTRUCTOR or clears_before(code, timer):
        return False
    first, _ = code.statement(timer.call.start, timer.call.end)
    if re.search(rb"\?\?|\|\|", code.bare[first : timer.call.start]):
        return False  # this.timer ??= setInterval(...)
    guards = code.surroundings(timer.call.start, timer.call.end).guards
    if any(place.name.lstrip("#_") in guard.text for guard in guards):
        return False
    name = code.name_of(host)
    if _opens(timer.call.function) and not _is_cleared_beside(code, timer):
        return True
    again = RESTARTS.match(name) or _answers_events(code, name) or _is_started_by_others(code, host)
    return bool(again) or _is_for_each(code, timer.call.function) or is_for_key(code, timer)


def is_for_key(code: Code, timer: Timer) -> bool:
    """Whether a function that starts something for a key keeps the timer under the key, for another one to stop it."""
    target, host = timer.outcome.target, code.host(timer.call.function)
    if target is None or STARTS.match(code.name_of(host)) is None:
        return False
    if not any(re.search(rf"\[\s*{re.escape(name)}\b", target.text) for name in host.parameters):
        return False
    return any(ENDS.match(code.name_of(code.host(call.function))) for call in code.calls("clearInterval"))


def _opens(function: Function) -> bool:
    """Whether a function runs when a connection opens, which it does again after each loss: ``ws.onopen = ...``."""
    usage = function.usage
    if usage is None:
        return False
    if usage.assignment is not None:
        return re.search(r"\.on(?:open|connect|connected)$", usage.assignment.target.text) is not None
    call = usage.call
    listens = call is not None and call.name in ("on", "addListener", "addEventListener") and bool(call.arguments)
    return listens and call is not None and call.arguments[0].value in ("open", "connect", "connected", "ready")


def _is_cleared_beside(code: Code, timer: Timer) -> bool:
    """Whether a function beside the one that starts a timer clears it, such as the handler of the connection's end."""
    place, around = timer.place, timer.call.function.parent
    if place is None or around is None:
        return True
    name = place.name.lstrip("#_").lower()
    for call in code.calls("clearInterval", "clearTimeout"):
        if call.arguments and call.function.is_within(around) and name in call.arguments[0].text.lower():
            return True
    called = re.findall(r"\bthis\s*\.\s*([\w$#]+)\s*\(", code.function_text(around))
    owner = code.owners.of(timer.call.function)
    methods = (owner.methods.get(one) for one in called) if owner is not None else ()
    texts = (code.function_text(one).lower() for one in methods if one is not None)
    return any(name in text and "clear" in text for text in texts)


def _answers_events(code: Code, name: str) -> bool:
    """Whether a method is somewhere the handler of an event: ``socket.on('open', this.start)``."""
    handed = rb"\.(?:on|addListener|addEventListener)\s*\(\s*['\"][^'\"]+['\"]\s*,\s*[\w$]+\."
    return bool(name) and re.search(handed + re.escape(name.encode()) + rb"\b", code.near(name)) is not None


def _is_for_each(code: Code, function: Function) -> bool:
    """Whether the code runs for each connection or request, and the place is one for all of them."""
    current: Function | None = function
    while current is not None and current.parent is not None:
        if visitor_of(code, current) is not None:
            return True
        current = current.parent
    return is_request_handler(code, function)


def _is_started_by_others(code: Code, host: Function) -> bool:
    """Whether a method starts a timer that another one stops, and is called where things begin again."""
    name = code.name_of(host)
    owner = code.owners.of(host)
    if owner is None or not owner.is_class or STARTS.match(name) is None or not _has_end(owner):
        return False
    for call in code.calls(name):
        caller = code.host(call.function)
        if code.owners.of(caller) is owner and caller is not owner.constructor and caller is not host:
            before = code.text(caller.start, call.start)
            if not any(ENDS.match(ended) for ended in OWN_CALL.findall(before)):
                return True
    return False


def _has_end(owner: Owner) -> bool:
    return any(ENDS.match(name) for name in owner.methods)
