"""Where listeners are added and removed: receiver, event, handler and capture flag of each call."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

from leakline.js.emitters import NO_EMITTERS, Emitters
from leakline.js.expressions import target_of
from leakline.js.facts import BindingKind
from leakline.js.lifetimes import Lifetime, Lifetimes, Origin, Place
from leakline.js.model import Binding, Function
from leakline.js.shapes import Argument, ArgumentKind, CallShape, Target
from leakline.js.surroundings import node_at, text_of

if TYPE_CHECKING:
    from tree_sitter import Node

    from leakline.js.module import Module

# Node: lib/events.js and lib/internal/event_target.js; DOM: the EventTarget interface; Vue 2: vm.$on.
ADDS = frozenset({"on", "addListener", "prependListener", "addEventListener", "$on"})
ONCES = frozenset({"once", "prependOnceListener", "$once"})
REMOVES = frozenset({"off", "removeListener", "removeEventListener", "$off"})
REMOVE_ALLS = frozenset({"removeAllListeners"})
CONSTANT = re.compile(r"(?:^|\.)[A-Z][A-Z0-9_]+$")
UNKNOWN = (ArgumentKind.IDENTIFIER, ArgumentKind.MEMBER, ArgumentKind.CALL, ArgumentKind.OTHER)
# Of the links of chains, by their range; None for what is no chain.
Roots = dict[tuple[int, int], "Target | None"]
SETTINGS = re.compile(r"\b(once|capture|signal)\b\s*(?::\s*([^,}\s]+))?")


class ListenerStep(Enum):
    """What a call does to the listeners of its receiver."""

    ADD = "add"
    ONCE = "once"
    REMOVE = "remove"
    REMOVE_ALL = "remove all"


class Handler(Enum):
    """What kind of expression a handler is; FRESH is a new function each time that the code runs."""

    INLINE = "inline"
    BOUND = "bound"
    LOCAL = "local"
    OUTER = "outer"
    MODULE = "module"
    FIELD = "field"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Listening:
    """One call. ``event`` is the text of the event's name, its value for strings; ``has_literal_event`` tells which.

    ``handler_key`` is equal for equal handlers of a file; empty for functions made on the spot. ``is_plain`` says that
    the options are written out, at the call or in a constant, so that ``capture`` is sure.
    """

    step: ListenerStep
    call: CallShape
    place: Place
    event: str
    has_literal_event: bool
    handler: Argument | None
    handler_kind: Handler
    handler_key: str
    handler_binding: Binding | None
    capture: bool
    once: bool
    has_signal: bool
    is_dom: bool
    is_plain: bool

    @property
    def function(self) -> Function:
        """The function whose code it is."""
        return self.call.function


def listenings_of(module: Module, lifetimes: Lifetimes, emitters: Emitters = NO_EMITTERS) -> tuple[Listening, ...]:
    """All calls of a file that add or remove listeners, in document order; ``emitters`` are the project's own."""
    found = []
    roots: Roots = {}
    for call in module.calls:
        step = _step(call, emitters)
        if step is not None and call.receiver is not None and not call.is_new:
            listening = _listening(module, lifetimes, call, step, emitters, roots)
            if listening is not None:
                found.append(listening)
    return tuple(found)


def _step(call: CallShape, emitters: Emitters) -> ListenerStep | None:
    if call.name in ADDS or emitters.adds(call.name):
        return ListenerStep.ADD
    if call.name in ONCES:
        return ListenerStep.ONCE
    if call.name in REMOVES or emitters.removes(call.name):
        return ListenerStep.REMOVE
    return ListenerStep.REMOVE_ALL if call.name in REMOVE_ALLS else None


def _listening(
    module: Module, lifetimes: Lifetimes, call: CallShape, step: ListenerStep, emitters: Emitters, roots: Roots
) -> Listening | None:
    assert call.receiver is not None
    place = lifetimes.place(_chain_root(module, call, roots), call.function)
    if place.name in emitters.receivers:
        place = replace(place, lifetime=Lifetime.PROCESS, origin=Origin.MODULE, fresh=False)
    arguments = call.arguments
    event, handler = (arguments[0] if arguments else None), (arguments[1] if len(arguments) > 1 else None)
    if step is not ListenerStep.REMOVE_ALL:
        if event is None or event.kind in (ArgumentKind.FUNCTION, ArgumentKind.OBJECT, ArgumentKind.SPREAD):
            return None
        if handler is None and step is not ListenerStep.REMOVE:
            return None
        if call.name in ("on", "once", "one", "off") and (len(arguments) > 3 or _names_target(arguments)):
            return None  # DomEvent.on(element, events, listener, context): what is called is no emitter
        if handler is not None and handler.kind in (ArgumentKind.STRING, ArgumentKind.NUMBER, ArgumentKind.OBJECT):
            return None
    kind, key, binding = _handler(lifetimes, call, handler)
    options = _options(module, arguments[2] if len(arguments) > 2 else None)
    once, capture, signal = _settings(options)
    return Listening(
        ListenerStep.ONCE if step is ListenerStep.ADD and once else step,
        call,
        place,
        (event.value if event.value is not None else event.text) if event is not None else "",
        event is not None and event.value is not None,
        handler,
        kind,
        key,
        binding,
        capture,
        once or step is ListenerStep.ONCE,
        signal,
        call.name in ("addEventListener", "removeEventListener"),
        options is None or options.kind not in UNKNOWN,
    )


def _names_target(arguments: tuple[Argument, ...]) -> bool:
    """``EventHandler.on(this.element, EVENT_CLICK, listener)``: an element comes before the event."""
    if len(arguments) < 2 or arguments[0].value is not None or CONSTANT.search(arguments[0].text) is not None:
        return False
    return arguments[1].value is not None or CONSTANT.search(arguments[1].text) is not None


def _chain_root(module: Module, call: CallShape, roots: Roots) -> Target:
    """``a.on(x).on(y)`` adds both to ``a``, since an emitter returns itself; ``roots`` are those found before."""
    assert call.receiver is not None
    receiver = call.receiver
    place = receiver.start, receiver.end
    if place not in roots:
        passed = [place]
        root = _root(module, place, passed, roots)
        roots.update(dict.fromkeys(passed, root))
    return roots[place] or receiver


def _root(module: Module, place: tuple[int, int], passed: list[tuple[int, int]], roots: Roots) -> Target | None:
    """The root of a chain, None for what is no chain; ``passed`` gets the ranges of the links on the way."""
    node = node_at(module, *place)
    while node is not None and node.type == "call_expression":
        callee = node.child_by_field_name("function")
        step = callee.child_by_field_name("property") if callee is not None else None
        if callee is None or step is None or text_of(module, step) not in ADDS | ONCES | REMOVES:
            break
        node = callee.child_by_field_name("object")
        if node is not None:
            link = node.start_byte, node.end_byte
            if link in roots:
                return roots[link]
            passed.append(link)
    wrapped = _wrapped_root(module, node) if node is not None else None
    if wrapped is not None:
        return wrapped
    return target_of(module, node) if node is not None and node.type != "call_expression" else None


def _wrapped_root(module: Module, node: Node) -> Target | None:
    """``$(window)`` of jQuery listens for the window; the text stays that of the whole call."""
    callee, handed = node.child_by_field_name("function"), node.child_by_field_name("arguments")
    if node.type != "call_expression" or callee is None or handed is None or handed.named_child_count != 1:
        return None
    root = handed.named_children[0]
    if text_of(module, callee) not in ("$", "jQuery") or text_of(module, root) not in ("window", "document"):
        return None
    return replace(target_of(module, root), text=text_of(module, node))


def _handler(lifetimes: Lifetimes, call: CallShape, handler: Argument | None) -> tuple[Handler, str, Binding | None]:
    if handler is None:
        return Handler.OTHER, "", None
    if handler.kind is ArgumentKind.FUNCTION:
        return Handler.INLINE, "", None
    if handler.kind is ArgumentKind.CALL:
        is_bind = re.search(r"\.bind\s*\(", handler.text) is not None and handler.text.rstrip().endswith(")")
        return (Handler.BOUND if is_bind else Handler.OTHER), f"call:{handler.text}", None
    place = lifetimes.place_of_argument(handler, call.function)
    if place is None and (kept := lifetimes.kept_in(handler)) is not None:  # on('x', this.f = this.f.bind(this))
        return Handler.FIELD, lifetimes.place(kept, call.function).key, None
    if place is None:
        return Handler.OTHER, f"text:{handler.text}", None
    if handler.kind is ArgumentKind.MEMBER:
        return Handler.FIELD, place.key, None
    binding = handler.binding
    if binding is None:
        return Handler.OTHER, place.key, None
    if binding.function.parent is None or binding.kind in (BindingKind.IMPORT, BindingKind.NAMESPACE_IMPORT):
        return Handler.MODULE, place.key, binding
    return (Handler.LOCAL if binding.function is call.function else Handler.OUTER), place.key, binding


def _options(module: Module, options: Argument | None) -> Argument | None:
    """What a constant such as ``const passive = { passive: true }`` stands for; anything else as it is."""
    if options is None or options.kind is not ArgumentKind.IDENTIFIER or options.binding is None:
        return options
    values = module.assignments_to(options.binding)
    known = len(values) == 1 and values[0].value.kind in (ArgumentKind.OBJECT, ArgumentKind.LITERAL)
    return values[0].value if known else options


def _settings(options: Argument | None) -> tuple[bool, bool, bool]:
    """Once, capture, signal."""
    if options is None:
        return False, False, False
    if options.kind is not ArgumentKind.OBJECT:
        return False, options.text == "true", False
    found = {match[1]: match[2] for match in SETTINGS.finditer(options.text)}
    return found.get("once") == "true", found.get("capture") == "true", "signal" in found
