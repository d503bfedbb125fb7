"""What becomes of a function: argument of a call, assigned, returned, a property, a class member."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tree_sitter import Node

from leakline.js.facts import FunctionKind
from leakline.js.model import Function
from leakline.js.shapes import Usage, UsageKind
from leakline.js.walk_functions import string_value
from leakline.js.written import FUNCTIONS, TRANSPARENT, bare, text_of

if TYPE_CHECKING:
    from leakline.js.module import Module

ACCESSORS = (FunctionKind.METHOD, FunctionKind.GETTER, FunctionKind.SETTER)


def usage_of(module: Module, function: Function) -> Usage | None:
    """What becomes of a function that is an expression, a method or a declaration; None for other functions."""
    return _by_place(module, function) or _by_form(function)


def _by_place(module: Module, function: Function) -> Usage | None:
    """The usage of a function expression by the node around it, parentheses and casts left out."""
    if function.facts.pieces or function.parent is None or _is_statement(function):
        return None
    if function.kind in ACCESSORS or function.kind is FunctionKind.CONSTRUCTOR:
        return None
    given = module.given_functions.get((function.start, function.end))
    if given is not None:
        return Usage(UsageKind.ARGUMENT, call=given[0], index=given[1])
    node = module.tree.tree.root_node.named_descendant_for_byte_range(function.start, function.end)
    if node is None or node.type not in FUNCTIONS or (node.start_byte, node.end_byte) != (function.start, function.end):
        return None
    while (outer := node.parent) is not None and outer.type in TRANSPARENT and bare(outer) == bare(node):
        node = outer
    if outer is None:
        return None
    form = outer.type
    if form in ("call_expression", "new_expression"):
        return Usage(UsageKind.CALLED) if outer.child_by_field_name("function") == node else None
    if form in ("return_statement", "arrow_function", "pair"):
        return _given(module, node, outer)
    assignment = module.assignment_at(outer.start_byte, outer.end_byte)
    if assignment is None or assignment.function_value is not function:
        return None
    binding = assignment.target.binding if not assignment.written.path else None
    return Usage(UsageKind.ASSIGNED, assignment=assignment, binding=binding, name=assignment.written.text)


def _is_statement(function: Function) -> bool:
    return function.kind is FunctionKind.FUNCTION and not function.facts.is_expression


def _given(module: Module, node: Node, outer: Node) -> Usage | None:
    """Returned, or the value of a property."""
    if outer.type == "return_statement":
        return Usage(UsageKind.RETURNED) if outer.named_children[0] == node else None
    if outer.type == "arrow_function":
        return Usage(UsageKind.RETURNED) if outer.child_by_field_name("body") == node else None
    if outer.child_by_field_name("value") != node:
        return None
    key = outer.child_by_field_name("key")
    name = text_of(module.source, key) if key is not None else None
    if key is not None and key.type == "string":
        name = string_value(module.source[key.start_byte : key.end_byte])
    return Usage(UsageKind.PROPERTY, name=name)


def _by_form(function: Function) -> Usage | None:
    if function.kind in ACCESSORS:
        in_class = function.outer is not None and function.outer.kind.value == "class"
        return Usage(UsageKind.MEMBER if in_class else UsageKind.PROPERTY, name=function.name)
    if function.kind is FunctionKind.CONSTRUCTOR:
        return Usage(UsageKind.MEMBER, name="constructor")
    if _is_statement(function):
        binding = function.outer.lookup(function.name) if function.outer is not None else None
        return Usage(UsageKind.DECLARED, binding=binding, name=function.name)
    return None
