"""Additions of listeners that look as if they pile up and do not, or the other way round."""

from __future__ import annotations

import re

from leakline.js.code import Code
from leakline.js.listeners import REMOVE_ALLS, REMOVES, Listening
from leakline.js.model import Function
from leakline.js.shapes import ArgumentKind

MEMBERSHIP = re.compile(r"([\w$.]+)\s*\.\s*(?:includes|has|indexOf)\s*\(\s*([\w$.]+)\s*\)")


def is_for_allowed_event(code: Code, added: Listening) -> bool:
    """``if (CHANNELS.includes(channel)) ipc.on(channel, f)``: what is allowed may run twice."""
    guards = code.surroundings(added.call.start, added.call.end).guards
    for guard in guards:
        tested = MEMBERSHIP.search(guard.text)
        if tested is None or tested[2] != added.call.arguments[0].text:
            return False
        changed = rf"{re.escape(tested[1])}(?:\.(?:add|push|set|unshift)\(|\[)"
        if re.search(changed, code.function_text(added.function)):
            return False
    return bool(guards)


def is_just_made(code: Code, added: Listening) -> bool:
    """``this.peers[key] = new Peer(); this.peers[key].on(...)``: the function has made the entry before."""
    made = code.once(_made_entries).get((added.function, added.place.text))
    return made is not None and made < added.call.start


def _made_entries(code: Code) -> dict[tuple[Function, str], int]:
    """Where functions first give something new to an entry of a container, by the text of the entry."""
    found: dict[tuple[Function, str], int] = {}
    for one in code.module.assignments:
        if one.written.computed and one.value.kind in (ArgumentKind.NEW, ArgumentKind.CALL):
            found.setdefault((one.function, one.target.text), one.start)
    return found


def only_lets_go(code: Code, added: Listening) -> bool:
    """Whether a listener does nothing but remove others: it is the end of something itself."""
    handler = added.handler.function if added.handler is not None else None
    called = code.calls_in(handler, inner=True) if handler is not None else []
    return bool(called) and all(call.name in REMOVES | REMOVE_ALLS for call in called)
