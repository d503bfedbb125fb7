"""Names used and names declared: identifiers, declarations, patterns, assignments, imports and exports."""

from __future__ import annotations

from tree_sitter import Node

from leakline.js.facts import FLAG_BITS, WRITE, BindingKind
from leakline.js.walk import Handler, Walk, name_of, without_parentheses

ANONYMOUS_FUNCTIONS = frozenset({"function_expression", "generator_function", "arrow_function", "class"})
NAME_KINDS = frozenset({"identifier", "undefined", "shorthand_property_identifier_pattern"})
DECLARED = {
    "let": BindingKind.LET,
    "const": BindingKind.CONST,
    "var": BindingKind.VAR,
    "using": BindingKind.USING,
    "await": BindingKind.USING,
}


def declare_pattern(walk: Walk, node: Node, kind: BindingKind | None) -> None:
    """Step: declare every name of a binding pattern; None assigns to existing names instead."""
    form = node.type
    if form in NAME_KINDS:
        name = walk.text(node)
        if kind is None:
            walk.mention(name, node.start_byte, WRITE)
        elif kind is BindingKind.VAR:
            walk.declare_var(name, node.start_byte, node.end_byte, writes=True)
        else:
            walk.declare(walk.scope, name, kind, node.start_byte, node.end_byte)
    elif form in ("object_pattern", "array_pattern", "rest_pattern"):
        for child in node.named_children[::-1]:
            walk.later(declare_pattern, child, kind)
    elif form == "pair_pattern":
        value, key = node.child_by_field_name("value"), node.child_by_field_name("key")
        if value is not None:
            walk.later(declare_pattern, value, kind)
        if key is not None and key.type == "computed_property_name":
            walk.stack.append(key)
    elif form in ("assignment_pattern", "object_assignment_pattern"):
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        if right is not None:
            hint_name(walk, left, right)
            walk.stack.append(right)
        if left is not None:
            walk.later(declare_pattern, left, kind)
    elif form in ("required_parameter", "optional_parameter"):
        pattern, value = node.child_by_field_name("pattern"), node.child_by_field_name("value")
        if value is not None:
            hint_name(walk, pattern, value)
            walk.stack.append(value)
        if pattern is not None and pattern.type != "this":
            walk.later(declare_pattern, pattern, kind)
        walk.stack += [child for child in node.named_children if child.type == "decorator"]
    elif form == "parenthesized_expression" and kind is None:
        for child in node.named_children:
            walk.later(declare_pattern, child, kind)
    elif form in ("non_null_expression", "as_expression", "satisfies_expression") and kind is None:
        if node.named_child_count:
            walk.later(declare_pattern, node.named_children[0], kind)
    elif node.is_named:
        walk.stack.append(node)


def hint_name(walk: Walk, target: Node | None, value: Node) -> None:
    """An anonymous function right behind a name gets that name (``SetFunctionName`` in V8's parser)."""
    if target is not None and target.type in NAME_KINDS:
        hint_text(walk, walk.text(target), value)


def hint_text(walk: Walk, name: str, value: Node) -> None:
    """Give a name to the function that ``value`` is, in parentheses or not."""
    value = without_parentheses(value)
    if value.type in ANONYMOUS_FUNCTIONS:
        walk.hints[value.start_byte] = name


def declare_declarators(walk: Walk, node: Node, kind: BindingKind) -> None:
    """Declare what a ``let``, ``const``, ``var`` or ``using`` statement lists."""
    stack = walk.stack
    for declarator in node.named_children[::-1]:
        if declarator.type == "variable_declarator":
            stack.append((_declarator, declarator, kind))
        else:
            stack.append(declarator)


def declaration_kind(walk: Walk, node: Node) -> BindingKind:
    """The keyword of a declaration statement."""
    return DECLARED.get(walk.source[node.start_byte : node.start_byte + 5].decode("ascii", "replace").split()[0], _LET)


def declare_expression(walk: Walk, node: Node, _unused: None = None) -> None:
    """Step: declare what stands behind a ``let`` whose line ended, which tree-sitter takes for an expression."""
    if node.type == "sequence_expression":
        for child in node.named_children[::-1]:
            walk.later(declare_expression, child)
    elif node.type == "assignment_expression":
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        if right is not None and left is not None:
            hint_name(walk, left, right)
            walk.stack.append(right)
            declare_pattern(walk, left, BindingKind.LET)
    else:
        declare_pattern(walk, node, BindingKind.LET)


_LET = BindingKind.LET


def _declarator(walk: Walk, node: Node, kind: BindingKind) -> None:
    name, value = node.child_by_field_name("name"), node.child_by_field_name("value")
    if value is not None:
        if name is not None:
            hint_name(walk, name, value)
        walk.stack.append(value)
    if name is None:
        return
    if name.type in NAME_KINDS:
        start, end = name.start_byte, name.end_byte
        text = name_of(walk.source[start:end])
        if kind is BindingKind.VAR:
            walk.declare_var(text, start, end, writes=value is not None)
        else:
            walk.declare(walk.scope, text, kind, start, end)
    else:
        declare_pattern(walk, name, kind)


def _identifier(walk: Walk, node: Node) -> None:
    start = node.start_byte
    data = walk.source[start : node.end_byte]
    name = data.decode() if data.isascii() and b"\\" not in data else name_of(data)
    walk.scope.mentions[name].append(start << FLAG_BITS)


def _assignment(walk: Walk, node: Node) -> None:
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    if right is not None:
        if left is not None:
            hint_name(walk, left, right)
        walk.stack.append(right)
    if left is not None:
        walk.stack.append((declare_pattern, left, None))


def _augmented_assignment(walk: Walk, node: Node) -> None:
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    if right is not None:
        operator = node.child_by_field_name("operator")
        if left is not None and operator is not None and operator.type in ("||=", "&&=", "??="):
            hint_name(walk, left, right)
        walk.stack.append(right)
    if left is not None:
        _change(walk, left)


def _update(walk: Walk, node: Node) -> None:
    argument = node.child_by_field_name("argument")
    if argument is not None:
        _change(walk, argument)


def _change(walk: Walk, target: Node) -> None:
    if target.type in NAME_KINDS:
        name = walk.text(target)
        walk.mention(name, target.start_byte)
        walk.mention(name, target.start_byte, WRITE)
    else:
        walk.stack.append(target)


def _variable_declaration(walk: Walk, node: Node) -> None:
    declare_declarators(walk, node, BindingKind.VAR)


def _lexical_declaration(walk: Walk, node: Node) -> None:
    declare_declarators(walk, node, declaration_kind(walk, node))


def _import_statement(walk: Walk, node: Node) -> None:
    for child in node.named_children:
        if child.type == "import_require_clause":
            name = next((part for part in child.named_children if part.type == "identifier"), None)
            if name is not None:
                walk.declare(walk.scope, walk.text(name), BindingKind.CONST, name.start_byte, name.end_byte)
        if child.type != "import_clause":
            continue
        for part in child.named_children:
            if part.type == "identifier":
                walk.declare(walk.scope, walk.text(part), BindingKind.IMPORT, part.start_byte, part.end_byte)
            elif part.type == "namespace_import":
                for name in part.named_children:
                    kind = BindingKind.NAMESPACE_IMPORT
                    walk.declare(walk.scope, walk.text(name), kind, name.start_byte, name.end_byte)
            elif part.type == "named_imports":
                for specifier in part.named_children:
                    local = specifier.child_by_field_name("alias") or specifier.child_by_field_name("name")
                    if local is not None:
                        kind = BindingKind.IMPORT
                        walk.declare(walk.scope, walk.text(local), kind, local.start_byte, local.end_byte)


def _import_alias(walk: Walk, node: Node) -> None:
    names = node.named_children
    if names and names[0].type == "identifier":
        walk.declare(walk.scope, walk.text(names[0]), BindingKind.CONST, names[0].start_byte, names[0].end_byte)
        for target in names[1:]:
            leftmost = target
            while leftmost.named_child_count:
                leftmost = leftmost.named_children[0]
            walk.mention(walk.text(leftmost), leftmost.start_byte)


def _export_statement(walk: Walk, node: Node) -> None:
    source = node.child_by_field_name("source")
    declaration = node.child_by_field_name("declaration")
    value = node.child_by_field_name("value")
    if declaration is not None:
        walk.exported.append((declaration.start_byte, declaration.end_byte))
        walk.hints[declaration.start_byte] = "default"
    if value is not None:
        hint_text(walk, "default", value)
    for child in node.named_children[::-1]:
        if child.type == "export_clause":
            if source is None:
                for specifier in child.named_children:
                    name = specifier.child_by_field_name("name")
                    if name is not None and name.type != "string":
                        walk.exported.append(walk.text(name))
                        walk.mention(walk.text(name), name.start_byte)
        elif child.type not in ("string", "namespace_export", "import_attribute") or child == value:
            walk.stack.append(child)


NAME_HANDLERS: dict[str, Handler] = {
    "identifier": _identifier,
    "undefined": _identifier,
    "shorthand_property_identifier": _identifier,
    "private_property_identifier": _identifier,
    "assignment_expression": _assignment,
    "augmented_assignment_expression": _augmented_assignment,
    "update_expression": _update,
    "variable_declaration": _variable_declaration,
    "lexical_declaration": _lexical_declaration,
    "using_declaration": _lexical_declaration,
    "import_statement": _import_statement,
    "import_alias": _import_alias,
    "export_statement": _export_statement,
}
