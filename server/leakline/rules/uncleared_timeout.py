"""``uncleared-timeout``: a timeout outlives what it was to limit, or its handle is overwritten."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import ClassVar

from leakline.js.code import Code
from leakline.js.facts import FunctionKind
from leakline.js.lifetimes import Lifetime
from leakline.js.model import Function
from leakline.js.shapes import CallShape, UsageKind
from leakline.js.surroundings import OutcomeKind
from leakline.js.timers import Timer, clears_before, is_cleared, rearms, timers_of
from leakline.rules.apis import EFFECTS
from leakline.rules.editing import edits_in_order, in_teardown, style_of
from leakline.rules.finding import Certainty, Finding, Fix, Related
from leakline.rules.reconnecting import reconnects_after_end
from leakline.rules.rule import Family, Rule, shown
from leakline.rules.timeout_ends import (
    aborts_work,
    also_called_by,
    answers_besides,
    asks_whether_done,
    forgotten_on_one_way,
    is_cleared_by_entry,
    survives_teardown,
)
from leakline.rules.timeout_fixes import cleared_behind_rest, cleared_finally, cleared_on_the_way, unreferenced
from leakline.text.edits import Edit

AGAIN = re.compile(
    r"^_?(?:on[A-Z]\w*|handle[A-Z]\w*|reset\w*|schedule\w*|refresh\w*|restart\w*|update\w*|heartbeat|ping|touch|extend\w*|bump\w*|debounce\w*)"
)
CLEARS = re.compile(rb"\bclearTimeout\b|\bclear\w*\(|\.cancel\w*\(|\.unref\(|AbortSignal\.timeout")
MOST_RACES = 8  # in one another


class UnclearedTimeout(Rule):
    """A timeout outlives what it was to limit, or its handle is overwritten before it fires.

    ## Why it leaks
    A pending timeout keeps its callback and everything that the callback can see until it fires. The loser of a
    `Promise.race` is not cancelled: a limit of a minute keeps each finished request for a minute.

    ## Example
    ```js
    function limited(work, ms) {
      return Promise.race([
        work,
        new Promise((_, reject) => setTimeout(() => reject(new Error('too late')), ms)),
      ]);
    }
    module.exports = limited;
    ```

    ## Instead
    ```js
    function limited(work, ms) {
      let timer;
      const limit = new Promise((_, reject) => {
        timer = setTimeout(() => reject(new Error('too late')), ms);
      });
      return Promise.race([work, limit]).finally(() => clearTimeout(timer));
    }
    module.exports = limited;
    ```

    ## When it is fine
    Plain waiting with `setTimeout(resolve, ms)`, a timeout that sets itself again, a handle that is cleared or
    handed on, and `.unref()`.

    ## What the heap would show
    A retaining path through a `Timeout` in the runtime's timer lists, as long as the limit is.

    ## Fix safety
    Clearing a handle before it is overwritten is safe; clearing it in a teardown is unsafe, since somebody has to
    call it.

    ## References
    Node.js `timers`, `AbortSignal.timeout`.
    """

    id: ClassVar[str] = "uncleared-timeout"
    family: ClassVar[Family] = Family.TIMERS
    patterns: ClassVar[tuple[str, ...]] = ("P10",)
    certainty: ClassVar[Certainty] = Certainty.CERTAIN
    held_through: ClassVar[str | None] = "timer"

    def check(self, code: Code) -> Iterator[Finding]:
        """Each timeout that nobody clears although it should be."""
        for timer in timers_of(code, "setTimeout"):
            usage = timer.call.function.usage
            if usage is not None and usage.call is not None and usage.call.name in EFFECTS:
                continue
            if "unref" in timer.outcome.chained or not code.repeats(timer.call.function):
                continue
            finding = self._raced(code, timer) or self._outlasts(code, timer) or self._overwritten(code, timer)
            finding = (
                finding or self._forgotten(code, timer) or self._endless(code, timer) or self._goes_on(code, timer)
            )
            if finding is not None:
                yield finding

    def _raced(self, code: Code, timer: Timer) -> Finding | None:
        """The timeout settles a promise that takes part in a race, and nobody clears it."""
        executor = _executor(timer.call.function)
        if executor is None or executor.usage is None or executor.usage.call is None:
            return None
        promise, function = executor.usage.call, timer.call.function
        race = next((race for race in _races(code, promise) if _takes_part(code, promise, race)), None)
        if race is None or _clears_somewhere(code, race.function, timer) or _clears_somewhere(code, function, timer):
            return None
        message = f"'{shown(_limit(timer))}' timeout outlives the race that it limits"
        fixes = cleared_finally(code, timer, promise, race)
        return self.finding(timer.call.start, timer.call.end, message, fixes=fixes)

    def _outlasts(self, code: Code, timer: Timer) -> Finding | None:
        """A promise that work or a timeout settles, where work that is done leaves the timeout behind."""
        executor = _executor(timer.call.function)
        if executor is None or not executor.parameters or executor is not timer.call.function:
            return None
        if (
            _clears_somewhere(code, executor, timer)
            or timer.callback is None
            or timer.outcome.kind is OutcomeKind.RETURNED
        ):
            return None
        settlers = set(executor.parameters)
        inside = code.function_text(timer.callback)
        if not any(re.search(rf"\b{re.escape(name)}\b", inside) for name in settlers) or is_cleared_by_entry(
            code, timer
        ):
            return None
        own = code.function_text(executor).replace(code.text(timer.call.start, timer.call.end), "")
        body = own.partition("=>")[2] or own.partition("{")[2]
        reject = executor.parameters[-1]
        others = [name for name in settlers if re.search(rf"\b{re.escape(name)}\b", body)]
        if not others or len(executor.parameters) < 2 or not re.search(rf"\b{re.escape(reject)}\b", inside):
            return None
        if code.surroundings(timer.call.start, timer.call.end).guards or not re.search(
            r"\.(?:then|on|once|addEventListener|set|push)\b|\bsetInterval\b|Observer\b|\.on[a-z]+\s*=[^=]", body
        ):
            return None
        message = f"'{shown(_limit(timer))}' timeout is not cleared when the promise settles"
        made = executor.usage.call if executor.usage is not None else None
        fixes = cleared_finally(code, timer, made, made) if made is not None else ()
        return self.finding(timer.call.start, timer.call.end, message, certainty=Certainty.HEURISTIC, fixes=fixes)

    def _goes_on(self, code: Code, timer: Timer) -> Finding | None:
        """A timeout that nobody clears when the work is done, or only on some ways out of it."""
        controller, flag = aborts_work(code, timer), asks_whether_done(code, timer)
        other, where = also_called_by(code, timer), forgotten_on_one_way(code, timer, "clearTimeout")
        end, undone = survives_teardown(code, timer), reconnects_after_end(code, timer)
        answered = answers_besides(code, timer)
        related: tuple[Related, ...] = ()
        fixes: tuple[Fix, ...] = ()
        if controller is not None:
            message = f"the timeout keeps '{shown(controller)}' when the work is done"
            fixes = cleared_behind_rest(code, timer)
        elif other is not None:
            fixes = unreferenced(code, timer)
            message = (
                f"the timeout goes on when '{shown(other.name)}' has called '{shown(timer.call.arguments[0].text)}'"
            )
        elif flag is not None:
            fixes = unreferenced(code, timer)
            message = f"the timeout goes on when '{shown(flag)}' says that the work is done"
        elif where is not None and timer.place is not None:
            message = f"the timeout in '{shown(timer.place.text)}' is not cleared on one way out"
            fixes = cleared_on_the_way(code, timer, where)
            related = (Related(where, where + 1, "this way out leaves the timeout behind"),)
        elif end is not None and timer.place is not None:
            message = f"{end.name}() leaves the timeout in '{shown(timer.place.text)}' pending"
            owner = code.owners.of(timer.call.function)
            ending = in_teardown(code, owner, f"clearTimeout({timer.place.text})") if owner is not None else None
            fixes = (Fix(f"Clear the timeout in {ending[1]}()", True, (ending[0],)),) if ending is not None else ()
        elif answered is not None:
            message = f"the timeout goes on when '{shown(answered)}' has got its answer"
        elif undone is not None:
            message = f"{undone} leaves the timeout pending that connects again"
        else:
            return None
        return self.finding(
            timer.call.start, timer.call.end, message, certainty=Certainty.HEURISTIC, related=related, fixes=fixes
        )

    def _overwritten(self, code: Code, timer: Timer) -> Finding | None:
        place = timer.place
        host = code.host(timer.call.function)
        if place is None or timer.outcome.kind is not OutcomeKind.ASSIGNED or rearms(code, timer):
            return None
        if place.lifetime not in (Lifetime.OWNER, Lifetime.PROCESS) or host.kind is FunctionKind.CONSTRUCTOR:
            return None
        if not AGAIN.match(code.name_of(host)) or clears_before(code, timer) or not is_cleared(code, timer):
            return None
        name = code.name_of(host)
        if timer.callback is not None and re.search(rf"\b{re.escape(name)}\b", code.function_text(timer.callback)):
            return None
        if any(place.name in guard.text for guard in code.surroundings(timer.call.start, timer.call.end).guards):
            return None
        if code.has_flag_guard(timer.call.function, timer.call.start, timer.call.end):
            return None
        message = f"'{shown(place.text)}' may still hold a timeout that is not cleared"
        return self.finding(
            timer.call.start, timer.call.end, message, certainty=Certainty.HEURISTIC, fixes=_clear_first(code, timer)
        )

    def _forgotten(self, code: Code, timer: Timer) -> Finding | None:
        """An object with an end keeps a timeout's handle in a field and never clears it."""
        place = timer.place
        if place is None or place.root != "this" or timer.outcome.kind is not OutcomeKind.ASSIGNED:
            return None
        owner = code.owners.of(timer.call.function)
        if owner is None or not owner.is_class or not code.teardown(owner) or is_cleared(code, timer):
            return None
        if re.search(
            rb"\." + re.escape(place.name.encode()) + rb"\s*(?:\?\.|\.)\s*(?:unref|close|refresh)\b",
            code.near(place.name),
        ):
            return None
        message = f"nothing clears the timeout in '{shown(place.text)}' when the object ends"
        ending = in_teardown(code, owner, f"clearTimeout({place.text})")
        ordered = edits_in_order(ending[0]) if ending is not None else None
        fixes = (Fix(f"Clear the timeout in {ending[1]}()", False, ordered),) if ending is not None and ordered else ()
        return self.finding(timer.call.start, timer.call.end, message, certainty=Certainty.HEURISTIC, fixes=fixes)

    def _endless(self, code: Code, timer: Timer) -> Finding | None:
        """A timeout that sets itself again for ever, in an object that has an end."""
        function = timer.call.function
        owner = code.owners.of(function)
        if timer.outcome.kind is not OutcomeKind.DISCARDED or owner is None or not owner.is_class:
            return None
        text = code.function_text(function)
        if not rearms(code, timer) or not code.teardown(owner) or re.search(r"\bif\b|\?|&&|\|\||\breturn\b", text):
            return None
        message = f"'{shown(function.name)}' sets a timeout for itself for ever, and nothing can clear it"
        return self.finding(timer.call.start, timer.call.end, message, certainty=Certainty.HEURISTIC)


def _limit(timer: Timer) -> str:
    return timer.call.arguments[1].text if len(timer.call.arguments) > 1 else "0"


def _executor(function: Function) -> Function | None:
    """The function that ``new Promise`` runs, which is or is around a function."""
    current: Function | None = function
    for _ in range(3):
        if current is None:
            return None
        usage = current.usage
        call = usage.call if usage is not None and usage.kind is UsageKind.ARGUMENT else None
        if call is not None and call.is_new and call.name == "Promise":
            return current
        current = current.parent
    return None


def _races(code: Code, promise: CallShape) -> list[CallShape]:
    """The races that a promise may take part in: those around it, and those that mention what keeps or makes it."""
    outcome = code.outcome(promise)
    name = code.name_of(promise.function)
    if outcome.kind is OutcomeKind.ASSIGNED and outcome.target is not None:
        name = (re.findall(r"[\w$]+", outcome.target.text) or [""])[-1]
    races, numbers = code.once(_all_races)
    around = bisect_right(races, promise.start, key=_start)
    return [races[number] for number in sorted({*numbers.get(name, ()), *range(max(0, around - MOST_RACES), around)})]


def _all_races(code: Code) -> tuple[list[CallShape], dict[str, list[int]]]:
    """The races of a file, and their numbers by the words in them."""
    calls = code.calls("race", "any")
    races = [call for call in calls if call.receiver is not None and call.receiver.text.endswith("Promise")]
    races.sort(key=_start)
    numbers: dict[str, list[int]] = {}
    for number, race in enumerate(races):
        for word in set(re.findall(r"[\w$]+", code.text(race.start, race.end))):
            numbers.setdefault(word, []).append(number)
    return races, numbers


def _start(call: CallShape) -> int:
    return call.start


def _takes_part(code: Code, promise: CallShape, race: CallShape) -> bool:
    if race.start <= promise.start and promise.end <= race.end:
        return True
    outcome = code.outcome(promise)
    text = code.text(race.start, race.end)
    if outcome.kind is OutcomeKind.ASSIGNED and outcome.target is not None:
        return re.search(rf"(?<![\w$.]){re.escape(outcome.target.text)}(?![\w$(])", text) is not None
    if outcome.kind is OutcomeKind.RETURNED:
        maker = promise.function
        usage = maker.usage
        name = (maker.name or (usage.name if usage is not None else "") or "").rpartition(".")[2]
        return bool(name) and re.search(rf"(?<![\w$]){re.escape(name)}\s*\(", text) is not None
    return False


def _clears_somewhere(code: Code, function: Function, timer: Timer) -> bool:
    """Whether anything around clears the timer, but for its own callback, for which it is over."""
    host: Function = function
    while host.parent is not None and host.parent.parent is not None and _is_given_on(host):
        host = host.parent
    known = code.once(_clearing)
    if host not in known:
        known[host] = tuple(host.start + match.start() for match in CLEARS.finditer(code.bare[host.start : host.end]))
    late = timer.callback
    return any(late is None or not late.start <= where < late.end for where in known[host])


def _clearing(code: Code) -> dict[Function, tuple[int, ...]]:  # noqa: ARG001
    """Where functions clear timers, filled by ``_clears_somewhere``."""
    return {}


def _is_given_on(function: Function) -> bool:
    """Whether a function is handed to a call, so that the code around it may clear what it starts."""
    return function.usage is not None and function.usage.kind in (UsageKind.ARGUMENT, UsageKind.CALLED)


def _clear_first(code: Code, timer: Timer) -> tuple[Fix, ...]:
    assert timer.place is not None
    first, _ = code.statement(timer.call.start, timer.call.end)
    lead = code.source[code.source.rfind(b"\n", 0, first) + 1 : first]
    if lead.strip():
        return ()
    style = style_of(code)
    text = f"clearTimeout({timer.place.text}){style.semicolon}{style.newline}{lead.decode()}"
    return (Fix(f"Clear {timer.place.text} before it is replaced", True, (Edit(first, first, text.encode()),)),)
