"""Classes as plain data."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from leakline.js.facts import BindingKind, FunctionKind, ScopeKind
from leakline.js.model import Function, Scope
from leakline.js.shapes import ClassShape

if TYPE_CHECKING:
    from leakline.js.module import Module

MEMBERS = (FunctionKind.METHOD, FunctionKind.GETTER, FunctionKind.SETTER)
CONSTRUCTORS = (FunctionKind.CONSTRUCTOR, FunctionKind.CLASS)


def classes_of(module: Module) -> tuple[ClassShape, ...]:
    """All classes of a file in document order."""
    scopes = [scope for function in module.functions for scope in function.scopes if scope.kind is ScopeKind.CLASS]
    fields: dict[int, list[str]] = defaultdict(list)
    for assignment in module.assignments:
        if assignment.is_field:
            fields[_class_around(module, assignment.start)].append(assignment.written.path[0])
    extended = _superclasses(module)
    ordered = sorted(scopes, key=lambda scope: scope.start)
    return tuple(_shape(scope, tuple(fields[scope.start]), extended.get(scope.start)) for scope in ordered)


def _class_around(module: Module, offset: int) -> int:
    """Start of the class whose field an offset is; -1 in half-written code."""
    outer = module.enclosing_function(offset).outer
    return outer.start if outer is not None and outer.kind is ScopeKind.CLASS else -1


def _superclasses(module: Module) -> dict[int, str]:
    """Source text of what classes extend, by where they start."""
    return {spot.facts.start + spot.shift: spot.facts.superclass for spot in module.captures.heirs}


def _shape(scope: Scope, fields: tuple[str, ...], superclass: str | None) -> ClassShape:
    members = scope.functions
    constructor: Function | None = next((member for member in members if member.kind in CONSTRUCTORS), None)
    own = next((binding for binding in scope.bindings if binding.kind is BindingKind.CLASS_NAME), None)
    outer = scope.parent.lookup(own.name) if own is not None and scope.parent is not None else None
    declared = {start for start, _ in own.declarations} if own is not None else set()
    if outer is not None and declared.isdisjoint(start for start, _ in outer.declarations):
        outer = None
    return ClassShape(
        constructor.facts.name if constructor is not None else "",
        scope.start,
        scope.end,
        outer,
        superclass,
        constructor,
        tuple(member for member in members if member.kind in MEMBERS),
        fields,
        scope.function,
    )
