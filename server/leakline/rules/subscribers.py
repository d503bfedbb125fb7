"""Who subscribes, to what, and for how long: what the subscription rule asks of the code around a call."""

from __future__ import annotations

import re

from leakline.js.code import Code
from leakline.js.facts import BindingKind, FunctionKind
from leakline.js.lifetimes import Lifetime, Origin, Place
from leakline.js.model import Binding, Function
from leakline.js.owners import Owner
from leakline.js.shapes import ArgumentKind, CallShape, UsageKind
from leakline.js.surroundings import Outcome, OutcomeKind
from leakline.rules.apis import APPEARS, EFFECTS
from leakline.rules.requests import is_request_handler

# React and Vue: custom hooks and composables are called for each component (react.dev, reusing logic; vuejs.org).
HOOK = re.compile(r"^use[A-Z]\w*$")
# What comes and goes: whoever keeps one of these for each call keeps a connection or an element of the page.
CLIENTS = re.compile(
    r"^_?(?:client|socket|conn|connection|ws|peer|session|req|res|request|response|ctx|stream|el|elem|element|node|view|widget"
    r"|component|player|user|channel|reply)$"
)
CREATES = re.compile(r"^(?:[\w$]+[.?!]+)*(?:create|make|build)[A-Z]?\w*\s*(?:<[^()]*>)?\(")
UNSUBSCRIBES = re.compile(r"unsubscribe\s*\(|\.next\(\s*\)|disposer?s?\w*\s*\(|\.dispose\s*\(|takeUntil", re.IGNORECASE)
TEARDOWNS = re.compile(
    r"\b(?:destroy|dispose|close|unmount|teardown|stop|unsubscribe|detach|cleanup|disconnect)\s*(?:\(|:)"
)


def is_handler(call: CallShape) -> bool:
    """Whether a call is given something to call: ``subscribe(fn)``, ``subscribe(topic, fn)``, an observer object."""
    for position, argument in enumerate(call.arguments[:3]):
        if argument.kind is ArgumentKind.FUNCTION or (argument.function is not None and position < 2):
            return True
        if argument.kind is ArgumentKind.OBJECT and position == 0:
            return True
        if argument.kind is ArgumentKind.MEMBER and argument.text.startswith("this."):
            return True
        if ".bind(" in argument.text:
            return True
    return False


def subscribes_each_time(code: Code, function: Function, place: Place, call: CallShape | None = None) -> bool:
    """Whether the code runs for each of many short-lived things, and the source outlives them."""
    host = code.host(function)
    owner = code.owners.of(host)
    if owner is not None and owner.is_class:
        name = "constructor" if host is owner.constructor else code.name_of(host)
        if host.kind is FunctionKind.CONSTRUCTOR or name in APPEARS:
            return True
    if owner is not None and owner.is_class and _ends_others(code, owner) and place.lifetime is not Lifetime.OWNER:
        return True
    if _keeps_argument(code, call, host) and place.origin is not Origin.LOCAL:
        return True
    if _in_hook(code, function) or _makes_state(function) or _within_observable(host) or _returns_ending(code, host):
        return True
    if place.lifetime is Lifetime.PROCESS:
        if is_request_handler(code, function):
            return True
        return not (owner is not None and owner.is_class) and not code.repetition.looks_like_start(host)
    return False


def in_effect(function: Function) -> bool:
    """Whether a function is the callback of an effect or of a hook for mounting; another rule looks at those."""
    usage = function.usage
    return (
        usage is not None and usage.kind is UsageKind.ARGUMENT and usage.call is not None and usage.call.name in EFFECTS
    )


def is_dropped(code: Code, call: CallShape, outcome: Outcome) -> bool:
    """Whether nobody gets what a call returns: it is a statement, or stands in a variable that nothing reads."""
    if outcome.chained:
        return False
    if outcome.kind is OutcomeKind.DISCARDED:
        return True
    target = outcome.target
    if outcome.kind is not OutcomeKind.ASSIGNED or target is None or target.path or target.binding is None:
        return False
    local = code.place(target, call.function).origin is Origin.LOCAL
    return local and not any(not reference.is_write for reference in target.binding.references)


def is_handed_out(code: Code, binding: Binding) -> bool:
    """Whether a function makes what a variable has, and returns it, or something of it, to its caller."""
    made = any(
        one.function is binding.function and (one.value.kind is ArgumentKind.NEW or CREATES.match(one.value.text))
        for one in code.module.assignments_to(binding)
    )
    name = re.escape(binding.name)
    return made and re.search(rf"\breturn\s+{name}\s*[;}}\n.]", code.function_text(binding.function)) is not None


def keeps_what_is_made(code: Code, function: Function, host: Function) -> Binding | None:
    """The variable of a listener that has what each call of its host makes and returns."""
    found = (one for one in code.captured_from(function, host) if one.function is host and is_handed_out(code, one))
    return next(found, None)


def _keeps_argument(code: Code, call: CallShape | None, host: Function) -> bool:
    """Whether each call leaves a subscriber behind that keeps what the call was given, such as a client."""
    if call is None or call.receiver is None or "(" in call.receiver.text or not call.receiver.path:
        return False
    functions = [argument.function for argument in call.arguments if argument.kind is ArgumentKind.FUNCTION]
    return any(
        binding.kind is BindingKind.PARAMETER and binding.function is host and CLIENTS.match(binding.name)
        for function in functions
        if function is not None
        for binding in code.captured_from(function, host)
    )


def _ends_others(code: Code, owner: Owner) -> bool:
    """Whether a class ends other subscriptions in its teardown."""
    return any(UNSUBSCRIBES.search(code.function_text(function)) for function in code.teardown(owner))


def _in_hook(code: Code, function: Function) -> bool:
    current: Function | None = function
    while current is not None and current.parent is not None:
        if HOOK.match(code.name_of(current)):
            return True
        current = current.parent
    return False


def _makes_state(function: Function) -> bool:
    """Whether a component calls the function to make a value of its own, which has no cleanup (react.dev, useMemo)."""
    usage = function.usage
    return usage is not None and usage.call is not None and usage.call.name in ("useMemo", "useState")


def _within_observable(host: Function) -> bool:
    """``new Observable((observer) => ...)`` runs for each subscriber (rxjs.dev, Observable)."""
    usage = host.usage
    return (
        usage is not None
        and usage.call is not None
        and usage.call.is_new
        and usage.call.name == "Observable"
        and usage.index == 0
    )


def _returns_ending(code: Code, host: Function) -> bool:
    """Whether a factory returns an object, or a function, that ends what the factory has begun."""
    for inner in host.functions:
        usage = inner.usage
        if usage is not None and usage.kind is UsageKind.RETURNED and UNSUBSCRIBES.search(code.function_text(inner)):
            return True
    text = code.function_text(host)
    returned = text.rfind("return {")
    return returned >= 0 and TEARDOWNS.search(text[returned:]) is not None
