"""What code says about objects: calls, assignments, uses of functions, classes.

Calls and assignments are views on the facts of ``leakline.js.captures``, which are read from the tree when first asked
for and then kept, over edits too: of the thousands in a file, rules look into a few.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from leakline.js.captures import ASSIGNMENT_KINDS, CALL_KINDS, assigned_nodes
from leakline.js.expressions import argument_from, captured_node, source_text, target_from
from leakline.js.facts import BindingKind
from leakline.js.kept import cached_property
from leakline.js.values import Argument, ArgumentKind, Target
from leakline.js.written import argument_facts, argument_nodes, bare, field_facts, target_facts

if TYPE_CHECKING:
    from tree_sitter import Node

    from leakline.js.model import Binding, Function
    from leakline.js.module import Module
    from leakline.js.written import ArgumentFacts, AssignmentFacts, CallFacts, TargetFacts

__all__ = ["Argument", "ArgumentKind", "AssignmentShape", "CallShape", "ClassShape", "Target", "Usage", "UsageKind"]


class CallShape:
    """A call. ``name`` is the last step of what is called: ``on`` of ``bus.on``, ``setInterval`` of itself.

    ``is_plain`` says that the callee is no member of anything.
    """

    def __init__(self, module: Module, facts: CallFacts, shift: int, node: Node | None) -> None:
        self._module = module
        self._facts = facts
        self._shift = shift
        self._known_node = node
        self.name = facts.name
        self.start = facts.start + shift
        self.end = facts.end + shift
        self.is_new = facts.is_new
        self.is_plain = facts.is_plain
        self.callee_start = facts.callee_start + shift if facts.callee is not None else -1

    def __repr__(self) -> str:
        return f"<CallShape {'new ' if self.is_new else ''}{self.name} at {self.start}>"

    @cached_property
    def callee(self) -> str:
        """Source text of what is called."""
        return source_text(self._module, self._facts.callee, self._shift)

    @property
    def written_receiver(self) -> TargetFacts | None:
        """What stands before the last step, as far as the text says; ``receiver`` has its variable too."""
        facts = self._facts
        if not facts.receiver_read:
            callee = (
                None
                if self.is_plain
                else self._node.child_by_field_name("function" if not self.is_new else "constructor")
            )
            before = bare(callee).child_by_field_name("object") if callee is not None else None
            if before is not None:
                facts.receiver = target_facts(self._module.source, before, self._shift)
            facts.receiver_read = True
        return facts.receiver

    @cached_property
    def receiver(self) -> Target | None:
        """What stands before the last step."""
        written = self.written_receiver
        return target_from(self._module, written, self._shift) if written is not None else None

    @cached_property
    def binding(self) -> Binding | None:
        """The callee's, when it is a plain name."""
        return self._module.binding_at(self.callee_start) if self._facts.names_variable else None

    @cached_property
    def arguments(self) -> tuple[Argument, ...]:
        """What is handed over; nothing by a tagged template."""
        facts = self._facts
        if facts.arguments is None:
            source = self._module.source
            facts.arguments = tuple(argument_facts(source, node, self._shift) for node in argument_nodes(self._node))
        return tuple(argument_from(self._module, one, self._shift) for one in facts.arguments)

    @property
    def function_arguments(self) -> Iterator[tuple[int, int, int]]:
        """Start, end and number of each argument that is a function."""
        return ((start + self._shift, end + self._shift, index) for start, end, index in self._facts.functions)

    @cached_property
    def function(self) -> Function:
        """The innermost function around the call."""
        return self._module.enclosing_function(self.start)

    @property
    def _node(self) -> Node:
        return self._known_node or captured_node(self._module, self.start, self.end, CALL_KINDS)


class AssignmentShape:
    """``target operator value``. Declarations and fields with a value are some too: ``let``, ``const``, ``field``...

    ``plain`` is the name that gets the value as a whole, empty for members and patterns; it stands at ``plain_start``.
    """

    def __init__(self, module: Module, facts: AssignmentFacts, shift: int, node: Node | None) -> None:
        self._module = module
        self._facts = facts
        self._shift = shift
        self._known_node = node
        self.start = facts.start + shift
        self.end = facts.end + shift
        self.is_field = facts.is_field
        self.is_declarator = facts.is_declarator
        self.plain = facts.plain
        self.plain_start = facts.plain_start + shift

    def __repr__(self) -> str:
        return f"<AssignmentShape {self.target.text} {self.operator} at {self.start}>"

    @property
    def written(self) -> TargetFacts:
        """What gets the value, as far as the text says; ``target`` has its variable too."""
        facts = self._facts
        if facts.target is None:
            left, _ = assigned_nodes(self._node)
            assert left is not None
            read = field_facts if self.is_field else target_facts
            facts.target = read(self._module.source, left, self._shift)
        return facts.target

    @cached_property
    def target(self) -> Target:
        """What gets the value; ``x = value`` in a class assigns to ``this.x``."""
        return target_from(self._module, self.written, self._shift)

    @cached_property
    def operator(self) -> str:
        """``=``, ``+=`` and so on; the word of a declaration; ``field``."""
        if not self.is_declarator:
            return self._facts.operator
        binding = self.target.binding
        return (binding.kind if binding is not None else BindingKind.VAR).value

    @cached_property
    def value_text(self) -> str:
        """Source text of what is assigned, which is known without the rest of ``value``."""
        return source_text(self._module, self._facts.value, self._shift)

    def value_begins_with(self, *words: bytes) -> bool:
        """Whether the source text of what is assigned begins with one of some words."""
        return self._module.source.startswith(words, self._facts.value[0] + self._shift)

    @property
    def written_value(self) -> ArgumentFacts:
        """What is assigned, as far as the text says; ``value`` has its variable and function too."""
        facts = self._facts
        if facts.argument is None:
            _, value = assigned_nodes(self._node)
            assert value is not None
            facts.argument = argument_facts(self._module.source, value, self._shift)
        return facts.argument

    @cached_property
    def value(self) -> Argument:
        """What is assigned."""
        return argument_from(self._module, self.written_value, self._shift)

    @property
    def function_value(self) -> Function | None:
        """The function that is assigned, which is known without the rest of ``value``."""
        place = self._facts.function
        if place is None:
            return None
        return self._module.function_starting_at(place[0] + self._shift, place[1] + self._shift)

    @cached_property
    def function(self) -> Function:
        """The innermost function around the assignment."""
        return self._module.enclosing_function(self.start)

    @property
    def _node(self) -> Node:
        return self._known_node or captured_node(self._module, self.start, self.end, ASSIGNMENT_KINDS)


class UsageKind(Enum):
    """What the code around a function expression does with it."""

    ARGUMENT = "argument"
    ASSIGNED = "assigned"
    RETURNED = "returned"
    PROPERTY = "property"
    MEMBER = "class member"
    DECLARED = "declared"
    CALLED = "called"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Usage:
    """What becomes of a function: which call gets it as which argument, or what it is assigned to."""

    kind: UsageKind
    call: CallShape | None = None
    index: int | None = None
    assignment: AssignmentShape | None = None
    binding: Binding | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class ClassShape:
    """A class. ``constructor`` is the function that ``new`` runs; for a class without one, V8's default constructor."""

    name: str
    start: int
    end: int
    binding: Binding | None
    superclass: str | None
    constructor: Function | None
    methods: tuple[Function, ...]
    fields: tuple[str, ...]
    function: Function
