"""What stands around an expression: guards, loops, sections of ``try``, and what becomes of its value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

from tree_sitter import Node

from leakline.js.expressions import target_of
from leakline.js.shapes import Target

if TYPE_CHECKING:
    from leakline.js.module import Module

FUNCTION_NODES = frozenset(
    {
        "function_declaration",
        "function_expression",
        "generator_function",
        "generator_function_declaration",
        "arrow_function",
        "method_definition",
        "class_static_block",
        "class_body",
        "program",
    }
)
LOOPS = frozenset({"for_statement", "for_in_statement", "while_statement", "do_statement"})
TRANSPARENT = frozenset(
    {
        "parenthesized_expression",
        "as_expression",
        "satisfies_expression",
        "non_null_expression",
        "await_expression",
        "ternary_expression",
        "binary_expression",
        "sequence_expression",
        "unary_expression",
    }
)
FIELDS = frozenset({"field_definition", "public_field_definition"})
EXITS = frozenset({"return_statement", "throw_statement", "continue_statement", "break_statement"})
STATEMENT_PARENTS = frozenset({"statement_block", "program", "switch_case", "switch_default", "class_static_block"})


class OutcomeKind(Enum):
    """What becomes of the value of an expression."""

    DISCARDED = "discarded"
    ASSIGNED = "assigned"
    RETURNED = "returned"
    PASSED = "passed"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Outcome:
    """``target`` belongs to ASSIGNED, ``name``, the callee's last step, to PASSED; ``chained`` are calls on it."""

    kind: OutcomeKind
    target: Target | None = None
    name: str = ""
    chained: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Guard:
    """A condition that decides whether code runs. ``negative`` says that the code runs where it does not hold."""

    text: str
    negative: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Guards from the inside outwards, whether a loop is around, and the sections (``try``, ``catch``, ``finally``)."""

    guards: tuple[Guard, ...]
    in_loop: bool
    sections: frozenset[str]


def node_at(module: Module, start: int, end: int) -> Node | None:
    """The smallest node with a range, for the modules of this room alone."""
    return module.tree.tree.root_node.named_descendant_for_byte_range(start, max(start, end))


def outcome_of(module: Module, start: int, end: int) -> Outcome:
    """What becomes of the expression with this range; casts, ``await``, ``&&`` and ``? :`` are seen through."""
    known = module.outcomes.get((start, end))
    if known is None:
        passed: list[tuple[int, int]] = [(start, end)]  # and the calls on it: chains are as long as files
        known = _outcome(module, start, end, passed)
        for index, place in enumerate(passed):
            module.outcomes[place] = replace(known, chained=known.chained[index:])
    return known


def _outcome(module: Module, start: int, end: int, passed: list[tuple[int, int]]) -> Outcome:
    """See ``outcome_of``; ``passed`` gets the ranges of the calls on the way whose outcome is not known."""
    node = node_at(module, start, end)
    chained: list[str] = []
    while node is not None and (parent := node.parent) is not None:
        form = parent.type
        if form in TRANSPARENT:
            if form == "ternary_expression" and parent.child_by_field_name("condition") == node:
                return Outcome(OutcomeKind.OTHER, chained=tuple(chained))
            node = parent
        elif form == "member_expression" and parent.child_by_field_name("object") == node:
            call = parent.parent
            step = parent.child_by_field_name("property")
            if call is None or call.type != "call_expression" or step is None:
                return Outcome(OutcomeKind.OTHER, chained=tuple(chained))
            chained.append(text_of(module, step))
            node = call
            place = call.start_byte, call.end_byte
            known = module.outcomes.get(place)
            if known is not None:
                return replace(known, chained=(*chained, *known.chained))
            passed.append(place)
        elif form == "expression_statement":
            return Outcome(OutcomeKind.DISCARDED, chained=tuple(chained))
        elif form in ("return_statement", "arrow_function"):
            return Outcome(OutcomeKind.RETURNED, chained=tuple(chained))
        elif (
            form in ("variable_declarator", "assignment_expression", "augmented_assignment_expression")
            or form in FIELDS
        ):
            return _assigned(module, parent, node, tuple(chained))
        elif form == "arguments":
            callee = parent.parent
            name = (
                callee.child_by_field_name("function") or callee.child_by_field_name("constructor") if callee else None
            )
            last = text_of(module, name).rpartition(".")[2] if name is not None else ""
            return Outcome(OutcomeKind.PASSED, name=last, chained=tuple(chained))
        else:
            return Outcome(OutcomeKind.OTHER, chained=tuple(chained))
    return Outcome(OutcomeKind.OTHER, chained=tuple(chained))


def surroundings_of(module: Module, start: int, end: int) -> Surroundings:
    """What stands around an expression inside its own function."""
    guards: list[Guard] = []
    sections: set[str] = set()
    in_loop = False
    for child, parent in _climb(module, start, end):
        form = parent.type
        condition = parent.child_by_field_name("condition")
        if form in ("if_statement", "ternary_expression") and condition is not None and child != condition:
            negative = parent.child_by_field_name("alternative") == child
            guards.append(_guard(module, condition, negative))
        elif form == "binary_expression" and parent.child_by_field_name("right") == child:
            operator = parent.child_by_field_name("operator")
            left = parent.child_by_field_name("left")
            if left is not None and operator is not None and operator.type in ("&&", "||", "??"):
                guards.append(_guard(module, left, operator.type != "&&"))
        elif form in LOOPS:
            in_loop = True
        elif form == "try_statement":
            sections.add("try" if parent.child_by_field_name("body") == child else child.type.partition("_")[0])
        if form in STATEMENT_PARENTS:
            guards += _early_exits(module, parent, child)
    return Surroundings(tuple(guards), in_loop, frozenset(sections))


def statement_range(module: Module, start: int, end: int) -> tuple[int, int]:
    """Start and end of the statement that holds an expression."""
    node = node_at(module, start, end)
    while node is not None and node.parent is not None and node.parent.type not in STATEMENT_PARENTS:
        node = node.parent
    return (node.start_byte, node.end_byte) if node is not None else (start, end)


def decided_range(module: Module, start: int, end: int) -> tuple[int, int]:
    """Where an expression's block decides what happens: the block itself, and of a ``finally`` the whole ``try``."""
    node = node_at(module, start, end)
    while node is not None and node.parent is not None and node.type != "statement_block":
        node = node.parent
    last = node.parent if node is not None else None
    whole = last.parent if last is not None and last.type == "finally_clause" else node
    return (whole.start_byte, whole.end_byte) if whole is not None else (start, end)


def without_comments(module: Module) -> bytes:
    """The text of a file with each comment replaced by as many spaces."""
    source = module.source
    if b"//" not in source and b"/*" not in source:
        return source
    text = bytearray(source)
    for comment, shift, _ in module.captures.comments:
        text[comment.start + shift : comment.end + shift] = b" " * (comment.end - comment.start)
    return bytes(text)


def text_of(module: Module, node: Node) -> str:
    """Source text of a node."""
    return module.source[node.start_byte : node.end_byte].decode("utf-8", "replace")


def _assigned(module: Module, parent: Node, node: Node, chained: tuple[str, ...]) -> Outcome:
    left = (
        parent.child_by_field_name("left")
        or parent.child_by_field_name("name")
        or parent.child_by_field_name("property")
    )
    if left is None or left == node:
        return Outcome(OutcomeKind.OTHER, chained=chained)
    target = target_of(module, left)
    if parent.type in FIELDS:
        target = Target(left.start_byte, left.end_byte, f"this.{target.text}", "this", None, (target.text,), False)
    return Outcome(OutcomeKind.ASSIGNED, target=target, chained=chained)


def _climb(module: Module, start: int, end: int) -> Iterator[tuple[Node, Node]]:
    node = node_at(module, start, end)
    while node is not None and (parent := node.parent) is not None:
        if (
            node.type in FUNCTION_NODES
            and node.start_byte <= start
            and (node.start_byte, node.end_byte) != (start, end)
        ):
            return
        yield node, parent
        node = parent


def _early_exits(module: Module, block: Node, statement: Node) -> tuple[Guard, ...]:
    """``if (done) return`` in front of a statement guards it; the nearest first."""
    exits = module.exits_of_block.get(block.id)
    if exits is None:
        exits = module.exits_of_block[block.id] = _exits(module, block)
    return tuple(guard for guard in exits if guard.end <= statement.start_byte)


def _exits(module: Module, block: Node) -> tuple[Guard, ...]:
    """The guards of the statements directly inside of a block that leave it, the last one first."""
    found = []
    for child in block.named_children:
        if child.type == "if_statement" and child.child_by_field_name("alternative") is None:
            condition = child.child_by_field_name("condition")
            branch = child.child_by_field_name("consequence")
            if branch is not None and branch.type == "statement_block" and branch.named_child_count:
                branch = branch.named_children[-1]
            if branch is not None and branch.type in EXITS and condition is not None:
                found.append(_guard(module, condition, True))
    return tuple(reversed(found))


def _guard(module: Module, condition: Node, negative: bool) -> Guard:
    return Guard(text_of(module, condition), negative, condition.start_byte, condition.end_byte)
