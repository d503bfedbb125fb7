"""``subscription``: a subscription or observer is started for each object, and nothing ends it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from leakline.js.code import Code
from leakline.js.facts import BindingKind
from leakline.js.lifetimes import Lifetime, Origin, Place
from leakline.js.shapes import ArgumentKind, CallShape
from leakline.js.surroundings import OutcomeKind
from leakline.rules.apis import APPEARS, OBSERVERS
from leakline.rules.disposables import registers
from leakline.rules.editing import edits_in_order, in_teardown
from leakline.rules.finding import Certainty, Finding, Fix, Related
from leakline.rules.rule import Family, Rule, shown
from leakline.rules.subscribe_methods import ended_by_themselves, unended
from leakline.rules.subscribers import in_effect, is_dropped, is_handler, keeps_what_is_made, subscribes_each_time
from leakline.rules.subscription_fixes import (
    ended,
    ended_before,
    handed_over,
    kept_and_ended,
    kept_local,
    kept_observer,
    taken_out,
)

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
CALLS_BACK = re.compile(r"^on(?!ce|ly|e$)(?:[A-Z]\w*)$")
# React, Angular, Vue, web components: methods that run when a component appears on the page.
LIFECYCLES = frozenset({"componentDidMount", "connectedCallback", "ngOnInit", "ngAfterViewInit", "mounted", "attached"})
FUNCTION = ArgumentKind.FUNCTION
# MobX: each returns a function that ends it (mobx.js.org, reactions).
REACTIONS = ("autorun", "reaction", "observe", "intercept")
NOWHERE = Place("", "", "", Lifetime.UNKNOWN, Origin.EXPRESSION, "", (), None)
BEGINS = re.compile(
    r"^_?(?:init|create|setup|start|open|connect|listen|subscribe|register|watch|bind|attach|ng|on[A-Z])"
)
ENDS_ANOTHER = re.compile(
    r"unsubscribe|dispose|this\.[\w$]*(?:clear|reset|stop|close|remove|cancel|cleanup)\w*\(", re.IGNORECASE
)
NAMED_END = re.compile(
    r"^[_#$]*(?:un(?:sub|listen|watch|observe|bind|register)|off[A-Z_]|off$|dispose|stop[A-Z]|cancel[A-Z]|remove[A-Z])"
)
# Firebase: each returns the function that ends it (firebase.google.com, modular API).
LISTENING_FUNCTIONS = ("onSnapshot", "onAuthStateChanged", "onIdTokenChanged", "onValue")
LONGER = (Lifetime.PROCESS, Lifetime.SHARED, Lifetime.OWNER)
DISCARDED = OutcomeKind.DISCARDED
LEAVES = re.compile(
    r"\.\s*(?:delete|remove\w*|unregister\w*|deregister|splice|detach\w*|unsubscribe|release\w*)\s*\(|super\.|filter\("
)
LEAVES_OUTSIDE = rb"\.(?:delete|unregister\w*|removeObserver|removeSubscriber|splice)\s*\("
NEAR = 300  # bytes


class Subscription(Rule):
    """A subscription or observer is started for each object, and nothing ends it.

    ## Why it leaks
    A store, subject or observer keeps each subscriber, and with it the component that subscribed, after the
    component is gone.

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
    handed to somebody, and anything in the file that unsubscribes or disconnects it.

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
        yield from self._reacting(code)
        for name, calls in code.calls_by_name.items():
            if CALLS_BACK.match(name):
                found = [*(self._listened if EVENT.match(name) else self._called_back)(code, calls)]
                told = {finding.start for finding in found}
                yield from found
                yield from (finding for finding in self._watched(code, calls) if finding.start not in told)
        yield from self._joined(code)
        for begun in (*unended(code), *ended_by_themselves(code)):
            yield self.finding(begun.call.start, begun.call.end, begun.message, certainty=Certainty.HEURISTIC)
        yield from self._observing(code)
        yield from self._kept_ends(code)
        yield from self._connected(code)
        for call in code.calls(*OBSERVERS):
            if call.is_new and code.repeats(call.function) and not in_effect(call.function):
                finding = self._observed(code, call)
                if finding is not None:
                    yield finding

    def _subscribed(self, code: Code, call: CallShape) -> Finding | None:
        receiver = call.receiver
        if receiver is None or not call.arguments or not is_handler(call) or not code.repeats(call.function):
            return None
        whole = code.text(receiver.start, receiver.end)
        if ENDS.search(whole) or COMPLETES.search(whole) or in_effect(call.function):
            return None
        place = code.place(receiver, call.function)
        if place.fresh or place.lifetime is Lifetime.CALL:
            return None
        listener = call.arguments[0].function
        made = keeps_what_is_made(code, listener, call.function) if listener is not None else None
        if made is None and not subscribes_each_time(code, call.function, place, call):
            return None
        outcome = code.outcome(call)
        if code.has_flag_guard(call.function, call.start, call.end):
            return None
        if is_dropped(code, call, outcome):
            if re.search(
                rb"(?i)\.(?:unsubscribe)\s*\(\s*" + re.escape(receiver.text.encode()[:60]), code.near("unsubscribe")
            ):
                return None
            if re.search(
                re.escape(receiver.text.encode()) + rb"\s*\.\s*(?:unsubscribe|complete|close|destroy)\s*\(",
                code.near(receiver.text),
            ):
                return None
            certain = place.lifetime is Lifetime.PROCESS or "store" in whole.lower() or "$" in whole
            certainty = Certainty.CERTAIN if certain else Certainty.HEURISTIC
            message = f"the subscription to '{shown(receiver.text)}' is dropped, so it never ends"
            return self.finding(call.start, call.end, message, certainty=certainty, fixes=kept_and_ended(code, call))
        if outcome.kind is OutcomeKind.ASSIGNED and outcome.target is not None:
            kept = code.place(outcome.target, call.function)
            if kept.root == "this" and len(kept.path) == 1 and not _is_used(code, kept, outcome.target.end):
                message = f"'{shown(kept.text)}' keeps a subscription that nothing ends"
                return self.finding(call.start, call.end, message, fixes=ended(code, call, kept))
            if kept.root == "this" and len(kept.path) == 1 and _replaces(code, call, kept):
                message = f"the subscription that '{shown(kept.text)}' had before goes on"
                fixes = ended_before(code, call, kept)
                return self.finding(call.start, call.end, message, certainty=Certainty.HEURISTIC, fixes=fixes)
        return None

    def _reacting(self, code: Code) -> Iterator[Finding]:
        """Reactions to observable state that an object starts and does not dispose of."""
        for call in code.calls(*REACTIONS):
            binding = call.binding
            if call.receiver is not None or binding is None or binding.kind is not BindingKind.IMPORT:
                continue
            if not call.arguments or in_effect(call.function) or not code.repeats(call.function):
                continue
            owner = code.owners.of(code.host(call.function))
            appears = owner is not None and owner.is_class and subscribes_each_time(code, call.function, NOWHERE)
            if appears and b"mobx" in code.source and is_dropped(code, call, code.outcome(call)):
                message = f"nobody can end this '{call.name}', which keeps 'this'"
                if "this" not in " ".join(argument.text for argument in call.arguments):
                    continue
                yield self.finding(
                    call.start, call.end, message, certainty=Certainty.HEURISTIC, fixes=kept_and_ended(code, call)
                )

    def _listened(self, code: Code, calls: list[CallShape]) -> Iterator[Finding]:
        """Events that are called with a listener and return what removes it."""
        for call in calls:
            owner = code.owners.of(code.host(call.function))
            if call.receiver is None or not call.arguments or not is_handler(call) or len(call.arguments) > 1:
                continue
            place = code.place(call.receiver, call.function)
            dropped = code.outcome(call).kind is OutcomeKind.DISCARDED and not code.outcome(call).chained
            if not dropped or place.fresh or owner is None:
                continue
            if not (owner.methods.keys() & {"dispose", "destroy"} or registers(code, owner)):
                continue
            if place.lifetime in (Lifetime.CALL, Lifetime.UNKNOWN) or place.text == "this":
                continue
            message = f"what removes the listener of '{shown(call.callee)}' is dropped"
            fixes = handed_over(code, call)
            yield self.finding(
                call.start, call.end, message, certainty=Certainty.HEURISTIC, patterns=("P16", "P17"), fixes=fixes
            )

    def _called_back(self, code: Code, calls: list[CallShape]) -> Iterator[Finding]:
        """``i18n.onChange(...)`` in a component that appears: what a module keeps has to be ended by the component."""
        for call in calls:
            host, owner = code.host(call.function), code.owners.of(code.host(call.function))
            if call.receiver is None or owner is None or not owner.is_class or len(call.arguments) != 1:
                continue
            function = call.arguments[0].function
            if code.name_of(host) not in LIFECYCLES or function is None or call.arguments[0].kind is not FUNCTION:
                continue
            place = code.place(call.receiver, call.function)
            kept = place.lifetime is Lifetime.PROCESS and not place.path and "this" in code.function_text(function)
            if kept and is_dropped(code, call, code.outcome(call)):
                message = f"what removes the listener of '{shown(call.callee)}' is dropped"
                fixes = kept_and_ended(code, call)
                yield self.finding(call.start, call.end, message, certainty=Certainty.HEURISTIC, fixes=fixes)

    def _watched(self, code: Code, calls: list[CallShape]) -> Iterator[Finding]:
        """A listener on what outlives the call, which keeps what the call has made and returns: one for each."""
        for call in calls:
            function = call.arguments[0].function if len(call.arguments) == 1 else None
            if function is None or call.receiver is None or call.arguments[0].kind is not FUNCTION:
                continue
            host, place = call.function, code.place(call.receiver, call.function)
            lasts = place.root == "this" and len(place.path) == 1 and place.origin is not Origin.LOCAL
            if not lasts or place.fresh or not code.repeats(host) or code.outcome(call).kind is not DISCARDED:
                continue
            owner = code.owners.of(host)
            if owner is None or host is owner.constructor or code.outcome(call).chained:
                continue
            made = keeps_what_is_made(code, function, host)
            if made is not None:
                message = f"what removes the listener of '{shown(call.callee)}' is dropped"
                related = (Related(*made.declarations[0], f"it keeps each '{made.name}' alive"),)
                yield self.finding(call.start, call.end, message, certainty=Certainty.HEURISTIC, related=related)

    def _observing(self, code: Code) -> Iterator[Finding]:
        """Functions and Observables of libraries that return what ends it, in the constructor of an object."""
        for call in code.calls("add", "addOnce", *LISTENING_FUNCTIONS):
            owner = code.owners.of(call.function)
            if owner is None or not owner.is_class or not is_handler(call):
                continue
            if call.function is not owner.constructor and code.name_of(call.function) not in APPEARS:
                continue
            observed = call.receiver is not None and call.receiver.text.endswith("Observable")
            if not (observed if call.name in ("add", "addOnce") else call.receiver is None):
                continue
            if call.receiver is not None and code.place(call.receiver, call.function).lifetime not in LONGER:
                continue
            outcome, words = code.outcome(call), " ".join(code.function_text(one) for one in owner.methods.values())
            target = outcome.target if outcome.kind is OutcomeKind.ASSIGNED else None
            dropped = is_dropped(code, call, outcome) and code.teardown(owner)
            kept = code.place(target, call.function) if target is not None else None
            lost = kept is not None and kept.root == "this" and len(kept.path) == 1
            if not dropped and (kept is None or target is None or not lost or _is_used(code, kept, target.end)):
                continue
            if call.receiver is not None and re.search(r"Observable\s*!?\??\.\s*(?:clear|remove)", words):
                continue
            message = f"nothing ends the listener that '{shown(call.callee)}' keeps"
            yield self.finding(call.start, call.end, message, certainty=Certainty.HEURISTIC)

    def _kept_ends(self, code: Code) -> Iterator[Finding]:
        """``this.unlisten = hub.observe(...)``, and nobody ever calls it."""
        for one in code.module.assignments:
            written = one.written
            kept = written.root == "this" and len(written.path) == 1 and one.operator in ("=", "field")
            if not kept or not NAMED_END.match(written.path[0]) or one.written_value.kind is not ArgumentKind.CALL:
                continue
            target, value = one.target, one.value
            call, owner = code.module.call_at(value.start, value.end), code.owners.of(one.function)
            if call is None or owner is None or call.name == "subscribe" or call.receiver is None or call.is_new:
                continue
            place = code.place(call.receiver, call.function)
            if place.fresh or place.lifetime not in LONGER or not is_handler(call):
                continue
            if not _is_used(code, code.place(target, one.function), target.end):
                message = f"'{shown(target.text)}' would end what nothing ends"
                yield self.finding(one.start, one.end, message, certainty=Certainty.HEURISTIC)

    def _joined(self, code: Code) -> Iterator[Finding]:
        """``hub.runners.add(this)`` in the constructor of an object that has an end, which does not take it out."""
        for call in code.calls("add", "push", "register", "addObserver", "addSubscriber"):
            owner = code.owners.of(call.function)
            alone = len(call.arguments) == 1 and call.arguments[0].text == "this"
            if not alone or owner is None or owner.constructor is not call.function or call.receiver is None:
                continue
            place = code.place(call.receiver, call.function)
            given = place.origin in (Origin.PARAMETER, Origin.IMPORT, Origin.MODULE) and not place.fresh
            if not given or not code.teardown(owner) or code.outcome(call).kind is not DISCARDED:
                continue
            texts = " ".join(code.function_text(function) for function in owner.methods.values())
            if LEAVES.search(texts) or code.says(LEAVES_OUTSIDE):
                continue
            message = f"nothing takes the object out of '{shown(call.receiver.text)}' again"
            fixes, both = taken_out(code, call, owner), ("P16", "P12")
            yield self.finding(call.start, call.end, message, certainty=Certainty.HEURISTIC, patterns=both, fixes=fixes)

    def _connected(self, code: Code) -> Iterator[Finding]:
        """Lumino's signals keep a slot until it is disconnected, or its owner's data is cleared."""
        if code.says(rb"\.disconnect\s*\(|clearData\s*\(|disconnectReceiver|disconnectAll"):
            return
        for call in code.calls("connect"):
            owner = code.owners.of(call.function)
            if owner is None or owner.superclass is not None or len(call.arguments) != 2 or call.receiver is None:
                continue
            bound = call.arguments[0].text.startswith("this.") and call.arguments[1].text == "this"
            if not bound or call.function is not owner.constructor or not owner.methods.keys() & {"dispose", "destroy"}:
                continue
            place = code.place(call.receiver, call.function)
            if place.fresh or not call.receiver.path or place.lifetime is Lifetime.CALL:
                continue
            undo = f"{place.text}.disconnect({call.arguments[0].text}, this)"
            ending = in_teardown(code, owner, undo) if place.root == "this" else None
            ordered = edits_in_order(ending[0]) if ending is not None else None
            title = "Disconnect it where the object ends (unsafe: somebody has to end it)"
            fixes = (Fix(title, False, ordered),) if ordered else ()
            message = f"nothing disconnects '{shown(call.arguments[0].text)}' from '{shown(call.receiver.text)}'"
            yield self.finding(call.start, call.end, message, certainty=Certainty.HEURISTIC, fixes=fixes)

    def _observed(self, code: Code, call: CallShape) -> Finding | None:
        outcome = code.outcome(call)
        if outcome.kind is OutcomeKind.OTHER and not outcome.chained:
            return None
        if "observe" in outcome.chained and outcome.kind is OutcomeKind.DISCARDED:
            if re.search(r"\.(?:disconnect|unobserve)\s*\(", code.text(call.start, call.end)):
                return None
            message = f"nobody can disconnect this '{call.name}'"
            return self.finding(call.start, call.end, message, fixes=kept_observer(code, call))
        if outcome.kind is not OutcomeKind.ASSIGNED or outcome.target is None or outcome.chained:
            return None
        place = code.place(outcome.target, call.function)
        name, near = re.escape(place.name.encode()), code.near(place.name)
        if re.search(rb"\b" + name + rb"\s*!?\??\.\s*(?:disconnect|unobserve|takeRecords)\b", near):
            return None
        if re.search(rb"[(,\[]\s*(?:[\w$]+\.)*" + name + rb"\s*[,)\]]|return\s+(?:[\w$]+\.)*" + name + rb"\b", near):
            return None
        if place.lifetime is Lifetime.UNKNOWN or code.says(rb"\.disconnect\s*\("):
            return None
        fixes = ended(code, call, place, "disconnect") or kept_local(code, call, outcome.target)
        return self.finding(
            call.start, call.end, f"nothing disconnects the observer in '{shown(place.text)}'", fixes=fixes
        )


def _replaces(code: Code, call: CallShape, kept: Place) -> bool:
    """Whether a method that may run often puts a subscription where one may be already, and looks at none before."""
    owner, host = code.owners.of(call.function), code.host(call.function)
    if owner is None or not owner.is_class or host is owner.constructor or host is not call.function:
        return False
    name = code.name_of(host)
    if name in APPEARS or name in LIFECYCLES or BEGINS.match(name):
        return False
    before = code.bare[host.start : call.start].decode("utf-8", "replace")
    field = re.escape(kept.path[0])
    if re.search(rf"this\.{field}\b(?!\s*=[^=]\s*this\.)", before.rpartition(f"this.{kept.path[0]}")[0]):
        return False
    return ENDS_ANOTHER.search(before) is None and not code.surroundings(call.start, call.end).guards


def _is_used(code: Code, place: Place, after: int) -> bool:
    """Whether a field that keeps a subscription is mentioned anywhere else."""
    name = re.escape(place.name.encode())
    mentions = re.compile(rb"[\w$\])]\s*\??\.\s*" + name + rb"(?![\w$])")
    around = mentions.finditer(code.bare, max(0, after - len(name) - NEAR), after + NEAR)
    own = sum(match.start() < after <= match.end() + 1 for match in around)
    return len(mentions.findall(code.near(place.name))) > own
