"""The context model of a file as plain data, for the command line and for whoever compares it with V8."""

from __future__ import annotations

from dataclasses import dataclass

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
    """A function where V8 reports it (zero-based, UTF-16), and the contexts that it holds, innermost first."""

    position: Position
    name: str
    chain: tuple[ChainLink, ...]
    dead_slots: tuple[str, ...]


def contexts_of(module: Module) -> tuple[ClosureContexts, ...]:
    """The contexts of every function of a file in document order, but for the file's own function."""
    return tuple(
        ClosureContexts(
            function.v8_position,
            function.name,
            tuple(ChainLink(context.kind, context.line, context.slot_names) for context in function.contexts),
            tuple(slot.name for slot in function.dead_slots),
        )
        for function in module.functions[1:]
    )
