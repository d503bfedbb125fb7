"""Statements that make scopes: blocks, loops, switch, catch, with; and calls of ``eval``."""

from __future__ import annotations

from tree_sitter import Node

from leakline.js.allocation import CAUGHT
from leakline.js.facts import BindingKind, ScopeFacts, ScopeKind, Variable
from leakline.js.walk import Handler, Walk, without_parentheses
from leakline.js.walk_names import (
    DECLARED,
    NAME_KINDS,
    declaration_kind,
    declare_declarators,
    declare_expression,
    declare_pattern,
)

FUNCTION_DECLARATIONS = frozenset({"function_declaration", "generator_function_declaration"})


def visit_statements(walk: Walk, statements: list[Node]) -> None:
    """Visit statements in order, mending ``let`` whose declarators stand on the next line."""
    expressions, source = walk.kinds["expression"], walk.source
    for index, statement in enumerate(statements):
        if statement.kind_id in expressions and source.startswith(b"let", statement.start_byte):
            following = _after_comments(statements, index)
            if following is not None and _is_lone_let(walk, statement) and following.type == "expression_statement":
                _visit_with_split_let(walk, statements)
                return
    walk.stack += statements[::-1]


def declares_lexically(walk: Walk, statements: list[Node]) -> bool:
    """Whether a block with these statements needs a scope of its own."""
    lexical, special, source = walk.kinds["lexical"], walk.kinds["perhaps lexical"], walk.source
    for statement in statements:
        kind = statement.kind_id
        if kind in lexical:
            return True
        if kind in special:
            if source.startswith(b"let", statement.start_byte) and _is_lone_let(walk, statement):
                return True
            if statement.type == "labeled_statement" and _labelled(statement).type in FUNCTION_DECLARATIONS:
                return True
    return False


def _labelled(statement: Node) -> Node:
    while statement.type == "labeled_statement":
        body = statement.child_by_field_name("body")
        if body is None:
            break
        statement = body
    return statement


def _is_lone_let(walk: Walk, statement: Node) -> bool:
    """``let`` and perhaps comments: what tree-sitter makes of a declaration whose names stand on the next line."""
    start = statement.start_byte
    if walk.source[start : start + 3] != b"let" or statement.type != "expression_statement":
        return False
    children = statement.named_children
    return (
        children[0].type == "identifier"
        and children[0].end_byte == start + 3
        and all(child.type == "comment" for child in children[1:])
        and walk.source[statement.end_byte - 1 : statement.end_byte] != b";"
    )


def _after_comments(statements: list[Node], index: int) -> Node | None:
    return next((statement for statement in statements[index + 1 :] if statement.type != "comment"), None)


def _visit_with_split_let(walk: Walk, statements: list[Node]) -> None:
    declares = False
    items: list[Node] = []
    split: set[int] = set()
    for index, statement in enumerate(statements):
        following = _after_comments(statements, index)
        if _is_lone_let(walk, statement) and following is not None and following.type == "expression_statement":
            declares = True
        elif declares and statement.type == "expression_statement":
            declares = False
            split.add(statement.id)
            items.append(statement)
        else:
            items.append(statement)
    for item in items[::-1]:
        if item.id in split:
            for child in item.named_children[::-1]:
                walk.later(declare_expression, child)
        else:
            walk.stack.append(item)


def _statement_block(walk: Walk, node: Node) -> None:
    statements = node.named_children
    if declares_lexically(walk, statements):
        walk.open_scope(ScopeKind.BLOCK, node.start_byte, node.end_byte)
    visit_statements(walk, statements)


def _switch_body(walk: Walk, node: Node) -> None:
    cases = node.named_children
    if any(declares_lexically(walk, case.named_children) for case in cases):
        walk.open_scope(ScopeKind.BLOCK, node.start_byte, node.end_byte)
    walk.visit_all(cases)


def _switch_case(walk: Walk, node: Node) -> None:
    visit_statements(walk, node.named_children)


def _branch(walk: Walk, node: Node) -> None:
    """``if`` and ``else``: a function right behind them has a scope of its own (Annex B.3.3)."""
    for child in node.named_children[::-1]:
        if child.type in FUNCTION_DECLARATIONS:
            walk.later(_own_block, child)
        else:
            walk.stack.append(child)


def _own_block(walk: Walk, node: Node, _unused: None) -> None:
    walk.open_scope(ScopeKind.BLOCK, node.start_byte, node.end_byte)
    walk.stack.append(node)


def _for_statement(walk: Walk, node: Node) -> None:
    initializer = node.child_by_field_name("initializer")
    rest = [child for child in node.named_children if child != initializer]
    if initializer is None or initializer.type not in ("lexical_declaration", "using_declaration"):
        walk.visit_all(node.named_children)
        return
    kind = declaration_kind(walk, initializer)
    scope = walk.open_scope(ScopeKind.BLOCK, node.start_byte, node.end_byte)
    if kind is BindingKind.LET:
        walk.later(_each_iteration, (scope, initializer.end_byte, node.end_byte), rest)
    else:
        walk.visit_all(rest)
    declare_declarators(walk, initializer, kind)


def _each_iteration(walk: Walk, place: tuple[ScopeFacts, int, int], rest: list[Node]) -> None:
    """A ``for (let ...)`` gives each iteration a copy of its variables, for closures in test, update and body."""
    outer, start, end = place
    inner = walk.open_scope(ScopeKind.BLOCK, start, end)
    _copy_variables(outer, inner)
    walk.visit_all(rest)


def _copy_variables(source: ScopeFacts, target: ScopeFacts) -> None:
    for name, variable in source.variables.items():
        target.variables[name] = Variable(name, variable.kind, variable.declarations, original=variable)


def _for_in_statement(walk: Walk, node: Node) -> None:
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    body, keyword = node.child_by_field_name("body"), node.child_by_field_name("kind")
    value = node.child_by_field_name("value")
    kind = DECLARED.get(keyword.type.split()[0]) if keyword is not None else None
    if left is None or right is None:
        walk.visit_all(node.named_children)
        return
    if kind is None or kind is BindingKind.VAR:
        walk.stack += [part for part in (body, right, value) if part is not None]
        walk.later(declare_pattern, left, kind)
        return
    scope = walk.open_scope(ScopeKind.BLOCK, node.start_byte, node.end_byte)
    walk.stack.append(right)
    walk.later(_for_each, (scope, left, kind), [part for part in (body,) if part is not None])


def _for_each(walk: Walk, head: tuple[ScopeFacts, Node, BindingKind], body: list[Node]) -> None:
    """The iteration's own scope; around the iterated expression its names exist too, never initialized."""
    outer, left, kind = head
    inner = walk.open_scope(ScopeKind.BLOCK, left.start_byte, outer.end)
    walk.visit_all(body)
    walk.later(_temporal_dead_zone, inner, outer)
    walk.later(declare_pattern, left, kind)


def _temporal_dead_zone(_walk: Walk, inner: ScopeFacts, outer: ScopeFacts) -> None:
    _copy_variables(inner, outer)


def _catch_clause(walk: Walk, node: Node) -> None:
    parameter, body = node.child_by_field_name("parameter"), node.child_by_field_name("body")
    if parameter is None:
        walk.visit_all(node.named_children)
        return
    scope = walk.open_scope(ScopeKind.CATCH, parameter.start_byte, node.end_byte)
    if parameter.type in NAME_KINDS:
        walk.declare(scope, walk.text(parameter), BindingKind.CATCH, parameter.start_byte, parameter.end_byte)
    else:
        scope.variables[CAUGHT] = Variable(CAUGHT, BindingKind.CATCH, [])
        walk.open_scope(ScopeKind.BLOCK, parameter.start_byte, node.end_byte)
    if body is not None:
        walk.stack.append(body)
    if parameter.type not in NAME_KINDS:
        walk.later(declare_pattern, parameter, BindingKind.LET)


def _with_statement(walk: Walk, node: Node) -> None:
    subject, body = node.child_by_field_name("object"), node.child_by_field_name("body")
    if body is not None:
        walk.later(_inside_with, body)
    if subject is not None:
        walk.stack.append(subject)


def _inside_with(walk: Walk, body: Node, _unused: None) -> None:
    walk.open_scope(ScopeKind.WITH, body.start_byte, body.end_byte)
    walk.stack.append(body)


def _call(walk: Walk, node: Node) -> None:
    children = node.named_children
    if children:
        callee = without_parentheses(children[0])
        if callee.end_byte - callee.start_byte == 4 and walk.source[callee.start_byte : callee.end_byte] == b"eval":
            arguments = children[-1].type
            if arguments == "arguments" and not any(child.type == "optional_chain" for child in children):
                _record_eval(walk)
    walk.stack += children[::-1]


def _record_eval(walk: Walk) -> None:
    scope = walk.scope
    scope.calls_eval = True
    if not scope.strict:
        (scope.declares or scope).sloppy_eval = True


def _descend(walk: Walk, node: Node) -> None:
    walk.stack += node.named_children[::-1]


BLOCK_HANDLERS: dict[str, Handler] = {
    "statement_block": _statement_block,
    "switch_body": _switch_body,
    "switch_case": _switch_case,
    "switch_default": _switch_case,
    "if_statement": _branch,
    "else_clause": _branch,
    "for_statement": _for_statement,
    "for_in_statement": _for_in_statement,
    "catch_clause": _catch_clause,
    "with_statement": _with_statement,
    "call_expression": _call,
}
descend = _descend
