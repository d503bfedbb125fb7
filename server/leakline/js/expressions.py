"""What an expression of the tree says: a root and steps, an argument, a function."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tree_sitter import Node

from leakline.js.facts import BindingKind
from leakline.js.values import Argument, ArgumentKind, Target
from leakline.js.walk import name_of
from leakline.js.walk_functions import number_text, string_value

if TYPE_CHECKING:
    from leakline.js.model import Binding, Function
    from leakline.js.module import Module

FUNCTIONS = frozenset({"function_expression", "generator_function", "arrow_function", "method_definition"})
KINDS = {
    "identifier": ArgumentKind.IDENTIFIER,
    "undefined": ArgumentKind.LITERAL,
    "member_expression": ArgumentKind.MEMBER,
    "subscript_expression": ArgumentKind.MEMBER,
    "string": ArgumentKind.STRING,
    "template_string": ArgumentKind.STRING,
    "number": ArgumentKind.NUMBER,
    "object": ArgumentKind.OBJECT,
    "array": ArgumentKind.ARRAY,
    "call_expression": ArgumentKind.CALL,
    "new_expression": ArgumentKind.NEW,
    "this": ArgumentKind.THIS,
    "spread_element": ArgumentKind.SPREAD,
    "class": ArgumentKind.CLASS,
    "regex": ArgumentKind.LITERAL,
    "true": ArgumentKind.LITERAL,
    "false": ArgumentKind.LITERAL,
    "null": ArgumentKind.LITERAL,
}
TRANSPARENT = frozenset({"parenthesized_expression", "non_null_expression", "as_expression", "satisfies_expression"})
FIELDS = frozenset({"field_definition", "public_field_definition"})
MEMBERS = frozenset({"member_expression", "subscript_expression"})
ROOTS = frozenset({"identifier", "this", "super"})


def function_of_node(module: Module, node: Node) -> Function | None:
    """The function that an expression is, parentheses and casts left out."""
    node = bare(node)
    if node.type not in FUNCTIONS:
        return None
    return module.function_starting_at(node.start_byte, node.end_byte)


def argument_of(module: Module, node: Node) -> Argument:
    """An expression as plain data."""
    inner = bare(node)
    text = text_of_node(module, node)
    kind = ArgumentKind.FUNCTION if inner.type in FUNCTIONS else KINDS.get(inner.type, ArgumentKind.OTHER)
    function: Function | None = None
    binding: Binding | None = None
    value: str | None = None
    if kind is ArgumentKind.FUNCTION:
        function = function_of_node(module, inner)
    elif kind is ArgumentKind.IDENTIFIER:
        binding = module.binding_at(inner.start_byte)
        function = _only_meaning(module, binding)
    elif kind is ArgumentKind.MEMBER:
        binding = target_of(module, inner).binding
    elif kind is ArgumentKind.STRING:
        if inner.type == "string":
            value = string_value(module.source[inner.start_byte : inner.end_byte])
        elif not inner.named_children or all(child.type == "string_fragment" for child in inner.named_children):
            value = text[1:-1]
    elif kind is ArgumentKind.NUMBER:
        value = number_text(text)
    return Argument(node.start_byte, node.end_byte, kind, text, value, function, binding)


def target_of(module: Module, node: Node) -> Target:
    """An expression as a root and the steps from it."""
    steps: list[str] = []
    computed = False
    current = bare(node)
    while current.type in MEMBERS:
        inner = current.child_by_field_name("object")
        if current.type == "member_expression":
            step = current.child_by_field_name("property")
            steps.append(text_of_node(module, step) if step is not None else "")
        else:
            step = current.child_by_field_name("index")
            literal = step is not None and step.type in ("string", "number")
            if not steps:
                computed = not literal
            if step is None:
                steps.append("")
            elif step.type == "string":
                steps.append(string_value(module.source[step.start_byte : step.end_byte]))
            else:
                steps.append(text_of_node(module, step))
        if inner is None:
            break
        current = bare(inner)
    root = text_of_node(module, current) if current.type in ROOTS else ""
    binding = module.binding_at(current.start_byte) if current.type == "identifier" else None
    text = text_of_node(module, node)
    return Target(node.start_byte, node.end_byte, text, root, binding, tuple(reversed(steps)), computed)


def receiver_of(module: Module, callee: Node) -> Target | None:
    """What stands before the last step of a callee that is a member of something."""
    inner = bare(callee).child_by_field_name("object")
    return target_of(module, inner) if inner is not None else None


def assigned_target(module: Module, assignment: Node, left: Node) -> Target:
    """What an assignment, declarator or field gives a value; ``x = value`` in a class assigns to ``this.x``."""
    if assignment.type not in FIELDS:
        return target_of(module, left)
    text = text_of_node(module, left)
    return Target(left.start_byte, left.end_byte, text, "this", None, (text,), left.type == "computed_property_name")


def operator_of(assignment: Node, target: Target) -> str:
    """The sign between the sides; the word of a declaration, ``field`` for fields."""
    form = assignment.type
    if form in FIELDS:
        return "field"
    if form == "variable_declarator":
        return (target.binding.kind if target.binding is not None else BindingKind.VAR).value
    operator = assignment.child_by_field_name("operator")
    return operator.type if operator is not None else "="


def plain_name(module: Module, node: Node) -> str:
    """The name that an expression is, empty for every other one."""
    inner = bare(node)
    return name_of(module.source[inner.start_byte : inner.end_byte]) if inner.type == "identifier" else ""


def arguments_of(module: Module, call: Node) -> tuple[Argument, ...]:
    """What a call hands over; nothing for a tagged template."""
    return tuple(argument_of(module, node) for node in argument_nodes(call))


def argument_nodes(call: Node) -> list[Node]:
    """The nodes of what a call hands over."""
    listed = call.child_by_field_name("arguments")
    if listed is None or listed.type != "arguments":
        return []
    return [child for child in listed.named_children if child.type != "comment"]


def argument_around(module: Module, start: int, end: int) -> tuple[int, int] | None:
    """Start and end of the call that gets the name at this place as an argument, or a member of what it names."""
    node = module.tree.tree.root_node.named_descendant_for_byte_range(start, end)
    while node is not None and (outer := node.parent) is not None:
        if outer.type == "arguments":
            call = outer.parent
            return (call.start_byte, call.end_byte) if call is not None else None
        member = outer.type in MEMBERS and outer.child_by_field_name("object") == node
        if not member and outer.type not in TRANSPARENT:
            return None
        node = outer
    return None


def bare(node: Node) -> Node:
    """The expression in parentheses and casts."""
    while node.type in TRANSPARENT:
        inside = [child for child in node.named_children if child.type != "comment"]
        if not inside:
            break
        node = inside[0]
    return node


def text_of_node(module: Module, node: Node) -> str:
    """Source text of a node."""
    return module.source[node.start_byte : node.end_byte].decode("utf-8", "replace")


def _only_meaning(module: Module, binding: Binding | None) -> Function | None:
    """The function that a name means wherever it is used: declared once, and never assigned to."""
    if binding is None or len(binding.declarations) != 1:
        return None
    start, _ = binding.declarations[0]
    if binding.kind not in (BindingKind.FUNCTION, BindingKind.CONST, BindingKind.FUNCTION_NAME):
        if binding.kind not in (BindingKind.LET, BindingKind.VAR):
            return None
        if any(reference.is_write for reference in binding.references):
            return None
    elif binding.kind is BindingKind.FUNCTION and any(reference.is_write for reference in binding.references):
        return None
    return module.function_declared_at(start)
