"""Calls, assignments and what becomes of function expressions, read from the tree by one query."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from tree_sitter import Node, Query, QueryCursor

from leakline.js.facts import BindingKind, FunctionKind
from leakline.js.language import Language, grammar
from leakline.js.model import Binding, Function
from leakline.js.shapes import (
    Argument,
    ArgumentKind,
    AssignmentShape,
    CallShape,
    Target,
    Usage,
    UsageKind,
)
from leakline.js.walk_functions import number_text, string_value

if TYPE_CHECKING:
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
USES = "(return_statement (_)) @return (pair) @pair (arrow_function body: (_)) @arrow"


def calls_of(module: Module) -> tuple[CallShape, ...]:
    """All calls and ``new`` of a file in document order."""
    return tuple(_call(module, node) for node in _captured(module, "call"))


def assignments_of(module: Module) -> tuple[AssignmentShape, ...]:
    """All assignments in document order, and declarations and fields with a value."""
    found = [_assignment(module, node) for node in _captured(module, "assignment")]
    found += [_declaration(module, node) for node in _captured(module, "declarator")]
    found += [_field(module, node) for node in _captured(module, "field")]
    return tuple(sorted((shape for shape in found if shape is not None), key=lambda shape: (shape.start, -shape.end)))


def usages_of(module: Module) -> dict[Function, Usage]:
    """What becomes of each function that is an expression, a method or a declaration."""
    usages = {function: usage for function in module.functions if (usage := _usage_by_form(function)) is not None}
    for call in module.calls:
        for index, argument in enumerate(call.arguments):
            if argument.function is not None and argument.kind is ArgumentKind.FUNCTION:
                usages[argument.function] = Usage(UsageKind.ARGUMENT, call=call, index=index, binding=None)
    for assignment in module.assignments:
        value = assignment.value
        if value.function is not None and value.kind is ArgumentKind.FUNCTION:
            binding = assignment.target.binding if not assignment.target.path else None
            usages[value.function] = Usage(
                UsageKind.ASSIGNED, assignment=assignment, binding=binding, name=assignment.target.text
            )
    for kind, capture in ((UsageKind.RETURNED, "return"), (UsageKind.RETURNED, "arrow"), (UsageKind.PROPERTY, "pair")):
        for node in _captured(module, capture):
            value_node, name = _used_value(module, node, capture)
            function = function_of_node(module, value_node) if value_node is not None else None
            if function is not None:
                usages.setdefault(function, Usage(kind, name=name))
    for node in _captured(module, "call"):
        callee = node.child_by_field_name("function")
        function = function_of_node(module, callee) if callee is not None else None
        if function is not None:
            usages[function] = Usage(UsageKind.CALLED)
    return usages


def function_of_node(module: Module, node: Node) -> Function | None:
    """The function that an expression is, parentheses and casts left out."""
    node = _bare(node)
    if node.type not in FUNCTIONS:
        return None
    return module.function_starting_at(node.start_byte, node.end_byte)


def argument_of(module: Module, node: Node) -> Argument:
    """An expression as plain data."""
    bare = _bare(node)
    text = _text(module, node)
    kind = ArgumentKind.FUNCTION if bare.type in FUNCTIONS else KINDS.get(bare.type, ArgumentKind.OTHER)
    function: Function | None = None
    binding: Binding | None = None
    value: str | None = None
    if kind is ArgumentKind.FUNCTION:
        function = function_of_node(module, bare)
    elif kind is ArgumentKind.IDENTIFIER:
        binding = module.binding_at(bare.start_byte)
        function = _only_meaning(module, binding)
    elif kind is ArgumentKind.MEMBER:
        binding = target_of(module, bare).binding
    elif kind is ArgumentKind.STRING:
        if bare.type == "string":
            value = string_value(module.source[bare.start_byte : bare.end_byte])
        elif not bare.named_children or all(child.type == "string_fragment" for child in bare.named_children):
            value = text[1:-1]
    elif kind is ArgumentKind.NUMBER:
        value = number_text(text)
    return Argument(node.start_byte, node.end_byte, kind, text, value, function, binding)


def target_of(module: Module, node: Node) -> Target:
    """An expression as a root and the steps from it."""
    steps: list[str] = []
    computed = False
    current = _bare(node)
    while current.type in ("member_expression", "subscript_expression"):
        inner = current.child_by_field_name("object")
        if current.type == "member_expression":
            step = current.child_by_field_name("property")
            steps.append(_text(module, step) if step is not None else "")
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
                steps.append(_text(module, step))
        if inner is None:
            break
        current = _bare(inner)
    root = _text(module, current) if current.type in ROOTS else ""
    binding = module.binding_at(current.start_byte) if current.type == "identifier" else None
    text = _text(module, node)
    return Target(node.start_byte, node.end_byte, text, root, binding, tuple(reversed(steps)), computed)


def _call(module: Module, node: Node) -> CallShape:
    is_new = node.type == "new_expression"
    callee = node.child_by_field_name("constructor" if is_new else "function")
    listed = node.child_by_field_name("arguments")
    arguments = tuple(
        argument_of(module, child)
        for child in (listed.named_children if listed is not None and listed.type == "arguments" else ())
        if child.type != "comment"
    )
    name, receiver, binding = "", None, None
    if callee is not None:
        bare = _bare(callee)
        whole = target_of(module, bare)
        if whole.path:
            name = "" if whole.computed else whole.path[-1]
            inner = bare.child_by_field_name("object")
            receiver = target_of(module, inner) if inner is not None else None
        else:
            name, binding = whole.root, whole.binding
    return CallShape(
        _text(module, callee) if callee is not None else "",
        name,
        receiver,
        binding,
        arguments,
        node.start_byte,
        node.end_byte,
        is_new,
        module.enclosing_function(node.start_byte),
    )


def _assignment(module: Module, node: Node) -> AssignmentShape | None:
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    if left is None or right is None:
        return None
    operator = node.child_by_field_name("operator")
    sign = operator.type if operator is not None else "="
    return _assigned(module, node, target_of(module, left), sign, right)


def _declaration(module: Module, node: Node) -> AssignmentShape | None:
    name, value = node.child_by_field_name("name"), node.child_by_field_name("value")
    if name is None or value is None:
        return None
    target = target_of(module, name)
    operator = target.binding.kind.value if target.binding is not None else BindingKind.VAR.value
    return _assigned(module, node, target, operator, value)


def _field(module: Module, node: Node) -> AssignmentShape | None:
    """``x = value`` in a class assigns to ``this.x``."""
    key = node.child_by_field_name("property") or node.child_by_field_name("name")
    value = node.child_by_field_name("value")
    if key is None or value is None:
        return None
    text = _text(module, key)
    computed = key.type == "computed_property_name"
    target = Target(key.start_byte, key.end_byte, text, "this", None, (text,), computed)
    return _assigned(module, node, target, "field", value)


def _assigned(module: Module, node: Node, target: Target, operator: str, value: Node) -> AssignmentShape:
    function = module.enclosing_function(node.start_byte)
    return AssignmentShape(target, operator, argument_of(module, value), node.start_byte, node.end_byte, function)


def _usage_by_form(function: Function) -> Usage | None:
    if function.kind in (FunctionKind.METHOD, FunctionKind.GETTER, FunctionKind.SETTER):
        in_class = function.outer is not None and function.outer.kind.value == "class"
        return Usage(UsageKind.MEMBER if in_class else UsageKind.PROPERTY, name=function.name)
    if function.kind is FunctionKind.CONSTRUCTOR:
        return Usage(UsageKind.MEMBER, name="constructor")
    if function.kind is FunctionKind.FUNCTION and not function.facts.is_expression:
        binding = function.outer.lookup(function.name) if function.outer is not None else None
        return Usage(UsageKind.DECLARED, binding=binding, name=function.name)
    return None


def _used_value(module: Module, node: Node, capture: str) -> tuple[Node | None, str | None]:
    if capture == "return":
        return (node.named_children[0] if node.named_child_count else None), None
    if capture == "arrow":
        return node.child_by_field_name("body"), None
    key = node.child_by_field_name("key")
    name = _text(module, key) if key is not None else None
    if key is not None and key.type == "string":
        name = string_value(module.source[key.start_byte : key.end_byte])
    return node.child_by_field_name("value"), name


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


def _bare(node: Node) -> Node:
    while node.type in TRANSPARENT:
        inside = [child for child in node.named_children if child.type != "comment"]
        if not inside:
            break
        node = inside[0]
    return node


def _text(module: Module, node: Node) -> str:
    return module.source[node.start_byte : node.end_byte].decode("utf-8", "replace")


@cache
def _query(language: Language) -> Query:
    return Query(grammar(language), CALLS + ASSIGNMENTS + FIELDS[language] + CLASSES + USES)


def _captured(module: Module, name: str) -> list[Node]:
    return sorted(module.captures.get(name, ()), key=lambda node: (node.start_byte, -node.end_byte))


def captures_of(module: Module) -> dict[str, list[Node]]:
    """Every node that this room asks about, by what it is; one query for all."""
    return QueryCursor(_query(module.tree.language)).captures(module.tree.tree.root_node)
