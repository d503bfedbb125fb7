"""Which variables in shared contexts are large and needed by nobody that lives long, whoever keeps them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from leakline.js.code import Code
from leakline.js.facts import BindingKind
from leakline.js.lifetimes import EXCHANGE_NAMES, Origin, Place
from leakline.js.model import Binding, Function, Scope, Slot
from leakline.rules.finding import Certainty
from leakline.rules.kept_closures import PASSING, is_passing, is_stored, lives_on
from leakline.rules.weights import is_heavy, sounds_heavy

# What a pooled object must not keep: whoever waited for it holds a whole request.
CALLBACKS = re.compile(r"^_?(?:cb|callback|done|next|resolve|reject)$")


@dataclass(frozen=True, slots=True)
class Suspect:
    """A slot that a closure which cannot read it keeps for nothing. ``user`` is the closure that needs it.

    ``is_large`` is False for callbacks, which matter where the object keeps whoever waits for them.
    """

    slot: Slot
    binding: Binding
    user: Function
    is_large: bool
    certainty: Certainty

    def certainty_for(self, code: Code, keeper: Place) -> Certainty | None:
        """How sure it is that a closure which this place keeps, and which cannot read the slot, leaks it."""
        if not self.is_large and not is_stored(code, keeper):
            return None
        own = keeper.binding is not None and keeper.binding.function is self.binding.function and not keeper.path
        beside = (
            own
            and keeper.binding is not None
            and keeper.binding.kind in (BindingKind.LET, BindingKind.CONST, BindingKind.VAR)
        )
        if beside and self.certainty is Certainty.HEURISTIC and not is_stored(code, keeper):
            return None  # what keeps it goes with the context itself
        passing = EXCHANGE_NAMES.match(keeper.name) or PASSING.search(keeper.name)
        if passing and self.certainty is Certainty.HEURISTIC:
            return None
        # nobody sees how long the function lives that made a collection around this one
        return Certainty.HEURISTIC if keeper.origin is Origin.OUTER else self.certainty


class Suspects:
    """The suspects of one module: found once for each scope, whose slots a thousand closures may share."""

    def __init__(self, code: Code) -> None:
        self._code = code
        self._own: dict[Scope, dict[str, Suspect]] = {}
        self._nearest: dict[Scope, Scope | None] = {}
        self._told: set[Binding] = set()

    def around(self, scope: Scope) -> Iterator[Suspect]:
        """Those in the contexts around code of a scope, the innermost first."""
        nearest = self._find_nearest(scope)
        while nearest is not None:
            yield from (one for one in self._own[nearest].values() if one.binding not in self._told)
            nearest = self._find_nearest(nearest.parent) if nearest.parent is not None else None

    def drop(self, suspect: Suspect) -> None:
        """Forget one that was told, and V8's copies of the variable."""
        self._told.add(suspect.binding)
        del self._own[suspect.slot.context.scope][suspect.slot.name]

    def _find_nearest(self, scope: Scope) -> Scope | None:
        """The nearest scope, itself included, that has any."""
        passed = []
        current: Scope | None = scope
        while current is not None and current not in self._nearest:
            passed.append(current)
            self._own[current] = dict(self._in(current))
            if self._own[current]:
                break
            current = current.parent
        found = self._nearest.get(current, current) if current is not None else None
        self._nearest |= dict.fromkeys(passed, found)
        return found

    def _in(self, scope: Scope) -> Iterator[tuple[str, Suspect]]:
        if scope.context is None:
            return
        for slot in scope.context.slots:
            suspect = _suspect(self._code, slot)
            if suspect is not None:
                yield slot.name, suspect


def _suspect(code: Code, slot: Slot) -> Suspect | None:
    binding = slot.binding
    if binding is None or not code.repeats(binding.function):
        return None
    heavy = is_heavy(code, binding)
    is_large = heavy or sounds_heavy(code, binding)
    if not is_large and not CALLBACKS.match(binding.name):
        return None
    users = slot.captured_by
    if not users or _is_emptied(code, binding):
        return None
    living = [user for user in users if lives_on(code, user)]
    if heavy and not living:
        return Suspect(slot, binding, users[0], is_large, Certainty.CERTAIN)
    if not all(is_passing(code, user) for user in living):
        return None
    return Suspect(slot, binding, users[0], is_large, Certainty.HEURISTIC)


def _is_emptied(code: Code, binding: Binding) -> bool:
    return any(value.value.text in ("null", "undefined", "void 0") for value in code.module.assignments_to(binding))
