"""Dead slots: what a closure keeps alive and can never read.

A slot is dead for a closure when no name in the closure's code, or in that of any function inside it, means the
slot's variable. What V8 reads without a name in the source counts too: home objects, brands, and parameters behind
``arguments``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from leakline.js.allocation import ARGUMENTS, BRAND, HOME_OBJECT, STATIC_HOME_OBJECT
from leakline.js.facts import BindingKind, ScopeKind

if TYPE_CHECKING:
    from leakline.js.model import Function, Scope, Slot


def dead_slots(function: Function) -> tuple[Slot, ...]:
    """See ``Function.dead_slots``. Code that calls ``eval`` directly can read everything, so nothing is dead for it."""
    if function.facts.inner_eval:
        return ()
    live = function.live_names
    return tuple(
        slot for context in function.contexts for slot in context.slots if (context.scope, slot.name) not in live
    )


def live_names(function: Function) -> set[tuple[Scope, str]]:
    """See ``Function.live_names``."""
    names = set(function.facts.free)
    live: set[tuple[Scope, str]] = set()
    current: Function | None = function
    receiver_met = False
    scope = function.outer
    while scope is not None and names:
        if current is not scope.function and current is not None and not receiver_met and not current.facts.is_arrow:
            receiver_met = True
            names.discard(HOME_OBJECT if current.facts.is_static else STATIC_HOME_OBJECT)
        current = scope.function
        variables = scope.facts.variables
        if variables:
            resolved = names & variables.keys()
            live.update((scope, name) for name in resolved)
            if ARGUMENTS in resolved and scope.facts.mapped_arguments:
                live.update((scope, name) for name in scope.function.facts.parameters)
            if scope.kind is ScopeKind.CLASS:
                live.update((scope, name) for name in _checked_with(scope, resolved))
            names -= resolved
        if scope.kind is ScopeKind.CLASS:
            names.discard(BRAND)
        scope = scope.parent
    return live


def _checked_with(scope: Scope, resolved: set[str]) -> Iterator[str]:
    """What V8 reads besides a private method's own slot: the brand, or the class itself for a static one."""
    kinds = {scope.facts.variables[name].kind for name in resolved}
    if BindingKind.PRIVATE_METHOD in kinds:
        yield BRAND
    if BindingKind.STATIC_PRIVATE_METHOD in kinds:
        yield from (v.name for v in scope.facts.variables.values() if v.kind is BindingKind.CLASS_NAME)
