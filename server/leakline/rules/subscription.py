"""``subscription``: a subscription or observer is started for each object, and nothing ends it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from leakline.js.code import Code
from leakline.js.facts import FunctionKind
from leakline.js.lifetimes import Lifetime, Place
from leakline.js.model import Function
from leakline.js.shapes import ArgumentKind, CallShape, UsageKind
from leakline.js.surroundings import OutcomeKind
from leakline.rules.apis import APPEARS, EFFECTS, OBSERVERS
from leakline.rules.editing import edits_in_order, in_teardown, replace
from leakline.rules.finding import Certainty, Finding, Fix
from leakline.rules.rule import Family, Rule, shown

# RxJS: operators after which a subscription ends by itself; Angular: takeUntilDestroyed (rxjs.dev, angular.dev).
ENDS = re.compile(
    r"\b(?:take|first|takeUntil|takeUntilDestroyed|takeWhile|last|single|untilDestroyed|toPromise|firstValueFrom|untilUnmounted"
    r"|find|isEmpty|every|timeout)\s*\("
)
COMPLETES = re.compile(
    r"http|\bof\(|\bfrom\(|\btimer\(|forkJoin|ajax|\.afterClosed|\.(?:get|post|put|delete|patch|request)\(",
    re.IGNORECASE,
)
# VS Code, Theia, Atom: an event is a function that takes a listener and returns a disposable (vscode.d.ts, Event).
EVENT = re.compile(r"^on(?:Did|Will)[A-Z]")
RELEASES = rb"\.(?:unsubscribe|disconnect|unobserve|dispose|off|remove|cancel|stop|close)\s*\("


class Subscription(Rule):
    """A subscription or observer is started for each object, and nothing ends it.

    ## Why it leaks
    A store, subject or observer keeps each subscriber, and with it the component that subscribed, after the
    component is
    gone.

    ## Example
    ```js
    import { store } from './store.js';

    export class Panel {
      constructor(element) {
        this.element = element;
        store.subscribe(() => this.render());
      }

      render() {}
    }
    ```

    ## Instead
    ```js
    import { store } from './store.js';

    export class Panel {
      constructor(element) {
        this.element = element;
        this.unsubscribe = store.subscribe(() => this.render());
      }

      render() {}

      destroy() {
        this.unsubscribe();
      }
    }
    ```

    ## When it is fine
    A pipe that ends by itself (`take`, `first`, `takeUntil`), sources that complete, a result that is returned or
    handed to
    somebody, and anything in the file that unsubscribes or disconnects it.

    ## What the heap would show
    Subscribers below the source's list of observers.

    ## Fix safety
    Unsafe: the subscription is ended in a method that somebody has to call.

    ## References
    RxJS `Subscription`; DOM `MutationObserver`, `ResizeObserver`, `IntersectionObserver`.
    """

    id: ClassVar[str] = "subscription"
    family: ClassVar[Family] = Family.SUBSCRIPTIONS
    patterns: ClassVar[tuple[str, ...]] = ("P16",)
    certainty: ClassVar[Certainty] = Certainty.CERTAIN
    held_through: ClassVar[str | None] = "set"

    def check(self, code: Code) -> Iterator[Finding]:
        """Each subscription or observer that has no end."""
        for call in code.calls("subscribe"):
            finding = self._subscribed(code, call)
            if finding is not None:
                yield finding
        for name, calls in code.calls_by_name.items():
            if EVENT.match(name):
                yield from self._listened(code, calls)
        for call in code.calls(*OBSERVERS):
            if call.is_new and code.repeats(call.function) and not _in_effect(call.function):
                finding = self._observed(code, call)
                if finding is not None:
                    yield finding

    def _subscribed(self, code: Code, call: CallShape) -> Finding | None:
        receiver = call.receiver
        if receiver is None or not call.arguments or not _is_handler(call) or not code.repeats(call.function):
            return None
        whole = code.text(receiver.start, receiver.end)
        if ENDS.search(whole) or COMPLETES.search(whole) or _in_effect(call.function):
            return None
        place = code.place(receiver, call.function)
        if place.fresh or place.lifetime is Lifetime.CALL or not _appears(code, call.function, place):
            return None
        outcome = code.outcome(call)
        if code.has_flag_guard(call.function, call.start, call.end):
            return None
        if outcome.kind is OutcomeKind.DISCARDED and not outcome.chained:
            if re.search(rb"(?i)\.(?:unsubscribe)\s*\(\s*" + re.escape(receiver.text.encode()[:60]), code.bare):
                return None
            if re.search(
                re.escape(receiver.text.encode()) + rb"\s*\.\s*(?:unsubscribe|complete|close|destroy)\s*\(", code.bare
            ):
                return None
            certain = place.lifetime is Lifetime.PROCESS or "this.store" in whole or "$" in whole
            certainty = Certainty.CERTAIN if certain else Certainty.HEURISTIC
            message = f"the subscription to '{shown(receiver.text)}' is dropped, so it never ends"
            return self.finding(call.start, call.end, message, certainty=certainty, fixes=_fixes(code, call))
        if outcome.kind is OutcomeKind.ASSIGNED and outcome.target is not None:
            kept = code.place(outcome.target, call.function)
            if kept.root == "this" and len(kept.path) == 1 and not _is_used(code, kept, outcome.target.end):
                message = f"'{shown(kept.text)}' keeps a subscription that nothing ends"
                return self.finding(call.start, call.end, message, fixes=_ended(code, call, kept))
        return None

    def _listened(self, code: Code, calls: list[CallShape]) -> Iterator[Finding]:
        """Events that are called with a listener and return what removes it."""
        for call in calls:
            owner = code.owners.of(code.host(call.function))
            if call.receiver is None or not call.arguments or not _is_handler(call) or len(call.arguments) > 1:
                continue
            place = code.place(call.receiver, call.function)
            dropped = code.outcome(call).kind is OutcomeKind.DISCARDED and not code.outcome(call).chained
            if not dropped or place.fresh or owner is None or not owner.methods.keys() & {"dispose", "destroy"}:
                continue
            if place.lifetime in (Lifetime.CALL, Lifetime.UNKNOWN) or place.text == "this":
                continue
            message = f"what removes the listener of '{shown(call.callee)}' is dropped"
            yield self.finding(call.start, call.end, message, certainty=Certainty.HEURISTIC)

    def _observed(self, code: Code, call: CallShape) -> Finding | None:
        outcome = code.outcome(call)
        if outcome.kind is OutcomeKind.OTHER and not outcome.chained:
            return None
        if "observe" in outcome.chained and outcome.kind is OutcomeKind.DISCARDED:
            if re.search(r"\.(?:disconnect|unobserve)\s*\(", code.text(call.start, call.end)):
                return None
            message = f"nobody can disconnect this '{call.name}'"
            return self.finding(call.start, call.end, message)
        if outcome.kind is not OutcomeKind.ASSIGNED or outcome.target is None or outcome.chained:
            return None
        place = code.place(outcome.target, call.function)
        name = re.escape(place.name.encode())
        if re.search(rb"\b" + name + rb"\s*!?\??\.\s*(?:disconnect|unobserve|takeRecords)\b", code.bare):
            return None
        if re.search(
            rb"[(,\[]\s*(?:[\w$]+\.)*" + name + rb"\s*[,)\]]|return\s+(?:[\w$]+\.)*" + name + rb"\b", code.bare
        ):
            return None
        if place.lifetime is Lifetime.UNKNOWN or re.search(rb"\.disconnect\s*\(", code.bare):
            return None
        fixes = _ended(code, call, place, "disconnect")
        return self.finding(
            call.start, call.end, f"nothing disconnects the observer in '{shown(place.text)}'", fixes=fixes
        )


def _is_handler(call: CallShape) -> bool:
    first = call.arguments[0]
    if first.kind in (ArgumentKind.FUNCTION, ArgumentKind.OBJECT):
        return True
    return (first.kind is ArgumentKind.MEMBER and first.text.startswith("this.")) or ".bind(" in first.text


def _appears(code: Code, function: Function, place: Place) -> bool:
    """Whether the code runs for each object of a class that comes and goes, or adds to something of the process."""
    host = code.host(function)
    owner = code.owners.of(host)
    if owner is not None and owner.is_class:
        usage = host.usage
        name = "constructor" if host is owner.constructor else (host.name or (usage.name if usage else "") or "")
        return host.kind is FunctionKind.CONSTRUCTOR or name in APPEARS
    return place.lifetime is Lifetime.PROCESS and not code.repetition.looks_like_start(host)


def _in_effect(function: Function) -> bool:
    usage = function.usage
    return (
        usage is not None and usage.kind is UsageKind.ARGUMENT and usage.call is not None and usage.call.name in EFFECTS
    )


def _is_used(code: Code, place: Place, after: int) -> bool:
    """Whether a field that keeps a subscription is mentioned anywhere else."""
    name = re.escape(place.name.encode())
    found = list(re.finditer(rb"[\w$\])]\s*\??\.\s*" + name + rb"(?![\w$])", code.bare))
    return any(not (match.start() < after <= match.end() + 1) for match in found)


def _ended(code: Code, call: CallShape, place: Place, method: str = "unsubscribe") -> tuple[Fix, ...]:
    owner = code.owners.of(call.function)
    if owner is None or not place.text.startswith("this."):
        return ()
    ending = in_teardown(code, owner, f"{place.text}.{method}()")
    ordered = edits_in_order(ending[0]) if ending is not None else None
    if ending is None or ordered is None:
        return ()
    return (Fix(f"End it in {ending[1]}() (unsafe: somebody has to call it)", False, ordered),)


def _fixes(code: Code, call: CallShape) -> tuple[Fix, ...]:
    """Keep what subscribe returns, and end it: a function for stores, a Subscription for observables."""
    owner = code.owners.of(call.function)
    if owner is None or not owner.is_class or call.receiver is None:
        return ()
    field = "this._subscription"
    while field.encode() in code.source:
        field += "Again"
    observable = "$" in call.receiver.text or ".pipe(" in call.receiver.text
    ending = in_teardown(code, owner, f"{field}.unsubscribe()" if observable else f"{field}()")
    first = replace(call.start, call.start, f"{field} = ")
    ordered = edits_in_order(first, ending[0]) if ending is not None else None
    if ending is None or ordered is None:
        return ()
    return (
        Fix(f"Keep the subscription and end it in {ending[1]}() (unsafe: somebody has to call it)", False, ordered),
    )
