"""Functions, scopes, bindings, references and V8's contexts of one source file.

Everything here is a view on ``leakline.js.facts``, made when first asked for and then kept. All offsets are bytes of
``Module.source``; ``leakline.text`` converts them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING

from leakline.js.dead import dead_slots
from leakline.js.facts import (
    DECLARES,
    FLAG_BITS,
    WRITE,
    BindingKind,
    FunctionFacts,
    FunctionKind,
    ScopeFacts,
    ScopeKind,
    Variable,
)
from leakline.js.language import V8
from leakline.js.sizes import SizeClass, size_class_of
from leakline.text.positions import Position

if TYPE_CHECKING:
    from leakline.js.module import Module
    from leakline.js.shapes import Usage

INITIALIZERS = (FunctionKind.INITIALIZER, FunctionKind.STATIC_INITIALIZER)
INITIALIZER_NAMES = {
    FunctionKind.INITIALIZER: "<instance_members_initializer>",
    FunctionKind.STATIC_INITIALIZER: "<static_initializer>",
}
V8_START_COLUMNS = {V8.NODE_16: 2, V8.NODE_18: 0, V8.NODE_22: 1, V8.NODE_24: 2}


@dataclass(frozen=True, slots=True)
class Reference:
    """One use of a binding. ``function`` is the innermost function whose code it is."""

    start: int
    end: int
    is_write: bool
    function: Function


class Binding:
    """A variable as the source declares it. V8's copies of a loop variable are the same binding."""

    __slots__ = ("_references", "facts", "scope")

    def __init__(self, scope: Scope, facts: Variable) -> None:
        self.scope = scope
        self.facts = facts
        self._references: tuple[Reference, ...] | None = None

    def __repr__(self) -> str:
        return f"<Binding {self.kind.value} {self.name}>"

    @property
    def name(self) -> str:
        """Its name, as slots show it."""
        return self.facts.name

    @property
    def kind(self) -> BindingKind:
        """What declared it."""
        return self.facts.kind

    @property
    def function(self) -> Function:
        """The function whose scope declares it."""
        return self.scope.function

    @property
    def declarations(self) -> tuple[tuple[int, int], ...]:
        """Start and end of each declaring name; empty for what the language declares, such as ``arguments``."""
        shift = self.scope.function.shift
        return tuple((start + shift, end + shift) for start, end in self.facts.declarations)

    @property
    def is_captured(self) -> bool:
        """Whether V8 keeps it in a context."""
        return self.facts.in_context or any(variable.in_context for variable in self.scope.copies_of(self.facts))

    @property
    def size_class(self) -> SizeClass:
        """What it probably holds."""
        return size_class_of(self)

    @property
    def references(self) -> tuple[Reference, ...]:
        """All uses in the file, in document order; declarations are not among them."""
        if self._references is None:
            found = self.scope.references_to(self)
            self._references = tuple(sorted(found, key=lambda reference: (reference.start, reference.is_write)))
        return self._references


@dataclass(frozen=True, slots=True)
class Slot:
    """One variable in a context. ``binding`` is None for what V8 makes up, such as ``.home_object``."""

    name: str
    binding: Binding | None
    context: ContextScope = field(repr=False, compare=False)

    @property
    def captured_by(self) -> tuple[Function, ...]:
        """The functions whose own code uses the variable from outside the function that declares it."""
        return self.context.scope.capturing_functions(self.name)


class ContextScope:
    """A scope that V8 gives a context."""

    __slots__ = ("_slots", "scope")

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self._slots: tuple[Slot, ...] | None = None

    def __repr__(self) -> str:
        return f"<ContextScope {self.kind} {{{', '.join(self.slot_names)}}}>"

    @property
    def kind(self) -> str:
        """V8's kind: function, block, catch, with, module or script."""
        return self.scope.kind.word

    @property
    def function(self) -> Function:
        """The function whose code makes the context."""
        return self.scope.function

    @property
    def line(self) -> int:
        """Zero-based line on which the declaring scope starts."""
        return self.scope.module.lines.position(self.scope.start).line

    @property
    def slot_names(self) -> tuple[str, ...]:
        """Names in the order of the slots."""
        return self.scope.module.slot_names(self.scope)

    @property
    def slots(self) -> tuple[Slot, ...]:
        """The variables in it, in the order of the slots."""
        if self._slots is None:
            bindings = self.scope.bindings_by_name
            self._slots = tuple(Slot(name, bindings.get(name), self) for name in self.slot_names)
        return self._slots


class Scope:
    """One scope of a function."""

    def __init__(self, function: Function, facts: ScopeFacts, parent: Scope | None) -> None:
        self.function = function
        self.facts = facts
        self.parent = parent
        self.inner_scopes: list[Scope] = []  # those of the same function; filled by Function.scopes

    def __repr__(self) -> str:
        return f"<Scope {self.kind.value} of {self.function.label} {list(self.facts.variables)}>"

    @property
    def module(self) -> Module:
        """The model that it belongs to."""
        return self.function.module

    @property
    def kind(self) -> ScopeKind:
        """What made it."""
        return self.facts.kind

    @property
    def start(self) -> int:
        """Where it begins."""
        return self.facts.start + self.function.shift

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.facts.end + self.function.shift

    @cached_property
    def bindings_by_name(self) -> dict[str, Binding]:
        """Its bindings; a copy that V8 makes of a loop variable leads to the variable's own binding."""
        found: dict[str, Binding] = {}
        for name, variable in self.facts.variables.items():
            original = variable.original
            if original is not None and not variable.block_function:
                found[name] = self._binding_of_copy(name, original)
            else:
                found[name] = Binding(self, variable)
        return found

    @property
    def bindings(self) -> tuple[Binding, ...]:
        """Its bindings in the order of declaration."""
        return tuple(self.bindings_by_name.values())

    @cached_property
    def context(self) -> ContextScope | None:
        """The context that V8 makes for it, if any."""
        return ContextScope(self) if self.facts.slots is not None else None

    @cached_property
    def functions(self) -> tuple[Function, ...]:
        """The functions made in it, in document order."""
        module, shift = self.function.module, self.function.shift
        inner = [Function(module, facts, start + shift, self) for start, facts in self.facts.functions]
        return tuple(sorted(inner, key=lambda function: (function.start, -function.end)))

    @cached_property
    def chain(self) -> tuple[ContextScope, ...]:
        """The contexts around code in this scope, innermost first."""
        found: list[ContextScope] = []
        scope: Scope | None = self
        while scope is not None:
            if scope.context is not None:
                found.append(scope.context)
            scope = scope.parent
        return tuple(found)

    def lookup(self, name: str) -> Binding | None:
        """The binding that a name means in this scope, None for a global."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.facts.variables:
                return scope.bindings_by_name[name]
            scope = scope.parent
        return None

    def copies_of(self, variable: Variable) -> Iterator[Variable]:
        """V8's copies of a loop variable of this scope."""
        for scope in self.function.scopes_declaring(variable.name):
            other = scope.facts.variables[variable.name]
            if other.original is variable:
                yield other

    def references_to(self, binding: Binding) -> Iterator[Reference]:
        """All uses of a binding that this scope declares."""
        for scope in self.function.scopes_declaring(binding.name):
            if scope.bindings_by_name[binding.name] is binding:
                yield from _uses(scope, binding.name)

    def capturing_functions(self, name: str) -> tuple[Function, ...]:
        """Functions inside whose own code uses a name that means this scope's variable."""
        found: dict[Function, None] = {}
        for reference in _uses(self, name):
            if reference.function is not self.function:
                found[reference.function] = None
        return tuple(sorted(found, key=lambda function: function.start))

    def _binding_of_copy(self, name: str, original: Variable) -> Binding:
        declaring = self.function.scope_of_variable(original)
        return declaring.bindings_by_name[name] if declaring is not None else Binding(self, original)


def _uses(scope: Scope, name: str) -> Iterator[Reference]:
    """Uses of a name that reach a scope: its own, and those of scopes inside that do not declare the name."""
    waiting = [scope]
    while waiting:
        current = waiting.pop()
        shift, length = current.function.shift, len(name.encode("utf-8", "surrogatepass"))
        for mention in current.facts.mentions.get(name, ()):
            if not mention & DECLARES:
                start = (mention >> FLAG_BITS) + shift
                yield Reference(start, start + length, bool(mention & WRITE), current.function)
        waiting.extend(inner for inner in current.inner_scopes if name not in inner.facts.variables)
        waiting.extend(function.scope for function in current.functions if name in function.facts.free)


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
        """The context that a call of it makes, if any; behind parameters with initializers, its body may have the only one."""
        main = self.scope.context
        if main is not None or self.facts.body is self.facts.scope:
            return main
        return next((scope.context for scope in self.scopes if scope.facts is self.facts.body), None)

    @cached_property
    def dead_slots(self) -> tuple[Slot, ...]:
        """The slots that it keeps alive and that neither it nor any function inside can read."""
        return dead_slots(self)

    @property
    def usage(self) -> Usage | None:
        """What the code around it does with it, None for what is no expression, such as a module."""
        return self.module.usage_of(self)

    @property
    def uses_eval(self) -> bool:
        """Whether code in a string can read whatever is in its scope."""
        return self.facts.inner_eval

    def contains(self, offset: int) -> bool:
        """Whether a byte is part of it, its name and key included. Of a class without a constructor, only the name is."""
        if self.facts.pieces:
            return any(start <= offset - self.shift < end for start, end in self.facts.pieces)
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
        while True:
            inner = [candidate for candidate in scope.inner_scopes if candidate.start <= offset < candidate.end]
            if not inner:
                return scope
            scope = inner[-1]

    @cached_property
    def _starts(self) -> list[int]:
        return [function.start for function in self.functions]

    @cached_property
    def _furthest(self) -> list[int]:
        """How far the functions up to each one reach."""
        return list(accumulate((function.end for function in self.functions), max))
