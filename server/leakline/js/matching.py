"""From a context in a heap snapshot to the scope that made it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from leakline.js.model import ContextScope, Function, Scope

if TYPE_CHECKING:
    from leakline.js.module import Module

NO_SUCH_SCOPE = "no such scope"
SEVERAL_SCOPES = "several scopes"
HOLDERS_DISAGREE = "holders disagree"


@dataclass(frozen=True, slots=True)
class WhyNotUnique:
    """Why a context cannot be given one scope: a short stable reason, a sentence, and the scopes that fit."""

    reason: str
    detail: str
    candidates: tuple[Scope, ...] = ()


def context_scope(
    module: Module,
    kind: str,
    slot_names: Sequence[str],
    outer: Sequence[tuple[str, Sequence[str]]] = (),
    holders: Iterable[Function] = (),
) -> Scope | WhyNotUnique:
    """The scope that made a context of V8's ``kind`` with these slots.

    ``outer`` are kind and slots of the contexts around it, innermost first, as far as they are known. ``holders`` are
    functions whose closures hold the context itself: one is enough. Slot order is not compared, since V8 loses it in
    contexts of more than 75 slots.
    """
    wanted = (kind, frozenset(slot_names))
    around = [(one, frozenset(names)) for one, names in outer]
    held = {function.contexts[0].scope for function in holders if function.contexts}
    candidates = held or {context.scope for context in module.contexts}
    fitting = [scope for scope in candidates if _fits(scope, wanted, around)]
    if len(fitting) == 1 and len(held) <= 1:
        return fitting[0]
    shown = f"{kind} {{{', '.join(slot_names)}}}"
    ordered = tuple(sorted(fitting, key=lambda scope: scope.start))
    if len(held) > 1:
        return WhyNotUnique(HOLDERS_DISAGREE, f"closures of different scopes hold {shown}", ordered)
    if ordered:
        return WhyNotUnique(SEVERAL_SCOPES, f"{len(ordered)} scopes of this file make {shown}", ordered)
    return WhyNotUnique(NO_SUCH_SCOPE, f"no scope of this file makes {shown}: it may have changed")


def _fits(scope: Scope, wanted: tuple[str, frozenset[str]], around: list[tuple[str, frozenset[str]]]) -> bool:
    chain = scope.chain
    return len(chain) > len(around) and [_shape(context) for context in chain[: len(around) + 1]] == [wanted, *around]


def _shape(context: ContextScope) -> tuple[str, frozenset[str]]:
    return context.kind, frozenset(context.slot_names)
