"""Listeners that the cleanup of their receiver leaves out, while it removes others."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import chain

from leakline.js.code import Code
from leakline.js.facts import BindingKind
from leakline.js.lifetimes import Lifetime, Origin
from leakline.js.listeners import Handler, ListenerStep, Listening
from leakline.js.model import Function
from leakline.js.releases import (
    addition_index,
    is_ended,
    is_handed_over,
    may_be_same,
    removal_index,
    same_event,
)
from leakline.js.shapes import ArgumentKind
from leakline.rules.apis import TERMINAL_EVENTS

GIVEN = re.compile(r"(?:await\s+)?(?:[\w$.]+\.)?get[A-Z]\w*\(")  # what somebody else keeps
NOTHING = re.compile(r"\{\s*\}$|^noop$|^function\s*\(\w*\)\s*\{\s*\}$")


def left_out(code: Code) -> Iterator[tuple[Listening, Listening]]:
    """Each listener that is left out, and the first of the removals that leave it out."""
    for added in code.listenings:
        place = added.place
        if added.step is not ListenerStep.ADD or added.has_signal or not added.has_literal_event:
            continue
        if place.lifetime is Lifetime.UNKNOWN or not code.repeats(added.function):
            continue
        index = code.once(removal_index)
        removals = _for_call(code, place.key, added.function)
        if not removals and not index.of_key(place.key):
            removals = [one for key in _fields_of(code, added) for one in _for_call(code, key, added.function)]
        if place.fresh:
            removals = [one for one in removals if _ends_handing(code, added, one)]
        if not removals or added.handler_kind in (Handler.MODULE, Handler.OTHER) or _does_nothing(added):
            continue
        near = (one for one in index.of_like_event(added) if _is_like(one, added))
        likely = index.on_target(added.event, place)
        all_of_them = chain(likely, removals, near)
        if any(one.step is ListenerStep.REMOVE_ALL or _may_mean(code, one, added) for one in all_of_them):
            continue
        own = index.of_handler(added.handler_key)
        if any(_is_like(one, added) or one in removals for one in own):
            continue
        events = code.once(_added_events)[added.function, place.key]
        if events.isdisjoint(one.event for one in removals) or is_ended(code, place) or is_handed_over(code, added):
            continue
        last = added.event in TERMINAL_EVENTS and not any(one.event in TERMINAL_EVENTS for one in removals)
        if not last and not code.has_flag_guard(added.function, added.call.start, added.call.end):
            yield added, removals[0]


def _for_call(code: Code, key: str, function: Function) -> list[Listening]:
    """The removals from a receiver, without those of what another function has made for itself."""
    groups = code.once(_by_maker).get(key, {})
    found = [groups[None]] if None in groups else []
    current: Function | None = function
    while current is not None:
        if current in groups:
            found.append(groups[current])
        current = current.parent
    return found[0] if len(found) == 1 else code.once(removal_index).in_order(one for ones in found for one in ones)


def _by_maker(code: Code) -> dict[str, dict[Function | None, list[Listening]]]:
    """Removals by the keys of their receivers, and by the function whose call made the handler; None for any call."""
    found: dict[str, dict[Function | None, list[Listening]]] = {}
    for one in code.removals:
        binding = one.handler_binding
        anybody = binding is None or binding.kind is BindingKind.PARAMETER or one.handler_kind is Handler.MODULE
        maker = None if binding is None or anybody else binding.function
        found.setdefault(one.place.key, {}).setdefault(maker, []).append(one)
    return found


def _ends_handing(code: Code, added: Listening, removed: Listening) -> bool:
    """Whether a function that is handed out removes from what a call gave: it outlives the one that asked for it."""
    binding, outer = added.place.binding, added.function
    if binding is None or added.place.path or removed.function is outer or not removed.function.is_within(outer):
        return False
    values = code.module.assignments_to(binding)
    return len(values) == 1 and GIVEN.match(values[0].value.text) is not None


def _is_like(removed: Listening, added: Listening) -> bool:
    """Whether both receivers may be the same, or are written as ``this`` in what may be one class."""
    return may_be_same(removed.place, added.place) or removed.place.name == added.place.name


def _fields_of(code: Code, added: Listening) -> list[str]:
    """The keys of the fields in which the function that adds a listener to its parameter keeps that, too."""
    binding = added.place.binding
    if added.place.origin is not Origin.PARAMETER or added.place.path or binding is None:
        return []
    return [
        code.place(one.target, one.function).key
        for one in code.assignments_in(added.function)
        if one.target.root == "this" and one.value.binding is binding and one.value.kind is ArgumentKind.IDENTIFIER
    ]


def _may_mean(code: Code, removed: Listening, added: Listening) -> bool:
    """Whether a removal may be meant for a listener: events that are computed alike belong to another handler."""
    if not same_event(removed, added):
        return False
    if removed.has_literal_event or not removed.handler_key or removed.handler_key == added.handler_key:
        return True
    others = code.once(addition_index).of_handler(removed.handler_key)
    return not any(one.event == removed.event and one.place.key == added.place.key for one in others)


def _added_events(code: Code) -> dict[tuple[Function, str], set[str]]:
    """The events of the listeners that a function adds, by function and receiver."""
    found: dict[tuple[Function, str], set[str]] = defaultdict(set)
    for one in code.listenings:
        if one.step is ListenerStep.ADD:
            found[one.function, one.place.key].add(one.event)
    return found


def _does_nothing(added: Listening) -> bool:
    return added.handler is not None and NOTHING.search(added.handler.text) is not None
