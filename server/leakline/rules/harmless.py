"""Additions of listeners that look as if they pile up and do not, or the other way round."""

from __future__ import annotations

import re

from leakline.js.code import Code
from leakline.js.listeners import REMOVE_ALLS, REMOVES, Listening
from leakline.js.shapes import ArgumentKind

MEMBERSHIP = re.compile(r"([\w$.]+)\s*\.\s*(?:includes|has|indexOf)\s*\(\s*([\w$.]+)\s*\)")


def is_for_allowed_event(code: Code, added: Listening) -> bool:
    """``if (CHANNELS.includes(channel)) ipc.on(channel, f)``: what is allowed may run twice."""
    guards = code.surroundings(added.call.start, added.call.end).guards
    text = code.function_text(added.function)
    for guard in guards:
        tested = MEMBERSHIP.search(guard.text)
        if tested is None or tested[2] != added.call.arguments[0].text:
            return False
        if re.search(rf"{re.escape(tested[1])}(?:\.(?:add|push|set|unshift)\(|\[)", text):
            return False
    return bool(guards)


def is_just_made(code: Code, added: Listening) -> bool:
    """``this.peers[key] = new Peer(); this.peers[key].on(...)``: the function has made the entry before."""
    return any(
        one.target.computed
        and one.target.text == added.place.text
        and one.start < added.call.start
        and one.value.kind in (ArgumentKind.NEW, ArgumentKind.CALL)
        for one in code.assignments_in(added.function)
    )


def only_lets_go(code: Code, added: Listening) -> bool:
    """Whether a listener does nothing but remove others: it is the end of something itself."""
    handler = added.handler.function if added.handler is not None else None
    called = code.calls_in(handler, inner=True) if handler is not None else []
    return bool(called) and all(call.name in REMOVES | REMOVE_ALLS for call in called)
