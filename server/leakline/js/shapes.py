"""What code says about objects: calls, assignments, uses of functions, classes.

Calls and assignments are views on the tree, read when first asked for and then kept: of the thousands in a file, rules
look into a few. ``leakline.js.calls`` and ``leakline.js.classes`` read them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from leakline.js.expressions import (
    FIELDS,
    argument_of,
    arguments_of,
    assigned_target,
    bare,
    operator_of,
    plain_name,
    receiver_of,
    target_of,
    text_of_node,
)
from leakline.js.kept import cached_property
from leakline.js.values import Argument, ArgumentKind, Target

if TYPE_CHECKING:
    from tree_sitter import Node

    from leakline.js.model import Binding, Function
    from leakline.js.module import Module

__all__ = ["Argument", "ArgumentKind", "AssignmentShape", "CallShape", "ClassShape", "Target", "Usage", "UsageKind"]


class CallShape:
    """A call. ``name`` is the last step of what is called: ``on`` of ``bus.on``, ``setInterval`` of itself.

    ``is_plain`` says that the callee is no member of anything.
    """

    def __init__(
        self, module: Module, node: Node, callee: Node | None, name: str, is_new: bool, is_plain: bool
    ) -> None:
        self._module = module
        self.node = node
        self._callee = callee
        self.name = name
        self.start = node.start_byte
        self.end = node.end_byte
        self.is_new = is_new
        self.is_plain = is_plain
        self.callee_start = bare(callee).start_byte if callee is not None else -1

    def __repr__(self) -> str:
        return f"<CallShape {'new ' if self.is_new else ''}{self.name} at {self.start}>"

    @cached_property
    def callee(self) -> str:
        """Source text of what is called."""
        return text_of_node(self._module, self._callee) if self._callee is not None else ""

    @cached_property
    def receiver(self) -> Target | None:
        """What stands before the last step."""
        return receiver_of(self._module, self._callee) if self._callee is not None and not self.is_plain else None

    @cached_property
    def binding(self) -> Binding | None:
        """The callee's, when it is a plain name."""
        return target_of(self._module, self._callee).binding if self._callee is not None and self.is_plain else None

    @cached_property
    def arguments(self) -> tuple[Argument, ...]:
        """What is handed over."""
        return arguments_of(self._module, self.node)

    @cached_property
    def function(self) -> Function:
        """The innermost function around the call."""
        return self._module.enclosing_function(self.start)


class AssignmentShape:
    """``target operator value``. Declarations and fields with a value are some too: ``let``, ``const``, ``field``...

    ``plain`` is the name that gets the value as a whole, empty for members and patterns.
    """

    def __init__(self, module: Module, node: Node, left: Node, value: Node) -> None:
        self._module = module
        self._node = node
        self._left = left
        self._value = value
        self.start = node.start_byte
        self.end = node.end_byte
        self.is_field = node.type in FIELDS
        self.plain = "" if self.is_field else plain_name(module, left)

    def __repr__(self) -> str:
        return f"<AssignmentShape {self.target.text} {self.operator} at {self.start}>"

    @cached_property
    def target(self) -> Target:
        """What gets the value."""
        return assigned_target(self._module, self._node, self._left)

    @cached_property
    def operator(self) -> str:
        """``=``, ``+=`` and so on; the word of a declaration; ``field``."""
        return operator_of(self._node, self.target)

    @cached_property
    def value_text(self) -> str:
        """Source text of what is assigned, which is known without the rest of ``value``."""
        return text_of_node(self._module, self._value)

    @cached_property
    def value(self) -> Argument:
        """What is assigned."""
        return argument_of(self._module, self._value)

    @cached_property
    def function(self) -> Function:
        """The innermost function around the assignment."""
        return self._module.enclosing_function(self.start)


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
