"""One walk over a syntax tree that fills the facts of each function in it.

Nodes wait on a stack of our own, so that nesting costs memory and never Python's recursion limit. Handlers of node
kinds are in ``walk_*`` modules; a node without a handler is a leaf. Beside nodes the stack holds steps: ``(function,
a, b)``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from tree_sitter import Node

from leakline.js.allocation import allocate
from leakline.js.facts import (
    DECLARES,
    FLAG_BITS,
    WRITE,
    BindingKind,
    FunctionFacts,
    FunctionKind,
    Hoist,
    ScopeFacts,
    ScopeKind,
    Variable,
)

Handler = Callable[["Walk", Node], None]
Step = tuple[Callable[["Walk", Any, Any], None], Any, Any]
Reuse = Callable[[Node, bool], FunctionFacts | None]

ESCAPE = re.compile(r"\\u(?:\{([0-9a-fA-F]+)\}|([0-9a-fA-F]{4}))")


class Walk:
    """Where the walk is: the function and scope being filled, and what still waits."""

    __slots__ = ("exported", "fn", "handlers", "hints", "kinds", "reuse", "scope", "source", "stack")

    def __init__(
        self, source: bytes, handlers: dict[int, Handler], kinds: dict[str, frozenset[int]], reuse: Reuse
    ) -> None:
        self.source = source
        self.handlers = handlers
        self.kinds = kinds
        self.reuse = reuse
        self.stack: list[Node | Step] = []
        self.hints: dict[int, str] = {}
        self.exported: list[tuple[int, int] | str] = []
        self.fn: FunctionFacts
        self.scope: ScopeFacts

    def run(self) -> None:
        """Visit everything on the stack, and what that leads to."""
        stack, handlers = self.stack, self.handlers
        while stack:
            item = stack.pop()
            if type(item) is tuple:
                item[0](self, item[1], item[2])
            else:
                handler = handlers.get(item.kind_id)  # type: ignore[union-attr]
                if handler is not None:
                    handler(self, item)  # type: ignore[arg-type]

    def text(self, node: Node) -> str:
        """Source text of a name, its escapes resolved."""
        return name_of(self.source[node.start_byte : node.end_byte])

    def later(self, step: Callable[[Walk, Any, Any], None], first: Any = None, second: Any = None) -> None:
        """Take a step when everything put on the stack after this call is done."""
        self.stack.append((step, first, second))

    def open_scope(self, kind: ScopeKind, start: int, end: int, strict: bool | None = None) -> ScopeFacts:
        """Enter a scope inside the current function; it closes when what is put on the stack from now on is done."""
        outer = self.scope
        scope = ScopeFacts(kind, start, end, outer, outer.strict if strict is None else strict)
        if kind is not ScopeKind.BODY:
            scope.declares = outer.declares or outer
        self.fn.scopes.append(scope)
        self.stack.append((enter_scope, outer, None))
        self.scope = scope
        return scope

    def mention(self, name: str, offset: int, flags: int = 0) -> None:
        """Note that the current scope uses a name."""
        self.scope.mentions[name].append(offset << FLAG_BITS | flags)

    def declare(self, scope: ScopeFacts, name: str, kind: BindingKind, start: int, end: int) -> Variable:
        """Declare a name; a second declaration of the same scope means the same variable."""
        known = scope.variables.get(name)
        if known is not None and known.kind is BindingKind.FUNCTION_NAME:
            del scope.variables[name]
            known = None
        if known is None:
            known = scope.variables[name] = Variable(name, kind, [(start, end)])
        else:
            known.declarations.append((start, end))
            if kind is BindingKind.FUNCTION and known.kind is BindingKind.VAR:
                known.kind = kind
        return known

    def declare_var(self, name: str, start: int, end: int, writes: bool) -> None:
        """Declare a ``var`` in the function; its initializer writes to whatever the name means right here."""
        self.declare(self.scope.declares or self.scope, name, BindingKind.VAR, start, end)
        if writes:
            self.mention(name, start, WRITE | DECLARES)

    def declare_function(self, name: str, start: int, end: int, hoists: bool) -> None:
        """Declare a function of the current scope, and of the function too where sloppy code says so."""
        scope = self.scope
        variable = self.declare(scope, name, BindingKind.FUNCTION, start, end)
        if scope.declares is not None:
            variable.block_function = True
            if hoists and not scope.strict:
                variable.hoists = True
                self.fn.hoists.append(Hoist(name, scope, start, end))

    def open_function(self, facts: FunctionFacts) -> None:
        """Enter a function; it is done when what is put on the stack from now on is done."""
        self.stack.append((close_function, (self.fn, self.scope), facts.start))
        self.fn = facts
        self.scope = facts.scope

    def attach(self, start: int, facts: FunctionFacts, scope: ScopeFacts) -> None:
        """Hang a finished function into the scope that it was made in."""
        scope.functions.append((start, facts))
        if facts.uses_super:
            if facts.is_arrow:
                self.fn.uses_super = True
            elif facts.is_method and scope.kind in (ScopeKind.CLASS, ScopeKind.OBJECT):
                scope.needs_home = True

    def visit_all(self, nodes: list[Node]) -> None:
        """Visit nodes in their order."""
        self.stack += nodes[::-1]


def name_of(data: bytes) -> str:
    """An identifier's name: decoded, and ``\\u0061`` means ``a``."""
    try:
        name = data.decode()
    except UnicodeDecodeError:
        name = data.decode("utf-8", "replace")
    if "\\" in name:
        name = ESCAPE.sub(lambda match: _character(match[1] or match[2]), name)
    return name


def without_parentheses(node: Node) -> Node:
    """The expression that parentheses hold."""
    while node.type == "parenthesized_expression":
        inside = [child for child in node.named_children if child.type != "comment"]
        if len(inside) != 1:
            break
        node = inside[0]
    return node


def enter_scope(walk: Walk, scope: ScopeFacts, _unused: None) -> None:
    """Make a scope the current one."""
    walk.scope = scope


def close_function(walk: Walk, outer: tuple[FunctionFacts, ScopeFacts], start: int) -> None:
    """Settle the current function and go back to the one around it."""
    facts = walk.fn
    settle(facts)
    walk.fn, walk.scope = outer
    walk.attach(start, facts, walk.scope)


def settle(facts: FunctionFacts, exported: frozenset[str] = frozenset()) -> None:
    """Allocate a function whose code has been walked."""
    if not facts.uses_super and any(scope.calls_eval for scope in facts.scopes):
        facts.uses_super = True  # the code in the string might use it
    allocate(facts, exported)


def new_function(
    kind: FunctionKind,
    extent: tuple[int, int],
    inner_start: int,
    name: str,
    name_range: tuple[int, int] | None,
    strict: bool,
    outer_strict: bool,
    v8_starts: tuple[int, int, int],
    scope_kind: ScopeKind = ScopeKind.FUNCTION,
) -> FunctionFacts:
    """Facts of a function whose code has not been walked yet."""
    scope = ScopeFacts(scope_kind, inner_start, extent[1], None, strict)
    facts = FunctionFacts(
        kind, *extent, inner_start, name, name_range, strict, outer_strict, scope=scope, body=scope, v8_starts=v8_starts
    )
    facts.scopes.append(scope)
    return facts


def _character(code: str) -> str:
    value = int(code, 16)
    return chr(value) if value <= 0x10FFFF else "�"
