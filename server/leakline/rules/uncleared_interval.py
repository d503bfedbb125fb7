"""``uncleared-interval``: an interval is started again and again, and nothing clears it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from leakline.js.code import Code
from leakline.js.containers import containers_of
from leakline.js.lifetimes import Lifetime, Origin
from leakline.js.model import Function
from leakline.js.shapes import UsageKind
from leakline.js.surroundings import OutcomeKind
from leakline.js.timers import Timer, is_cleared, is_dropped, timers_of
from leakline.rules.apis import EFFECTS
from leakline.rules.component_timers import outlives_component
from leakline.rules.editing import (
    APPEAR_HOOKS,
    after_statement,
    before_statement,
    caution,
    edits_in_order,
    in_teardown,
    replace,
    style_of,
)
from leakline.rules.entry_ends import visitor_of
from leakline.rules.finding import Certainty, Finding, Fix
from leakline.rules.interval_ways import goes_on_after
from leakline.rules.promise_fixes import free_name
from leakline.rules.rule import Family, Rule, shown
from leakline.rules.timeout_ends import forgotten_on_one_way
from leakline.rules.timeout_fixes import is_for_node
from leakline.rules.timer_restarts import is_for_key, may_run_twice
from leakline.rules.visitor_timers import survives_visitor
from leakline.text.edits import Edit


class UnclearedInterval(Rule):
    """An interval is started by code that runs again, and nothing clears it.

    ## Why it leaks
    The runtime keeps the callback of an interval until it is cleared, and the callback keeps its context: the
    object, the socket, the request. Each run of the code adds an interval that never ends.

    ## Example
    ```js
    class Connection {
      constructor(socket) {
        this.socket = socket;
        setInterval(() => this.socket.write('ping'), 30000);
      }
    }
    module.exports = Connection;
    ```

    ## Instead
    ```js
    class Connection {
      constructor(socket) {
        this.socket = socket;
        this.pinging = setInterval(() => this.socket.write('ping'), 30000);
      }

      close() {
        clearInterval(this.pinging);
      }
    }
    module.exports = Connection;
    ```

    ## When it is fine
    Code that runs once, a handle that is returned, handed on or cleared somewhere in the file, and `.unref()` on an
    interval that lives as long as the process.

    ## What the heap would show
    A retaining path through a `Timeout` in the runtime's timer lists.

    ## Fix safety
    Unsafe: the handle is kept and cleared in a method that somebody has to call.

    ## References
    Node.js `timers`; HTML standard, timers.
    """

    id: ClassVar[str] = "uncleared-interval"
    family: ClassVar[Family] = Family.TIMERS
    patterns: ClassVar[tuple[str, ...]] = ("P09",)
    certainty: ClassVar[Certainty] = Certainty.CERTAIN
    held_through: ClassVar[str | None] = "timer"

    def check(self, code: Code) -> Iterator[Finding]:
        """Each interval whose handle is lost."""
        for timer in timers_of(code, "setInterval"):
            function = timer.call.function
            if not code.repeats(function) or _in_effect(timer):
                continue
            if code.repetition.looks_like_start(function) and not is_for_key(code, timer):
                continue
            if code.says(rb"clearInterval\(this\)"):
                continue
            guarded = code.has_flag_guard(function, timer.call.start, timer.call.end)
            if guarded and (outlives_component(code, timer) is None or not is_cleared(code, timer)):
                continue
            what = self._lost(code, timer)
            if what is not None:
                message, certainty = what
                fixes = _fixes(code, timer)
                yield self.finding(timer.call.start, timer.call.end, message, certainty=certainty, fixes=fixes)
        for timer in timers_of(code, "$interval"):  # AngularJS: a promise, which $interval.cancel ends
            counted = len(timer.call.arguments) > 2 and timer.call.arguments[2].text != "0"
            if counted or not _is_scoped(code, timer) or timer.outcome.kind is OutcomeKind.RETURNED:
                continue
            if is_dropped(timer) or not code.says(rb"\$interval\s*\.\s*cancel\b"):
                message = f"'$interval' calls '{shown(timer.call.arguments[0].text)}' after its scope has ended"
                yield self.finding(timer.call.start, timer.call.end, message, certainty=Certainty.HEURISTIC)

    def _lost(self, code: Code, timer: Timer) -> tuple[str, Certainty] | None:
        what = shown(timer.call.arguments[0].text if timer.callback is None else (timer.callback.name or "setInterval"))
        if is_dropped(timer):
            return f"the handle of '{what}' is dropped, so the interval never ends", Certainty.CERTAIN
        clearing = code.says(rb"\bclear(?:Interval|Timeout)\b")
        if timer.outcome.kind is OutcomeKind.PASSED:
            kept = timer.outcome.name in ("push", "add", "set", "unshift")
            if kept and (not clearing or _is_collected_in_vain(code, timer)):
                return f"nothing clears the interval of '{what}'", Certainty.HEURISTIC
            return None
        place = timer.place
        if timer.outcome.kind is not OutcomeKind.ASSIGNED or place is None or "unref" in timer.outcome.chained:
            return None
        if place.lifetime is Lifetime.UNKNOWN and place.origin is Origin.EXPRESSION:
            return None
        if not is_cleared(code, timer):
            if re.search(re.escape(place.text.encode()) + rb"\s*(?:\?\.|\.)\s*unref\b", code.near(place.text)):
                return None
            return f"nothing clears the interval in '{shown(place.text)}'", Certainty.CERTAIN
        ending = outlives_component(code, timer)
        if ending is not None:
            return f"{ending}() does not clear the interval in '{shown(place.text)}'", Certainty.HEURISTIC
        if goes_on_after(code, timer) is not None or forgotten_on_one_way(code, timer, "clearInterval") is not None:
            return f"the interval in '{shown(place.text)}' is not cleared on one way out", Certainty.HEURISTIC
        visitor = survives_visitor(code, timer)
        if visitor is not None:
            return f"the interval in '{shown(place.text)}' goes on when '{shown(visitor)}' closes", Certainty.HEURISTIC
        if _ends_itself_alone(code, timer):
            return f"only its own callback clears the interval in '{shown(place.text)}'", Certainty.HEURISTIC
        if place.lifetime in (Lifetime.OWNER, Lifetime.PROCESS) and may_run_twice(code, timer):
            return f"'{shown(place.text)}' may still hold an interval that is not cleared", Certainty.HEURISTIC
        return None


def _is_scoped(code: Code, timer: Timer) -> bool:
    """Whether a timer of AngularJS starts for each controller or element, and not once for a service."""
    current: Function | None = timer.call.function
    while current is not None:
        usage = current.usage
        call = usage.call if usage is not None and usage.kind is UsageKind.ARGUMENT else None
        if (call is not None and call.name in ("controller", "directive", "component")) or (
            current.name in ("link", "controller", "$onInit") or code.name_of(current).endswith("Controller")
        ):
            return True
        current = current.parent
    return False


def _is_collected_in_vain(code: Code, timer: Timer) -> bool:
    """Whether the handle is put into a collection that nothing runs over or takes out of."""
    for container in code.once(containers_of):
        if any(one.start <= timer.call.start < one.end for one in container.insertions):
            return not (container.iterated or container.takes_out or container.escapes)
    return False


def _ends_itself_alone(code: Code, timer: Timer) -> bool:
    """Whether an object that can be ended starts an interval that ends when its own callback finds that all is done."""
    place, callback = timer.place, timer.callback
    owner = code.owners.of(timer.call.function)
    if place is None or callback is None or place.binding is None or place.path or owner is None or not owner.is_class:
        return False
    if len(code.teardown(owner)) != 1 or timer.call.function is owner.constructor:
        return False
    uses = [one for one in place.binding.references if not one.is_write]
    return bool(uses) and all(callback.start < one.start < callback.end for one in uses)


def _in_effect(timer: Timer) -> bool:
    usage = timer.call.function.usage
    return (
        usage is not None and usage.kind is UsageKind.ARGUMENT and usage.call is not None and usage.call.name in EFFECTS
    )


def _fixes(code: Code, timer: Timer) -> tuple[Fix, ...]:
    """Keep the handle in a field, and clear it where the object ends; or clear it before it is replaced."""
    fixes: list[Fix] = []
    owner = code.owners.of(timer.call.function)
    place = timer.place
    style = style_of(code)
    replaced = timer.outcome.kind is OutcomeKind.ASSIGNED and outlives_component(code, timer) is None
    way_out = goes_on_after(code, timer)
    if place is not None and way_out is not None:
        clear = before_statement(code, way_out.start, way_out.end, f"clearInterval({place.text})")
        return (Fix("Clear the interval on this way out too", True, (clear,)),) if clear is not None else ()
    if place is not None and replaced and is_cleared(code, timer):
        first, _ = code.statement(timer.call.start, timer.call.end)
        line = code.source.rfind(b"\n", 0, first) + 1
        lead = code.source[line:first]
        declared = re.match(r"(?:const|let|var)\b", code.text(first, timer.call.start)) is not None
        if not lead.strip() and not declared:
            text = f"clearInterval({place.text}){style.semicolon}{style.newline}{lead.decode()}"
            return (Fix(f"Clear {place.text} before it is replaced", True, (Edit(first, first, text.encode()),)),)
    if owner is not None and (owner.is_class or any(hook in owner.methods for hook in APPEAR_HOOKS)):
        field, edits = None, []
        if place is not None and place.root == "this" and place.text.startswith("this."):
            field = place.text
        elif is_dropped(timer):
            field = "this._interval"
            while field.encode() in code.source:
                field += "Timer"
            edits = [replace(timer.call.start, timer.call.start, f"{field} = ")]
        ending = in_teardown(code, owner, f"clearInterval({field})") if field is not None else None
        ordered = edits_in_order(*edits, ending[0]) if ending is not None else None
        if ordered is not None and ending is not None:
            title = f"Clear the interval in {ending[1]}(){caution(ending[1])}"
            fixes.append(Fix(title, not caution(ending[1]), ordered))
    visitor = visitor_of(code, timer.call.function)
    if is_dropped(timer) and visitor is not None:
        name = free_name(code, "timer")
        text = f"{visitor}.once({style.quote}close{style.quote}, () => clearInterval({name}))"
        kept = replace(timer.call.start, timer.call.start, f"const {name} = ")
        behind = after_statement(code, timer.call.start, timer.call.end, text)
        ordered = edits_in_order(kept, behind)
        if ordered is not None:
            fixes.append(Fix(f"Clear the interval when '{visitor}' closes", True, ordered))
    if is_dropped(timer) and not fixes and is_for_node(code):
        unref = replace(timer.call.end, timer.call.end, ".unref()")
        fixes.append(
            Fix("Let the process end in spite of the interval with unref() (unsafe: it still runs)", False, (unref,))
        )
    return tuple(fixes)
