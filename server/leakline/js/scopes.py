"""Scopes, bindings, references and V8's contexts of one source file.

Everything here is a view on ``leakline.js.facts``, made when first asked for and then kept. All offsets are bytes of
``Module.source``; ``leakline.text`` converts them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING

from leakline.js.facts import DECLARES, FLAG_BITS, WRITE, BindingKind, ScopeFacts, ScopeKind, Variable
from leakline.js.kept import cached_property
from leakline.js.sizes import SizeClass, size_class_of

if TYPE_CHECKING:
    from leakline.js.model import Function
    from leakline.js.module import Module


MANY_SCOPES = 16  # directly inside of one: from here on an index of their names is worth its time


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
        shift, found = self.scope.function.shift, self.facts.declarations
        if len(found) == 1:
            return ((found[0][0] + shift, found[0][1] + shift),)
        return tuple((start + shift, end + shift) for start, end in found)

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

    def release(self) -> None:
        """Free the slots, which know it, see ``Module.release``."""
        self._slots = ()


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

    def release(self) -> None:
        """Free all that it holds, see ``Module.release``."""
        context: ContextScope | None = self.__dict__.get("context")
        if context is not None:
            context.release()
        self.__dict__.clear()

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
        return self.function.made_in(self)

    @cached_property
    def users(self) -> dict[str, list[Function]]:
        """The functions made in it by the names that they use and do not declare."""
        found: dict[str, list[Function]] = {}
        for function in self.functions:
            for name in function.facts.free:
                found.setdefault(name, []).append(function)
        return found

    @cached_property
    def inner_users(self) -> dict[str, list[Scope]]:
        """The scopes of ``inner_scopes`` by the names that they, or code inside them, mention."""
        found: dict[str, list[Scope]] = {}
        for inner in self.inner_scopes:
            names: set[str] = set()
            waiting = [inner]
            while waiting:
                current = waiting.pop()
                names.update(current.facts.mentions, current.users)
                waiting += current.inner_scopes
            for name in names:
                found.setdefault(name, []).append(inner)
        return found

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

    def scope_around(self, offset: int) -> Scope | None:
        """The scope directly inside, of the same function, that holds a byte; of V8's copies the last one."""
        index = bisect_right(self._inner_starts, offset) - 1
        while index >= 0 and self._furthest[index] > offset:
            if offset < self._inner_in_order[index].end:
                return self._inner_in_order[index]
            index -= 1
        return None

    @cached_property
    def _inner_in_order(self) -> list[Scope]:
        return sorted(self.inner_scopes, key=lambda scope: scope.start)

    @cached_property
    def _inner_starts(self) -> list[int]:
        return [scope.start for scope in self._inner_in_order]

    @cached_property
    def _furthest(self) -> list[int]:
        """How far the scopes up to each one reach."""
        return list(accumulate((scope.end for scope in self._inner_in_order), max))

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
    waiting, length = [scope], len(name.encode("utf-8", "surrogatepass"))
    while waiting:
        current = waiting.pop()
        mentions = current.facts.mentions.get(name)
        if mentions:
            shift = current.function.shift
            for mention in mentions:
                if not mention & DECLARES:
                    start = (mention >> FLAG_BITS) + shift
                    yield Reference(start, start + length, bool(mention & WRITE), current.function)
        inner_scopes = current.inner_scopes
        if len(inner_scopes) > MANY_SCOPES:
            inner_scopes = current.inner_users.get(name, [])
        waiting.extend(inner for inner in inner_scopes if name not in inner.facts.variables)
        waiting.extend(function.scope for function in current.users.get(name, ()))
