"""What lets listeners go again: removals by receiver, event, handler and capture, and the end of the receiver itself.

Matching is lenient on purpose: a removal that might be meant for a listener counts as its release.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from leakline.js.code import Code
from leakline.js.facts import BindingKind
from leakline.js.lifetimes import Lifetime, Origin, Place
from leakline.js.listeners import Handler, ListenerStep, Listening
from leakline.js.listening_index import ListeningIndex, bare_name, is_plain_event
from leakline.js.shapes import CallShape
from leakline.js.surroundings import OutcomeKind

FEW = 20  # removals in a file, which are compared one by one as fast as they are looked up
ENDINGS = (
    "destroy",
    "close",
    "end",
    "terminate",
    "disconnect",
    "dispose",
    "remove",
    "kill",
    "shutdown",
    "quit",
    "cleanup",
)
NAMED = (Handler.LOCAL, Handler.OUTER, Handler.MODULE)
HANDED_OVER = (OutcomeKind.PASSED, OutcomeKind.ASSIGNED, OutcomeKind.RETURNED)


def may_be_same(one: Place, other: Place) -> bool:
    """Whether two places may hold the same object: equal, or called the same."""
    if one.key == other.key:
        return True
    return bare_name(one) == bare_name(other) and "this" not in (one.name, other.name)


def same_event(one: Listening, other: Listening) -> bool:
    """Whether two calls may mean the same event; events that are not literals may be any."""
    if one.event == other.event or not one.has_literal_event or not other.has_literal_event:
        return True
    return any(_same_name(first, second) for first in one.event.split() for second in other.event.split())


def _same_name(one: str, other: str) -> bool:
    """jQuery's names: ``resize.menu`` goes with ``resize``, and with all of ``.menu``."""
    if one == other:
        return True
    (name, _, space), (other_name, _, other_space) = one.partition("."), other.partition(".")
    spaces = not space or not other_space or space == other_space
    return bool(space or other_space) and spaces and (not name or not other_name or name == other_name)


def removals_of(code: Code, added: Listening) -> list[Listening]:
    """The removals that may be meant for a listener."""
    return list(_removals(code, added))


def is_removed(code: Code, added: Listening) -> bool:
    """Whether any removal may be meant for a listener."""
    own = code.once(removal_index).of_handler(added.handler_key)
    if any(_removes(removal, added) and not _is_for_another(code, removal, added) for removal in own):
        return True  # found without a look at the thousands that others of the same event may have
    return next(_removals(code, added), None) is not None


def _removals(code: Code, added: Listening) -> Iterator[Listening]:
    index = code.once(removal_index)
    possible = index.of_like_event(added)
    if len(possible) > FEW and _is_given_to_nobody_else(code, added):
        possible = index.in_order([*index.of_handler(added.handler_key), *code.once(_removals_of_any_handler)])
    if len(possible) > FEW and added.handler_kind in (*NAMED, Handler.INLINE) and is_plain_event(added):
        loose = code.once(_loose_removals).of_like_event(added)
        possible = index.in_order([*index.of_handler(added.handler_key), *loose])
    if len(possible) > FEW and not _is_item(added.place):
        near, same = index.near(added.place), index.of_handler(added.handler_key)
        if len(near) + len(same) < len(possible):
            possible = index.in_order([*near, *same, *code.once(_item_removals)])
    for removal in possible:
        if _removes(removal, added) and not _is_for_another(code, removal, added):
            yield removal


def removal_index(code: Code) -> ListeningIndex:
    """All calls that remove listeners; to be asked for by ``Code.once``."""
    return ListeningIndex(code.removals)


def addition_index(code: Code) -> ListeningIndex:
    """All calls that add listeners; to be asked for by ``Code.once``."""
    return ListeningIndex([one for one in code.listenings if one.step in (ListenerStep.ADD, ListenerStep.ONCE)])


def _loose_removals(code: Code) -> ListeningIndex:
    """The removals that do not take away, by its name, a listener of the one event that the file adds."""
    named = code.once(_named_additions)
    return ListeningIndex(
        [
            one
            for one in code.removals
            if one.handler_kind not in NAMED or not is_plain_event(one) or (one.handler_key, one.event) not in named
        ]
    )


def _item_removals(code: Code) -> list[Listening]:
    return [one for one in code.removals if _is_item(one.place)]


def _removals_of_any_handler(code: Code) -> list[Listening]:
    """The removals that do not name the variable of one handler."""
    return [
        one for one in code.removals if not one.handler_key or not one.has_literal_event or one.handler_binding is None
    ]


def is_released(code: Code, added: Listening) -> bool:
    """Whether anything in the file may remove a listener, or ends the life of its receiver."""
    if added.has_signal or is_removed(code, added):
        return True
    if added.place.lifetime is Lifetime.PROCESS and added.place.origin.value == "global":
        return False
    return is_ended(code, added.place)


def is_ended(code: Code, place: Place) -> bool:
    """Whether the file destroys or closes what a place holds, or the field that keeps a parameter of the same name."""
    keys, fields = code.once(_ended)
    given = place.origin is Origin.PARAMETER and not place.path
    return place.key in keys or (given and place.name != "this" and bare_name(place) in fields)


def _ended(code: Code) -> tuple[set[str], set[str]]:
    """Keys of the places that the file ends, and names of the fields among them."""
    ended = [code.place(call.receiver, call.function) for call in code.calls(*ENDINGS) if call.receiver is not None]
    fields = {bare_name(one) for one in ended if one.root == "this" and one.name != "this"}
    return {one.key for one in ended}, fields


def is_handed_over(code: Code, added: Listening) -> bool:
    """Whether somebody else gets what the call returns, and with it the duty to let go."""
    if added.is_dom:
        return False  # addEventListener returns nothing
    outcome = code.outcome(added.call)
    if outcome.kind not in HANDED_OVER:
        return False
    return not outcome.chained


def _removes(removal: Listening, added: Listening) -> bool:
    near = may_be_same(removal.place, added.place)
    if removal.step is ListenerStep.REMOVE_ALL:
        return near and (not removal.event or same_event(removal, added))
    if removal.handler_key and removal.handler_key == added.handler_key and same_event(removal, added):
        return True
    return same_event(removal, added) and (near or _is_item(removal.place) or _is_item(added.place))


def _is_for_another(code: Code, removal: Listening, added: Listening) -> bool:
    """Whether a removal takes away another listener of the same event, which the file adds by the same name."""
    if _is_helper(removal, added) and added.event not in code.once(_events_by_helper).get(_helper(code, removal), ()):
        return True
    if not removal.handler_key or removal.handler_key == added.handler_key or not removal.has_literal_event:
        return False
    if removal.handler_binding is not None and _is_given_to_nobody_else(code, added):
        return True
    unlike = added.handler_kind in NAMED and removal.handler_kind in NAMED
    if not (added.handler_kind is Handler.INLINE or unlike) or added.event != removal.event:
        return False
    return (removal.handler_key, removal.event) in code.once(_named_additions)


def _is_helper(removal: Listening, added: Listening) -> bool:
    """``function off(el, type, f) { el.removeEventListener(type, f) }``: removes what its callers tell it to."""
    if removal.step is not ListenerStep.REMOVE or removal.has_literal_event or not added.has_literal_event:
        return False
    place = removal.place
    if place.origin is not Origin.PARAMETER or place.path or place.binding is None:
        return False
    return place.binding.function is removal.function and not may_be_same(place, added.place)


def _helper(code: Code, removal: Listening) -> str:
    return code.name_of(removal.function)


def _events_by_helper(code: Code) -> dict[str, set[str]]:
    """The strings that the file hands to the functions with removals of any event, by the names of the functions."""
    names = {_helper(code, one) for one in code.removals if not one.has_literal_event}
    given: dict[str, set[str]] = {}
    for call in code.calls(*(name for name in names if name)):
        given.setdefault(call.name, set()).update(one.value for one in call.arguments if one.value is not None)
    return given


def _is_given_to_nobody_else(code: Code, added: Listening) -> bool:
    """Whether a function of one call is added and otherwise only called, so that nothing else can remove it."""
    known = code.once(_given_to_nobody_else)
    if added.call not in known:
        known[added.call] = _is_only_added(code, added)
    return known[added.call]


def _given_to_nobody_else(code: Code) -> dict[CallShape, bool]:  # noqa: ARG001
    """By the calls that add listeners; filled by ``_is_given_to_nobody_else``."""
    return {}


def _is_only_added(code: Code, added: Listening) -> bool:
    binding, handler = added.handler_binding, added.handler
    if added.handler_kind is not Handler.LOCAL or binding is None or handler is None:
        return False
    if binding.kind is BindingKind.PARAMETER or not binding.declarations:
        return False
    own = {start for start, _ in binding.declarations}
    return all(
        use.start == handler.start or use.start in own or code.bare[use.end : use.end + 1] == b"("
        for use in binding.references
    )


def _named_additions(code: Code) -> frozenset[tuple[str, str]]:
    return frozenset(
        (one.handler_key, one.event) for one in code.listenings if one.step in (ListenerStep.ADD, ListenerStep.ONCE)
    )


def _is_item(place: Place) -> bool:
    """A loop or callback variable that may stand for any receiver: ``for (const el of targets) el.off(...)``."""
    if place.root == "this":
        return False
    return re.fullmatch(r"_?(?:el|elem|element|target|emitter|ee|item|node|t|e|obj|object)", place.name) is not None
