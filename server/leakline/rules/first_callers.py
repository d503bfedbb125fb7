"""Closures that are added once to a shared thing, by whoever comes first, and keep that call's variables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from leakline.js.code import Code
from leakline.js.facts import BindingKind
from leakline.js.model import Binding, Function, Slot
from leakline.js.shapes import CallShape
from leakline.rules.held import Held, declared
from leakline.rules.rule import shown

ADDS = ("then", "on", "addListener", "addEventListener", "subscribe")
VARIABLES = (BindingKind.LET, BindingKind.VAR, BindingKind.CONST, BindingKind.PARAMETER)
RESOLVED = re.compile(r"^Promise\.resolve\(\s*([\w$]+)\s*\)$")
SMALL = re.compile(r"^(?:-?\d|['\"`]|true\b|false\b|!|typeof\b)|\.(?:length|size|id|name)$")


def first_callers(code: Code) -> Iterator[Held]:
    """``if (!known.has(job)) { known.set(job, ...); job.then(() => ...) }`` in the midst of what a call has made.

    The closure lives as long as the shared thing, its context with it, while the call that made it is long over.
    """
    if not code.says(rb"\bnew\s+(?:Safe)?(?:Weak)?(?:Map|Set)\b"):
        return
    for call in code.calls(*ADDS):
        key = _key(call)
        listeners = [one.function for one in call.arguments if one.function is not None]
        if key is None or not listeners or not code.repeats(call.function) or not _comes_first(code, call, key):
            continue
        slot = next((slot for one in listeners for slot in one.dead_slots if _is_of_the_call(code, slot, one)), None)
        if slot is None or slot.binding is None:
            continue
        message = f"'{shown(slot.name)}' of the first call stays alive with this closure"
        first = listeners[0]
        end = min(first.end, first.inner_start + 1)
        yield Held(first.start, max(end, first.start + 1), message, declared(slot.binding))


def _key(call: CallShape) -> Binding | None:
    """The variable of the thing that gets the closure: ``job`` of ``job.then`` or of ``Promise.resolve(job).then``."""
    receiver = call.receiver
    if receiver is not None and receiver.binding is not None and not receiver.path:
        return receiver.binding
    match = RESOLVED.match(call.callee.rpartition(".")[0].strip())
    return call.function.scope_around(call.start).lookup(match[1]) if match is not None else None


def _comes_first(code: Code, call: CallShape, key: Binding) -> bool:
    """Whether a condition asks a container of the module whether the thing is new."""
    name = re.escape(key.name)
    asks = rf"\b([\w$]+)\s*\.\s*(?:has|get)\(\s*{name}\s*\)"
    for guard in code.surroundings(call.start, call.end).guards:
        texts = [guard.text]
        for word in dict.fromkeys(re.findall(r"(?<![\w$.])[A-Za-z_$][\w$]*", guard.text)):
            binding = call.function.scope_around(call.start).lookup(word)
            if binding is not None and binding.function.parent is not None:
                texts += [one.value.text for one in code.module.assignments_to(binding)]
        for text in texts:
            match = re.search(asks, text)
            container = call.function.scope.lookup(match[1]) if match is not None else None
            if container is not None and container.function.parent is None:
                return True
    return False


def _is_of_the_call(code: Code, slot: Slot, listener: Function) -> bool:
    """Whether a slot holds something of the call that made the closure, and not only a number or a word."""
    binding = slot.binding
    if binding is None or binding.function.parent is None or not slot.captured_by or binding.kind not in VARIABLES:
        return False
    if not code.repeats(binding.function) or not listener.is_within(binding.function):
        return False
    return not any(SMALL.search(one.value.text) for one in code.module.assignments_to(binding))
