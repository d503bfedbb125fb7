"""Removals whose handler is made by a call each time, or is a field that nothing sets."""

from __future__ import annotations

import re

from leakline.js.code import Code
from leakline.js.listeners import Handler, Listening
from leakline.js.model import Function
from leakline.js.releases import addition_index
from leakline.js.shapes import ArgumentKind

RETURNS = re.compile(r"\breturn\s+(?:async\s+)?(?:function\b|\([^()]*\)\s*(?::[^={]*)?=>|\w+\s*=>|[\w.]+\.bind\()")
KEEPS = re.compile(r"\bget\(|\bhas\(|\|\|=|\?\?=|\[[^\]]+\]\s*=[^=]|memo|cache", re.IGNORECASE)
AFFIXES = re.compile(r"^[_#$]+|^bound_?|_?(?:bound|listener|handler|binding|ref)_?$|_+$", re.IGNORECASE)
EMITTERS = frozenset({"EventEmitter", "EE", "Emitter", "events.EventEmitter", "EventTarget", "HTMLElement"})


def makes_function(code: Code, removal: Listening) -> bool:
    """``off('focus', handler())``, where ``handler`` is a function of the file that returns another one each time."""
    handler = removal.handler
    if handler is None or handler.kind is not ArgumentKind.CALL:
        return False
    callee = handler.text.partition("(")[0].strip()
    makers = code.once(_functions_by_name).get(callee.rpartition(".")[2], ())
    if len(makers) != 1 or (callee != makers[0].name and not callee.startswith("this.")):
        return False
    text = code.function_text(makers[0])
    return RETURNS.search(text) is not None and KEEPS.search(text) is None


def set_handler(code: Code, removal: Listening) -> Listening | None:
    """The listener that ``off('data', this.onData)`` means when only ``this._onData`` was ever set and added."""
    if removal.handler_kind is not Handler.FIELD or removal.handler is None or not removal.has_literal_event:
        return None
    root, _, name = "".join(removal.handler.text.split()).rpartition(".")
    owner = code.owners.of(removal.function)
    if root != "this" or owner is None or not owner.is_class or name in owner.methods:
        return None
    if owner.superclass not in EMITTERS | {None} or code.lifetimes.field_assignments(removal.handler_key):
        return None
    if code.says(rb"this\[|assign\(this|mixin"):
        return None  # set in a way that the file does not show
    meant = code.once(_fields_by_name).get((owner.key, removal.event, AFFIXES.sub("", name)), ())
    return meant[0] if len(meant) == 1 and meant[0].handler_key != removal.handler_key else None


def _fields_by_name(code: Code) -> dict[tuple[str, str, str], list[Listening]]:
    """The listeners that fields keep, by their object, event and the bare name of the field."""
    found: dict[tuple[str, str, str], list[Listening]] = {}
    for one in code.once(addition_index).ones:
        owner = code.owners.of(one.function)
        if one.handler_kind is Handler.FIELD and one.handler is not None and owner is not None:
            name = AFFIXES.sub("", one.handler.text.rpartition(".")[2])
            found.setdefault((owner.key, one.event, name), []).append(one)
    return found


def _functions_by_name(code: Code) -> dict[str, list[Function]]:
    found: dict[str, list[Function]] = {}
    for function in code.module.functions:
        if code.name_of(function):
            found.setdefault(code.name_of(function), []).append(function)
    return found
