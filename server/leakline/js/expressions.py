"""What an expression of the tree says: a root and steps, an argument, a function."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tree_sitter import Node

from leakline.js.facts import BindingKind
from leakline.js.values import Argument, ArgumentKind, Target
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
    while current.type in ("member_expression", "subscript_expression"):
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


def arguments_of(module: Module, call: Node) -> tuple[Argument, ...]:
    """What a call hands over; nothing for a tagged template."""
    listed = call.child_by_field_name("arguments")
    if listed is None or listed.type != "arguments":
        return ()
    return tuple(argument_of(module, child) for child in listed.named_children if child.type != "comment")


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
