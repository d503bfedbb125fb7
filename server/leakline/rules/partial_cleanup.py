"""``partial-cleanup``: some of the listeners of a receiver are removed, and one is forgotten."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import ClassVar

from leakline.js.code import TEARDOWN, Code
from leakline.js.facts import FunctionKind
from leakline.js.lifetimes import Lifetime, Origin
from leakline.js.listeners import Handler, ListenerStep, Listening
from leakline.js.listening_index import bare_name
from leakline.js.model import Binding, Function
from leakline.js.releases import (
    ENDINGS,
    addition_index,
    is_ended,
    is_removed,
    may_be_same,
    removal_index,
    removals_of,
)
from leakline.rules.apis import TERMINAL_EVENTS
from leakline.rules.branch_removals import removed_on_one_branch
from leakline.rules.editing import before_statement, edits_in_order, handler_name, replace
from leakline.rules.finding import Certainty, Finding, Fix, Related
from leakline.rules.inserting import before_call
from leakline.rules.left_out import left_out
from leakline.rules.listener_fixes import handler_text, removal
from leakline.rules.once_races import once_races
from leakline.rules.promise_fixes import free_name, release_on_the_way, twins_fixes
from leakline.rules.rule import Family, Rule, shown
from leakline.rules.settling import forgetful_exit, releases_of, works_around
from leakline.rules.turns import outlives_turn
from leakline.text.edits import Edit

SETTLES = re.compile(r"\b(?:resolve|reject|callback|cb|done|next|settle|fulfill|deferred)\b")
ADDING = (ListenerStep.ADD, ListenerStep.ONCE)


class PartialCleanup(Rule):
    """Some of the listeners of a receiver are removed, and another one is forgotten.

    ## Why it leaks
    Two `once` listeners of which one settles a promise leave the other behind on a receiver that lives on: each
    call adds one more. A teardown that removes three of four events leaves the fourth, and so does one that removes
    them on one branch only. A race between promises of `events.once` leaves the listeners of the losers.

    ## Example
    ```js
    class Client {
      constructor(connection) {
        this.connection = connection;
      }

      ready() {
        return new Promise((resolve, reject) => {
          this.connection.once('ready', resolve);
          this.connection.once('error', reject);
        });
      }
    }
    module.exports = Client;
    ```

    ## Instead
    ```js
    class Client {
      constructor(connection) {
        this.connection = connection;
      }

      ready() {
        return new Promise((resolve, reject) => {
          const onReady = () => {
            this.connection.off('error', onError);
            resolve();
          };
          const onError = (error) => {
            this.connection.off('ready', onReady);
            reject(error);
          };
          this.connection.once('ready', onReady);
          this.connection.once('error', onError);
        });
      }
    }
    module.exports = Client;
    ```

    ## When it is fine
    Events that end the receiver (`end`, `close`, `finish`, ...), a receiver that was made right here or is
    destroyed afterwards, `removeAllListeners`, and handlers that do nothing on purpose.

    ## What the heap would show
    Closures of settled promises below `on('error')[n]`.

    ## Fix safety
    Safe: each of two twins removes the other, and what a cleanup leaves out is removed beside the rest.

    ## References
    Node.js `events.once`, which removes both listeners.
    """

    id: ClassVar[str] = "partial-cleanup"
    family: ClassVar[Family] = Family.LISTENERS
    patterns: ClassVar[tuple[str, ...]] = ("P08",)
    certainty: ClassVar[Certainty] = Certainty.CERTAIN
    held_through: ClassVar[str | None] = "emitter"

    def check(self, code: Code) -> Iterator[Finding]:
        """Twins of ``once`` that settle the same thing, and events that a cleanup leaves out."""
        yield from self._twins(code)
        yield from self._left_out(code)
        yield from self._left_by_success(code)
        yield from self._elsewhere(code)
        yield from self._forgetful(code)
        yield from self._raced(code)
        yield from self._on_one_branch(code)

    def _twins(self, code: Code) -> Iterator[Finding]:
        groups: dict[tuple[Function, str], list[Listening]] = defaultdict(list)
        for added in code.listenings:
            if added.step is ListenerStep.ONCE and not added.has_signal:
                groups[added.function, added.place.key].append(added)
        for twins in groups.values():
            events = {added.event for added in twins}
            place = twins[0].place
            literal = all(added.has_literal_event for added in twins)
            if len(events) < 2 or not (literal or all(_is_named_event(added) for added in twins)):
                continue
            if events & TERMINAL_EVENTS and not _is_progress(events):
                continue
            lasting = place.lifetime in (Lifetime.SHARED, Lifetime.PROCESS, Lifetime.OWNER)
            turns = outlives_turn(code, twins[0])
            if (place.fresh or not lasting) and not turns:
                continue
            if not code.repeats(twins[0].function):
                continue
            settling = [added for added in twins if _settles(code, added)]
            if len(settling) < 2 or any(removals_of(code, added) for added in twins):
                continue
            if is_ended(code, place) and not turns:
                continue
            if code.has_flag_guard(twins[0].function, twins[0].call.start, twins[0].call.end):
                guards = code.surroundings(twins[0].call.start, twins[0].call.end).guards
                if not guards or not all(".connecting" in guard.text for guard in guards):
                    continue  # what connects now may fail later, when both have been forgotten
            last, first = twins[-1], twins[0]
            note = Related(first.call.start, first.call.end, "when this one settles it, the other stays")
            message = f"'{shown(last.event)}' listener stays on '{shown(place.text)}' after '{shown(first.event)}'"
            kept = literal and place.origin in (Origin.FIELD, Origin.MODULE)
            certainty = Certainty.CERTAIN if kept else Certainty.HEURISTIC
            fixes = twins_fixes(code, twins)
            yield self.finding(
                last.call.start, last.call.end, message, related=(note,), certainty=certainty, fixes=fixes
            )

    def _forgetful(self, code: Code) -> Iterator[Finding]:
        """A promise that removes its listener on one way out and not on another."""
        for added in code.listenings:
            if added.step not in (ListenerStep.ADD, ListenerStep.ONCE) or added.has_signal or not added.handler_key:
                continue
            for work in works_around(code, added.function):
                releases = releases_of(code, work, added)
                if not releases or not _lasts(code, added):
                    continue
                where = forgetful_exit(code, work, releases, added.call, _excused(code, added))
                if where is None:
                    continue
                note = Related(where, where + 1, "this way out leaves the listener behind")
                message = f"'{shown(added.event)}' listener stays on '{shown(added.place.text)}' on one way out"
                patterns = ("P08", "P05") if added.event == "abort" else ("P08", "P03")
                yield self.finding(
                    added.call.start,
                    added.call.end,
                    message,
                    certainty=Certainty.HEURISTIC,
                    patterns=patterns,
                    related=(note,),
                    fixes=_on_the_way(code, added, where),
                )

    def _left_by_success(self, code: Code) -> Iterator[Finding]:
        """A promise that takes its listener away when the answer comes, and leaves the one for the receiver's end."""
        for added in code.listenings:
            if added.step not in ADDING or added.has_signal or added.event not in TERMINAL_EVENTS | {"error"}:
                continue
            if not _settles(code, added) or not _lasts(code, added) or is_removed(code, added):
                continue
            answered = [
                one
                for one in code.once(_answers).get(added.function, ())
                if one.place.key == added.place.key or bare_name(one.place) == bare_name(added.place)
            ]
            if not answered:
                continue
            note = Related(answered[0].call.start, answered[0].call.end, "the cleanup that leaves it out")
            yield self.finding(
                added.call.start,
                added.call.end,
                f"'{shown(added.event)}' listener stays on '{shown(added.place.text)}' when the answer has come",
                certainty=Certainty.HEURISTIC,
                patterns=("P08", "P03"),
                related=(note,),
                fixes=_left_out_fixes(code, added, answered[0]),
            )

    def _elsewhere(self, code: Code) -> Iterator[Finding]:
        """A handler that a cleanup takes from one receiver, and that stays on another one."""
        for removed in code.removals:
            if removed.step is not ListenerStep.REMOVE or not removed.handler_key or not removed.has_literal_event:
                continue
            own = [one for one in code.once(addition_index).of_handler(removed.handler_key) if one.step in ADDING]
            gone = code.once(removal_index).of_handler(removed.handler_key)
            matched = [one for one in own if one.event == removed.event and may_be_same(one.place, removed.place)]
            if not matched or removed.function is matched[0].function or gone[0] is not removed:
                continue
            for added in own:
                if added.function is not matched[0].function or added.has_signal or not added.has_literal_event:
                    continue
                if any(may_be_same(added.place, one.place) or added.event == one.event for one in gone):
                    continue
                lasts = added.place.lifetime in (Lifetime.SHARED, Lifetime.PROCESS, Lifetime.OWNER)
                if added.place.fresh or not lasts or added.place.name == "this" or removals_of(code, added):
                    continue
                if not code.repeats(added.function) or is_ended(code, added.place):
                    continue
                note = Related(removed.call.start, removed.call.end, "the cleanup that takes it from another one")
                yield self.finding(
                    added.call.start,
                    added.call.end,
                    f"'{shown(added.event)}' listener stays on '{shown(added.place.text)}' after the cleanup",
                    certainty=Certainty.HEURISTIC,
                    patterns=("P08", "P03"),
                    related=(note,),
                )

    def _raced(self, code: Code) -> Iterator[Finding]:
        for race in once_races(code):
            event, other = race.call.arguments[1], race.other.arguments[1]
            note = Related(race.other.start, race.other.end, "when this one settles it, the other stays")
            yield self.finding(
                race.call.start,
                race.call.end,
                f"'{shown(event.value or event.text)}' listener stays on '{shown(race.place.text)}' "
                f"after '{shown(other.value or other.text)}'",
                certainty=Certainty.HEURISTIC,
                patterns=("P08", "P15"),
                related=(note,),
            )

    def _on_one_branch(self, code: Code) -> Iterator[Finding]:
        for added, guard in removed_on_one_branch(code):
            yield self.finding(
                added.call.start,
                added.call.end,
                f"'{shown(added.event)}' listener is removed on one branch only",
                certainty=Certainty.HEURISTIC,
                patterns=("P08", "P06") if added.is_dom else ("P08", "P03"),
                related=(Related(guard.start, guard.end, "only where this holds"),),
            )

    def _left_out(self, code: Code) -> Iterator[Finding]:
        for added, removed in left_out(code):
            lasting = added.place.lifetime in (Lifetime.SHARED, Lifetime.PROCESS)
            patterns = ("P08", "P06") if added.is_dom else ("P08", "P03")
            note = Related(removed.call.start, removed.call.end, "the cleanup that leaves it out")
            yield self.finding(
                added.call.start,
                added.call.end,
                f"the cleanup of '{shown(added.place.text)}' leaves out its '{shown(added.event)}' listener",
                certainty=Certainty.CERTAIN if lasting else Certainty.HEURISTIC,
                patterns=patterns,
                related=(note,),
                fixes=_left_out_fixes(code, added, removed),
            )


def _answers(code: Code) -> dict[Function, list[Listening]]:
    """The removals that do not wait for the receiver's end, by the functions that settle something around them."""
    found: dict[Function, list[Listening]] = defaultdict(list)
    for one in code.removals:
        if one.step is ListenerStep.REMOVE and one.has_literal_event and one.event not in TERMINAL_EVENTS | {"error"}:
            for work in works_around(code, one.function):
                found[work.function].append(one)
    return found


def _excused(code: Code, added: Listening) -> set[Function]:
    """Handlers whose run leaves nothing to remove: the listener itself, where it runs once, and the receiver's end.

    An ``error`` ends what a call was given, a socket or stream; what an object or the module keeps may go on after it.
    """
    given = added.place.origin not in (Origin.FIELD, Origin.MODULE, Origin.IMPORT)
    known = code.once(_last_handlers)
    excused = known.get((added.place.key, given))
    if excused is None:
        ends = TERMINAL_EVENTS | {"error"} if given else TERMINAL_EVENTS
        last = [one for one in code.once(addition_index).near(added.place) if one.event in ends]
        excused = {handler for one in last if (handler := _handler_function(code, one)) is not None}
        known[added.place.key, given] = excused
    own = _handler_function(code, added) if added.once or added.event == "abort" else None  # a signal fires once
    return excused | {own} if own is not None else excused


def _last_handlers(code: Code) -> dict[tuple[str, bool], set[Function]]:  # noqa: ARG001
    """The handlers of the ends of a receiver, by its key and whether ``error`` is one; filled by ``_excused``."""
    return {}


def _is_named_event(added: Listening) -> bool:
    """Whether an event is a variable or a constant whose name does not say that it is the receiver's last one."""
    name = added.event.rpartition(".")[2].lower()
    return name.isidentifier() and name not in TERMINAL_EVENTS


def _is_progress(events: set[str]) -> bool:
    """Whether one of the twins can come many times in the receiver's life: ``drain``, ``ready``, ``response``."""
    return any(event not in TERMINAL_EVENTS and event != "error" for event in events)


def _handler_function(code: Code, added: Listening) -> Function | None:
    """The function of the handler, also when it was given to its variable later."""
    if added.handler is None or added.handler.function is not None or added.handler_binding is None:
        return added.handler.function if added.handler is not None else None
    given = code.once(_functions_by_variable).get(added.handler_binding, ())
    return given[0] if len(given) == 1 else None


def _functions_by_variable(code: Code) -> dict[Binding, list[Function]]:
    found: dict[Binding, list[Function]] = defaultdict(list)
    for function in code.module.functions:
        if function.usage is not None and function.usage.binding is not None:
            found[function.usage.binding].append(function)
    return found


def _on_the_way(code: Code, added: Listening, where: int) -> tuple[Fix, ...]:
    """Remove the listener on the way out that leaves it behind."""
    if added.handler is None or added.call.receiver is None:
        return ()
    function = code.module.enclosing_function(where)
    statement = removal(code, added, handler_text(added))
    return release_on_the_way(code, function, where, statement, "Remove the listener on this way out, too")


def _left_out_fixes(code: Code, added: Listening, removed: Listening) -> tuple[Fix, ...]:
    """Remove the listener beside the one that is removed."""
    handler = added.handler
    if handler is None or removed.call.receiver is None or not added.call.arguments:
        return ()
    edits: list[Edit | None] = []
    name = handler_text(added)
    if added.handler_kind in (Handler.INLINE, Handler.BOUND):
        near = removed.function.is_within(added.function)  # a field would be one for all calls at a time
        is_field = not near and code.owners.of(added.function) is not None and removed.place.root == "this"
        if not is_field and not near:
            return ()
        name = free_name(code, handler_name(added.event))
        declared = f"this._{name}" if is_field else f"const {name}"
        name = f"this._{name}" if is_field else name
        edits = [
            before_statement(code, added.call.start, added.call.end, f"{declared} = {handler.text}"),
            replace(handler.start, handler.end, name),
        ]
    elif added.handler_kind is not Handler.FIELD and not removed.function.is_within(added.function):
        return ()
    first = added.call.arguments[0]
    capture = ", true" if added.capture else ""
    text = f"{removed.call.receiver.text}.{removed.call.name}({first.text}, {name}{capture})"
    beside = before_call(code, removed.function, removed.call.start, removed.call.end, text)
    ordered = edits_in_order(*edits, *beside) if beside is not None else None
    return (Fix("Remove this listener beside the others", True, ordered),) if ordered is not None else ()


def _lasts(code: Code, added: Listening) -> bool:
    """Whether the receiver was there before the promise, and may be there after it."""
    place = added.place
    if added.event == "abort":
        return place.name.lower().endswith("signal") and "ontroller" not in place.text
    lasting = place.lifetime in (Lifetime.SHARED, Lifetime.PROCESS, Lifetime.OWNER) and place.origin is not Origin.LOCAL
    return lasting and not place.fresh and code.repeats(added.function) and not _ends_with_work(code, added)


def _ends_with_work(code: Code, added: Listening) -> bool:
    """Whether the receiver ends with what listens to it, and not only with the object that has it from the start."""
    place = added.place
    if not is_ended(code, place):
        return False
    filled = code.lifetimes.field_assignments(place.key) if place.root == "this" and len(place.path) == 1 else ()
    if not filled or any(
        one.function.kind not in (FunctionKind.CONSTRUCTOR, FunctionKind.INITIALIZER) for one in filled
    ):
        return True
    ends = [one for one in code.calls(*ENDINGS) if one.receiver is not None and one.receiver.path[-1:] == place.path]
    hosts = {code.host(one.function) for one in ends}
    return code.host(added.function) in hosts or not all(TEARDOWN.match(code.name_of(host)) for host in hosts)


def _settles(code: Code, added: Listening) -> bool:
    handler = added.handler
    if handler is None:
        return False
    if handler.function is not None:
        return SETTLES.search(code.function_text(handler.function)) is not None
    return SETTLES.search(handler.text) is not None
