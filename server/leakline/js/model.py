"""Functions of one source file, and the names of the views that are made from them.

Like scopes, functions are views on ``leakline.js.facts``, made when first asked for and then kept.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from leakline.js.dead import dead_slots, live_names
from leakline.js.facts import FunctionFacts, FunctionKind, ScopeKind, Variable
from leakline.js.kept import cached_property
from leakline.js.language import V8
from leakline.js.scopes import Binding, ContextScope, Reference, Scope, Slot
from leakline.text.positions import Position

if TYPE_CHECKING:
    from leakline.js.module import Module
    from leakline.js.shapes import Usage

__all__ = ["Binding", "ContextScope", "Function", "Reference", "Scope", "Slot"]

INITIALIZERS = (FunctionKind.INITIALIZER, FunctionKind.STATIC_INITIALIZER)
INITIALIZER_NAMES = {
    FunctionKind.INITIALIZER: "<instance_members_initializer>",
    FunctionKind.STATIC_INITIALIZER: "<static_initializer>",
}
V8_START_COLUMNS = {V8.NODE_16: 2, V8.NODE_18: 0, V8.NODE_22: 1, V8.NODE_24: 2}


class Function:
    """A function of the source: the closure that V8 makes of it holds its ``contexts``."""

    def __init__(self, module: Module, facts: FunctionFacts, start: int, outer: Scope | None) -> None:
        self.module = module
        self.facts = facts
        self.outer = outer
        self.shift = start - facts.start

    def __repr__(self) -> str:
        return f"<Function {self.label} at {self.start}>"

    @property
    def name(self) -> str:
        """Its name as snapshots of ``Module.v8`` show it; empty for anonymous functions and computed keys."""
        if self.kind in INITIALIZERS and self.module.v8.value < V8.NODE_22.value:
            return INITIALIZER_NAMES[self.kind]
        return self.facts.name

    @property
    def label(self) -> str:
        """What to call it for people."""
        if self.kind in INITIALIZERS:
            return f"{self.kind.value} of {self.facts.name or 'a class'}"
        if self.kind is FunctionKind.FUNCTION and not self.name:
            return "anonymous function"
        return self.name or self.kind.value

    @property
    def kind(self) -> FunctionKind:
        """Its syntactic form."""
        return self.facts.kind

    @property
    def is_async(self) -> bool:
        """Whether it is an async function."""
        return self.facts.is_async

    @property
    def is_generator(self) -> bool:
        """Whether it is a generator."""
        return self.facts.is_generator

    @property
    def start(self) -> int:
        """Where its node begins; of an initializer, its first field."""
        return self.facts.start + self.shift

    @property
    def end(self) -> int:
        """Where its node ends; of an initializer, its last field."""
        return self.facts.end + self.shift

    @property
    def name_range(self) -> tuple[int, int] | None:
        """Start and end of the name or key that it is declared with."""
        place = self.facts.name_range
        return (place[0] + self.shift, place[1] + self.shift) if place else None

    @property
    def inner_start(self) -> int:
        """Where its own scope begins, which is behind its name and key."""
        return self.facts.inner_start + self.shift

    @property
    def v8_offset(self) -> int:
        """Where V8 of ``Module.v8`` says that it starts."""
        release = self.module.v8
        return self.facts.v8_starts[V8_START_COLUMNS[release]] + self.shift

    @property
    def v8_position(self) -> Position:
        """``v8_offset`` as snapshots show it: zero-based, UTF-16, with the line ends that this V8 counts."""
        return self.module.v8_position(self.v8_offset)

    @property
    def parent(self) -> Function | None:
        """The function that makes it; None for the module's own."""
        return self.outer.function if self.outer else None

    def is_within(self, host: Function) -> bool:
        """Whether the function is another one or is written inside it."""
        current: Function | None = self
        while current is not None:
            if current is host:
                return True
            current = current.parent
        return False

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names that its parameters declare."""
        return tuple(self.facts.parameters)

    @cached_property
    def scopes(self) -> tuple[Scope, ...]:
        """Its scopes, outer before inner; the first is its own."""
        views: dict[int, Scope] = {}
        for facts in self.facts.scopes:
            parent = views[id(facts.parent)] if facts.parent is not None else self.outer
            view = views[id(facts)] = Scope(self, facts, parent)
            if facts.parent is not None and parent is not None:
                parent.inner_scopes.append(view)
        return tuple(views.values())

    def scopes_declaring(self, name: str) -> list[Scope]:
        """Its scopes that declare a name; V8's copies of a loop variable are among them."""
        return self._by_declared_name.get(name, [])

    def scope_of_variable(self, variable: Variable) -> Scope | None:
        """The scope that holds a variable of this function."""
        return self._by_variable.get(id(variable))

    @cached_property
    def _by_variable(self) -> dict[int, Scope]:
        return {id(variable): scope for scope in self.scopes for variable in scope.facts.variables.values()}

    @cached_property
    def _by_declared_name(self) -> dict[str, list[Scope]]:
        found: dict[str, list[Scope]] = {}
        for scope in self.scopes:
            for name in scope.facts.variables:
                found.setdefault(name, []).append(scope)
        return found

    @property
    def scope(self) -> Scope:
        """Its own scope: its parameters and, when they are simple, the declarations of its body."""
        return self.scopes[0]

    def made_in(self, scope: Scope) -> tuple[Function, ...]:
        """The functions that its code makes directly in one of its scopes, in document order."""
        inner = [Function(self.module, facts, start + self.shift, scope) for start, facts in scope.facts.functions]
        return tuple(sorted(inner, key=lambda function: (function.start, -function.end)))

    @cached_property
    def functions(self) -> tuple[Function, ...]:
        """The functions that it makes, in document order."""
        inner = [function for scope in self.scopes for function in scope.functions]
        return tuple(sorted(inner, key=lambda function: (function.start, -function.end)))

    @cached_property
    def contexts(self) -> tuple[ContextScope, ...]:
        """The contexts that its closures hold, innermost first, before the native context."""
        first = self.outer if self.outer is not None or self.kind is not FunctionKind.MODULE else None
        if first is None:
            own = self.scope.context
            return (own,) if own is not None and self.scope.kind is ScopeKind.MODULE else ()
        return first.chain

    @cached_property
    def own_context(self) -> ContextScope | None:
        """The context that a call of it makes, if any: of its own scope, else of its body behind initializers."""
        main = self.scope.context
        if main is not None or self.facts.body is self.facts.scope:
            return main
        return next((scope.context for scope in self.scopes if scope.facts is self.facts.body), None)

    @cached_property
    def dead_slots(self) -> tuple[Slot, ...]:
        """The slots that it keeps alive and that neither it nor any function inside can read."""
        return dead_slots(self)

    def is_dead(self, slot: Slot) -> bool:
        """Whether a slot of one of its contexts is among ``dead_slots``."""
        return not self.facts.inner_eval and (slot.context.scope, slot.name) not in self.live_names

    @cached_property
    def live_names(self) -> set[tuple[Scope, str]]:
        """The variables, by scope and name, that its code or that of any function inside can reach by name."""
        return live_names(self)

    @property
    def usage(self) -> Usage | None:
        """What the code around it does with it, None for what is no expression, such as a module."""
        return self.module.usage_of(self)

    @property
    def uses_eval(self) -> bool:
        """Whether code in a string can read whatever is in its scope."""
        return self.facts.inner_eval

    def contains(self, offset: int) -> bool:
        """Whether a byte is part of it or of its name. Of a class without a constructor, only the name is."""
        if self.facts.pieces:
            index = bisect_right(self._piece_starts, offset - self.shift) - 1
            return index >= 0 and offset - self.shift < self.facts.pieces[index][1]
        if self.kind is FunctionKind.CLASS:
            name = self.name_range
            return name is not None and self.start <= offset < name[1]
        return self.start <= offset < self.end

    def function_around(self, offset: int) -> Function | None:
        """The function directly inside that holds a byte."""
        index = bisect_right(self._starts, offset) - 1
        while index >= 0 and self._furthest[index] > offset:
            if self.functions[index].contains(offset):
                return self.functions[index]
            index -= 1
        return None

    def scope_around(self, offset: int) -> Scope:
        """Its innermost scope that holds a byte."""
        scope = self.scope
        while (inner := scope.scope_around(offset)) is not None:
            scope = inner
        return scope

    @cached_property
    def _piece_starts(self) -> list[int]:
        return [start for start, _ in self.facts.pieces]

    @cached_property
    def _starts(self) -> list[int]:
        return [function.start for function in self.functions]

    @cached_property
    def _furthest(self) -> list[int]:
        """How far the functions up to each one reach."""
        return list(accumulate((function.end for function in self.functions), max))
