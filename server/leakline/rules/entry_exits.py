"""Exits of what an entry stands for, which the file itself shows and which leave the entry in."""

from __future__ import annotations

import re

from leakline.js.code import Code
from leakline.js.containers import Container, Insertion
from leakline.js.entries import look_ups_of, removals_of
from leakline.js.facts import BindingKind
from leakline.js.listeners import ListenerStep
from leakline.js.releases import ENDINGS
from leakline.js.shapes import Argument, ArgumentKind
from leakline.rules.entry_ends import EMPTIES_ALL, GOES, is_made_here, stays_while_owner_lives
from leakline.rules.unbounded_cache import has_finite_key

POOLS = re.compile(r"(?:Pool|Manager|Registry|Factory|Server|Hub|Store|Cache|Client|Service)s?$")
LETS_GO = re.compile(
    r"_?#?(?:destroy|release|remove|close|disconnect|leave|unregister|detach|dispose|terminate|kill)_?"
)
IDENTIFIES = re.compile(r"(?:id|key|name|index|type|path|url)$", re.IGNORECASE)
NAMES = re.compile(r"(?<![\w$.])[A-Za-z_$][\w$]*(?!\s*:)\b")
FAILS = frozenset({"error", "abort", "aborted", "timeout", "fail", "failed"})
SUCCEEDS = frozenset({"close", "end", "finish", "done", "complete", "completed", "success", "exit", "response"})
CATCH = re.compile(r"\bcatch\b\s*(?:\([^()]*\))?\s*\{")


def is_kept_when_thrown(code: Code, container: Container, one: Insertion) -> bool:
    """``set(id, ...); await work(); delete(id);`` without ``finally``: what is awaited may be rejected."""
    if not one.function.is_async or container.escapes or container.kind == "array":
        return False
    removals = removals_of(code, container)
    if not removals or any(function is not one.function or start < one.end for start, function in removals):
        return False
    if len(removals) != 1 or code.surroundings(one.start, one.end).in_loop:
        return False
    between = code.text(one.end, removals[0][0])
    if re.search(r"\bawait\b", between) is None or re.search(r"\bfinally\b", code.function_text(one.function)):
        return False
    sections = (
        code.surroundings(one.start, one.end).sections | code.surroundings(removals[0][0], removals[0][0]).sections
    )
    caught = CATCH.search(between)
    if caught is not None:  # the catch leaves the function, or the removal would come
        body = between[caught.end() :].partition("}")[0]
        return re.search(r"\b(?:return|throw)\b", body) is not None and container.place.name not in body
    return not sections


def is_kept_when_caught(code: Code, container: Container, one: Insertion) -> bool:
    """Whether another function works on an entry and takes it out, but not where it catches what went wrong."""
    if container.kind == "array" or container.escapes or (one.key is not None and has_finite_key(one)):
        return False
    removals = removals_of(code, container)
    if len(removals) != 1:
        return False
    start, function = removals[0]
    around = code.surroundings(start, start)
    if function is one.function or not function.is_async or around.sections != {"try"}:
        return False
    tried = function.start + code.function_text(function)[: start - function.start].rfind("try")
    if any(guard.start > tried for guard in around.guards):
        return False
    if EMPTIES_ALL.match(code.bare, start + len(container.place.name.encode())):
        return False
    behind = code.text(start, function.end)
    caught = CATCH.search(behind)
    if caught is None or re.search(r"\bawait\b", code.text(function.start, start)) is None:
        return False
    handled = behind[caught.end() :]
    again = re.escape(code.name_of(code.host(function)) or container.place.name)
    retries = rf"\b(?:{again}|{re.escape(container.place.name)}|finally)\b|retr(?:y|ies)|attempt|queue|setTimeout"
    return re.search(retries, handled, re.IGNORECASE) is None


def is_kept_on_success(code: Code, container: Container, one: Insertion) -> str | None:
    """The event by which all ends well, when only the handlers of failures beside it take an entry out."""
    if container.kind not in ("map", "object") or container.escapes or one.key is None or has_finite_key(one):
        return None
    removers = [function for _, function in removals_of(code, container)]
    if not removers or not code.repeats(one.function):
        return None
    here = [added for added in code.listenings if added.function is one.function and added.handler is not None]
    failing = {
        added.handler.function: added.place.key
        for added in here
        if added.handler is not None and added.handler.function is not None and added.event in FAILS
    }
    if not all(function in failing for function in removers):
        return None
    for added in here:
        handler = added.handler.function if added.handler is not None else None
        if handler is None or added.event not in SUCCEEDS or added.place.key not in failing.values():
            continue
        if not re.search(rf"\b{re.escape(container.place.name)}\b", code.function_text(handler)):
            return added.event
    return None


def leaves_at_end_of(code: Code, container: Container, one: Insertion) -> tuple[str, str] | None:
    """What an entry is made of, and its last event, to which the same function listens without taking the entry out."""
    if container.escapes or (one.key is not None and has_finite_key(one)):
        return None
    if not stays_while_owner_lives(code, container):
        return None
    if any(look.is_group for look in look_ups_of(code, container)):
        return None
    names = _names_in(one) | _parts_of(code, one)
    for added in code.listenings:
        if added.step not in (ListenerStep.ADD, ListenerStep.ONCE) or added.function is not one.function:
            continue
        binding = added.place.binding
        if added.event not in GOES or added.place.path or binding is None or binding.function is not one.function:
            continue
        if binding.name in names:
            return binding.name, added.event
    return None


def is_kept_when_let_go(code: Code, container: Container, one: Insertion) -> str | None:
    """The method that gets what was put in to let it go, and leaves it in: ``destroy(socket)``, ``release(client)``."""
    owner, value = code.owners.around(one.function), one.value
    if container.takes_out or owner is None or not owner.is_class or value is None:
        return None
    if value.kind is not ArgumentKind.IDENTIFIER or container.place.root != "this" or container.escapes:
        return None
    if any(code.host(look.function) is code.host(one.function) for look in look_ups_of(code, container)):
        return None  # one for each key, which is used again
    lent = re.search(rf"\breturn\s+{re.escape(value.text)}\b", code.function_text(one.function)) is not None
    pools = lent and POOLS.search(owner.name) is not None and is_made_here(code, value, one.function)
    for name, method in owner.methods.items():
        if method is code.host(one.function) or not method.parameters:
            continue
        if LETS_GO.fullmatch(name) and value.text == method.parameters[0] and not IDENTIFIES.search(value.text):
            return name
        if pools and _destroys(method.parameters[0], code.function_text(method)):
            return name
    return None


def is_answer_only_cancelled(code: Code, container: Container, one: Insertion) -> bool:
    """Whether a callback is looked up and called, and taken out by what cancels it alone."""
    value = one.value
    if container.kind not in ("map", "object") or container.escapes or container.iterated or value is None:
        return False
    given = value.binding is not None and value.binding.kind is BindingKind.PARAMETER
    if value.kind is not ArgumentKind.IDENTIFIER or not given:
        return False
    removers = [code.name_of(function) for _, function in removals_of(code, container)]
    if not removers or not all(re.search(r"cancel|abort", name, re.IGNORECASE) for name in removers):
        return False
    return any(look.uses for look in look_ups_of(code, container))


def _destroys(name: str, text: str) -> bool:
    ends = "|".join(ENDINGS)
    return re.search(rf"(?<![\w$.]){re.escape(name)}\s*\.\s*(?:{ends})\s*\(", text) is not None


def _names_in(one: Insertion) -> set[str]:
    """The variables that a key and a value are made of."""
    return {match[0] for argument in (one.key, one.value) if argument is not None for match in _in(argument)}


def _parts_of(code: Code, one: Insertion) -> set[str]:
    """The variables in the object that a function has just made, to put it in: ``{ id, socket }``."""
    value = one.value
    if value is None or value.kind is not ArgumentKind.IDENTIFIER or value.binding is None:
        return set()
    made = code.module.assignments_to(value.binding) if value.binding.function is one.function else ()
    literals = [other.value for other in made if other.value.kind is ArgumentKind.OBJECT]
    return {match[0] for literal in literals for match in _in(literal)}


def _in(argument: Argument) -> list[re.Match[str]]:
    if argument.kind in (ArgumentKind.STRING, ArgumentKind.FUNCTION) or len(argument.text) > 400:
        return []
    return list(NAMES.finditer(argument.text))
