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
    makers = (maker for name in names for maker in code.once(_returning).get(name, ()))
    return any(place.binding.function is not maker and _uses_container(code, maker) for maker in makers)


def _returning(code: Code) -> dict[str, list[Function]]:
    """By name, the functions that give something back."""
    found: dict[str, list[Function]] = {}
    for function in code.returning:
        found.setdefault(code.name_of(function), []).append(function)
    return found


def _uses_container(code: Code, function: Function) -> bool:
    """Whether a function looks for what it returns in a container of the module, and puts it there."""
    text = code.function_text(function)
    for name in dict.fromkeys(TAKEN.findall(text)):
        binding = function.outer.lookup(name) if function.outer is not None else None
        if binding is None or binding.function is not code.module.root:
            continue
        if re.search(rf"\b{name}(?:\.set\(|\[[^\]\n]+\]\s*(?:\|\|)?=[^=])", text) is not None:
            return True
    return False
