"""Receivers that a function of the file hands out again and again, from a container that the module keeps."""

from __future__ import annotations

import re

from leakline.js.code import Code
from leakline.js.lifetimes import Place
from leakline.js.model import Function

TAKEN = re.compile(r"\b(\w+)(?:\.get\(|\[)")
CALLED = re.compile(r"(?:await\s+)?(\w+)\(")


def is_handed_out(code: Code, place: Place) -> bool:
    """``const session = sessionFor(origin)``, where ``sessionFor`` looks into a map of the module first."""
    if place.binding is None or place.path or place.root == "this":
        return False
    names = {
        called[1]
        for value in code.module.assignments_to(place.binding)
        if (called := CALLED.match(value.value.text)) is not None
    }
    makers = code.once(_functions_with_containers)
    return any(place.binding.function is not maker for name in names for maker in makers.get(name, ()))


def _functions_with_containers(code: Code) -> dict[str, list[Function]]:
    """By name, the functions that give back what they find in a container of the module, or put there."""
    found: dict[str, list[Function]] = {}
    for function in code.module.functions:
        name = code.name_of(function)
        if name and function in code.returning and _uses_container(code, function):
            found.setdefault(name, []).append(function)
    return found


def _uses_container(code: Code, function: Function) -> bool:
    text = code.function_text(function)
    for name in dict.fromkeys(TAKEN.findall(text)):
        binding = function.outer.lookup(name) if function.outer is not None else None
        if binding is None or binding.function is not code.module.root:
            continue
        if re.search(rf"\b{name}(?:\.set\(|\[[^\]\n]+\]\s*(?:\|\|)?=[^=])", text) is not None:
            return True
    return False
