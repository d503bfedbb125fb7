"""``abort-listener``: a listener on an abort signal that outlives the work."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from leakline.js.code import Code
from leakline.js.lifetimes import Origin, Place
from leakline.js.listeners import Handler, ListenerStep, Listening
from leakline.js.model import Reference
from leakline.js.releases import is_handed_over, removals_of
from leakline.js.shapes import ArgumentKind, CallShape, UsageKind
from leakline.js.surroundings import OutcomeKind
from leakline.rules.apis import EFFECTS
from leakline.rules.editing import before_statement, edits_in_order, replace
from leakline.rules.finding import Certainty, Finding, Fix
from leakline.rules.listener_fixes import removal_fixes, removal_method
from leakline.rules.promise_fixes import finally_fixes, free_name, rest_in_try
from leakline.rules.rule import Family, Rule, shown
from leakline.text.edits import Edit

PASSES_ON = re.compile(r"\b\w*(?:controller|ctrl|\bac)\.abort\b", re.IGNORECASE)
DECLARED_SIGNAL = re.compile(rb"\s*\??\s*:\s*(?:(?:undefined|null)\s*\|\s*)?AbortSignal\b")
SIGNAL = re.compile(r"signal$", re.IGNORECASE)
OWN_CONTROLLER = re.compile(r"controller|\bac\b|abortCtrl", re.IGNORECASE)


class AbortListener(Rule):
    """A listener on an abort signal stays after the work that it was to stop.

    ## Why it leaks
    One signal is often passed to thousands of operations and is never aborted. Each `abort` listener stays on it
    when its operation is done; `{ once: true }` removes it only when the signal aborts.

    ## Example
    ```js
    function wait(ms, signal) {
      return new Promise((resolve, reject) => {
        const timer = setTimeout(resolve, ms);
        signal.addEventListener('abort', () => {
          clearTimeout(timer);
          reject(signal.reason);
        }, { once: true });
      });
    }
    module.exports = wait;
    ```

    ## Instead
    ```js
    function wait(ms, signal) {
      return new Promise((resolve, reject) => {
        const onAbort = () => {
          clearTimeout(timer);
          reject(signal.reason);
        };
        const timer = setTimeout(() => {
          signal.removeEventListener('abort', onAbort);
          resolve();
        }, ms);
        signal.addEventListener('abort', onAbort, { once: true });
      });
    }
    module.exports = wait;
    ```

    ## When it is fine
    The signal comes from a controller that the same function made, the listener is removed when the work settles,
    the disposer of `addAbortListener` is kept, or the listener has a `signal` of its own.

    ## What the heap would show
    Closures below `on('abort')[n]` of one `AbortSignal`.

    ## Fix safety
    Safe where the promise or the async function shows when the work is done; elsewhere a function that removes the
    listener is returned, which is unsafe since somebody has to call it.

    ## References
    DOM `AbortSignal`; Node.js `events.addAbortListener`.
    """

    id: ClassVar[str] = "abort-listener"
    family: ClassVar[Family] = Family.LISTENERS
    patterns: ClassVar[tuple[str, ...]] = ("P05",)
    certainty: ClassVar[Certainty] = Certainty.CERTAIN
    held_through: ClassVar[str | None] = "event target"

    def check(self, code: Code) -> Iterator[Finding]:
        """Each ``abort`` listener on a signal that somebody else made."""
        removed = any(
            removal.event in ("abort", "") for removal in code.removals if removal.handler_kind is not Handler.INLINE
        )
        for added in code.listenings:
            if added.step not in (ListenerStep.ADD, ListenerStep.ONCE) or added.event != "abort":
                continue
            removals = [one for one in removals_of(code, added) if one.handler_kind is not Handler.INLINE]
            if removals and not _only_by_itself(code, added, removals):
                continue
            if added.has_signal or not _is_given(code, added.place, added) or not code.repeats(added.function):
                continue
            usage = added.function.usage
            in_effect = usage is not None and usage.kind is UsageKind.ARGUMENT and usage.call is not None
            if in_effect and usage is not None and usage.call is not None and usage.call.name in EFFECTS:
                continue
            if is_handed_over(code, added) or code.has_flag_guard(added.function, added.call.start, added.call.end):
                continue
            if _holds_what_it_was_given(code, added):
                continue
            message = f"'abort' listener stays on '{shown(added.place.text)}' when the work is done"
            fixes = _fixes(code, added) or removal_fixes(code, added)
            yield self.finding(added.call.start, added.call.end, message, fixes=fixes)
        for call in code.calls("addAbortListener"):
            if (
                code.outcome(call).kind is OutcomeKind.DISCARDED
                and len(call.arguments) == 2
                and code.repeats(call.function)
            ):
                place = code.lifetimes.place_of_argument(call.arguments[0], call.function)
                if place is not None and _is_given(code, place) and not removed:
                    message = f"the disposer of the 'abort' listener on '{shown(place.text)}' is dropped"
                    yield self.finding(call.start, call.end, message, fixes=_kept(code, call))


def _fixes(code: Code, added: Listening) -> tuple[Fix, ...]:
    """Remove the listener when the promise settles, or behind the rest of an async function."""
    handler, receiver = added.handler, added.call.receiver
    if handler is None or receiver is None or added.handler_kind not in (Handler.INLINE, Handler.BOUND, Handler.LOCAL):
        return ()
    usage = added.function.usage
    promise = usage.call if usage is not None and usage.kind is UsageKind.ARGUMENT else None
    name = free_name(code, "onAbort")
    optional = "?" if code.text(receiver.end, receiver.end + 2) == "?." else ""
    guarded = bool(code.surroundings(added.call.start, added.call.end).guards) or optional
    step = "?." if guarded else "."
    quoted = added.call.arguments[0].text
    release = f"{receiver.text}{step}{removal_method(code, added)}({quoted}, {{}})"
    title = "Remove the listener when the work is done"
    outside = added.place.binding is None or added.place.binding.function is not added.function
    if promise is not None and promise.is_new and promise.name == "Promise" and outside:
        inside = [before_statement(code, added.call.start, added.call.end, f"{name} = {handler.text}")]
        inside.append(replace(handler.start, handler.end, name))
        if added.handler_kind is Handler.LOCAL or any(edit is None for edit in inside):
            return ()
        kept = [edit for edit in inside if edit is not None]
        return finally_fixes(code, promise.start, promise.end, kept, name, release.format(name), title)
    if code.surroundings(added.call.start, added.call.end).guards:
        return ()
    edits: list[Edit | None] = []
    if added.handler_kind is Handler.LOCAL:
        name = handler.text
    else:
        edits = [
            before_statement(code, added.call.start, added.call.end, f"const {name} = {handler.text}"),
            replace(handler.start, handler.end, name),
        ]
    rest = rest_in_try(code, added.function, added.call.start, added.call.end, release.format(name))
    ordered = edits_in_order(*edits, *rest) if rest is not None else None
    return (Fix(title, True, ordered),) if ordered is not None else ()


def _only_by_itself(code: Code, added: Listening, removals: list[Listening]) -> bool:
    """Whether a listener is removed by its own run alone, as ``once`` would: the signal has aborted then."""
    handler = added.handler.function if added.handler is not None else None
    if handler is None or not all(removal.function.is_within(handler) for removal in removals):
        return False
    binding = added.handler_binding
    return binding is None or all(
        reference.is_write or reference.function.is_within(handler) or _is_for_abort(code, added, reference)
        for reference in binding.references
    )


def _is_for_abort(code: Code, added: Listening, reference: Reference) -> bool:
    """Whether a name is used to listen, or is called where a signal has aborted already."""
    if added.call.start <= reference.start < added.call.end:
        return True
    return any("aborted" in guard.text for guard in code.surroundings(reference.start, reference.end).guards)


def _kept(code: Code, call: CallShape) -> tuple[Fix, ...]:
    """Keep the disposer, and use it behind the rest of an async function."""
    name = free_name(code, "disposable")
    rest = rest_in_try(code, call.function, call.start, call.end, f"{name}[Symbol.dispose]()")
    ordered = edits_in_order(replace(call.start, call.start, f"const {name} = "), *rest) if rest is not None else None
    return (Fix("Dispose of the listener when the work is done", True, ordered),) if ordered is not None else ()


def _holds_what_it_was_given(code: Code, added: Listening) -> bool:
    """``const abort = aborting(controller)``: a function that another one made does not hold this call's values."""
    binding = added.handler_binding
    if added.handler_kind is not Handler.LOCAL or binding is None or not added.once:
        return False
    values = code.module.assignments_to(binding)
    return bool(values) and all(
        one.value.kind is ArgumentKind.CALL and not one.value.text.rstrip().endswith(".bind(this)") for one in values
    )


def _is_given(code: Code, place: Place, added: Listening | None = None) -> bool:
    """A signal from a parameter, an option or a field, not from a controller made here."""
    if place.fresh or place.origin in (Origin.LOCAL, Origin.EXPRESSION):
        return False
    passes_on = (
        added is not None and added.is_dom and added.handler is not None and PASSES_ON.search(added.handler.text)
    )
    if not SIGNAL.search(place.name) and not passes_on and not _is_declared_signal(code, place):
        return False
    own = OWN_CONTROLLER.search(place.text) or re.search(r"controller", place.key, re.I)
    if own and place.origin is not Origin.PARAMETER:
        return False
    return place.origin in (Origin.PARAMETER, Origin.MODULE, Origin.IMPORT, Origin.OUTER, Origin.FIELD)


def _is_declared_signal(code: Code, place: Place) -> bool:
    """``parent: AbortSignal`` in TypeScript."""
    binding = place.binding
    if binding is None or place.path or not binding.declarations:
        return False
    _, end = binding.declarations[0]
    return DECLARED_SIGNAL.match(code.bare, end) is not None
