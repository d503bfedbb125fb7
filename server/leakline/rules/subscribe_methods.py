"""Subscriptions by methods with a name of their own, whose end an object does not keep, or forgets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from leakline.js.code import Code
from leakline.js.lifetimes import Lifetime, Origin, Place
from leakline.js.owners import Owner
from leakline.js.shapes import ArgumentKind, CallShape
from leakline.js.surroundings import OutcomeKind
from leakline.rules.apis import APPEARS
from leakline.rules.subscribers import is_dropped, is_handler

SUBSCRIBES = re.compile(r"^(?:subscribe(?:To|For|On)?[A-Z]\w*|addSubscriber|addObserver|observe[A-Z]\w*)$")
RETURNS = re.compile(r"^(?:subscribe\w*|on(?!ce|ly|e$)[A-Z]\w*|observe\w*|watch\w*|listen\w*|addListener)$")
LONGER = (Lifetime.PROCESS, Lifetime.SHARED, Lifetime.OWNER)


@dataclass(frozen=True, slots=True)
class Begun:
    """A ``call`` that subscribes, and what to say about it."""

    call: CallShape
    message: str


def unended(code: Code) -> Iterator[Begun]:
    """``manager.subscribeToState(this.render.bind(this))`` in a constructor, without a way back."""
    for name, calls in code.calls_by_name.items():
        if not SUBSCRIBES.match(name):
            continue
        ends = re.compile(
            rb"un" + name.encode() + rb"\b|\b(?:remove(?!\w*Listener)|unsub|unobserve|unwatch)\w*\s*\(", re.IGNORECASE
        )
        for call in calls:
            owner = code.owners.of(code.host(call.function))
            if owner is None or call.receiver is None or not is_handler(call) or not code.teardown(owner):
                continue
            host = code.host(call.function)
            if host is not owner.constructor and code.name_of(host) not in APPEARS:
                continue
            if not is_dropped(code, call, code.outcome(call)) or not _lasts(code, code.place(call.receiver, host)):
                continue
            if not any(ends.search(code.bare, one.start, one.end) for one in code.teardown(owner)):
                yield Begun(call, f"nothing ends what '{call.name}' has begun")


def ended_by_themselves(code: Code) -> Iterator[Begun]:
    """``const off = source.onChange(() => { off(); ... })``: if the event never comes, the object's end cannot."""
    for name, calls in code.calls_by_name.items():
        if not RETURNS.match(name):
            continue
        for call in calls:
            outcome = code.outcome(call)
            target = outcome.target if outcome.kind is OutcomeKind.ASSIGNED and not outcome.chained else None
            owner = code.owners.around(code.host(call.function))
            if target is None or target.path or target.binding is None or owner is None or call.receiver is None:
                continue
            functions = [one.function for one in call.arguments if one.kind is ArgumentKind.FUNCTION]
            listener = functions[0] if functions else None
            if listener is None or target.binding.function is not call.function or not code.teardown(owner):
                continue
            uses = [one for one in target.binding.references if not one.is_write]
            if not uses or not all(one.function.is_within(listener) for one in uses):
                continue
            keeps = "this" in code.function_text(listener) or "self" in code.function_text(listener)
            if keeps and _is_injected(code.place(call.receiver, call.function), owner):
                yield Begun(call, f"the object's end leaves the listener of '{call.name}' behind")


def _lasts(code: Code, place: Place) -> bool:
    """Whether the source may outlive the object: a field that is made of what the constructor was given, too."""
    if place.lifetime not in LONGER or place.text == "this":
        return False
    if not place.fresh:
        return True
    values = code.lifetimes.field_assignments(place.key)
    return any(
        re.search(r"\b(?:props|store|context|options|services?)\b", value.value.text.partition("(")[2]) is not None
        for value in values
    )


def _is_injected(place: Place, owner: Owner) -> bool:
    """Whether the source is something that the object was given, and that others have, too."""
    if place.fresh or place.lifetime not in LONGER or not place.path:
        return place.lifetime is Lifetime.PROCESS and place.origin in (Origin.IMPORT, Origin.MODULE)
    return place.root == "this" and len(place.path) == 1 and owner.is_class
