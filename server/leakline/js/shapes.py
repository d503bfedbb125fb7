"""What code says about objects: calls, assignments, uses of functions, classes; as plain data.

Data only. ``leakline.js.calls`` and ``leakline.js.classes`` read them from the tree.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from leakline.js.model import Binding, Function


class ArgumentKind(Enum):
    """The form of an expression."""

    FUNCTION = "function"
    IDENTIFIER = "identifier"
    MEMBER = "member"
    STRING = "string"
    NUMBER = "number"
    OBJECT = "object"
    ARRAY = "array"
    CALL = "call"
    NEW = "new"
    THIS = "this"
    SPREAD = "spread"
    CLASS = "class"
    LITERAL = "literal"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Argument:
    """An expression that is handed over. ``text`` is its source; for strings and numbers, ``value`` is what they mean.

    ``function`` is the function that the expression is, or, for a plain name, the function that the name can only mean.
    ``binding`` is set for plain names of this file, and is the root's for members.
    """

    start: int
    end: int
    kind: ArgumentKind
    text: str
    value: str | None
    function: Function | None
    binding: Binding | None


@dataclass(frozen=True, slots=True)
class Target:
    """An object that is called on or assigned to: ``this.cache[key]`` has root ``this`` and path ``("cache", "key")``.

    ``binding`` is the root's, None for globals, ``this`` and roots that are expressions (whose ``root`` is then empty).
    ``computed`` says that the last step of the path is an expression in brackets and not a string.
    """

    start: int
    end: int
    text: str
    root: str
    binding: Binding | None
    path: tuple[str, ...]
    computed: bool


@dataclass(frozen=True, slots=True)
class CallShape:
    """A call. ``callee`` is its source text, ``name`` the last step: ``on`` of ``bus.on``, ``setInterval`` of itself.

    ``receiver`` is what stands before the last step. ``binding`` is the callee's when it is a plain name.
    ``function`` is the innermost function around the call.
    """

    callee: str
    name: str
    receiver: Target | None
    binding: Binding | None
    arguments: tuple[Argument, ...]
    start: int
    end: int
    is_new: bool
    function: Function


@dataclass(frozen=True, slots=True)
class AssignmentShape:
    """``target operator value``. Declarations and fields with a value are some too: ``let``, ``const``, ``field``..."""

    target: Target
    operator: str
    value: Argument
    start: int
    end: int
    function: Function


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
