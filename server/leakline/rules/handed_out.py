"""Receivers that a function of the file hands out again and again, from what the module or the object keeps."""

from __future__ import annotations

import re

from leakline.js.code import Code
from leakline.js.lifetimes import Place
from leakline.js.model import Function

TAKEN = re.compile(r"(?<![\w.$])((?:this\.)?#?\w+)(?:\.get\(|\[)")
CALLED = re.compile(r"(?:await\s+)?(?:this\.)?#?(\w+)\((?:[^()]|\([^()]*\))*\)")
RETURNED = re.compile(r"\breturn\s+((?:this\.)?#?\w+)\s*(?:;|\}|$)", re.M)


def is_handed_out(code: Code, place: Place) -> bool:
    """``const session = sessionFor(origin)``, where ``sessionFor`` looks into a map of the module first."""
    if place.binding is None or place.path or place.root == "this":
        return False
    values = [CALLED.fullmatch(one.value.text) for one in code.module.assignments_to(place.binding)]
    names = dict.fromkeys(called[1] for called in values if called is not None)
    if None in values:
        return False  # made here, where there was none
    makers = (maker for name in names for maker in code.once(_returning).get(name, ()))
    return any(
        place.binding.function is not maker and (_uses_container(code, maker) or _keeps_one(code, maker))
        for maker in makers
    )


def _returning(code: Code) -> dict[str, list[Function]]:
    """By name, the functions that give something back."""
    found: dict[str, list[Function]] = {}
    for function in code.returning:
        found.setdefault(code.name_of(function), []).append(function)
    return found


def _uses_container(code: Code, function: Function) -> bool:
    """Whether a function looks for what it returns in a container of the module or object, and puts it there."""
    text = code.function_text(function)
    for name in dict.fromkeys(TAKEN.findall(text)):
        filled = rf"(?<![\w.$]){re.escape(name)}(?:\.set\(|\[[^\]\n]+\]\s*(?:\|\||\?\?)?=[^=])"
        if _stays(code, function, name) and re.search(filled, text) is not None:
            return True
    return False


def _keeps_one(code: Code, function: Function) -> bool:
    """``if (!this.client) this.client = connect(); return this.client``: one for all who ask."""
    text = code.function_text(function)
    for name in dict.fromkeys(RETURNED.findall(text)):
        made = rf"(?<![\w.$]){re.escape(name)}\s*(?:\|\||\?\?)?=[^=>]"
        asked = rf"if\s*\(\s*!?{re.escape(name)}\b|(?<![\w.$]){re.escape(name)}\s*(?:\|\||\?\?)="
        if _stays(code, function, name) and re.search(made, text) and re.search(asked, text):
            return True
    return False


def _stays(code: Code, function: Function, name: str) -> bool:
    """Whether a field, or a variable of the module, is there before and after a call."""
    if name.startswith("this."):
        return True
    binding = function.outer.lookup(name) if function.outer is not None else None
    return binding is not None and binding.function is code.module.root
