"""Functions, methods and object literals: parameters, bodies, names as V8 gives them."""

from __future__ import annotations

from decimal import Decimal

from tree_sitter import Node

from leakline.js.allocation import BRAND, HOME_OBJECT, NEW_TARGET, STATIC_HOME_OBJECT, THIS, THIS_FUNCTION
from leakline.js.facts import FLAG_BITS, BindingKind, FunctionFacts, FunctionKind, ScopeFacts, ScopeKind
from leakline.js.walk import Handler, Walk, name_of, new_function
from leakline.js.walk_blocks import visit_statements
from leakline.js.walk_names import NAME_KINDS, declare_pattern, hint_name, hint_text

SIMPLE_PARAMETERS = frozenset({"identifier", "undefined", "required_parameter", "optional_parameter"})
DIRECTIVE_QUOTES = (b"'use strict'", b'"use strict"')
ASM_QUOTES = (b"'use asm'", b'"use asm"')
KEY_KINDS = frozenset({"property_identifier", "private_property_identifier", "identifier"})
ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0"}


def visit_function(
    walk: Walk,
    node: Node,
    kind: FunctionKind,
    name: str,
    name_node: Node | None,
    *,
    is_static: bool = False,
    is_expression: bool = False,
) -> None:
    """Walk a function with its parameters and body, or take over its facts when its text did not change."""
    scope = walk.scope
    start, end = node.start_byte, node.end_byte
    known = walk.reuse(node, scope.strict)
    if known is not None and (known.name, known.kind, known.is_expression) == (name, kind, is_expression):
        walk.attach(start, known, scope)
        return
    parameters = node.child_by_field_name("parameters")
    body = node.child_by_field_name("body")
    single = node.child_by_field_name("parameter")
    inner_start = (parameters or single or body or node).start_byte
    is_async = any(child.type == "async" for child in node.children[:6]) if kind is not FunctionKind.CLASS else False
    v8_start = start if kind is FunctionKind.ARROW and is_async else inner_start
    is_block = body is not None and body.type == "statement_block"
    statements = body.named_children if body is not None and is_block else []
    outer_strict = scope.strict
    strict = outer_strict or has_directive(walk, statements, DIRECTIVE_QUOTES)
    facts = new_function(
        kind,
        (start, end),
        inner_start,
        name,
        (name_node.start_byte, name_node.end_byte) if name_node is not None else None,
        strict,
        outer_strict,
        (v8_start, v8_start, v8_start),
    )
    facts.is_async = is_async
    facts.is_generator = "generator" in node.type or (
        kind is FunctionKind.METHOD and any(child.type == "*" for child in node.children[:6])
    )
    facts.is_static = is_static
    facts.is_expression = is_expression
    facts.has_error = node.has_error
    if statements and has_directive(walk, statements, ASM_QUOTES):
        facts.scope.forced_context = True
    walk.open_function(facts)
    if kind is FunctionKind.CONSTRUCTOR:
        walk.mention(BRAND, inner_start)
    if kind is FunctionKind.FUNCTION and is_expression and name_node is not None:
        walk.declare(facts.scope, name, BindingKind.FUNCTION_NAME, name_node.start_byte, name_node.end_byte)
    listed = parameters.named_children if parameters is not None else [single] if single is not None else []
    listed = [parameter for parameter in listed if parameter.type not in ("comment", "decorator")]
    facts.simple_parameters = all(_is_simple(parameter) for parameter in listed)
    if body is not None:
        if facts.simple_parameters:
            _visit_body(walk, (body, statements, is_block), None)
        else:
            walk.later(_own_body_scope, (body, statements, is_block), facts)
    for parameter in listed[::-1]:
        if facts.simple_parameters:
            walk.later(_simple_parameter, parameter, facts)
        else:
            walk.later(declare_pattern, parameter, BindingKind.PARAMETER)


def has_directive(walk: Walk, statements: list[Node], quoted: tuple[bytes, ...]) -> bool:
    """Whether a directive prologue holds a directive, compared with its quotes as V8 does."""
    for statement in statements:
        if statement.type == "comment":
            continue
        if statement.type != "expression_statement" or statement.named_child_count == 0:
            return False
        value = statement.named_children[0]
        if value.type != "string":
            return False
        if walk.source[value.start_byte : value.end_byte] in quoted:
            return True
    return False


def key_name(walk: Walk, key: Node | None) -> str:
    """The name that a property key gives to its function; empty for computed keys, whose names are made at run time."""
    if key is None:
        return ""
    if key.type in KEY_KINDS:
        return walk.text(key)
    if key.type == "string":
        return string_value(walk.source[key.start_byte : key.end_byte])
    if key.type == "number":
        return number_text(walk.text(key))
    return ""


def string_value(quoted: bytes) -> str:
    """Value of a string literal, as far as names need it."""
    text = quoted[1:-1].decode("utf-8", "replace")
    if "\\" not in text:
        return text
    parts = name_of(text.encode()).split("\\")
    return parts[0] + "".join(ESCAPED.get(part[:1], part[:1]) + part[1:] for part in parts[1:])


def number_text(literal: str) -> str:
    """A numeric key as the property name that it means."""
    digits = literal.replace("_", "").lower()
    try:
        if digits.endswith("n"):
            return str(int(digits[:-1], 0))
        if digits[:2] in ("0x", "0o", "0b"):
            return str(int(digits, 0))
        if len(digits) > 1 and digits[0] == "0" and digits.isdecimal():
            return str(int(digits, 10 if "8" in digits or "9" in digits else 8))
        value = float(digits)
    except ValueError:
        return literal
    if value == float("inf"):
        return "Infinity"
    if 1e-7 < value < 1e21:
        return format(Decimal(repr(value)), "f").removesuffix(".0")
    mantissa, _, exponent = repr(value).partition("e")
    return f"{mantissa.removesuffix('.0')}e{int(exponent):+d}" if exponent else mantissa.removesuffix(".0")


def visit_method(walk: Walk, node: Node, scope: ScopeFacts | None, class_name: str | None = None) -> None:
    """Walk a method or accessor of an object literal or a class; its key belongs outside."""
    key = node.child_by_field_name("name")
    words = {child.type for child in node.children if not child.is_named}
    is_static = "static" in words
    kind = FunctionKind.METHOD
    name = key_name(walk, key)
    if key is not None and key.type == "computed_property_name":
        walk.later(_method_function, (node, kind_of_accessor(words), "", is_static), scope)
        walk.stack.append(key)
        return
    kind = kind_of_accessor(words)
    if class_name is not None and kind is FunctionKind.METHOD and name == "constructor" and not is_static:
        kind, name = FunctionKind.CONSTRUCTOR, class_name
    elif kind is not FunctionKind.METHOD:
        name = f"{'get' if kind is FunctionKind.GETTER else 'set'} {name}"
    walk.later(_method_function, (node, kind, name, is_static), scope)


def kind_of_accessor(words: set[str]) -> FunctionKind:
    """Method, getter or setter, by the keywords before the key."""
    if "get" in words:
        return FunctionKind.GETTER
    return FunctionKind.SETTER if "set" in words else FunctionKind.METHOD


def _method_function(walk: Walk, what: tuple[Node, FunctionKind, str, bool], scope: ScopeFacts | None) -> None:
    node, kind, name, is_static = what
    if scope is not None and scope is not walk.scope:
        walk.later(_back, walk.scope)
        walk.scope = scope
    visit_function(walk, node, kind, name, node.child_by_field_name("name"), is_static=is_static)


def _back(walk: Walk, scope: ScopeFacts, _unused: None) -> None:
    walk.scope = scope


def _is_simple(parameter: Node) -> bool:
    form = parameter.type
    if form in ("identifier", "undefined"):
        return True
    if form not in SIMPLE_PARAMETERS:
        return False
    pattern = parameter.child_by_field_name("pattern")
    plain = pattern is not None and pattern.type in ("identifier", "undefined", "this")
    return plain and parameter.child_by_field_name("value") is None


def _simple_parameter(walk: Walk, node: Node, facts: FunctionFacts) -> None:
    target = node
    if node.type not in ("identifier", "undefined"):
        walk.stack += [child for child in node.named_children if child.type == "decorator"]
        pattern = node.child_by_field_name("pattern")
        if pattern is None or pattern.type == "this":
            return
        target = pattern
    name = walk.text(target)
    facts.parameters.append(name)
    walk.declare(facts.scope, name, BindingKind.PARAMETER, target.start_byte, target.end_byte)


def _own_body_scope(walk: Walk, body: tuple[Node, list[Node], bool], facts: FunctionFacts) -> None:
    """A body behind parameters with initializers has its own variables (ES2015, 10.2.11 step 28)."""
    facts.parameters = list(facts.scope.variables)
    facts.body = walk.open_scope(ScopeKind.BODY, body[0].start_byte, body[0].end_byte)
    _visit_body(walk, body, None)


def _visit_body(walk: Walk, body: tuple[Node, list[Node], bool], _unused: None) -> None:
    node, statements, is_block = body
    if is_block:
        visit_statements(walk, statements)
    else:
        walk.stack.append(node)


def _function_declaration(walk: Walk, node: Node) -> None:
    known = walk.reuse(node, walk.scope.strict)
    if known is not None and known.kind is FunctionKind.FUNCTION and not known.is_expression and known.name_range:
        start = node.start_byte
        moved = start - known.start
        first, last = known.name_range
        hoists = not known.is_async and not known.is_generator
        walk.declare_function(known.name, first + moved, last + moved, hoists=hoists)
        walk.attach(start, known, walk.scope)
        return
    name = node.child_by_field_name("name")
    text = walk.text(name) if name is not None else walk.hints.pop(node.start_byte, "")
    if name is not None and node.child_by_field_name("body") is not None:
        plain = node.type == "function_declaration" and not any(child.type == "async" for child in node.children[:2])
        walk.declare_function(text, name.start_byte, name.end_byte, hoists=plain)
    visit_function(walk, node, FunctionKind.FUNCTION, text, name)


def _function_expression(walk: Walk, node: Node) -> None:
    name = node.child_by_field_name("name")
    hint = walk.hints.pop(node.start_byte, "")
    text = walk.text(name) if name is not None else hint
    visit_function(walk, node, FunctionKind.FUNCTION, text, name, is_expression=True)


def _arrow_function(walk: Walk, node: Node) -> None:
    visit_function(walk, node, FunctionKind.ARROW, walk.hints.pop(node.start_byte, ""), None, is_expression=True)


def _object(walk: Walk, node: Node) -> None:
    members = node.named_children
    home: ScopeFacts | None = None
    if any(member.type == "method_definition" for member in members):
        home = walk.open_scope(ScopeKind.OBJECT, node.start_byte, node.end_byte)
        assert home.parent is not None
        walk.scope = home.parent
    for member in members[::-1]:
        if member.type == "method_definition":
            walk.later(_object_method, member, home)
        else:
            walk.stack.append(member)


def _object_method(walk: Walk, node: Node, home: ScopeFacts) -> None:
    visit_method(walk, node, home)


def _pair(walk: Walk, node: Node) -> None:
    key, value = node.child_by_field_name("key"), node.child_by_field_name("value")
    if value is not None:
        name = key_name(walk, key)
        if name and name != "__proto__":
            hint_text(walk, name, value)
        walk.stack.append(value)
    if key is not None and key.type == "computed_property_name":
        walk.stack.append(key)


def _default_value(walk: Walk, node: Node) -> None:
    """``{a = 1}`` outside a pattern: half-written code."""
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    if right is not None:
        hint_name(walk, left, right)
        walk.stack.append(right)
    if left is not None and left.type in NAME_KINDS:
        walk.mention(walk.text(left), left.start_byte)


def _this(walk: Walk, node: Node) -> None:
    walk.scope.mentions[THIS].append(node.start_byte << FLAG_BITS)


def _super(walk: Walk, node: Node) -> None:
    """``super.x`` reads a home object and ``this``; ``super()`` reads what it needs to make ``this``."""
    start = node.start_byte
    walk.mention(THIS, start)
    after = walk.source[node.end_byte : node.end_byte + 64].lstrip()
    if after.startswith(b"("):
        for name in (NEW_TARGET, THIS_FUNCTION, BRAND):
            walk.mention(name, start)
    else:
        walk.fn.uses_super = True
        for name in (HOME_OBJECT, STATIC_HOME_OBJECT):
            walk.mention(name, start)


def _meta_property(walk: Walk, node: Node) -> None:
    if walk.source[node.start_byte : node.start_byte + 3] == b"new":
        walk.mention(NEW_TARGET, node.start_byte)


def _yield(walk: Walk, node: Node) -> None:
    """``yield`` in sloppy code that is no generator is a name."""
    children = node.named_children
    if not children and not walk.fn.is_generator and not walk.scope.strict:
        walk.mention("yield", node.start_byte)
    walk.stack += children[::-1]


FUNCTION_HANDLERS: dict[str, Handler] = {
    "function_declaration": _function_declaration,
    "generator_function_declaration": _function_declaration,
    "function_expression": _function_expression,
    "generator_function": _function_expression,
    "arrow_function": _arrow_function,
    "object": _object,
    "pair": _pair,
    "object_assignment_pattern": _default_value,
    "this": _this,
    "super": _super,
    "meta_property": _meta_property,
    "yield_expression": _yield,
}
