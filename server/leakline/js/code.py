"""One module with everything that the rules ask about lifetimes, worked out when first asked for."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable
from typing import TypeVar, cast

from leakline.js.emitters import NO_EMITTERS, Emitters
from leakline.js.expressions import target_of
from leakline.js.kept import cached_property
from leakline.js.lifetimes import Lifetimes, Place
from leakline.js.listeners import ListenerStep, Listening, listenings_of
from leakline.js.model import Binding, Function
from leakline.js.module import Module
from leakline.js.owners import Owner, Owners
from leakline.js.repetition import Repetition
from leakline.js.searches import Searches
from leakline.js.shapes import AssignmentShape, CallShape, Target, UsageKind
from leakline.js.surroundings import (
    Guard,
    Outcome,
    Surroundings,
    node_at,
    outcome_of,
    statement_range,
    surroundings_of,
    without_comments,
)

Answer = TypeVar("Answer")

TEARDOWN = re.compile(
    r"^[_#$]*(?:destroy|destroyed|dispose|disposed|close|closed|end|stop|teardown|tearDown|unmount|unmounted|beforeUnmount|beforeDestroy"
    r"|componentWillUnmount|disconnectedCallback|ngOnDestroy|shutdown|disconnect|cleanup|cleanUp|clear|detach|uninstall|finish|abort"
    r"|cancel|release|kill|terminate|quit|unload|onRemove|onunload|remove|unbind|off|deactivate|disable|reset|unsubscribe|unregister"
    r"|onModuleDestroy|onApplicationShutdown|beforeApplicationShutdown|onDestroy|unlisten\w*|remove[A-Z]\w*|destroy[A-Z]\w*|close[A-Z]\w*|dispose[A-Z]\w*|stop[A-Z]\w*|clear[A-Z]\w*|cleanup[A-Z]\w*|final)$"
)
CALLED_AT_ONCE = frozenset(
    {
        "forEach",
        "map",
        "filter",
        "some",
        "every",
        "find",
        "findIndex",
        "reduce",
        "reduceRight",
        "flatMap",
        "sort",
        "replace",
    }
)
NAMES = re.compile(r"(?:\bthis\s*\??\.\s*)?[#$A-Za-z_][\w$#]*(?:\s*\??\.\s*[#$A-Za-z_][\w$]*)*")
STATE_WORDS = re.compile(
    r"listenerCount|\blisteners\s*\(|\beventNames\b|\.includes\s*\(|\.has\s*\(|\.connecting\b|\bindexOf\s*\("
)


class Code:
    """A module and the model of its lifetimes."""

    def __init__(self, module: Module, emitters: Emitters = NO_EMITTERS) -> None:
        self.module = module
        self.emitters = emitters
        self._answers: dict[object, object] = {}
        self._teardowns: dict[int, tuple[Function, ...]] = {}
        self._function_searches: dict[Function, Searches] = {}
        self._last_text: tuple[Function, str] | None = None

    def release(self) -> None:
        """Free all that was worked out at once, see ``Module.release``; nothing can be asked of it afterwards."""
        self.__dict__.clear()

    def once(self, ask: Callable[[Code], Answer]) -> Answer:
        """The answer of a function to this code, worked out when first asked for."""
        if ask not in self._answers:
            self._answers[ask] = ask(self)
        return cast("Answer", self._answers[ask])

    @property
    def source(self) -> bytes:
        """The text, UTF-8."""
        return self.module.source

    @cached_property
    def bare(self) -> bytes:
        """The text with its comments blanked, byte for byte as long, for searches by words."""
        return without_comments(self.module)

    @cached_property
    def _searches(self) -> Searches:
        return Searches(self.bare)

    def near(self, name: str, function: Function | None = None) -> bytes:
        """What is written around the mentions of a name, in the file or in one function, for searches by it.

        See ``Searches.near``.
        """
        if function is None:
            return self._searches.near(name)
        if function not in self._function_searches:
            self._function_searches[function] = Searches(self.bare[function.start : function.end])
        return self._function_searches[function].near(name)

    def says(self, pattern: bytes) -> bool:
        """Whether ``bare`` has what an expression that holds no name describes."""
        return self._searches.says(pattern)

    @cached_property
    def owners(self) -> Owners:
        """Whose ``this`` it is."""
        return Owners(self.module)

    @cached_property
    def repetition(self) -> Repetition:
        """Which code runs once."""
        return Repetition(self.module)

    @cached_property
    def lifetimes(self) -> Lifetimes:
        """How long values live."""
        return Lifetimes(self.module, self.owners, self.repetition)

    @cached_property
    def listenings(self) -> tuple[Listening, ...]:
        """All calls that add or remove listeners."""
        return listenings_of(self.module, self.lifetimes, self.emitters)

    @cached_property
    def removals(self) -> tuple[Listening, ...]:
        """All calls that remove listeners."""
        return tuple(one for one in self.listenings if one.step in (ListenerStep.REMOVE, ListenerStep.REMOVE_ALL))

    @cached_property
    def calls_by_name(self) -> dict[str, list[CallShape]]:
        """All calls and ``new`` by the last step of what is called."""
        found: dict[str, list[CallShape]] = defaultdict(list)
        for call in self.module.calls:
            found[call.name].append(call)
        return found

    @cached_property
    def returning(self) -> frozenset[Function]:
        """The functions with a ``return`` in their own code."""
        spots = self.module.captures.returns
        return frozenset(self.module.enclosing_function(spot.facts.start + spot.shift) for spot in spots)

    @cached_property
    def _assignments_by_function(self) -> dict[Function, list[AssignmentShape]]:
        found: dict[Function, list[AssignmentShape]] = defaultdict(list)
        for assignment in self.module.assignments:
            found[assignment.function].append(assignment)
        return found

    @cached_property
    def _calls_by_function(self) -> dict[Function, list[CallShape]]:
        found: dict[Function, list[CallShape]] = defaultdict(list)
        for call in self.module.calls:
            found[call.function].append(call)
        return found

    @cached_property
    def _call_starts(self) -> list[int]:
        return [call.start for call in self.module.calls]

    def calls(self, *names: str) -> list[CallShape]:
        """The calls of methods or functions with these names."""
        return [call for name in names for call in self.calls_by_name.get(name, ())]

    def calls_in(self, function: Function, *, inner: bool = False) -> list[CallShape]:
        """The calls in a function's own code, with ``inner`` those of the functions inside too."""
        if not inner:
            return self._calls_by_function.get(function, [])
        first = bisect_left(self._call_starts, function.start)
        last = bisect_left(self._call_starts, function.end, first)
        return [call for call in self.module.calls[first:last] if call.end <= function.end]

    def assignments_in(self, function: Function) -> list[AssignmentShape]:
        """The assignments in a function's own code."""
        return self._assignments_by_function.get(function, [])

    def place(self, target: Target, function: Function) -> Place:
        """The place that an expression means."""
        return self.lifetimes.place(target, function)

    def target_at(self, start: int, end: int) -> Target | None:
        """The expression with this range as a root and steps."""
        node = node_at(self.module, start, end)
        return target_of(self.module, node) if node is not None else None

    def text(self, start: int, end: int) -> str:
        """Source text of a range."""
        return self.source[start:end].decode("utf-8", "replace")

    def function_text(self, function: Function) -> str:
        """Source text of a function without its comments."""
        if self._last_text is None or self._last_text[0] is not function:  # often asked for again, and may be long
            self._last_text = function, self.bare[function.start : function.end].decode("utf-8", "replace")
        return self._last_text[1]

    def outcome(self, call: CallShape) -> Outcome:
        """What becomes of the value of a call."""
        return outcome_of(self.module, call.start, call.end)

    def surroundings(self, start: int, end: int) -> Surroundings:
        """Guards, loops and sections around an expression."""
        return surroundings_of(self.module, start, end)

    def statement(self, start: int, end: int) -> tuple[int, int]:
        """The range of the statement that holds an expression."""
        return statement_range(self.module, start, end)

    def repeats(self, function: Function) -> bool:
        """Whether a function's code can run more than once in one process."""
        return not self.repetition.runs_once(function)

    def teardown(self, owner: Owner) -> tuple[Function, ...]:
        """The methods of an owner whose names say that they end its life."""
        known = self._teardowns.get(id(owner))
        if known is None:
            known = tuple(function for name, function in owner.methods.items() if TEARDOWN.match(name))
            self._teardowns[id(owner)] = known
        return known

    def name_of(self, function: Function) -> str:
        """The last step of what a function is called or assigned to; empty when it has no name."""
        usage = function.usage
        return (function.name or (usage.name if usage is not None else "") or "").rpartition(".")[2]

    def host(self, function: Function) -> Function:
        """The function in whose run a function's code runs: callbacks called on the spot belong to their caller."""
        current = function
        while current.parent is not None:
            usage = current.usage
            if usage is None:
                break
            at_once = usage.kind is UsageKind.CALLED
            if usage.kind is UsageKind.ARGUMENT and usage.call is not None:
                call = usage.call
                at_once = call.is_new and call.name == "Promise"
                at_once = at_once or (call.receiver is not None and usage.index == 0 and call.name in CALLED_AT_ONCE)
            if not at_once:
                break
            current = current.parent
        return current

    def captured_from(self, inner: Function, host: Function) -> tuple[Binding, ...]:
        """The variables of a host's call that a function inside it keeps alive by using them."""
        found = []
        for name in sorted(inner.facts.free):
            binding = inner.outer.lookup(name) if inner.outer is not None else None
            if binding is not None and binding.function.is_within(host):
                found.append(binding)
        return tuple(found)

    def has_flag_guard(self, function: Function, start: int, end: int) -> bool:
        """Whether a condition around the code keeps it from running twice: a flag, a count, a membership test.

        A condition on a place that the same function assigns, and that outlives the function's call, is such a flag.
        """
        guards = self.surroundings(start, end).guards
        current: Function | None = function
        while current is not None and current.parent is not None:
            if any(STATE_WORDS.search(guard.text) for guard in guards):
                return True
            if guards and self._sets_flag(current, guards):
                return True
            outer = current.parent
            guards = self.surroundings(current.start, current.end).guards
            current = outer
        return False

    def _sets_flag(self, function: Function, guards: tuple[Guard, ...]) -> bool:
        """Whether a function sets, behind a condition, what the condition asks for."""
        tested: dict[str, int] = {}
        for guard in guards:
            for match in NAMES.finditer(guard.text):
                name = re.sub(r"\s|\?", "", match[0])
                tested[name] = min(guard.start, tested.get(name, guard.start))
        for assignment in self.assignments_in(function):
            if assignment.operator in ("let", "const", "var", "using", "field"):
                continue
            target = assignment.target
            if target.binding is not None and not target.path and target.binding.function is function:
                continue
            text = re.sub(r"\s|\?", "", target.text)
            if text in tested and assignment.end > tested[text]:
                return True
            if target.computed and any(text in "".join(guard.text.split()) for guard in guards):
                return True
        return False
