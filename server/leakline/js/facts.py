"""What one walk finds out about each function: scopes, variables, names used, functions inside.

Facts hold byte offsets as they were when the function was walked, counted from ``FunctionFacts.start``'s text. A
function whose text an edit did not touch keeps its facts: whoever shows them adds the distance by which the function
moved. Facts are filled by ``leakline.js.walk``, settled by ``leakline.js.allocation``, and never changed afterwards.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from enum import Enum


class FunctionKind(Enum):
    """The syntactic form of a function; the value is the word for people."""

    FUNCTION = "function"
    ARROW = "arrow function"
    METHOD = "method"
    GETTER = "getter"
    SETTER = "setter"
    CONSTRUCTOR = "constructor"
    CLASS = "class"  # the constructor that a class without one gets
    INITIALIZER = "field initializer"
    STATIC_INITIALIZER = "static initializer"
    MODULE = "module"
    NAMESPACE = "namespace"
    ENUM = "enum"


class ScopeKind(Enum):
    """What made a scope; ``word`` is V8's kind of its context."""

    FUNCTION = "function"
    BODY = "body"  # of a function whose parameter list is not simple, or of a static block
    BLOCK = "block"
    CATCH = "catch"
    CLASS = "class"
    OBJECT = "object"  # around the methods of an object literal, for `super`
    WITH = "with"
    MODULE = "module"
    SCRIPT = "script"

    @property
    def word(self) -> str:
        """V8's word: class scopes, parameter bodies and object literals have block contexts."""
        return "block" if self in _BLOCKS else self.value


_BLOCKS = {ScopeKind.BODY, ScopeKind.CLASS, ScopeKind.OBJECT}


class BindingKind(Enum):
    """What declared a variable."""

    VAR = "var"
    LET = "let"
    CONST = "const"
    USING = "using"
    FUNCTION = "function"
    CLASS = "class"
    PARAMETER = "parameter"
    CATCH = "catch"
    IMPORT = "import"
    NAMESPACE_IMPORT = "namespace import"
    FUNCTION_NAME = "function name"  # of a named function expression, inside it
    CLASS_NAME = "class name"  # inside the class
    PRIVATE_NAME = "private name"
    PRIVATE_METHOD = "private method"
    STATIC_PRIVATE_METHOD = "static private method"
    ENUM = "enum"
    NAMESPACE = "namespace"
    IMPLICIT = "implicit"  # arguments, this, exports, .home_object, ...


LEXICAL = frozenset(
    {BindingKind.LET, BindingKind.CONST, BindingKind.USING, BindingKind.CLASS, BindingKind.CLASS_NAME, BindingKind.ENUM}
)

# What is known of one mention of a name, in the low bits beside its offset.
WRITE = 1
DECLARES = 2
FLAG_BITS = 2


@dataclass(slots=True, eq=False)
class Variable:
    """One name of one scope. ``declarations`` are (start, end) of the names; empty for what the language declares.

    ``original`` is set on the copies that V8 makes of loop variables: the variable that the source declares.
    """

    name: str
    kind: BindingKind
    declarations: list[tuple[int, int]]
    in_context: bool = False
    block_function: bool = False
    hoists: bool = False  # a plain function in a sloppy block
    original: Variable | None = None


@dataclass(slots=True, eq=False)
class ScopeFacts:
    """One scope. ``mentions`` maps a name to where this scope's own code uses it: ``offset << 2 | flags``."""

    kind: ScopeKind
    start: int
    end: int
    parent: ScopeFacts | None
    strict: bool
    declares: ScopeFacts | None = None  # the scope that `var` reaches from here, None for itself
    variables: dict[str, Variable] = field(default_factory=dict)
    mentions: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    functions: list[tuple[int, FunctionFacts]] = field(default_factory=list)
    calls_eval: bool = False
    sloppy_eval: bool = False  # its variables can grow: a context is needed
    forced_context: bool = False
    inner_eval: bool = False
    needs_home: bool = False
    mapped_arguments: bool = False
    slots: tuple[str, ...] | None = None  # None: no context
    plain: set[str] = field(default_factory=set)  # names that inner blocks did not resolve; empty once allocated
    captured: set[str] = field(default_factory=set)  # the same, from inner functions or through `with`


@dataclass(slots=True, eq=False)
class Hoist:
    """A function declared in a sloppy block, which may also declare a ``var`` (Annex B.3.2)."""

    name: str
    block: ScopeFacts
    start: int
    end: int


@dataclass(slots=True, eq=False)
class FunctionFacts:
    """One function. ``inner_start`` is where its own scope begins: before it stand its name, key and decorators."""

    kind: FunctionKind
    start: int
    end: int
    inner_start: int
    name: str
    name_range: tuple[int, int] | None
    strict: bool
    outer_strict: bool
    scope: ScopeFacts
    body: ScopeFacts  # where the body's declarations go: ``scope`` when the parameters are simple
    v8_starts: tuple[int, int, int]  # of Node 18 and 20, of Node 22, of Node 16 and 24: they differ for initializers
    is_async: bool = False
    is_generator: bool = False
    is_static: bool = False
    is_expression: bool = False
    simple_parameters: bool = True
    parameters: list[str] = field(default_factory=list)
    scopes: list[ScopeFacts] = field(default_factory=list)
    hoists: list[Hoist] = field(default_factory=list)
    pieces: list[tuple[int, int]] = field(default_factory=list)  # of initializers, which are not one range
    uses_super: bool = False
    inner_eval: bool = False
    has_error: bool = False
    free: frozenset[str] = frozenset()

    @property
    def is_arrow(self) -> bool:
        """Whether ``this``, ``arguments`` and ``super`` are those of the function around it."""
        return self.kind is FunctionKind.ARROW

    @property
    def is_method(self) -> bool:
        """Whether V8 gives it ``.this_function`` and lets it use ``super``."""
        return self.kind in _METHODS


_METHODS = {
    FunctionKind.METHOD,
    FunctionKind.GETTER,
    FunctionKind.SETTER,
    FunctionKind.CONSTRUCTOR,
    FunctionKind.CLASS,
    FunctionKind.INITIALIZER,
    FunctionKind.STATIC_INITIALIZER,
}
