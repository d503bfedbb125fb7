"""What an expression of the tree means: a root and steps, an argument, a function, with the names' bindings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leakline.js.facts import BindingKind
from leakline.js.values import Argument, ArgumentKind, Target
from leakline.js.written import MEMBERS, TRANSPARENT, ArgumentFacts, TargetFacts, argument_facts, target_facts

if TYPE_CHECKING:
    from tree_sitter import Node

    from leakline.js.model import Binding, Function
    from leakline.js.module import Module


def target_of(module: Module, node: Node) -> Target:
    """An expression as a root and the steps from it."""
    return target_from(module, target_facts(module.source, node), 0)


def target_from(module: Module, facts: TargetFacts, shift: int) -> Target:
    """A root and steps that have moved since they were read."""
    binding = module.binding_at(facts.root_start + shift) if facts.root_start >= 0 else None
    return Target(facts.start + shift, facts.end + shift, facts.text, facts.root, binding, facts.path, facts.computed)


def argument_of(module: Module, node: Node) -> Argument:
    """An expression as plain data."""
    return argument_from(module, argument_facts(module.source, node), 0)


def argument_from(module: Module, facts: ArgumentFacts, shift: int) -> Argument:
    """An expression that has moved since it was read."""
    function: Function | None = None
    binding = module.binding_at(facts.root_start + shift) if facts.root_start >= 0 else None
    if facts.function is not None:
        function = module.function_starting_at(facts.function[0] + shift, facts.function[1] + shift)
    elif facts.kind is ArgumentKind.IDENTIFIER:
        function = _only_meaning(module, binding)
    return Argument(facts.start + shift, facts.end + shift, facts.kind, facts.text, facts.value, function, binding)


def captured_node(module: Module, start: int, end: int, kinds: frozenset[str]) -> Node:
    """The node of one of some kinds that has a range, which is known to be there."""
    node = module.tree.tree.root_node.named_descendant_for_byte_range(start, end)
    while node is not None and node.type not in kinds:
        node = node.parent
    assert node is not None
    return node


def source_text(module: Module, place: tuple[int, int] | None, shift: int) -> str:
    """Source text of a place that has moved, empty for none."""
    if place is None:
        return ""
    return module.source[place[0] + shift : place[1] + shift].decode("utf-8", "replace")


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
