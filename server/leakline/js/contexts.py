"""The context model of a file as plain data, for the command line and for whoever compares it with V8."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from leakline.js.model import ContextScope, Function, Scope
from leakline.js.module import Module
from leakline.text.positions import Position


@dataclass(frozen=True, slots=True)
class ChainLink:
    """One context of a chain: V8's kind, the zero-based line of the scope, slot names in order."""

    kind: str
    line: int
    slots: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClosureContexts:
    """A function where V8 reports it (zero-based, UTF-16), and the contexts that it holds, innermost first.

    ``dead_slots`` are the first of ``dead`` slots, or all of them.
    """

    position: Position
    name: str
    chain: tuple[ChainLink, ...]
    dead_slots: tuple[str, ...]
    dead: int


def contexts_of(
    module: Module, functions: Iterable[Function] | None = None, most_dead: int | None = None
) -> tuple[ClosureContexts, ...]:
    """The contexts of some functions, or of every one in document order but for the file's own.

    Only ``most_dead`` dead slots of each are named, if that is given.
    """
    links: dict[Scope, ChainLink] = {}
    names: dict[Scope, frozenset[str]] = {}
    return tuple(
        ClosureContexts(
            function.v8_position,
            function.name,
            tuple(_link(context, links) for context in function.contexts),
            tuple(islice(_dead_names(function), most_dead)),
            _number_of_dead(function, names),
        )
        for function in (module.functions[1:] if functions is None else functions)
    )


def number_of_slots(functions: Iterable[Function]) -> int:
    """The slots in the chains of functions, those that several hold counted for each: how long a list of them gets."""
    known: dict[Scope, int] = {}
    total = 0
    for function in functions:
        if function.outer is not None and function.outer not in known:
            known[function.outer] = sum(len(context.slot_names) for context in function.contexts)
        total += known[function.outer] if function.outer is not None else 0
    return total


def _link(context: ContextScope, links: dict[Scope, ChainLink]) -> ChainLink:
    """The link of a context, one for all functions that hold it."""
    known = links.get(context.scope)
    if known is None:
        known = links[context.scope] = ChainLink(context.kind, context.line, context.slot_names)
    return known


def _dead_names(function: Function) -> Iterator[str]:
    return (slot.name for context in function.contexts for slot in context.slots if function.is_dead(slot))


def _number_of_dead(function: Function, names: dict[Scope, frozenset[str]]) -> int:
    """The slots in the chain without those that are read, of which there are few."""
    if function.uses_eval:
        return 0
    total = 0
    for context in function.contexts:
        if context.scope not in names:
            names[context.scope] = frozenset(context.slot_names)
        total += len(names[context.scope])
    held = {context.scope for context in function.contexts}
    return total - sum(scope in held and name in names[scope] for scope, name in function.live_names)
