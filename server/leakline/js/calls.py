"""Calls and assignments of a file, found by one query, and what their expressions say."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from tree_sitter import Node, Query, QueryCursor

from leakline.js.expressions import FUNCTIONS, ROOTS, TRANSPARENT, argument_nodes, bare, text_of_node
from leakline.js.language import Language, grammar
from leakline.js.shapes import AssignmentShape, CallShape
from leakline.js.walk_functions import string_value

if TYPE_CHECKING:
    from leakline.js.module import Module

CALLS = "(call_expression) @call (new_expression) @call"
ASSIGNMENTS = """
    (assignment_expression) @assignment (augmented_assignment_expression) @assignment
    (variable_declarator value: (_)) @declarator
"""
FIELDS = {
    Language.JAVASCRIPT: "(field_definition value: (_)) @field",
    Language.TYPESCRIPT: "(public_field_definition value: (_)) @field",
    Language.TSX: "(public_field_definition value: (_)) @field",
}
CLASSES = "(class (class_heritage)) @heir (class_declaration (class_heritage)) @heir"
MAY_BE_FUNCTIONS = FUNCTIONS | TRANSPARENT
COMMENTS = "(comment) @comment (return_statement) @return"


def calls_of(module: Module) -> tuple[CallShape, ...]:
    """All calls and ``new`` of a file in document order."""
    return tuple(_call(module, node) for node in _captured(module, "call"))


def assignments_of(module: Module) -> tuple[AssignmentShape, ...]:
    """All assignments in document order, and declarations and fields with a value."""
    found = [_assignment(module, node) for node in _captured(module, "assignment")]
    found += [_declaration(module, node) for node in _captured(module, "declarator")]
    found += [_field(module, node) for node in _captured(module, "field")]
    return tuple(sorted((shape for shape in found if shape is not None), key=lambda shape: (shape.start, -shape.end)))


def given_functions(module: Module) -> dict[tuple[int, int], tuple[CallShape, int]]:
    """See ``Module.given_functions``."""
    found: dict[tuple[int, int], tuple[CallShape, int]] = {}
    for call in module.calls:
        for index, node in enumerate(argument_nodes(call.node)):
            if node.type in MAY_BE_FUNCTIONS:
                inner = bare(node)
                if inner.type in FUNCTIONS:
                    found[inner.start_byte, inner.end_byte] = call, index
    return found


def _call(module: Module, node: Node) -> CallShape:
    is_new = node.type == "new_expression"
    callee = node.child_by_field_name("constructor" if is_new else "function")
    name, is_plain = "", True
    if callee is not None:
        inner = bare(callee)
        form = inner.type
        if form == "member_expression":
            step = inner.child_by_field_name("property")
            name, is_plain = (text_of_node(module, step) if step is not None else ""), False
        elif form == "subscript_expression":
            name, is_plain = _constant_index(module, inner), False
        elif form in ROOTS:
            name = text_of_node(module, inner)
    return CallShape(module, node, callee, name, is_new=is_new, is_plain=is_plain)


def _constant_index(module: Module, node: Node) -> str:
    """The string or number in the brackets of ``a['b']``, empty for other expressions."""
    index = node.child_by_field_name("index")
    if index is None:
        return ""
    if index.type == "string":
        return string_value(module.source[index.start_byte : index.end_byte])
    return text_of_node(module, index) if index.type == "number" else ""


def _assignment(module: Module, node: Node) -> AssignmentShape | None:
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    return AssignmentShape(module, node, left, right) if left is not None and right is not None else None


def _declaration(module: Module, node: Node) -> AssignmentShape | None:
    name, value = node.child_by_field_name("name"), node.child_by_field_name("value")
    return AssignmentShape(module, node, name, value) if name is not None and value is not None else None


def _field(module: Module, node: Node) -> AssignmentShape | None:
    key = node.child_by_field_name("property") or node.child_by_field_name("name")
    value = node.child_by_field_name("value")
    return AssignmentShape(module, node, key, value) if key is not None and value is not None else None


@cache
def _query(language: Language) -> Query:
    return Query(grammar(language), CALLS + ASSIGNMENTS + FIELDS[language] + CLASSES + COMMENTS)


def _captured(module: Module, name: str) -> list[Node]:
    return sorted(module.captures.get(name, ()), key=lambda node: (node.start_byte, -node.end_byte))


def captures_of(module: Module) -> dict[str, list[Node]]:
    """Every node that this room asks about, by what it is; one query for all."""
    return QueryCursor(_query(module.tree.language)).captures(module.tree.tree.root_node)
