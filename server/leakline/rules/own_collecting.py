"""What a method's listeners collect of the object's own events, and keep until the object goes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from leakline.js.code import Code
from leakline.js.facts import BindingKind, FunctionKind
from leakline.js.lifetimes import Lifetime
from leakline.js.model import Binding, Function
from leakline.js.shapes import Target
from leakline.rules.held import Held, declared
from leakline.rules.rule import shown

VARIABLES = (BindingKind.LET, BindingKind.VAR, BindingKind.CONST)
DATA = frozenset({"data", "chunk", "row", "message", "line", "record", "entry", "result", "item"})
# Arrays and strings, and lists of buffers (npm: bl).
MADE = re.compile(r"(?:\[\s*\]|''|\"\"|``)$|(?:new\s+)?(?:bl|[bB]uffer[lL]ist)\b|Buffer\.alloc\(0\)")
EMPTY = rb"(?:\[\s*\]|''|\"\"|``|null|undefined|void 0|Buffer\.alloc\(0\)|new\s+\w+\(\))"


def own_collecting(code: Code) -> Iterator[Held]:
    """``self.on('data', chunk => parts.push(chunk))`` in a method of ``self``, and nobody empties ``parts``."""
    for call in code.calls("on", "addListener"):
        listener = call.arguments[-1].function if len(call.arguments) > 1 else None
        if listener is None or call.receiver is None or call.arguments[0].value not in DATA:
            continue
        host = call.function
        if host.kind is FunctionKind.CONSTRUCTOR or not code.repeats(host) or call.receiver.path:
            continue
        place = code.place(call.receiver, host)
        if place.lifetime is not Lifetime.OWNER or not _is_own(code, call.receiver):
            continue
        collected = [
            binding
            for binding in code.captured_from(listener, host)
            if binding.function is host and binding.kind in VARIABLES and _collects(code, binding, listener)
        ]
        if any(_lets_go(code, binding) for binding in collected):
            continue
        for binding in collected:
            if {one.function for one in binding.references} - {host, listener}:
                message = f"'{shown(binding.name)}' stays as long as '{place.name or 'this'}', nobody empties it"
                yield Held(call.start, call.end, message, declared(binding))
                break


def _is_own(code: Code, receiver: Target) -> bool:
    """``this``, or a variable such as ``self`` that stands for it."""
    if receiver.root == "this" or receiver.binding is None:
        return receiver.root == "this"
    return [one.value.text for one in code.module.assignments_to(receiver.binding)] == ["this"]


def _collects(code: Code, binding: Binding, listener: Function) -> bool:
    if not any(MADE.match(one.value.text) for one in code.module.assignments_to(binding)):
        return False
    name = re.escape(binding.name.encode())
    text = code.bare[listener.start : listener.end]
    return re.search(rb"(?<![\w$.])" + name + rb"\s*(?:\.(?:push|append|unshift)\s*\(|\+=)", text) is not None


def _lets_go(code: Code, binding: Binding) -> bool:
    """Whether a closure empties, ends or replaces what was collected."""
    name = rb"(?<![\w$.])" + re.escape(binding.name.encode())
    ends = rb"\s*\??\.\s*(?:destroy|consume|clear|splice|shift|end|length\s*=[^=])"
    return any(
        re.search(name + rb"(?:\s*=\s*" + EMPTY + rb"|" + ends + rb")", code.bare[user.start : user.end]) is not None
        for user in {one.function for one in binding.references} - {binding.function}
    )
