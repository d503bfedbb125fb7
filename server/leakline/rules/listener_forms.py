"""Whether two listeners are one function in two forms: wrapped, bound, or under another name."""

from __future__ import annotations

import re

from leakline.js.code import Code
from leakline.js.facts import FunctionKind
from leakline.js.listeners import Handler, Listening

# Lodash, Underscore, Closure, Dojo: functions that return another function on each call.
WRAPPERS = frozenset({"debounce", "throttle", "partial", "curry", "bind", "hitch", "rafThrottle"})


def is_wrapped(added: Listening, removal: Listening) -> bool:
    """``on('scroll', debounce(this.onScroll, 100))`` beside ``off('scroll', this.onScroll)``."""
    if added.handler_kind is not Handler.OTHER or added.handler is None or removal.handler is None:
        return False
    callee, _, rest = added.handler.text.partition("(")
    inner = rest.partition(",")[0].rstrip(") \n")
    return callee.strip().rpartition(".")[2] in WRAPPERS and inner == removal.handler.text


def is_bound_form(code: Code, bound: Listening, plain: Listening) -> bool:
    """``this._resize = this.resize.bind(this)`` beside ``this.resize``, which is a method, or ``debounce(...)``."""
    if bound.handler_kind is not Handler.FIELD or plain.handler_kind is not Handler.FIELD or plain.handler is None:
        return False
    if bound.place.key != plain.place.key or code.lifetimes.field_assignments(plain.handler_key):
        return False
    made = code.lifetimes.field_assignments(bound.handler_key)
    method = "".join(plain.handler.text.split())
    if not made or not method.startswith("this."):
        return False
    within = re.compile(rf"(?<![\w$.]){re.escape(method)}(?![\w$])")
    texts = ["".join(one.value.text.split()) for one in made]
    return all(text != method and within.search(text) is not None for text in texts)


def is_alias(code: Code, added: Listening, removal: Listening) -> bool:
    """A field that holds a bound or wrapped form of another, or is set from it, may well be the same function.

    So may one that is written alike: methods that a call copies to a prototype have the fields of the constructor.
    """
    assert added.handler is not None
    assert removal.handler is not None
    if added.handler.text == removal.handler.text or _is_of_variable(added) or _is_of_variable(removal):
        return True
    texts = [value.value.text for value in code.lifetimes.field_assignments(removal.handler_key)]
    texts += [value.value.text for value in code.lifetimes.field_assignments(added.handler_key)]
    return bool(texts) or added.function.kind is FunctionKind.MODULE


def _is_of_variable(one: Listening) -> bool:
    """``handlers.wheel``: the fields of what a variable holds are set in ways that the file need not show."""
    return one.handler_kind is Handler.FIELD and one.handler is not None and not one.handler.text.startswith("this")
