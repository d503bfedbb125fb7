"""What a function keeps alive through V8's contexts, told in Markdown."""

from __future__ import annotations

from leakline.ide.explaining import escape
from leakline.ide.model import SourceFile
from leakline.js import ContextScope, Function, Slot
from leakline.js.facts import FunctionKind

_CAPTORS_SHOWN = 3
_DEAD_SLOTS_SHOWN = 8
_FILE_SCOPES = frozenset({"module", "script"})


def function_markdown(source: SourceFile, function: Function) -> str | None:
    """The contexts that closures of a function hold, innermost first, and the slots that are dead weight; None for
    none.

    The scope of the whole file is left out: what it keeps stays alive anyway.
    """
    contexts = _kept_contexts(function)
    if not contexts:
        return None
    lines = [f"**{escape(function.label)}** keeps alive, called or not:", ""]
    for depth, context in enumerate(contexts):
        outer = " (`previous`)" if depth else ""
        lines.append(f"- {escape(context_name(context))}{outer}, line {context.line + 1}")
    shown = {id(context.scope) for context in contexts}
    dead = [slot for slot in function.dead_slots if id(slot.context.scope) in shown]
    lines += [f"- {_dead_sentence(source, slot)}" for slot in dead[:_DEAD_SLOTS_SHOWN]]
    if len(dead) > _DEAD_SLOTS_SHOWN:
        lines.append(f"- {len(dead) - _DEAD_SLOTS_SHOWN} more are never used by it")
    return "\n".join(lines)


def kept_slots(function: Function) -> tuple[Slot, ...]:
    """The variables that closures of a function keep, innermost scope first, without those of the whole file."""
    return tuple(slot for context in _kept_contexts(function) for slot in context.slots)


def _kept_contexts(function: Function) -> list[ContextScope]:
    return [context for context in function.contexts if not _is_file_scope(context)]


def context_name(context: ContextScope) -> str:
    """``context of run3 {innerData}``, ``block in run3 {i}``."""
    slots = "{" + ", ".join(context.slot_names) + "}"
    owner = context.function.label
    if context.kind == "function":
        return f"context of {owner} {slots}"
    return (
        f"{context.kind} context in {owner} {slots}" if context.function.parent else f"{context.kind} context {slots}"
    )


def _dead_sentence(source: SourceFile, slot: Slot) -> str:
    captors = slot.captured_by
    names = [f"{escape(captor.label)} (line {_line(source, captor)})" for captor in captors[:_CAPTORS_SHOWN]]
    if len(captors) > _CAPTORS_SHOWN:
        names.append(f"{len(captors) - _CAPTORS_SHOWN} more")
    because = f", kept because {_listed(names)} captured it" if names else ", kept by V8 for the scope"
    return f"`{slot.name}` is never used by it{because}"


def _line(source: SourceFile, function: Function) -> int:
    return source.lines.position(function.start).line + 1


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _is_file_scope(context: ContextScope) -> bool:
    """Whether a context is that of a file: of a module or script, or of the function that CommonJS wraps a file in."""
    return context.kind in _FILE_SCOPES or context.function.kind is FunctionKind.MODULE
