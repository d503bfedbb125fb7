"""Calls and assignments of a file, and the functions that calls get."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leakline.js.shapes import AssignmentShape, CallShape

if TYPE_CHECKING:
    from leakline.js.module import Module


def calls_of(module: Module) -> tuple[CallShape, ...]:
    """All calls and ``new`` of a file in document order."""
    return tuple(CallShape(module, *spot) for spot in module.captures.calls)


def assignments_of(module: Module) -> tuple[AssignmentShape, ...]:
    """All assignments in document order, and declarations and fields with a value."""
    return tuple(AssignmentShape(module, *spot) for spot in module.captures.assignments)


def given_functions(module: Module) -> dict[tuple[int, int], tuple[CallShape, int]]:
    """See ``Module.given_functions``."""
    found: dict[tuple[int, int], tuple[CallShape, int]] = {}
    for call in module.calls:
        for start, end, index in call.function_arguments:
            found[start, end] = call, index
    return found
