"""Fields that object literals with methods begin with: ``const pool = { all: [], add(it) { this.all.push(it) } }``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tree_sitter import Node

from leakline.js.code import Code
from leakline.js.lifetimes import Lifetime, Origin, Place
from leakline.js.model import Function
from leakline.js.shapes import Argument, ArgumentKind, Target
from leakline.js.surroundings import node_at, text_of


@dataclass(frozen=True, slots=True)
class LiteralField:
    """A property with a value. ``place`` is what ``this.name`` means in the methods beside it.

    ``variable`` is the variable that gets the literal, empty where there is none.
    """

    start: int
    end: int
    target: Target
    value: Argument
    function: Function
    place: Place
    variable: str
    operator: str = "property"


def literal_fields(code: Code) -> Iterator[LiteralField]:
    """The properties with a value of all literals that have methods."""
    for owner in code.owners.all:
        if owner.is_class or owner.end is None or not owner.key.startswith("object@"):
            continue
        literal = node_at(code.module, owner.start, owner.end)
        if literal is None or literal.type != "object":
            continue
        function = code.module.enclosing_function(literal.start_byte)
        lifetime = Lifetime.PROCESS if code.repetition.runs_once(function) else Lifetime.OWNER
        for pair in literal.named_children:
            key, value = pair.child_by_field_name("key"), pair.child_by_field_name("value")
            if pair.type != "pair" or key is None or value is None or key.type != "property_identifier":
                continue
            name = text_of(code.module, key)
            place = Place(f"{owner.key}.{name}", name, f"this.{name}", lifetime, Origin.FIELD, "this", (name,), None)
            target = Target(key.start_byte, key.end_byte, place.text, "this", None, (name,), computed=False)
            kind = ArgumentKind.NEW if value.type == "new_expression" else ArgumentKind.OTHER
            text, variable = text_of(code.module, value), _variable(code, literal)
            what = Argument(value.start_byte, value.end_byte, kind, text, None, None, None)
            yield LiteralField(pair.start_byte, pair.end_byte, target, what, function, place, variable)


def _variable(code: Code, literal: Node) -> str:
    holder = literal.parent
    name = holder.child_by_field_name("name") if holder is not None and holder.type == "variable_declarator" else None
    return text_of(code.module, name) if name is not None and name.type == "identifier" else ""
