"""What the calls of a file's own functions give for a parameter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leakline.js.model import Binding
from leakline.js.shapes import Argument, ArgumentKind, CallShape

if TYPE_CHECKING:
    from leakline.js.module import Module
    from leakline.js.repetition import Repetition

FEW = 20  # calls that are compared; a function that more call serves many things


def arguments_for(module: Module, repetition: Repetition, parameter: Binding) -> list[tuple[CallShape, Argument]]:
    """The argument of each call; none where calls may be elsewhere, or one does not give the parameter alone."""
    function = parameter.function
    if not function.facts.simple_parameters or parameter.name not in function.parameters:
        return []
    if len(parameter.declarations) != 1 or module.assignments_to(parameter):
        return []
    index = function.parameters.index(parameter.name)
    calls = repetition.all_calls(function)
    if len(calls) > FEW:
        return []
    found = []
    for call in calls:
        given = call.arguments[: index + 1]
        if len(given) <= index or any(argument.kind is ArgumentKind.SPREAD for argument in given):
            return []
        found.append((call, given[index]))
    return found
