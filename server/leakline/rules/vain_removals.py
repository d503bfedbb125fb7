"""Removals that name the right thing at the wrong moment, in the wrong case, or for another listener's event."""

from __future__ import annotations

import re
from dataclasses import dataclass

from leakline.js.code import Code
from leakline.js.facts import BindingKind, FunctionKind
from leakline.js.listeners import Handler, ListenerStep, Listening
from leakline.js.model import Function
from leakline.js.releases import addition_index, may_be_same, removal_index
from leakline.js.shapes import ArgumentKind, AssignmentShape, UsageKind
from leakline.rules.editing import after_statement, edits_in_order, replace
from leakline.rules.finding import Certainty, Fix, Related
from leakline.rules.listener_fixes import handler_text
from leakline.rules.match_fixes import without_statement
from leakline.rules.rule import shown

NOTHING = frozenset({"null", "undefined", "void0"})


@dataclass(frozen=True, slots=True)
class Vain:
    """Why a removal takes nothing away, as a finding says it."""

    message: str
    related: tuple[Related, ...] = ()
    fixes: tuple[Fix, ...] = ()
    certainty: Certainty = Certainty.CERTAIN


def vain_removal(code: Code, removal: Listening) -> Vain | None:
    """The first reason that is found, None for a removal that may well do its work."""
    return (
        _in_wrong_case(code, removal)
        or _behind_flag(code, removal)
        or _after_reset(code, removal)
        or _for_event_of_another(code, removal)
        or _bound_elsewhere(code, removal)
        or _wrapped_by_twin(code, removal)
        or _for_wrapped(code, removal)
    )


def _in_wrong_case(code: Code, removal: Listening) -> Vain | None:
    """``if (!this.socket) this.socket.off(...)``: runs only where there is nothing to remove from."""
    receiver = _plain(removal.place.text)
    for guard in code.surroundings(removal.call.start, removal.call.end).guards:
        test = _plain(guard.text).strip("()")
        absent = test == f"!{receiver}" or re.fullmatch(re.escape(receiver) + r"===?(?:null|undefined)", test)
        if not absent or guard.negative or _is_set(code, removal, guard.end):
            continue
        note = Related(guard.start, guard.end, "runs only where this holds")
        fixes: tuple[Fix, ...] = ()
        if test == f"!{receiver}" and guard.text.count("!") == 1:
            sign = guard.start + guard.text.index("!")
            fixes = (Fix("Ask for the opposite", True, (replace(sign, sign + 1, ""),)),)
        return Vain(f"this removal runs only without '{shown(removal.place.text)}'", (note,), fixes)
    return None


def _is_set(code: Code, removal: Listening, after: int) -> bool:
    """Whether the receiver gets a value between a condition and the removal."""
    receiver = _plain(removal.place.text)
    assigned = code.assignments_in(removal.function)
    return any(_plain(one.target.text) == receiver and after <= one.start < removal.call.start for one in assigned)


def _behind_flag(code: Code, removal: Listening) -> Vain | None:
    """``off() { if (this.on) return; this.on = false; target.removeEventListener(...) }``: never while it listens."""
    for guard in code.surroundings(removal.call.start, removal.call.end).guards:
        flag = _plain(guard.text).strip("()")
        absent = flag.startswith("!") != guard.negative
        flag = flag.removeprefix("!")
        if not absent or re.fullmatch(r"(?:this\.)?[#\w$]+", flag) is None or not _turns(code, removal, flag, "false"):
            continue
        added = [
            one
            for one in code.once(addition_index).of_handler(removal.handler_key)
            if one.event == removal.event and may_be_same(one.place, removal.place)
        ]
        if not added or not all(_turns(code, one, flag, "true") for one in added):
            continue
        note = Related(guard.start, guard.end, "it is set while the listener is there")
        fixes: tuple[Fix, ...] = ()
        if guard.negative and guard.text.strip("()") == flag:
            sign = guard.start + guard.text.index(flag)
            fixes = (Fix("Ask for the opposite", True, (replace(sign, sign, "!"),)),)
        return Vain(f"this removal runs only while '{shown(flag)}' is not set", (note,), fixes)
    return None


def _turns(code: Code, one: Listening, flag: str, value: str) -> bool:
    """Whether the function around gives a flag this value, and no other."""
    given = [
        assignment.value.text
        for assignment in code.assignments_in(one.function)
        if assignment.operator == "=" and _plain(assignment.target.text) == flag
    ]
    return bool(given) and all(text == value for text in given)


def _after_reset(code: Code, removal: Listening) -> Vain | None:
    """``this.onData = null; port.off('data', this.onData)``: the name no longer means the listener, or the emitter."""
    names = [removal.place.text] if removal.place.text else []
    if removal.handler_kind is Handler.FIELD and removal.handler is not None:
        names.insert(0, removal.handler.text)
    for name in names:
        reset = _last_reset(code, removal, _plain(name))
        if reset is not None:
            message = f"'{shown(name)}' is forgotten before it is removed"
            if name == removal.place.text:
                message = f"'{shown(name)}' is forgotten before its listener is removed"
            note = Related(reset.start, reset.end, "forgotten here")
            return Vain(message, (note,), _swapped(code, reset, removal))
    return None


def _last_reset(code: Code, removal: Listening, name: str) -> AssignmentShape | None:
    """The assignment that leaves nothing under a name when a removal runs."""
    before = [
        one
        for one in code.assignments_in(removal.function)
        if _plain(one.target.text) == name and one.start < removal.call.start
    ]
    if not before or _plain(before[-1].value.text) not in NOTHING or not _comes_first(code, before[-1], removal):
        return None
    return before[-1]


def _swapped(code: Code, reset: AssignmentShape, removal: Listening) -> tuple[Fix, ...]:
    """The statement that forgets, behind the removal."""
    away = without_statement(code, reset.start, reset.end, "")
    behind = after_statement(code, removal.call.start, removal.call.end, code.text(reset.start, reset.end))
    ordered = edits_in_order(*away[0].edits, behind) if away else None
    return (Fix("Forget it after the removal", True, ordered),) if ordered is not None else ()


def _comes_first(code: Code, assignment: AssignmentShape, removal: Listening) -> bool:
    """Whether an assignment always runs before a removal further down: nothing decides over it alone."""
    own = code.surroundings(removal.call.start, removal.call.end).guards
    around = code.surroundings(assignment.start, assignment.end)
    return not around.in_loop and set(around.guards) <= set(own)


def _for_event_of_another(code: Code, removal: Listening) -> Vain | None:
    """``off('move', this.onZoom)`` beside ``on('move', this.onMove)``, which nothing removes."""
    if not removal.handler_key or not removal.has_literal_event or removal.handler is None:
        return None
    own = code.once(addition_index).of_handler(removal.handler_key)
    if not own or any(not one.has_literal_event or one.event == removal.event for one in own):
        return None
    own = [one for one in own if may_be_same(one.place, removal.place)]
    text = removal.handler.text
    alike = code.once(addition_index).of_event(removal.event)
    if not own or any(one.handler is not None and one.handler.text == text for one in alike):
        return None
    left = [one for one in code.once(addition_index).on_target(removal.event, removal.place) if _is_left(code, one)]
    if not left:
        return _for_event_of_none(code, removal, own)
    note = Related(left[0].call.start, left[0].call.end, "the listener of this event")
    fixes: tuple[Fix, ...] = ()
    if len(left) == 1 and (left[0].handler_kind is Handler.FIELD or removal.function.is_within(left[0].function)):
        name = handler_text(left[0])
        edit = replace(removal.handler.start, removal.handler.end, name)
        fixes = (Fix(f"Remove '{name}', which was added", True, (edit,)),)
    return Vain(f"'{shown(removal.handler.text)}' was added for another event", (note,), fixes)


def _for_event_of_none(code: Code, removal: Listening, own: list[Listening]) -> Vain | None:
    """``on('leave', f)`` on what a parameter brought, ``this.socket.off('left', f)``: nothing removes the first."""
    removed = {one.event for one in code.once(removal_index).of_handler(removal.handler_key)}
    left = [one for one in own if one.event not in removed]
    if not left or any(not one.has_literal_event for one in code.once(removal_index).of_handler(removal.handler_key)):
        return None
    assert removal.handler is not None
    note = Related(left[0].call.start, left[0].call.end, f"added here for '{shown(left[0].event)}'")
    first = removal.call.arguments[0]
    edit = replace(first.start, first.end, left[0].call.arguments[0].text)
    fixes = (Fix(f"Remove it from '{left[0].event}'", False, (edit,)),) if len(left) == 1 else ()
    return Vain(f"'{shown(removal.handler.text)}' was added for another event", (note,), fixes)


def _is_left(code: Code, added: Listening) -> bool:
    """Whether a listener that a field or variable keeps is removed from nothing."""
    if added.handler_kind not in (Handler.FIELD, Handler.LOCAL, Handler.OUTER) or not added.handler_key:
        return False
    removals = code.once(removal_index).of_handler(added.handler_key)
    return not any(one.step is ListenerStep.REMOVE and one.event == added.event for one in removals)


def _by_call(code: Code) -> dict[int, Listening]:
    """What adds or removes listeners, by where its call starts."""
    return {one.call.start: one for one in code.listenings}


def _for_wrapped(code: Code, removal: Listening) -> Vain | None:
    """``on(type, function once() { off(type, f) })``: what was added is the function around ``f``."""
    binding, wrapper = removal.handler_binding, removal.function
    usage = wrapper.usage
    call = usage.call if usage is not None and usage.kind is UsageKind.ARGUMENT else None
    if binding is None or call is None or binding.kind is not BindingKind.PARAMETER or removal.handler is None:
        return None
    added = code.once(_by_call).get(call.start)
    if added is None or added.step is not ListenerStep.ADD or added.place.key != removal.place.key:
        return None
    if added.event != removal.event or binding.function is wrapper or not wrapper.is_within(binding.function):
        return None
    if re.search(r"\.(?:listener|fn|_\w*|orig\w*)\b", code.near("off").decode("utf-8", "replace")) is not None:
        return None  # the removal may know the function inside by a mark on the wrapper
    note = Related(added.call.start, added.call.end, "this function around it was added")
    name = wrapper.name
    fixes: tuple[Fix, ...] = ()
    if name:
        fixes = (Fix(f"Remove '{name}'", True, (replace(removal.handler.start, removal.handler.end, name),)),)
    return Vain(f"'{shown(removal.handler.text)}' is inside the listener that was added", (note,), fixes)


def _bound_elsewhere(code: Code, removal: Listening) -> Vain | None:
    """``this.f = this.f.bind(this)`` in a method that neither makes the object nor adds the listener."""
    if removal.handler_kind is not Handler.FIELD or removal.handler is None:
        return None
    field = _plain(removal.handler.text)
    added = [one for one in code.once(addition_index).of_handler(removal.handler_key) if one.event == removal.event]
    adders = {one.function for one in added}
    if len(adders) != 1 or removal.function in adders:
        return None
    for again in code.lifetimes.field_assignments(removal.handler_key):
        if again.function in adders or again.function.kind is FunctionKind.CONSTRUCTOR:
            continue
        if again.value.kind is not ArgumentKind.CALL or not _plain(again.value.text).startswith(f"{field}.bind("):
            continue
        if _adder_binds(code, removal, adders):
            note = Related(again.start, again.end, "bound again here")
            message = f"'{shown(removal.handler.text)}' may be another function than the added one"
            fixes = without_statement(code, again.start, again.end, "Do not bind it again")
            return Vain(message, (note,), fixes, Certainty.HEURISTIC)
    return None


def _adder_binds(code: Code, removal: Listening, adders: set[Function]) -> bool:
    """Whether the listener was bound where the object is made or where it is added."""
    return any(
        one.function in adders or one.function.kind is FunctionKind.CONSTRUCTOR
        for one in code.lifetimes.field_assignments(removal.handler_key)
    )


def _wrapped_by_twin(code: Code, removal: Listening) -> Vain | None:
    """``on(type, f) { bus.on(type, (e) => f(e)) }`` beside ``off(type, f) { bus.off(type, f) }``."""
    binding = removal.handler_binding
    if binding is None or binding.kind is not BindingKind.PARAMETER or removal.has_literal_event:
        return None
    if binding.function is not removal.function or removal.call.arguments[0].text not in removal.function.parameters:
        return None
    added = code.once(addition_index).of_key(removal.place.key)
    wrapping = [one for one in added if not one.has_literal_event and _calls_parameter(code, one)]
    if not wrapping or len(wrapping) != sum(not one.has_literal_event for one in added):
        return None
    if len(code.module.assignments_to(binding)) > 0:
        return None  # exchanged for the wrapper before it is removed
    note = Related(wrapping[0].call.start, wrapping[0].call.end, "added here inside of another function")
    return Vain(f"'{shown(binding.name)}' was wrapped when added, so nothing matches", (note,))


def _calls_parameter(code: Code, added: Listening) -> bool:
    """Whether a listener made on the spot calls the one that the function around it was given."""
    function, handler = added.function, added.handler.function if added.handler is not None else None
    if handler is None or added.call.arguments[0].text not in function.parameters:
        return False
    given = function.parameters[function.parameters.index(added.call.arguments[0].text) + 1 :]
    return any(call.name in given and call.is_plain for call in code.calls_in(handler, inner=True))


def _plain(text: str) -> str:
    return "".join(text.split()).replace("?.", ".")
