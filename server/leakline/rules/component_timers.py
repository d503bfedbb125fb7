"""Timers of components: objects whose framework says when they come and go."""

from __future__ import annotations

import re

from leakline.js.code import Code
from leakline.js.owners import Owner
from leakline.js.timers import Timer

# React, Angular and custom elements: what tells a component, and the method that ends it.
ENDINGS = (
    (re.compile(r"(?:^|\.)(?:Pure)?Component$"), "componentDidMount", "componentWillUnmount"),
    (re.compile(r"(?!)"), "ngOnInit", "ngOnDestroy"),
    (re.compile(r"(?:HTML|Lit)\w*Element$"), "connectedCallback", "disconnectedCallback"),
)


def outlives_component(code: Code, timer: Timer) -> str | None:
    """The method that ends a component and leaves the timer in one of its fields running, whether it exists or not."""
    place = timer.place
    owner = code.owners.of(timer.call.function)
    if place is None or place.root != "this" or len(place.path) != 1 or owner is None:
        return None
    ending = _ending_of(owner)
    if ending is None:
        return None
    end = owner.methods.get(ending)
    if end is None:
        return ending
    text = code.function_text(end)
    called = (owner.methods.get(name) for name in re.findall(r"\bthis\s*\.\s*([\w$#]+)\s*\(", text))
    texts = [text, *(code.function_text(method) for method in called if method is not None)]
    return None if any(place.name.lstrip("#_") in one for one in texts) else ending


def _ending_of(owner: Owner) -> str | None:
    for superclass, begin, end in ENDINGS:
        if begin in owner.methods or (owner.superclass is not None and superclass.search(owner.superclass)):
            return end
    return None
