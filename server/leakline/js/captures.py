"""Calls, assignments and the like of a tree, found by one query; after an edit only where it changed the tree.

What is found is a *spot*: its facts, by how many bytes it has moved since they were read, and its node where this very
tree was searched for it. ``leakline.js.written`` says what the facts are.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from typing import Generic, NamedTuple, Protocol, TypeVar

from tree_sitter import Node, Query, QueryCursor

from leakline.js.language import Language, grammar
from leakline.js.syntax import Changed, SourceTree
from leakline.js.walk import name_of
from leakline.js.walk_functions import string_value
from leakline.js.written import (
    FUNCTIONS,
    ROOTS,
    TRANSPARENT,
    AssignmentFacts,
    CallFacts,
    argument_nodes,
    bare,
    function_range,
    text_of,
)

CALLS = "(call_expression) @call (new_expression) @call"
ASSIGNMENTS = """
    (assignment_expression) @assignment (augmented_assignment_expression) @assignment
    (variable_declarator value: (_)) @assignment
"""
FIELDS = {
    Language.JAVASCRIPT: "(field_definition value: (_)) @assignment",
    Language.TYPESCRIPT: "(public_field_definition value: (_)) @assignment",
    Language.TSX: "(public_field_definition value: (_)) @assignment",
}
ABSTRACT = "(abstract_class_declaration (class_heritage)) @heir"
OTHERS = """
    (class (class_heritage)) @heir (class_declaration (class_heritage)) @heir
    (comment) @comment (return_statement) @return
"""
CALL_KINDS = frozenset({"call_expression", "new_expression"})
FIELD_KINDS = frozenset({"field_definition", "public_field_definition"})
ASSIGNMENT_KINDS = FIELD_KINDS | {
    "assignment_expression",
    "augmented_assignment_expression",
    "variable_declarator",
}
TYPE_CLAUSES = frozenset({"extends_clause", "implements_clause", "comment"})
MAY_BE_FUNCTIONS = FUNCTIONS | TRANSPARENT


class Placed(Protocol):
    """Facts with a place."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends."""


Facts = TypeVar("Facts", bound=Placed)


class Extent(NamedTuple):
    """Where something stands: comments and ``return`` statements have no other facts."""

    start: int
    end: int


class Heir(NamedTuple):
    """A class that extends another: the class's range, and the source text of the other."""

    start: int
    end: int
    superclass: str


class Spot(NamedTuple, Generic[Facts]):
    """Something found. ``facts`` count from a text in which it stood ``shift`` bytes further to the front."""

    facts: Facts
    shift: int
    node: Node | None


class Captures(NamedTuple):
    """Everything that is asked of a tree, each kind in document order, outer before inner."""

    calls: list[Spot[CallFacts]]
    assignments: list[Spot[AssignmentFacts]]
    comments: list[Spot[Extent]]
    returns: list[Spot[Extent]]
    heirs: list[Spot[Heir]]


def captures_of(tree: SourceTree, before: Captures | None = None) -> Captures:
    """What a tree has; ``before`` is what the tree had that it was made of."""
    changed = tree.changed if before is not None else None
    cursor = QueryCursor(_query(tree.language))
    if changed is not None:
        cursor.set_byte_range(max(0, changed.start - 1), changed.new_end + 1)
    nodes = cursor.captures(tree.tree.root_node)
    if changed is not None:
        nodes = {name: [node for node in ones if _is_near(node, changed)] for name, ones in nodes.items()}
    source = tree.source
    calls = [Spot(_call(source, node), 0, node) for node in nodes.get("call", ())]
    read = ((_assignment(source, node), node) for node in nodes.get("assignment", ()))
    assignments = [Spot(facts, 0, node) for facts, node in read if facts is not None]
    comments, returns = (
        [Spot(Extent(node.start_byte, node.end_byte), 0, None) for node in nodes.get(name, ())]
        for name in ("comment", "return")
    )
    heirs = [Spot(heir, 0, None) for node in nodes.get("heir", ()) if (heir := _heir(source, node)) is not None]
    if before is None or changed is None:
        return Captures(_sorted(calls), _sorted(assignments), _sorted(comments), _sorted(returns), _sorted(heirs))
    return Captures(
        _merged(before.calls, calls, changed),
        _merged(before.assignments, assignments, changed),
        _merged(before.comments, comments, changed),
        _merged(before.returns, returns, changed),
        _merged(before.heirs, heirs, changed),
    )


def _is_near(node: Node, changed: Changed) -> bool:
    return node.start_byte <= changed.new_end and node.end_byte >= changed.start


def _sorted(spots: list[Spot[Facts]]) -> list[Spot[Facts]]:
    return sorted(spots, key=_order)


def _order(spot: Spot[Facts]) -> tuple[int, int]:
    facts, shift, _ = spot
    return facts.start + shift, -facts.end - shift


def _merged(old: list[Spot[Facts]], new: list[Spot[Facts]], changed: Changed) -> list[Spot[Facts]]:
    """What the edit did not touch, moved, and what was found where it did."""
    first, delta = changed.start, changed.new_end - changed.old_end
    behind = bisect_right(old, (changed.old_end, 0), key=_order)
    before = [spot for spot in old[:behind] if spot[0].end + spot[1] < first]
    # The node of an earlier tree would keep that tree alive.
    kept = [spot if spot[2] is None else Spot(spot[0], spot[1], None) for spot in before]
    after = [Spot(facts, shift + delta, None) for facts, shift, _ in old[behind:]]
    return [*_sorted([*kept, *new]), *after] if new else kept + after


def _call(source: bytes, node: Node) -> CallFacts:
    is_new = node.type == "new_expression"
    callee = node.child_by_field_name("constructor" if is_new else "function")
    name, is_plain, names_variable, place, start = "", True, False, None, -1
    if callee is not None:
        inner = bare(callee)
        form = inner.type
        place, start = (callee.start_byte, callee.end_byte), inner.start_byte
        if form == "member_expression":
            step = inner.child_by_field_name("property")
            name, is_plain = (text_of(source, step) if step is not None else ""), False
        elif form == "subscript_expression":
            name, is_plain = _constant_index(source, inner), False
        elif form in ROOTS:
            name, names_variable = text_of(source, inner), form == "identifier"
    functions = tuple(
        (*place_of, index)
        for index, argument in enumerate(argument_nodes(node))
        if argument.type in MAY_BE_FUNCTIONS and (place_of := function_range(argument)) is not None
    )
    return CallFacts(node.start_byte, node.end_byte, place, start, name, is_new, is_plain, names_variable, functions)


def _constant_index(source: bytes, node: Node) -> str:
    """The string or number in the brackets of ``a['b']``, empty for other expressions."""
    index = node.child_by_field_name("index")
    if index is None:
        return ""
    if index.type == "string":
        return string_value(source[index.start_byte : index.end_byte])
    return text_of(source, index) if index.type == "number" else ""


def assigned_nodes(node: Node) -> tuple[Node | None, Node | None]:
    """What gets the value, and the value."""
    form = node.type
    if form == "variable_declarator":
        return node.child_by_field_name("name"), node.child_by_field_name("value")
    if form in FIELD_KINDS:
        key = node.child_by_field_name("property") or node.child_by_field_name("name")
        return key, node.child_by_field_name("value")
    return node.child_by_field_name("left"), node.child_by_field_name("right")


def _assignment(source: bytes, node: Node) -> AssignmentFacts | None:
    left, value = assigned_nodes(node)
    if left is None or value is None:
        return None
    form = node.type
    is_field, is_declarator = form in FIELD_KINDS, form == "variable_declarator"
    plain, plain_start = "", -1
    if not is_field and (inner := bare(left)).type == "identifier":
        plain, plain_start = name_of(source[inner.start_byte : inner.end_byte]), inner.start_byte
    operator = "field" if is_field else "" if is_declarator else "="
    if form == "augmented_assignment_expression":
        sign = node.child_by_field_name("operator")
        operator = sign.type if sign is not None else "="
    return AssignmentFacts(
        node.start_byte,
        node.end_byte,
        is_field,
        is_declarator,
        operator,
        plain,
        plain_start,
        (value.start_byte, value.end_byte),
        function_range(value),
    )


def _heir(source: bytes, node: Node) -> Heir | None:
    heritage = next(child for child in node.named_children if child.type == "class_heritage")
    clause = next((child for child in heritage.named_children if child.type == "extends_clause"), None)
    value = clause.child_by_field_name("value") if clause is not None else None
    if value is None:
        value = next((child for child in heritage.named_children if child.type not in TYPE_CLAUSES), None)
    return Heir(node.start_byte, node.end_byte, text_of(source, value)) if value is not None else None


@cache
def _query(language: Language) -> Query:
    typed = ABSTRACT if language is not Language.JAVASCRIPT else ""
    return Query(grammar(language), CALLS + ASSIGNMENTS + FIELDS[language] + OTHERS + typed)
