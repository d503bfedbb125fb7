"""What calls, assignments and the expressions in them say by themselves, whatever is around them.

These facts hold offsets of the text in which they were read. An edit elsewhere moves them and changes nothing else, so
they are kept from one model to the next, beside the distance by which they moved: ``leakline.js.captures`` does so.
What a name means is no such fact; ``leakline.js.expressions`` adds it.
"""

from __future__ import annotations

from dataclasses import dataclass

from tree_sitter import Node

from leakline.js.values import ArgumentKind
from leakline.js.walk_functions import number_text, string_value

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
MEMBERS = frozenset({"member_expression", "subscript_expression"})
ROOTS = frozenset({"identifier", "this", "super"})


@dataclass(slots=True, eq=False)
class TargetFacts:
    """An expression as a root and steps. ``root_start`` is where the root's name stands, -1 when it is no name."""

    start: int
    end: int
    text: str
    root: str
    root_start: int
    path: tuple[str, ...]
    computed: bool


@dataclass(slots=True, eq=False)
class ArgumentFacts:
    """An expression as ``values.Argument`` has it. ``root_start`` is that of a name or a member's root, else -1.

    ``function`` is the range of the function that it is.
    """

    start: int
    end: int
    kind: ArgumentKind
    text: str
    value: str | None
    root_start: int
    function: tuple[int, int] | None


@dataclass(slots=True, eq=False)
class CallFacts:
    """A call or ``new``. ``functions`` are the ranges and numbers of the arguments that are functions.

    ``names_variable`` says that the callee is a plain name. ``receiver`` and ``arguments`` are read when first asked
    for; whether ``receiver`` was, ``receiver_read`` tells.
    """

    start: int
    end: int
    callee: tuple[int, int] | None
    callee_start: int
    name: str
    is_new: bool
    is_plain: bool
    names_variable: bool
    functions: tuple[tuple[int, int, int], ...]
    receiver_read: bool = False
    receiver: TargetFacts | None = None
    arguments: tuple[ArgumentFacts, ...] | None = None


@dataclass(slots=True, eq=False)
class AssignmentFacts:
    """An assignment, declaration or field. ``operator`` is empty for declarations, whose word the binding knows.

    ``plain`` is the name that gets the value as a whole, empty for members and patterns, and ``plain_start`` where it
    stands; ``function`` the range of the function that the value is. ``target`` and ``argument``, the value, are read
    when first asked for.
    """

    start: int
    end: int
    is_field: bool
    is_declarator: bool
    operator: str
    plain: str
    plain_start: int
    value: tuple[int, int]
    function: tuple[int, int] | None
    target: TargetFacts | None = None
    argument: ArgumentFacts | None = None


def target_facts(source: bytes, node: Node, shift: int = 0) -> TargetFacts:
    """An expression as a root and the steps from it; ``shift`` is by how much the facts are to be moved to fit."""
    steps: list[str] = []
    computed = False
    current = bare(node)
    while current.type in MEMBERS:
        inner = current.child_by_field_name("object")
        if current.type == "member_expression":
            step = current.child_by_field_name("property")
            steps.append(text_of(source, step) if step is not None else "")
        else:
            step = current.child_by_field_name("index")
            literal = step is not None and step.type in ("string", "number")
            if not steps:
                computed = not literal
            if step is None:
                steps.append("")
            elif step.type == "string":
                steps.append(string_value(source[step.start_byte : step.end_byte]))
            else:
                steps.append(text_of(source, step))
        if inner is None:
            break
        current = bare(inner)
    root = text_of(source, current) if current.type in ROOTS else ""
    root_start = current.start_byte - shift if current.type == "identifier" else -1
    start, end = node.start_byte, node.end_byte
    return TargetFacts(
        start - shift, end - shift, text_of(source, node), root, root_start, tuple(reversed(steps)), computed
    )


def field_facts(source: bytes, key: Node, shift: int = 0) -> TargetFacts:
    """The key of a class's field, which is a step of ``this``."""
    start, end, text = key.start_byte - shift, key.end_byte - shift, text_of(source, key)
    return TargetFacts(start, end, text, "this", -1, (text,), key.type == "computed_property_name")


def argument_facts(source: bytes, node: Node, shift: int = 0) -> ArgumentFacts:
    """An expression that is handed over or assigned."""
    inner = bare(node)
    text = text_of(source, node)
    kind = ArgumentKind.FUNCTION if inner.type in FUNCTIONS else KINDS.get(inner.type, ArgumentKind.OTHER)
    value: str | None = None
    root_start, function = -1, None
    if kind is ArgumentKind.FUNCTION:
        function = inner.start_byte - shift, inner.end_byte - shift
    elif kind is ArgumentKind.IDENTIFIER:
        root_start = inner.start_byte - shift
    elif kind is ArgumentKind.MEMBER:
        root_start = _root_start(inner, shift)
    elif kind is ArgumentKind.STRING:
        if inner.type == "string":
            value = string_value(source[inner.start_byte : inner.end_byte])
        elif not inner.named_children or all(child.type == "string_fragment" for child in inner.named_children):
            value = text[1:-1]
    elif kind is ArgumentKind.NUMBER:
        value = number_text(text)
    return ArgumentFacts(node.start_byte - shift, node.end_byte - shift, kind, text, value, root_start, function)


def argument_nodes(call: Node) -> list[Node]:
    """The nodes of what a call hands over; none for a tagged template."""
    listed = call.child_by_field_name("arguments")
    if listed is None or listed.type != "arguments":
        return []
    return [child for child in listed.named_children if child.type != "comment"]


def bare(node: Node) -> Node:
    """The expression in parentheses and casts."""
    while node.type in TRANSPARENT:
        inside = [child for child in node.named_children if child.type != "comment"]
        if not inside:
            break
        node = inside[0]
    return node


def function_range(node: Node) -> tuple[int, int] | None:
    """The range of the function that an expression is, parentheses and casts left out."""
    inner = bare(node)
    return (inner.start_byte, inner.end_byte) if inner.type in FUNCTIONS else None


def text_of(source: bytes, node: Node) -> str:
    """Source text of a node."""
    return source[node.start_byte : node.end_byte].decode("utf-8", "replace")


def _root_start(member: Node, shift: int) -> int:
    current = member
    while current.type in MEMBERS:
        inner = current.child_by_field_name("object")
        if inner is None:
            break
        current = bare(inner)
    return current.start_byte - shift if current.type == "identifier" else -1
