"""Listeners that each turn of a loop adds to what was there before the loop."""

from __future__ import annotations

from leakline.js.code import Code
from leakline.js.listeners import Listening


def outlives_turn(code: Code, added: Listening) -> bool:
    """Whether each turn of a loop listens to what was made before the loop: ``drain`` of a file that is written."""
    binding, function = added.place.binding, added.function
    if binding is None or added.place.path or not binding.declarations or not function.is_within(binding.function):
        return False
    start, end = added.call.start, added.call.end
    while function is not binding.function and function.parent is not None:
        start, end, function = function.start, function.end, function.parent
    if not code.surroundings(start, end).in_loop:
        return False
    return not code.surroundings(*binding.declarations[0]).in_loop
