"""Collections of things with lives of their own: connections, sessions, workers, instances."""

from __future__ import annotations

import re

from leakline.js.code import Code
from leakline.js.containers import Container, Insertion
from leakline.js.facts import BindingKind, FunctionKind
from leakline.js.lifetimes import Lifetime
from leakline.js.shapes import ArgumentKind
from leakline.rules.unbounded_cache import has_finite_key

LIVE = re.compile(
    r"(?:connection|conn|socket|client|session|worker|process|request|stream|subscriber|subscription|peer|channel|player|instance|app"
    r"|viewer|consumer|watcher|job|task|room|tunnel|transport|handle|browser|page|popup|window|dialog|modal|editor|chart|timer"
    r"|observer|controller|download|upload|transaction|waiter|deferred)(?:e?s|List|Map|Set|Instances|ById|Registry|Pool)?$",
    re.IGNORECASE,
)
SETS_UP = re.compile(r"^_?(?:use|define|configure|install|load|boot|extend|mixin|plugin|import)", re.IGNORECASE)


def is_kept_for_ever(code: Code, container: Container, one: Insertion) -> bool:
    """Whether something that ends some day by itself is collected by what lives longer, and never taken out.

    The name of the collection tells that its entries live on their own, and the file either makes or gets each of
    them in code that runs again; where the collection is run over, that code ends or tells each of them something.
    """
    if container.takes_out or container.place.lifetime is Lifetime.CALL:
        return False
    if container.escapes and (container.place.root != "this" or _is_given_to_object(code, container)):
        return False
    if _is_made_again(code, container):
        return False
    value = one.value
    if value is None or LIVE.search(container.place.name.lstrip("_#")) is None:
        return False
    if one.function.kind in (FunctionKind.CONSTRUCTOR, FunctionKind.INITIALIZER) or one.function.parent is None:
        return False
    if SETS_UP.match(code.name_of(code.host(one.function))) or (one.key is not None and has_finite_key(one)):
        return False
    return not code.surroundings(one.start, one.end).in_loop and _comes_one_by_one(code, one)


def _is_made_again(code: Code, container: Container) -> bool:
    """Whether a method makes the collection anew each time that it runs."""
    function = container.made.function
    owner = code.owners.of(function)
    once = (FunctionKind.CONSTRUCTOR, FunctionKind.INITIALIZER, FunctionKind.MODULE)
    if container.place.root != "this" or function.kind in once or container.made.operator in ("field", "property"):
        return False
    return owner is not None and owner.constructor is not function


def _is_given_to_object(code: Code, container: Container) -> bool:
    """Whether another object keeps the collection too, and may take things out."""
    name = re.escape(container.place.name.encode())
    given = rb"[\w$\]]\s*[=:]\s*(?:[\w$#]+\s*\.\s*)+" + name + rb"\s*[;,}\n]"
    return re.search(given, code.near(container.place.name)) is not None


def _comes_one_by_one(code: Code, one: Insertion) -> bool:
    """Whether the function is given what it puts in, or has just made it."""
    value = one.value
    if value is None or value.kind is not ArgumentKind.IDENTIFIER or value.binding is None:
        return value is not None and value.kind in (ArgumentKind.NEW, ArgumentKind.THIS)
    binding = value.binding
    if binding.kind is BindingKind.PARAMETER:
        return binding.function is one.function
    if binding.function is not one.function:
        return False
    return any(
        assignment.value.kind in (ArgumentKind.NEW, ArgumentKind.CALL)
        for assignment in code.module.assignments_to(binding)
    )
