"""Intervals that ask again and again until they have an answer, and go on where there will be none."""

from __future__ import annotations

from tree_sitter import Node

from leakline.js.code import Code
from leakline.js.shapes import CallShape
from leakline.js.surroundings import node_at
from leakline.js.timers import Timer
from leakline.rules.settling import works_around

CLEARS = frozenset({"clearInterval", "clearTimeout"})


def goes_on_after(code: Code, timer: Timer) -> CallShape | None:
    """The call in an interval's own callback that settles a promise, on a way that does not clear it as others do."""
    place, callback = timer.place, timer.callback
    if place is None or callback is None:
        return None
    calls = code.calls_in(callback)
    clears = [
        block
        for call in calls
        if call.name in CLEARS and call.arguments and call.arguments[0].text == place.text
        if (block := _block_of(code, call)) is not None
    ]
    settlers = {name for work in works_around(code, timer.call.function) for name in work.settlers} if clears else set()
    for call in calls:
        if call.is_plain and call.name in settlers and not any(_covers(block, call) for block in clears):
            return call
    return None


def _block_of(code: Code, call: CallShape) -> Node | None:
    node = node_at(code.module, call.start, call.end)
    while node is not None and node.type != "statement_block":
        node = node.parent
    return node


def _covers(block: Node, call: CallShape) -> bool:
    """Whether a block, or the ``try`` whose ``finally`` it is, is around a call."""
    around = block.parent if block.parent is not None and block.parent.type == "finally_clause" else block
    whole = around.parent if around is not block else block
    return whole is not None and whole.start_byte <= call.start < whole.end_byte
