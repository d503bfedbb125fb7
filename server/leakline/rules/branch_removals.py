"""Removals that one branch of a teardown does and another one leaves out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from leakline.js.code import Code
from leakline.js.lifetimes import Lifetime, Origin
from leakline.js.listeners import Handler, ListenerStep, Listening
from leakline.js.releases import is_ended, removal_index, removals_of
from leakline.js.surroundings import Guard

FIELD = re.compile(r"\bthis\s*\??\.\s*([\w$#]+)(\s*\??\s*[.(])?")
NAMES = re.compile(r"[\w$]+")


def removed_on_one_branch(code: Code) -> Iterator[tuple[Listening, Guard]]:
    """Each listener that a teardown removes only where something else holds, and the condition.

    ``close() { if (this.document.has(this)) this.socket.off('close', this.onClose); }``
    """
    for added in code.listenings:
        place = added.place
        if added.step is not ListenerStep.ADD or added.has_signal or added.handler_kind is not Handler.FIELD:
            continue
        given = place.lifetime is Lifetime.SHARED and place.origin is Origin.PARAMETER
        if not (given or place.lifetime is Lifetime.PROCESS) or place.fresh or not code.repeats(added.function):
            continue
        owner = code.owners.of(added.function)
        removals = code.once(removal_index).of_handler(added.handler_key)
        if owner is None or not removals or removals_of(code, added) != removals or is_ended(code, place):
            continue
        ends = set(code.teardown(owner))
        guards = [_deciding(code, added, removal) for removal in removals]
        if all(code.host(one.function) in ends or code.owners.of(one.function) is owner for one in removals):
            first = guards[0]
            if first is not None and all(guard is not None for guard in guards):
                yield added, first


def _deciding(code: Code, added: Listening, removal: Listening) -> Guard | None:
    """The condition that decides over a removal, and is about neither the receiver nor the listener.

    What an ``else`` removes has another end on the other branch: a client that is closed there.
    """
    about = {added.place.name, removal.handler.text.rpartition(".")[2] if removal.handler is not None else ""}
    same = {guard.text for guard in code.surroundings(added.call.start, added.call.end).guards}
    flags = {
        assignment.target.path[0]
        for function in (added.function, removal.function)
        for assignment in code.assignments_in(function)
        if assignment.target.root == "this" and assignment.target.path
    }
    for guard in code.surroundings(removal.call.start, removal.call.end).guards:
        fields = FIELD.findall(guard.text)
        if guard.negative or guard.text in same or not fields or about.intersection(NAMES.findall(guard.text)):
            continue
        if any(name in flags and not step for name, step in fields):
            continue
        return guard
    return None
