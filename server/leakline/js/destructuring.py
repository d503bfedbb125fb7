"""Which property a destructured variable stands for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tree_sitter import Node

from leakline.js.expressions import target_of
from leakline.js.model import Binding
from leakline.js.shapes import Target
from leakline.js.surroundings import node_at, text_of

if TYPE_CHECKING:
    from leakline.js.module import Module

DECLARATORS = frozenset({"variable_declarator", "assignment_expression"})


def destructured(module: Module, binding: Binding) -> Target | None:
    """The property that ``const { a } = b`` or ``for (const a of b)`` gives a variable; None for other forms."""
    start, end = binding.declarations[0]
    node = node_at(module, start, end)
    steps: list[str] = []
    while node is not None and node.parent is not None and node.type not in DECLARATORS and not _heads_loop(node):
        parent = node.parent
        if parent.type == "pair_pattern":
            key = parent.child_by_field_name("key")
            steps.append(text_of(module, key) if key is not None else "")
        elif parent.type == "object_pattern" and node.type in (
            "shorthand_property_identifier_pattern",
            "object_assignment_pattern",
        ):
            steps.append(text_of(module, node).split("=")[0].strip())
        elif parent.type not in (
            "object_pattern",
            "object_assignment_pattern",
            "assignment_pattern",
            "variable_declarator",
        ):
            return None
        node = parent
    value = node.child_by_field_name("value") if node is not None else None
    loop = node.parent if node is not None and value is None else None
    if loop is not None and loop.type == "for_in_statement" and loop.child_by_field_name("left") == node:
        value, steps = loop.child_by_field_name("right"), [*steps, binding.name]
    if value is None or not steps:
        return None
    whole = target_of(module, _without_default(value))
    if not whole.root:
        return None
    return replace(whole, path=(*whole.path, *reversed(steps)), computed=False)


def _heads_loop(node: Node) -> bool:
    """Whether a name or pattern gets the elements of ``for (const element of list)``."""
    parent = node.parent
    return parent is not None and parent.type == "for_in_statement" and parent.child_by_field_name("left") == node


def _without_default(value: Node) -> Node:
    """``options`` of ``options || {}``: what stands for something that was not given has no life of its own."""
    operator, left = value.child_by_field_name("operator"), value.child_by_field_name("left")
    defaults = value.type == "binary_expression" and operator is not None and operator.type in ("||", "??")
    return left if defaults and left is not None else value
