"""Which closures outlive the call that made them, and which are done with when it returns."""

from __future__ import annotations

import re

from leakline.js.code import CALLED_AT_ONCE, Code
from leakline.js.facts import BindingKind, FunctionKind
from leakline.js.lifetimes import EXCHANGE_NAMES, Lifetime, Origin, Place
from leakline.js.model import Binding, Function
from leakline.js.shapes import ArgumentKind, CallShape, Usage, UsageKind
from leakline.js.surroundings import node_at

# Methods that keep the function that they are given (Node `events`, DOM EventTarget, Map, Set, Array, RxJS, stores).
KEEPS = frozenset(
    {"on", "once", "addListener", "prependListener", "addEventListener", "setInterval", "subscribe", "set", "add"}
    | {"push", "register", "observe", "watch", "use"}
)
SOON = frozenset({"setImmediate", "nextTick", "queueMicrotask"})
COLLECTS = frozenset({"set", "add", "push", "unshift"})
# VS Code, Theia, Atom: an event is a method that keeps its listener (vscode.d.ts, Event).
EVENT = re.compile(r"^on(?:Did|Will)?[A-Z]\w*$")
MADE_EMPTY = re.compile(r"new\s+(?:Map|Set)\b|\[\s*\]$")
LITERAL_PARTS = frozenset({"pair", "object", "parenthesized_expression"})
NOT_RETURNED = (UsageKind.ARGUMENT, UsageKind.ASSIGNED, UsageKind.DECLARED)
LONG = (Lifetime.PROCESS, Lifetime.SHARED, Lifetime.OWNER)
PASSING = re.compile(r"stream|child|proc|writer|reader|file|image|img|xhr|message|body", re.IGNORECASE)


def keeper_of(code: Code, function: Function) -> Place | None:
    """What keeps a closure after the call that made it; None where nothing is seen to."""
    usage = function.usage
    if usage is None:
        return None
    if usage.kind is UsageKind.ARGUMENT and usage.call is not None:
        return _keeper_by_call(code, usage.call) or _keeper_by_callee(code, usage.call, usage.index or 0)
    if usage.kind is UsageKind.PROPERTY:
        return _keeper_of_literal(code, function) if code.repeats(function.parent or function) else None
    if usage.kind is UsageKind.ASSIGNED and usage.assignment is not None and usage.assignment.target.path:
        return _keeper_by_assignment(code, usage)
    if usage.kind in (UsageKind.DECLARED, UsageKind.ASSIGNED):
        return _keeper_by_name(code, function, usage)
    return None


def lives_on(code: Code, function: Function) -> bool:
    """Whether a closure may outlive the call that made it: it is not just called on the spot or by a name.

    One that is called by another closure, which lives on, is kept by that. Closures may call each other.
    """
    seen, waiting = {function}, [function]
    while waiting:
        keepers = _keepers(code, waiting.pop())
        if keepers is None:
            return True
        waiting += keepers - seen
        seen |= keepers
    return False


def _keepers(code: Code, function: Function) -> set[Function] | None:
    """The closures that a closure lives as long as, none where it is done with at once; None where it just lives on."""
    usage = function.usage
    if usage is None:
        lives = function.kind in (FunctionKind.METHOD, FunctionKind.GETTER, FunctionKind.CONSTRUCTOR)
        return None if lives else set()
    if usage.kind is UsageKind.CALLED:
        return set()
    if usage.kind is UsageKind.ARGUMENT and usage.call is not None:
        at_once = usage.call.name in CALLED_AT_ONCE | SOON or _only_calls(code, usage.call, usage.index or 0)
        return set() if at_once else None
    if usage.kind is not UsageKind.DECLARED and (usage.kind is not UsageKind.ASSIGNED or usage.binding is None):
        return None
    binding = usage.binding
    if binding is None or binding.function is not function.parent:
        return None
    called = {call.start for call in code.module.calls_of(binding)}
    reads = [reference for reference in binding.references if not reference.is_write]
    if any(reference.start not in called for reference in reads):
        return None
    return {reference.function for reference in reads} - {function.parent, function}


def is_field(function: Function) -> bool:
    """Whether a closure becomes a field of the object: ``this.isReady = () => true``."""
    usage = function.usage
    assignment = usage.assignment if usage is not None and usage.kind is UsageKind.ASSIGNED else None
    return assignment is not None and assignment.target.root == "this" and len(assignment.target.path) == 1


def is_pending(code: Code, function: Function, keeper: Place) -> bool:
    """Whether a closure settles a promise, and is kept where entries are taken out when their answer comes."""
    host = function.parent
    if host is None or host.usage is None or host.usage.call is None:
        return False
    call = host.usage.call
    if call.name != "Promise" or not call.is_new or not set(host.parameters) & function.facts.free:
        return False
    name = re.escape(keeper.name.encode())
    taken = rb"\bdelete\s+[\w$.]*\b" + name + rb"\b|\b" + name + rb"\s*\??\.\s*(?:delete|shift|splice|pop|clear)\s*\("
    return re.search(taken, code.near(keeper.name)) is not None


def is_returned(code: Code, function: Function) -> bool:
    """Whether a closure is what its function returns, or is in the object that it returns."""
    usage = function.usage
    if usage is not None and usage.kind is UsageKind.RETURNED:
        return True
    if usage is not None and usage.kind in NOT_RETURNED:
        return False
    node = node_at(code.module, function.start, function.end)
    while node is not None and (node.type in LITERAL_PARTS or node.start_byte == function.start):
        node = node.parent
    return node is not None and node.type == "return_statement"


def _only_calls(code: Code, call: CallShape, index: int) -> bool:
    """Whether a function of the file, which gets a callback at this place, does nothing with it but call it itself."""
    given = _parameter_of(code, call, index)
    if given is None or given.function.is_async or given.function.is_generator:
        return False
    called = {one.start for one in code.module.calls_of(given) if one.function is given.function}
    return bool(called) and all(reference.start in called for reference in given.references)


def _parameter_of(code: Code, call: CallShape, index: int) -> Binding | None:
    """The parameter that an argument becomes, where a plain name calls a function of the file."""
    if not call.is_plain or call.is_new or call.binding is None or len(call.binding.declarations) != 1:
        return None
    taking = code.module.function_declared_at(call.binding.declarations[0][0])
    if taking is None or index >= len(taking.parameters):
        return None
    given = taking.scope.lookup(taking.parameters[index])
    return given if given is not None and given.kind is BindingKind.PARAMETER and given.function is taking else None


def is_passing(code: Code, function: Function) -> bool:
    """Whether a closure is a callback that is called when something is done, and then let go."""
    usage = function.usage
    if usage is None:
        return False
    if usage.kind is UsageKind.ARGUMENT and usage.call is not None:
        call = usage.call
        if call.is_new:
            return call.name == "Promise"
        return call.name not in KEEPS and not EVENT.match(call.name) and not call.name.startswith(("use", "bind"))
    if usage.kind in (UsageKind.DECLARED, UsageKind.ASSIGNED) and usage.binding is not None:
        uses = [reference for reference in usage.binding.references if not reference.is_write]
        taking = code.module.calls_given(usage.binding)
        own = code.module.calls_of(usage.binding)
        kept = any(call.name in KEEPS or EVENT.match(call.name) for call in taking)
        if own and usage.kind is UsageKind.ASSIGNED:
            return False  # who calls it may live on
        return bool(uses) and not kept and len(uses) == len(taking) + len(own)
    return False


def is_stored(code: Code, place: Place) -> bool:
    """Whether the object keeps what its method has just made: ``this.clients.push(client)``."""
    if place.binding is None or place.path:
        return False
    for call in code.module.calls_given(place.binding):
        if call.name in COLLECTS and call.receiver is not None:
            where = code.place(call.receiver, call.function)
            if where.lifetime in (Lifetime.PROCESS, Lifetime.OWNER) and where.origin is not Origin.OUTER:
                return True
    return False


def _keeper_by_call(code: Code, call: CallShape) -> Place | None:
    if call.receiver is None:
        return _interval(code, call) if call.name == "setInterval" else None
    if call.name not in KEEPS and not EVENT.match(call.name):
        return None
    place = code.place(call.receiver, call.function)
    if place.lifetime in LONG and not place.fresh:
        return place
    return place if is_stored(code, place) or _collects_over_calls(code, call, place) else None


def _collects_over_calls(code: Code, call: CallShape, place: Place) -> bool:
    """Whether what a call puts something in was made by a function around it, whose inner functions live on."""
    if call.name not in COLLECTS or place.origin is not Origin.OUTER or place.binding is None or place.path:
        return False
    host, maker = code.host(call.function), place.binding.function
    if host is maker or maker.parent is None or not host.is_within(maker) or host.parent is not maker:
        return False
    made = code.module.assignments_to(place.binding)
    return len(made) == 1 and MADE_EMPTY.match(made[0].value.text) is not None and lives_on(code, host)


def _keeper_by_callee(code: Code, call: CallShape, index: int) -> Place | None:
    """The collection into which a function of the file puts what it is given."""
    given = _parameter_of(code, call, index)
    if given is None:
        return None
    for taking in code.module.calls_given(given):
        if taking.name in COLLECTS and taking.function is given.function and taking.receiver is not None:
            place = code.place(taking.receiver, taking.function)
            if place.lifetime in (Lifetime.PROCESS, Lifetime.OWNER) and not place.fresh:
                return place
    return None


def _interval(code: Code, call: CallShape) -> Place | None:
    target = code.target_at(call.start, call.start + len(call.name))
    return code.place(target, call.function) if target is not None else None


def _keeper_by_assignment(code: Code, usage: Usage) -> Place | None:
    assert usage.assignment is not None
    assignment = usage.assignment
    if assignment.operator == "field" or "prototype" in assignment.target.path or not code.repeats(assignment.function):
        return None
    place = code.place(assignment.target, assignment.function)
    if place.lifetime is Lifetime.PROCESS:
        return place
    names = (assignment.target.root, *assignment.target.path[:-1])
    exchanged = any(EXCHANGE_NAMES.match(name) or PASSING.search(name) for name in names)
    binding = assignment.target.binding
    given = (
        binding is not None and binding.kind is BindingKind.PARAMETER and binding.function is not assignment.function
    )
    given = given and binding is not None and code.host(assignment.function) is not binding.function
    if (assignment.target.computed or given) and place.lifetime in LONG and not place.fresh and not exchanged:
        return place
    return None


def _keeper_by_name(code: Code, function: Function, usage: Usage) -> Place | None:
    binding = usage.binding
    if binding is None:
        return None
    if usage.assignment is not None and binding.function is not function.parent:
        place = code.place(usage.assignment.target, usage.assignment.function)
        return place if place.lifetime is Lifetime.PROCESS and code.repeats(function.parent or function) else None
    for call in code.once(_given_to_keepers).get(binding, ()):
        if call.receiver is not None:
            keeper = _keeper_by_call(code, call)
            if keeper is not None and (
                call.name in COLLECTS or is_stored(code, keeper) or keeper.lifetime is Lifetime.PROCESS
            ):
                return keeper if keeper.origin is not Origin.OUTER or is_stored(code, keeper) else None
    return None


def _given_to_keepers(code: Code) -> dict[Binding, tuple[CallShape, ...]]:
    """The calls of methods that keep functions, in document order, by the variables that they get."""
    found: dict[Binding, dict[CallShape, None]] = {}
    for call in sorted(code.calls(*KEEPS), key=lambda call: (call.start, -call.end)):
        for argument in call.arguments:
            if argument.binding is not None:
                found.setdefault(argument.binding, {})[call] = None
    return {binding: tuple(calls) for binding, calls in found.items()}


def _keeper_of_literal(code: Code, function: Function) -> Place | None:
    """The variable of the process, or the collection, that gets the object literal around a function."""
    for call in code.calls(*COLLECTS):
        given = call.arguments[-1] if call.arguments else None
        if given is not None and given.kind is ArgumentKind.OBJECT and given.start < function.start < given.end:
            return _keeper_by_call(code, call) if call.function is function.parent else None
    for one in code.assignments_in(function.parent or function):
        literal = one.operator == "=" and one.value.kind is ArgumentKind.OBJECT
        if literal and one.value.start < function.start and function.end <= one.value.end:
            place = code.place(one.target, one.function)
            if place.lifetime is Lifetime.PROCESS:
                return place
    return None
