"""``subscription``: a subscription or observer is started for each object, and nothing ends it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from leakline.js.code import Code
from leakline.js.facts import BindingKind
from leakline.js.lifetimes import Lifetime, Origin, Place
from leakline.js.model import Function
from leakline.js.shapes import ArgumentKind, CallShape, Target, UsageKind
from leakline.js.surroundings import OutcomeKind
from leakline.rules.apis import APPEARS, OBSERVERS
from leakline.rules.disposables import REGISTERS, registers
from leakline.rules.editing import after_statement, edits_in_order, in_teardown, indent_at, replace, style_of
from leakline.rules.finding import Certainty, Finding, Fix
from leakline.rules.rule import Family, Rule, shown
from leakline.rules.subscribers import in_effect, is_dropped, is_handler, subscribes_each_time

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
            if EVENT.match(name):
                yield from self._listened(code, calls)
            elif CALLS_BACK.match(name):
                yield from self._called_back(code, calls)
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
        if place.fresh or place.lifetime is Lifetime.CALL or not subscribes_each_time(code, call.function, place, call):
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
            return self.finding(call.start, call.end, message, certainty=certainty, fixes=_fixes(code, call))
        if outcome.kind is OutcomeKind.ASSIGNED and outcome.target is not None:
            kept = code.place(outcome.target, call.function)
            if kept.root == "this" and len(kept.path) == 1 and not _is_used(code, kept, outcome.target.end):
                message = f"'{shown(kept.text)}' keeps a subscription that nothing ends"
                return self.finding(call.start, call.end, message, fixes=_ended(code, call, kept))
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
                    call.start, call.end, message, certainty=Certainty.HEURISTIC, fixes=_fixes(code, call)
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
            fixes = _handed_over(code, call)
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
                fixes = _fixes(code, call)
                yield self.finding(call.start, call.end, message, certainty=Certainty.HEURISTIC, fixes=fixes)

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
            return self.finding(call.start, call.end, message, fixes=_kept_observer(code, call))
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
        fixes = _ended(code, call, place, "disconnect") or _kept_local(code, call, outcome.target)
        return self.finding(
            call.start, call.end, f"nothing disconnects the observer in '{shown(place.text)}'", fixes=fixes
        )


def _kept_observer(code: Code, call: CallShape) -> tuple[Fix, ...]:
    """Keep an observer that is made and started in one statement, and disconnect it where the object ends."""
    owner = code.owners.of(call.function)
    first, last = code.statement(call.start, call.end)
    if owner is None or not owner.is_class or first != call.start:
        return ()
    style, field = style_of(code), "this._observer"
    while field.encode() in code.source:
        field += "Again"
    ending = in_teardown(code, owner, f"{field}.disconnect()")
    split = f"{style.semicolon}{style.newline}{indent_at(code, first)}{field}"
    edits = (replace(first, first, f"{field} = "), replace(call.end, call.end, split))
    ordered = edits_in_order(*edits, ending[0]) if ending is not None else None
    if ending is None or ordered is None or call.end >= last:
        return ()
    return (Fix(f"Keep it and disconnect it in {ending[1]}() (unsafe: somebody has to call it)", False, ordered),)


def _kept_local(code: Code, call: CallShape, target: Target) -> tuple[Fix, ...]:
    """Let the object keep an observer that only a local variable has."""
    owner = code.owners.of(call.function)
    if owner is None or not owner.is_class or target.path:
        return ()
    field = "this._observer"
    while field.encode() in code.source:
        field += "Again"
    ending = in_teardown(code, owner, f"{field}.disconnect()")
    kept = after_statement(code, call.start, call.end, f"{field} = {target.text}")
    ordered = edits_in_order(kept, ending[0]) if ending is not None else None
    if ending is None or ordered is None:
        return ()
    return (Fix(f"Keep it and disconnect it in {ending[1]}() (unsafe: somebody has to call it)", False, ordered),)


def _handed_over(code: Code, call: CallShape) -> tuple[Fix, ...]:
    """Give the disposable to the store that the class already uses, or end it in the teardown."""
    owner = code.owners.of(code.host(call.function))
    if owner is None or owner.end is None:
        return ()
    store = REGISTERS.search(code.bare[owner.start : owner.end].decode("utf-8", "replace"))
    if store is not None and code.owners.of(call.function) is owner:
        edits = (replace(call.start, call.start, store[0]), replace(call.end, call.end, ")"))
        return (Fix(f"Hand it over with {store[0][:-1]}()", True, edits),)
    field = "this._listener"
    while field.encode() in code.source:
        field += "Again"
    ending = in_teardown(code, owner, f"{field}.dispose()")
    ordered = edits_in_order(replace(call.start, call.start, f"{field} = "), ending[0]) if ending is not None else None
    if ending is None or ordered is None:
        return ()
    return (Fix(f"Keep it and dispose of it in {ending[1]}() (unsafe: somebody has to call it)", False, ordered),)


def _is_used(code: Code, place: Place, after: int) -> bool:
    """Whether a field that keeps a subscription is mentioned anywhere else."""
    name = re.escape(place.name.encode())
    mentions = re.compile(rb"[\w$\])]\s*\??\.\s*" + name + rb"(?![\w$])")
    around = mentions.finditer(code.bare, max(0, after - len(name) - NEAR), after + NEAR)
    own = sum(match.start() < after <= match.end() + 1 for match in around)
    return len(mentions.findall(code.near(place.name))) > own


def _ended(code: Code, call: CallShape, place: Place, method: str = "unsubscribe") -> tuple[Fix, ...]:
    owner = code.owners.of(call.function)
    if owner is None or not place.text.startswith("this."):
        return ()
    ending = in_teardown(code, owner, f"{place.text}.{method}()")
    ordered = edits_in_order(ending[0]) if ending is not None else None
    if ending is None or ordered is None:
        return ()
    return (Fix(f"End it in {ending[1]}() (unsafe: somebody has to call it)", False, ordered),)


def _way_to_end(code: Code, call: CallShape) -> str | None:
    """What ends the result of a subscription: a method, a call, None where the source's class says neither."""
    source = call.receiver.text if call.receiver is not None else ""
    subscribe = _own_method(code, call)
    if subscribe is None:
        observable = "$" in source or ".pipe(" in source or b"rxjs" in code.source
        return ".unsubscribe()" if observable else "()"
    text = code.function_text(subscribe)
    for method in ("unsubscribe", "dispose"):
        if re.search(rf"\b{method}\s*[(:,}}]", text[text.rfind("return") :] if "return" in text else ""):
            return f".{method}()"
    returned = (inner.usage for inner in subscribe.functions)
    return "()" if any(usage is not None and usage.kind is UsageKind.RETURNED for usage in returned) else None


def _own_method(code: Code, call: CallShape) -> Function | None:
    """The method that a call reaches, where the file has the receiver's class."""
    binding = code.place(call.receiver, call.function).binding if call.receiver is not None else None
    if binding is None or call.receiver is None or call.receiver.path:
        return None
    for made in code.module.assignments_to(binding):
        kind = re.match(r"new\s+([\w$]+)", made.value.text)
        for owner in code.owners.all:
            if kind is not None and owner.is_class and owner.name == kind[1]:
                return owner.methods.get(call.name)
    return None


def _fixes(code: Code, call: CallShape) -> tuple[Fix, ...]:
    """Keep what subscribe returns, and end it: a function for stores, a Subscription for observables."""
    owner, host = code.owners.of(call.function), code.host(call.function)
    if owner is None or not owner.is_class:
        return ()
    if host is not owner.constructor and code.name_of(host) not in APPEARS:
        return ()  # a field would keep the last one alone
    field = "this._subscription"
    while field.encode() in code.source:
        field += "Again"
    way = _way_to_end(code, call)
    ending = in_teardown(code, owner, field + way) if way is not None else None
    first = replace(call.start, call.start, f"{field} = ")
    ordered = edits_in_order(first, ending[0]) if ending is not None else None
    if ending is None or ordered is None:
        return ()
    return (
        Fix(f"Keep the subscription and end it in {ending[1]}() (unsafe: somebody has to call it)", False, ordered),
    )
