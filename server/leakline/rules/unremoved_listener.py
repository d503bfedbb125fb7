"""``unremoved-listener``: a listener is added to something that lives longer, and never removed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from leakline.js.code import Code
from leakline.js.facts import BindingKind, FunctionKind
from leakline.js.lifetimes import Lifetime, Origin
from leakline.js.listeners import Handler, ListenerStep, Listening
from leakline.js.model import Function
from leakline.js.releases import is_handed_over, is_released, may_be_same, removal_index, removals_of
from leakline.js.shapes import ArgumentKind, UsageKind
from leakline.rules.apis import APPEARS, DOM_ROOTS, EFFECTS, STREAM_EVENTS
from leakline.rules.each_element import is_on_each
from leakline.rules.editing import replace
from leakline.rules.finding import Certainty, Finding, Fix
from leakline.rules.harmless import is_for_allowed_event, is_just_made, only_lets_go
from leakline.rules.listener_fixes import removal_fixes
from leakline.rules.rule import Family, Rule, shown
from leakline.rules.start_again import starts_again, starts_beside_end

WRAPPED = re.compile(
    r"socket|stream|conn|request|response|^req$|^res$|child|proc|server|reader|writer|input|output|^ws$", re.I
)
PREPARES = re.compile(r"^[_#$]*(?:init|setup|constructor|main)")
EMPTY = re.compile(r"\{\s*\}$")
TAKES_IN = re.compile(r"^[_#$]*(?:add|register|attach|insert|adopt|include|append|push)_?(\w+?)_?$")
SHARED_BY_ALL = re.compile(r"(?:bus|events|emitter2?|hub|dispatcher|mediator|pubsub|store)_?$", re.I)
STARTS = re.compile(r"^_?(?:main|run|cli|bootstrap|boot|start\w*)$")
REPEATING = ("on", "addListener", "addEventListener", "subscribe", "watch")
SINGLE = re.compile(
    r"^(?:SIG[A-Z0-9]+|exit|beforeExit|uncaughtException\w*|unhandledRejection|warning|disconnect|message)$"
)
CONNECTION = re.compile(
    r"^[_#]*[a-z\d]{0,9}(?:conn?|connection|client|socket|db|channel|session|redis|pool|proxy)_?$", re.I
)
ENDS = frozenset({"error", "close", "end", "disconnect", "timeout", "exit", "finish", "dispose", "destroy"})
ONCE_IN_A_PAGE = frozenset({"DOMContentLoaded", "deviceready"})
LAST = re.compile(r"^(?:SIG[A-Z0-9]+|exit|beforeExit|uncaughtException\w*|unhandledRejection)$")


class UnremovedListener(Rule):
    """A listener is added to something that lives longer, and never removed.

    ## Why it leaks
    An emitter or event target keeps every listener that it was given, and a listener keeps the context of the
    function that made it. Code that runs again adds another one; nothing takes them away while the receiver lives.

    ## Example
    ```js
    const { EventEmitter } = require('events');
    const bus = new EventEmitter();

    class View {
      constructor(model) {
        this.model = model;
        bus.on('tick', () => this.model.refresh());
      }
    }
    module.exports = View;
    ```

    ## Instead
    ```js
    const { EventEmitter } = require('events');
    const bus = new EventEmitter();

    class View {
      constructor(model) {
        this.model = model;
        this.onTick = () => this.model.refresh();
        bus.on('tick', this.onTick);
      }

      destroy() {
        bus.off('tick', this.onTick);
      }
    }
    module.exports = View;
    ```

    ## When it is fine
    Code that runs once, a receiver that was made right here, `once`, an `AbortSignal` among the options, a
    condition that keeps the code from running twice, a result that is kept or handed on, and any removal of the
    same event on a receiver of the same name. Receivers whose life cannot be told are left alone. A flag that the end
    of the object takes back keeps nothing from running again, nor does a list of the events that are allowed.

    Node.js 16 to 24 may leave a listener behind although its `signal` aborts, where one `EventTarget` has several
    listeners with a signal and a garbage collection came between (nodejs/node issue 63954).

    ## What the heap would show
    A retaining path through `on('event')[n]`, with as many closures as the code ran.

    ## Fix safety
    Unsafe: the listener gets a name and is removed in a method that somebody has to call. What waits for one event
    alone becomes `once`, which is safe.

    ## References
    Node.js `events`, MaxListenersExceededWarning; DOM `EventTarget`.
    """

    id: ClassVar[str] = "unremoved-listener"
    family: ClassVar[Family] = Family.LISTENERS
    patterns: ClassVar[tuple[str, ...]] = ("P03",)
    certainty: ClassVar[Certainty] = Certainty.CERTAIN
    held_through: ClassVar[str | None] = "emitter"

    def check(self, code: Code) -> Iterator[Finding]:
        """Each addition that nothing undoes."""
        for added in code.listenings:
            certainty = _certainty(code, added) if _adds_one_more(code, added) else None
            if certainty is None or (_is_quiet(code, added) and not _waits_with_on(code, added)):
                continue
            dom = added.is_dom or added.place.root in DOM_ROOTS
            name = shown(added.place.text)
            event = f"'{shown(added.event)}' listener" if added.has_literal_event else "listener of several events"
            yield self.finding(
                added.call.start,
                added.call.end,
                f"{event} is never removed from '{name}'",
                certainty=certainty,
                patterns=_patterns(added, dom),
                held_through="event target" if dom else "emitter",
                fixes=_fixes(code, added),
            )


def _fixes(code: Code, added: Listening) -> tuple[Fix, ...]:
    """``once`` for what waits once; a listener of each pending promise has no name that a teardown could know."""
    if _waits_with_on(code, added) and added.call.name == "on" and not _chooses(code, added):
        end = added.call.callee_start + len(added.call.callee.encode())
        return (Fix("Listen once", True, (replace(end - len(added.call.name), end, "once"),)),)
    if _is_executor(added.function) and added.place.text == "this":
        return ()
    return removal_fixes(code, added)


def _chooses(code: Code, added: Listening) -> bool:
    """Whether a listener asks whether an event is the one that it waits for."""
    handler = added.handler.function if added.handler is not None else None
    return handler is not None and re.search(r"\bif\b|\bswitch\b|[?]|&&|\|\|", code.function_text(handler)) is not None


def _patterns(added: Listening, dom: bool) -> tuple[str, ...]:
    """A listener of the page is the special case; one of an element that an object keeps is the general one too."""
    if not dom:
        return ("P03", "P04") if CONNECTION.match(added.place.name) else ("P03",)
    return ("P06",) if added.place.root in DOM_ROOTS else ("P06", "P03")


def _adds_one_more(code: Code, added: Listening) -> bool:
    """Whether each run leaves a listener behind: ``on``, or ``once`` for what may not come before many other runs."""
    if added.step is ListenerStep.ONCE:
        if added.place.text == "process" and LAST.match(added.event) is not None:
            return code.owners.of(added.function) is not None
        return added.event in ENDS and (bool(added.place.path) or added.place.root == "this") and _piles_up(code, added)
    return added.step is ListenerStep.ADD


def _certainty(code: Code, added: Listening) -> Certainty | None:
    """How sure it is that the receiver outlives the listener; None where it is not."""
    place = added.place
    if place.fresh or not code.repeats(added.function) or is_just_made(code, added):
        return None
    if place.lifetime is Lifetime.PROCESS:
        if added.handler_kind is Handler.MODULE and added.is_dom:
            return None  # adding the same function again changes nothing
        if code.repetition.looks_like_start(added.function):
            host = code.host(added.function)
            named = bool(code.name_of(host)) and STARTS.match(code.name_of(host)) is None
            return Certainty.HEURISTIC if named and place.root != "process" else None
        if place.origin is Origin.IMPORT or (place.root == "process" and _in_plain_function(added)):
            return Certainty.HEURISTIC
        return Certainty.CERTAIN
    if place.lifetime is Lifetime.SHARED and place.origin is Origin.PARAMETER and _outlives_object(code, added):
        return Certainty.HEURISTIC
    if place.root == "this" and place.path[:1] == ("props",) and code.name_of(code.host(added.function)) in APPEARS:
        return Certainty.HEURISTIC
    if place.text == "$rootScope" and _is_of_view(added.function):
        return Certainty.HEURISTIC
    grows = _piles_up(code, added) or _waits_with_on(code, added) or _takes_in(code, added) or _keeps(code, added)
    grows = grows or starts_beside_end(code, added) or is_on_each(code, added)
    return Certainty.HEURISTIC if grows else None


def _piles_up(code: Code, added: Listening) -> bool:
    """Each call of a method adds a closure to something that was there before the call.

    What the object keeps gets a new closure by each call; what a function around it keeps, when it holds the call's
    own values.
    """
    place, handler = added.place, added.handler.function if added.handler is not None else None
    if handler is None or place.lifetime not in (Lifetime.OWNER, Lifetime.SHARED) or place.origin is Origin.BORROWED:
        return False
    host = code.host(added.function)
    if host.kind is FunctionKind.CONSTRUCTOR or host.parent is None or _prepares(host):
        return False
    if place.root == "this":
        owner = code.owners.around(host)
        if owner is None or host is owner.constructor:
            return False
        if not place.path:
            return owner.is_class and _is_executor(added.function) and bool(code.captured_from(handler, host))
    elif (
        place.binding is None
        or code.host(place.binding.function) is host
        or not code.repeats(host)
        or (place.path and place.path[-1] not in ("socket", "connection", "events", "emitter", "bus"))
    ):
        return False
    usage = host.usage
    given = usage.call if usage is not None and usage.kind is UsageKind.ARGUMENT and place.root != "this" else None
    if given is not None and given.name not in REPEATING:
        return False
    if place.root == "this":
        return EMPTY.search(code.function_text(handler)) is None
    return bool(code.captured_from(handler, host))


def _is_executor(function: Function) -> bool:
    """Whether a function is the one of ``new Promise(...)``."""
    usage = function.usage
    call = usage.call if usage is not None and usage.kind is UsageKind.ARGUMENT else None
    return call is not None and call.is_new and call.name == "Promise"


def _takes_in(code: Code, added: Listening) -> bool:
    """``addTrack(track) { track.on('change', () => this.changed()) }``: what was taken in may leave again."""
    place, host = added.place, code.host(added.function)
    if place.origin is not Origin.PARAMETER or place.path or place.binding is None or place.root == "this":
        return False
    taken = TAKES_IN.match(code.name_of(host))
    if place.binding.function is not host or taken is None or taken[1].lower() != place.name.strip("_").lower():
        return False
    owner = code.owners.of(host)
    if owner is None or not owner.is_class or host is owner.constructor or not added.has_literal_event:
        return False
    if WRAPPED.search(place.name) or added.event in STREAM_EVENTS:
        return False
    return added.handler_kind in (Handler.INLINE, Handler.BOUND)


def _keeps(code: Code, added: Listening) -> bool:
    """``load(media) { this.media = media; media.addEventListener(...) }`` in a class whose end lets nothing go."""
    place, host = added.place, code.host(added.function)
    if place.origin is not Origin.PARAMETER or place.path or place.binding is None or place.root == "this":
        return False
    owner = code.owners.of(host)
    if owner is None or not owner.is_class or host is owner.constructor or place.binding.function is not host:
        return False
    if not code.teardown(owner) or added.handler_kind not in (Handler.INLINE, Handler.BOUND):
        return False
    if not added.has_literal_event or (not added.is_dom and WRAPPED.search(place.name)):
        return False
    return any(
        one.target.root == "this" and len(one.target.path) == 1 and one.value.binding is place.binding
        for one in code.assignments_in(host)
    )


def _is_of_view(function: Function) -> bool:
    """Whether AngularJS runs a function for each view: a controller, a directive's link."""
    current: Function | None = function
    while current is not None:
        usage = current.usage
        given = usage.call if usage is not None and usage.kind is UsageKind.ARGUMENT else None
        if given is not None and given.name in ("controller", "directive", "component"):
            return True
        if re.search(r"(?:Ctrl|Controller)$|^link$", current.name or (usage.name if usage is not None else "") or ""):
            return True
        current = current.parent
    return False


def _waits_with_on(code: Code, added: Listening) -> bool:
    """``new Promise((resolve) => this.on('end', resolve))``: a promise settles once, and ``on`` stays for ever."""
    if not _is_executor(added.function) or added.handler is None:
        return False
    host = code.host(added.function)
    owner = code.owners.of(host)
    if host.kind is FunctionKind.CONSTRUCTOR or owner is None or not owner.is_class:
        return False
    if added.has_signal or any(not _takes_any(removal) for removal in removals_of(code, added)):
        return False
    if added.place.root != "this" or added.step is not ListenerStep.ADD:
        return False
    return added.handler.text in added.function.parameters or _only_settles(code, added)


def _only_settles(code: Code, added: Listening) -> bool:
    """``() => resolve()``: a listener that does nothing but settle the promise around it."""
    handler = added.handler.function if added.handler is not None else None
    if handler is None:
        return False
    called = code.calls_in(handler, inner=True)
    return bool(called) and all(call.is_plain and call.name in added.function.parameters for call in called)


def _takes_any(removal: Listening) -> bool:
    """Whether a removal takes away what its own caller, who has added it, gives it."""
    binding = removal.handler_binding
    return binding is not None and binding.kind is BindingKind.PARAMETER


def _prepares(host: Function) -> bool:
    """Whether a method's name says that it runs once in an object's life."""
    usage = host.usage
    name = (host.name or (usage.name if usage is not None else "") or "").rpartition(".")[2]
    return PREPARES.match(name) is not None


def _outlives_object(code: Code, added: Listening) -> bool:
    """An object that has an end of its own listens to one that it was given."""
    owner = code.owners.of(added.function)
    if owner is None or not owner.is_class:
        return False
    if not code.teardown(owner):
        return added.function is owner.constructor and _listens_to_all(added)
    if added.handler_kind not in (Handler.INLINE, Handler.BOUND, Handler.FIELD):
        return False
    if starts_again(code, added):
        return True
    if WRAPPED.search(added.place.name) or added.event in STREAM_EVENTS:
        return False
    if added.function is not owner.constructor and added.function.kind is FunctionKind.ARROW:
        return False
    near = code.once(removal_index).near(added.place)
    return (
        code.once(_removes_own)
        or any(may_be_same(added.place, other.place) for other in near)
        or (added.function is owner.constructor)
    )


def _listens_to_all(added: Listening) -> bool:
    """``constructor(bus) { bus.on('saved', () => ...) }``: what many objects share, by its name."""
    made_here = added.handler_kind in (Handler.INLINE, Handler.BOUND)
    return made_here and added.event not in STREAM_EVENTS and SHARED_BY_ALL.search(added.place.name) is not None


def _removes_own(code: Code) -> bool:
    """Whether any object removes listeners from what it has."""
    return any(other.place.root == "this" for other in code.removals)


def _is_quiet(code: Code, added: Listening) -> bool:
    if added.handler_kind is Handler.OTHER and not added.handler_key.startswith("call:"):
        return True
    made = added.handler is not None and added.handler.kind is ArgumentKind.CALL and added.handler_kind is Handler.OTHER
    if made and not added.is_dom and added.place.lifetime is not Lifetime.PROCESS:
        return True
    if added.event in ONCE_IN_A_PAGE:
        return True
    if not added.has_literal_event and added.place.root == "process" and not _starts_and_stops(code, added):
        return True
    if added.place.text == "process.stdin" and added.event in STREAM_EVENTS:
        return True  # the one stream of the process, which is read to its end once
    if _in_effect(added) or is_handed_over(code, added) or is_released(code, added) or only_lets_go(code, added):
        return True
    guarded = code.has_flag_guard(added.function, added.call.start, added.call.end)
    return guarded and not starts_again(code, added) and not is_for_allowed_event(code, added)


def _starts_and_stops(code: Code, added: Listening) -> bool:
    """A method of something that ends: ``start() { for (const signal of SIGNALS) process.on(signal, ...) }``."""
    owner = code.owners.of(added.function)
    return owner is not None and owner.is_class and bool(code.teardown(owner))


def _in_plain_function(added: Listening) -> bool:
    """Signals and the like in a function that is no method: programs often call it once."""
    function = added.function
    methods = (FunctionKind.METHOD, FunctionKind.CONSTRUCTOR)
    return SINGLE.match(added.event) is not None and function.kind not in methods


def _in_effect(added: Listening) -> bool:
    usage = added.function.usage
    return (
        usage is not None and usage.kind is UsageKind.ARGUMENT and usage.call is not None and usage.call.name in EFFECTS
    )
