"""Classes, and TypeScript's enums and namespaces."""

from __future__ import annotations

from dataclasses import dataclass, field

from tree_sitter import Node

from leakline.js.allocation import BRAND
from leakline.js.facts import BindingKind, FunctionFacts, FunctionKind, ScopeFacts, ScopeKind, Variable
from leakline.js.walk import Handler, Walk, new_function, settle
from leakline.js.walk_blocks import visit_statements
from leakline.js.walk_functions import key_name, visit_method
from leakline.js.walk_names import hint_text

FIELDS = frozenset({"field_definition", "public_field_definition"})
TYPE_WORDS = frozenset({"accessibility_modifier", "override_modifier", "readonly", "declare", "abstract", "decorator"})
TYPE_ONLY_WORDS = frozenset({"declare", "abstract"})


@dataclass(slots=True)
class ClassWalk:
    """A class being walked: its scope, and the functions that V8 makes for its fields and static blocks."""

    node: Node
    name: str
    name_node: Node | None
    scope: ScopeFacts
    body_start: int
    initializers: dict[bool, FunctionFacts] = field(default_factory=dict)
    computed_fields: int = 0
    has_constructor: bool = False


def visit_class(walk: Walk, node: Node, name: str, name_node: Node | None) -> None:
    """Walk a class; its heritage, keys and members all see the class scope."""
    body = node.child_by_field_name("body")
    outer = walk.scope
    decorators = [child for child in node.named_children if child.type == "decorator"]
    scope = walk.open_scope(ScopeKind.CLASS, node.start_byte, node.end_byte, strict=True)
    scope.forced_context = not outer.strict
    if name_node is not None:
        start, end = name_node.start_byte, name_node.end_byte
        scope.variables[name] = Variable(name, BindingKind.CLASS_NAME, [(start, end)])
    state = ClassWalk(node, name, name_node, scope, body.start_byte if body is not None else node.end_byte)
    walk.later(_close_class, state)
    if body is not None:
        for member in body.named_children[::-1]:
            walk.later(_member, member, state)
    for child in node.named_children:
        if child.type == "class_heritage":
            _heritage(walk, child)
    walk.stack += decorators[::-1]


def _heritage(walk: Walk, node: Node) -> None:
    for child in node.named_children[::-1]:
        if child.type == "extends_clause":
            value = child.child_by_field_name("value")
            if value is not None:
                walk.stack.append(value)
        elif child.type not in ("implements_clause", "type_arguments"):
            walk.stack.append(child)


def _member(walk: Walk, node: Node, state: ClassWalk) -> None:
    form = node.type
    if form == "method_definition":
        words = {child.type for child in node.children if not child.is_named}
        key = node.child_by_field_name("name")
        if key is not None and key.type == "private_property_identifier":
            kind = BindingKind.STATIC_PRIVATE_METHOD if "static" in words else BindingKind.PRIVATE_METHOD
            walk.declare(state.scope, walk.text(key), kind, key.start_byte, key.end_byte)
        if not state.has_constructor and key_name(walk, key) == "constructor" and not words & {"static", "get", "set"}:
            state.has_constructor = node.child_by_field_name("body") is not None
        visit_method(walk, node, None, state.name)
        walk.stack += [child for child in node.named_children if child.type == "decorator"]
    elif form in FIELDS:
        _field(walk, node, state)
    elif form == "class_static_block":
        initializer = _initializer(state, node, is_static=True)
        walk.later(_run_in, initializer, (node.child_by_field_name("body"), True, walk.scope))
    elif form == "decorator" or form == "ERROR":
        walk.stack.append(node)


def _field(walk: Walk, node: Node, state: ClassWalk) -> None:
    words = {child.type for child in node.children if not child.is_named}
    if words & TYPE_ONLY_WORDS:
        return
    is_static = "static" in words
    key = node.child_by_field_name("property") or node.child_by_field_name("name")
    value = node.child_by_field_name("value")
    initializer = _initializer(state, node, is_static)
    if key is not None and key.type == "private_property_identifier":
        kind = BindingKind.PRIVATE_NAME
        walk.declare(state.scope, walk.text(key), kind, key.start_byte, key.end_byte)
    if value is not None:
        name = key_name(walk, key)
        if name:
            hint_text(walk, name, value)
        walk.later(_run_in, initializer, (value, False, walk.scope))
    if key is not None and key.type == "computed_property_name":
        walk.later(_computed_field, state, initializer)
        walk.stack.append(key)
    walk.stack += [child for child in node.named_children if child.type == "decorator"]


def _computed_field(_walk: Walk, state: ClassWalk, initializer: FunctionFacts) -> None:
    state.computed_fields += 1
    name = f".class-field-{state.computed_fields}"
    state.scope.variables[name] = Variable(name, BindingKind.IMPLICIT, [], in_context=True)
    initializer.scope.mentions[name].append(initializer.start << 2)


def _initializer(state: ClassWalk, node: Node, is_static: bool) -> FunctionFacts:
    """The function in which V8 runs all fields, or all static fields and blocks, of a class."""
    known = state.initializers.get(is_static)
    if known is None:
        kind = FunctionKind.STATIC_INITIALIZER if is_static else FunctionKind.INITIALIZER
        start, end = node.start_byte, node.end_byte
        keyword = class_keyword(state.node)
        positions = (keyword, state.body_start, code_start(node))
        # made before an anonymous class gets a name from what it is assigned to
        name = state.name if state.name_node is not None else ""
        known = new_function(kind, (start, end), start, name, None, True, True, positions)
        known.is_static = is_static
        state.initializers[is_static] = known
    known.pieces.append((node.start_byte, node.end_byte))
    if is_static and (node.type in FIELDS or len(known.pieces) == 1):
        known.v8_starts = (node.start_byte, *known.v8_starts[1:])
    return known


def code_start(member: Node) -> int:
    """Where a member begins once TypeScript's words before it are gone."""
    return next((child.start_byte for child in member.children if child.type not in TYPE_WORDS), member.start_byte)


def class_keyword(node: Node) -> int:
    """Offset of a class's ``class`` keyword, behind its decorators."""
    return next((child.start_byte for child in node.children if child.type == "class"), node.start_byte)


def _run_in(walk: Walk, initializer: FunctionFacts, what: tuple[Node | None, bool, ScopeFacts]) -> None:
    """Step: walk a field's value or a static block inside the initializer, and come back."""
    node, is_block, outer_scope = what
    if node is None:
        return
    walk.later(_leave_initializer, walk.fn, outer_scope)
    walk.fn, walk.scope = initializer, initializer.scope
    if is_block:
        walk.open_scope(ScopeKind.BODY, node.start_byte, node.end_byte)
        visit_statements(walk, node.named_children)
    else:
        walk.stack.append(node)


def _leave_initializer(walk: Walk, function: FunctionFacts, scope: ScopeFacts) -> None:
    walk.fn, walk.scope = function, scope


def _close_class(walk: Walk, state: ClassWalk, _unused: None) -> None:
    for initializer in state.initializers.values():
        initializer.end = initializer.pieces[-1][1]
        settle(initializer)
        walk.attach(initializer.start, initializer, state.scope)
    if state.has_constructor:
        return
    node = state.node
    keyword = class_keyword(node)
    positions = (keyword, keyword, keyword)
    name_node = state.name_node
    facts = new_function(
        FunctionKind.CLASS,
        (node.start_byte, node.end_byte),
        node.end_byte,
        state.name,
        (name_node.start_byte, name_node.end_byte) if name_node is not None else None,
        True,
        True,
        positions,
    )
    facts.scope.mentions[BRAND].append(keyword << 2)
    settle(facts)
    walk.attach(node.start_byte, facts, state.scope)


def _class_declaration(walk: Walk, node: Node) -> None:
    name = node.child_by_field_name("name")
    text = walk.text(name) if name is not None else walk.hints.pop(node.start_byte, "")
    if name is not None:
        walk.declare(walk.scope, text, BindingKind.CLASS, name.start_byte, name.end_byte)
    visit_class(walk, node, text, name)


def _class_expression(walk: Walk, node: Node) -> None:
    name = node.child_by_field_name("name")
    hint = walk.hints.pop(node.start_byte, "")
    visit_class(walk, node, walk.text(name) if name is not None else hint, name)


def _enum_declaration(walk: Walk, node: Node) -> None:
    """TypeScript compiles an enum to a function that fills an object."""
    name, body = node.child_by_field_name("name"), node.child_by_field_name("body")
    if name is None or body is None:
        return
    text = walk.text(name)
    walk.declare(walk.scope, text, BindingKind.ENUM, name.start_byte, name.end_byte)
    facts = _open_namespace(walk, FunctionKind.ENUM, node, text, name, body)
    for member in body.named_children:
        key = member.child_by_field_name("name") if member.type == "enum_assignment" else member
        if key is not None and key.type == "property_identifier":
            walk.declare(facts.scope, walk.text(key), BindingKind.CONST, key.start_byte, key.end_byte)
        value = member.child_by_field_name("value")
        if value is not None:
            walk.stack.append(value)


def _namespace(walk: Walk, node: Node) -> None:
    """TypeScript compiles a namespace to a function that fills an object."""
    name, body = node.child_by_field_name("name"), node.child_by_field_name("body")
    if name is None or body is None:
        return
    leftmost = name
    while leftmost.named_child_count and leftmost.type != "string":
        leftmost = leftmost.named_children[0]
    text = walk.text(leftmost)
    walk.declare(walk.scope, text, BindingKind.NAMESPACE, leftmost.start_byte, leftmost.end_byte)
    _open_namespace(walk, FunctionKind.NAMESPACE, node, text, leftmost, body)
    visit_statements(walk, body.named_children)


def _open_namespace(
    walk: Walk, kind: FunctionKind, node: Node, name: str, name_node: Node, body: Node
) -> FunctionFacts:
    place = body.start_byte
    facts = new_function(
        kind,
        (node.start_byte, node.end_byte),
        place,
        "",
        (name_node.start_byte, name_node.end_byte),
        walk.scope.strict,
        walk.scope.strict,
        (place, place, place),
    )
    walk.open_function(facts)
    facts.parameters.append(name)
    facts.scope.variables[name] = Variable(name, BindingKind.IMPLICIT, [])
    return facts


CLASS_HANDLERS: dict[str, Handler] = {
    "class_declaration": _class_declaration,
    "abstract_class_declaration": _class_declaration,
    "class": _class_expression,
    "enum_declaration": _enum_declaration,
    "internal_module": _namespace,
    "module": _namespace,
}
