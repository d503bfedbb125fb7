"""Which code runs once and which repeatedly, for each time that the file is loaded."""

from __future__ import annotations

import re
from collections.abc import Generator
from typing import TYPE_CHECKING

from leakline.js.facts import BindingKind, FunctionKind, ScopeKind
from leakline.js.kept import cached_property
from leakline.js.model import Binding, Function
from leakline.js.shapes import CallShape, ClassShape, Usage, UsageKind
from leakline.js.surroundings import surroundings_of

if TYPE_CHECKING:
    from leakline.js.module import Module

ONCE_CALLBACKS = frozenset(
    {"once", "listen", "ready", "whenReady", "describe", "before", "beforeAll", "after", "afterAll", "test", "it"}
)
WRAPPED = frozenset({"require", "__webpack_require__"})
WRAPPERS = WRAPPED | {"module", "exports", "__webpack_exports__", "__unused_webpack_module", "__unused_webpack_exports"}
MADE_AT_ONCE = 100  # objects of one class, which a file makes when it is loaded
EVENT_CALLS = frozenset({"on", "addListener", "addEventListener"})
ONCE_EVENTS = frozenset({"DOMContentLoaded", "load", "ready", "listening", "exit", "beforeExit"})
LAST_EVENTS = frozenset({"end", "close"})
START_NAMES = re.compile(
    r"^_?(?:main|run|cli|bootstrap|boot|setup|set_up|install|init|initialize|initialise|start|startup|start(?:Server|App|Application|Up|Cli|Dev|Watch|Listening|All)\w*|init[A-Z]\w*"
    r"|setup[A-Z]\w*|install[A-Z]\w*|bootstrap[A-Z]\w*|run[A-Z]\w*|register[A-Z]\w*Handlers?|handleUncaught\w*|patch[A-Z]?\w*)$"
)


# Asks whether other functions run once, and returns the answer for one; not recursive, as callers call one another in
# chains that are as long as the file.
Answering = Generator[Function, bool, bool]


class Repetition:
    """Answers for one module; a function whose calls are not seen counts as repeated."""

    def __init__(self, module: Module) -> None:
        self._module = module
        self._known: dict[Function, bool] = {}

    def runs_once(self, function: Function) -> bool:
        """Whether a function runs at most once for each time that its file is loaded, as far as the file shows."""
        waiting: list[tuple[Function, Answering]] = []
        answer = self._known.get(function)
        while answer is None or waiting:
            try:
                if answer is None:
                    self._known[function] = False  # a recursive function repeats
                    waiting.append((function, self._once(function)))
                    function = next(waiting[-1][1])
                else:
                    function = waiting[-1][1].send(answer)
                answer = self._known.get(function)
            except StopIteration as done:
                answer = self._known[waiting.pop()[0]] = bool(done.value)
        return answer

    def looks_like_start(self, function: Function) -> bool:
        """Whether a function that others may call has the name of something that programs do once."""
        current: Function | None = function
        while current is not None:
            if current.kind is FunctionKind.CONSTRUCTOR or _is_of_class(current):
                return False
            usage = current.usage
            if usage is not None and (_answers_events(usage) or _is_on_prototype(usage)):
                return False
            name = current.name or (usage.name if usage is not None else "") or ""
            if START_NAMES.match(name.rpartition(".")[2]):
                return True
            current = current.parent
        return False

    def all_calls(self, function: Function) -> list[CallShape]:
        """All calls of a function that nobody else can call; none where there may be others."""
        usage = function.usage
        if usage is None or usage.kind not in (UsageKind.DECLARED, UsageKind.ASSIGNED) or usage.binding is None:
            return []
        return self._all_calls(usage.binding)

    def _once(self, function: Function) -> Answering:
        parent = function.parent
        if parent is None or function.kind in (
            FunctionKind.MODULE,
            FunctionKind.STATIC_INITIALIZER,
            FunctionKind.NAMESPACE,
        ):
            return parent is None or (yield parent)
        if function.kind is FunctionKind.CONSTRUCTOR:
            return (yield from self._made_once(function))
        if WRAPPED.intersection(function.parameters) and WRAPPERS.issuperset(function.parameters[:3]):
            return True  # a module in a bundle of browserify or webpack, whose cache is the bundle's
        usage = function.usage
        if usage is None:
            return False
        if usage.kind is UsageKind.CALLED:
            return (yield parent)
        if usage.kind is UsageKind.ARGUMENT and usage.call is not None:
            call = usage.call
            if not (yield parent):
                return False
            first = call.arguments[0].value if call.arguments else None
            if (call.is_new and call.name == "Promise") or _calls_on_the_spot(call):
                return True
            if call.receiver is not None and call.receiver.text == "process.stdin" and first in LAST_EVENTS:
                return True
            by_name = (
                call.name in ONCE_CALLBACKS
                or (call.name in ("$", "jQuery") and usage.index == 0)
                or (call.name == "then" and usage.index == 0)
            )
            return by_name or (usage.index != 0 and first in ONCE_EVENTS and call.name in ("on", "addEventListener"))
        binding = usage.binding
        if usage.kind in (UsageKind.DECLARED, UsageKind.ASSIGNED) and binding is not None:
            return (yield from self._called_once(binding))
        return False

    def _called_once(self, binding: Binding) -> Answering:
        """Used exactly once, as the callee of a call in code that runs once."""
        calls = self._all_calls(binding)
        if len(calls) != 1 or not (yield calls[0].function):
            return False
        return not surroundings_of(self._module, calls[0].start, calls[0].end).in_loop

    def _all_calls(self, binding: Binding) -> list[CallShape]:
        """The calls that are the only uses of a variable which other modules do not see."""
        references = [reference for reference in binding.references if not reference.is_write]
        if self._is_exported(binding):
            return []
        calls = [self._calls_by_callee.get(reference.start) for reference in references]
        found = [call for call in calls if call is not None and not call.is_new]
        return found if len(found) == len(references) else []

    def _made_once(self, constructor: Function) -> Answering:
        """A class that the file uses to make objects when it is loaded, and for nothing else."""
        shape = self._shapes.get(constructor)
        binding = shape.binding if shape is not None else None
        if binding is None or self._is_exported(binding):
            return False
        made = self._module.constructions_of(binding)
        outside = [reference for reference in binding.references if not reference.is_write]
        if not made or len(made) != len(outside) or len(made) > MADE_AT_ONCE:
            return False
        for function in dict.fromkeys(one.function for one in made):
            if not (yield function):
                return False
        return not any(surroundings_of(self._module, one.start, one.end).in_loop for one in made)

    def _is_exported(self, binding: Binding) -> bool:
        if binding.kind is BindingKind.PARAMETER or not binding.declarations:
            return True
        start = binding.declarations[0][0]
        source = self._module.source
        line = source[source.rfind(b"\n", 0, start) + 1 : start]
        return b"export" in line

    @cached_property
    def _shapes(self) -> dict[Function, ClassShape]:
        return {shape.constructor: shape for shape in reversed(self._module.classes) if shape.constructor is not None}

    @cached_property
    def _calls_by_callee(self) -> dict[int, CallShape]:
        return {call.start: call for call in self._module.calls if call.is_plain}


def _is_of_class(function: Function) -> bool:
    """Whether a function is the method of a class, not of one object."""
    return (
        function.kind is FunctionKind.METHOD and function.outer is not None and function.outer.kind is ScopeKind.CLASS
    )


def _answers_events(usage: Usage) -> bool:
    """Whether a function is the handler of an event that comes again, whatever the function around it is called."""
    call = usage.call
    if usage.kind is not UsageKind.ARGUMENT or call is None or call.receiver is None or usage.index == 0:
        return False
    first = call.arguments[0].value if call.arguments else None
    return call.name in EVENT_CALLS and first is not None and first not in ONCE_EVENTS


def _is_on_prototype(usage: Usage) -> bool:
    """``View.prototype.init = function () {}`` runs for each object, like a method of a class."""
    assignment = usage.assignment
    if usage.kind is not UsageKind.ASSIGNED or assignment is None or assignment.operator == "field":
        return False
    return "prototype" in assignment.target.path[-2:-1]


def _calls_on_the_spot(call: CallShape) -> bool:
    """``(function (factory) { ... })(function () { ... })``: a wrapper for several module systems calls its factory."""
    callee = call.callee.lstrip("(")
    return call.is_plain and not call.name and (callee.startswith("function") or "=>" in callee)
