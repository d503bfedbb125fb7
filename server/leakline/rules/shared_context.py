"""``shared-context``: a closure that lives long keeps a large variable that only its sibling uses."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import ClassVar

from leakline.js.code import CALLED_AT_ONCE, Code
from leakline.js.facts import BindingKind
from leakline.js.language import Language
from leakline.js.model import Binding, Function, Slot
from leakline.js.shapes import UsageKind
from leakline.rules.earlier_runs import earlier_runs
from leakline.rules.editing import after_statement, edits_in_order, replace
from leakline.rules.finding import Certainty, Finding, Fix, Related
from leakline.rules.first_callers import first_callers
from leakline.rules.held import Held
from leakline.rules.hoisting import hoisted
from leakline.rules.kept_closures import is_field, is_passing, is_pending, is_returned, keeper_of
from leakline.rules.lazy_closures import lazy_closures, let_go
from leakline.rules.own_collecting import own_collecting
from leakline.rules.rule import Family, Rule, shown
from leakline.rules.shared_slots import Suspects
from leakline.rules.stack_traces import stack_traces

# What belongs to one request of several on a socket, and how it ends.
OF_A_REQUEST = re.compile(
    r"^_?(?:client)?(?:req|res|request|response|resolve|reject|callback|cb|done|body|data|options|config|chunks|responseBuffer)$",
    re.IGNORECASE,
)
# Other ways in which closures keep what nobody needs, with a module each.
FORMS: tuple[Callable[[Code], Iterator[Held]], ...] = (earlier_runs, stack_traces, own_collecting, first_callers)
WEAK = re.compile(r"\bnew\s+WeakRef\s*\(\s*([\w$]+)\s*\)")


class SharedContext(Rule):
    """A closure that lives long keeps a large variable that only another closure of the function uses.

    ## Why it leaks
    V8 makes one context for all captured variables of a scope, and every closure made in the scope holds that
    context. If one closure uses `data`, the others keep `data` alive too, for as long as they live.

    ## Example
    ```js
    const { EventEmitter } = require('events');
    const bus = new EventEmitter();

    function report() {
      const data = new Array(100000).fill('row');
      const count = () => data.length;
      console.log(count());
      bus.once('error', () => console.log('failed'));
    }
    module.exports = report;
    ```

    ## Instead
    ```js
    const { EventEmitter } = require('events');
    const bus = new EventEmitter();

    function report() {
      summarise();
      bus.once('error', () => console.log('failed'));
    }

    function summarise() {
      const data = new Array(100000).fill('row');
      const count = () => data.length;
      console.log(count());
    }
    module.exports = report;
    ```

    ## When it is fine
    The variable is small, the long-lived closure or one that lives as long uses it, or it is set to null after its
    last use.

    ## What the heap would show
    The variable as a dead slot of the `system / Context` that the closure holds.

    ## Fix safety
    Making the closure in a function of its own is safe: it gets the variables that it uses, which never change.
    Setting the variable to null is unsafe: code that runs later may still want it.

    ## References
    V8 `src/ast/scopes.cc`, context allocation.
    """

    id: ClassVar[str] = "shared-context"
    family: ClassVar[Family] = Family.CLOSURES
    patterns: ClassVar[tuple[str, ...]] = ("P13",)
    certainty: ClassVar[Certainty] = Certainty.CERTAIN
    held_through: ClassVar[str | None] = "variable"

    def check(self, code: Code) -> Iterator[Finding]:
        """Each closure that is stored somewhere and keeps something large for nothing."""
        yield from self._lazy(code)
        yield from self._on_socket(code)
        for held in (held for form in FORMS for held in form(code)):
            yield self.finding(
                held.start,
                held.end,
                held.message,
                certainty=Certainty.HEURISTIC,
                related=held.related,
                fixes=held.fixes,
            )
        suspects = Suspects(code)
        for function in code.module.functions:
            if function.outer is None or function.facts.inner_eval:
                continue
            keeper = keeper_of(code, function)
            if keeper is None:
                yield from self._beside_weak(code, function)
                yield from self._returned(code, function, suspects)
                continue
            for suspect in suspects.around(function.outer):
                certainty = suspect.certainty_for(code, keeper)
                if certainty is Certainty.HEURISTIC and is_pending(code, function, keeper):
                    break
                if certainty is not None and function.is_dead(suspect.slot):
                    suspects.drop(suspect)
                    yield self._found(code, function, suspect.slot, suspect.binding, suspect.user, certainty)
                    break

    def _lazy(self, code: Code) -> Iterator[Finding]:
        """What makes a value once stays alive for as long as the value can be asked for."""
        for lazy in lazy_closures(code):
            if code.repeats(lazy.made.function):
                name = shown(lazy.made.name)
                yield self.finding(
                    lazy.call.start,
                    lazy.call.end,
                    f"'{name}' is called once, and stays alive with this closure",
                    certainty=Certainty.HEURISTIC,
                    related=(Related(*lazy.made.declarations[0], f"'{name}' is declared here"),),
                    fixes=let_go(code, lazy),
                )

    def _on_socket(self, code: Code) -> Iterator[Finding]:
        """A listener that is added once to a socket which later requests use too, and holds the first of them."""
        for call in code.calls("on", "addListener"):
            listener = call.arguments[-1].function if call.arguments else None
            socket = call.receiver.binding if call.receiver is not None and not call.receiver.path else None
            if listener is None or socket is None or socket.kind is not BindingKind.PARAMETER:
                continue
            taking = socket.function.usage
            event = taking.call.arguments[0].value if taking is not None and taking.call is not None else None
            if event != "socket" or listener.parent is not call.function:
                continue
            guards = code.surroundings(call.start, call.end).guards
            if not any(re.search(rf"\b{re.escape(socket.name)}\b", guard.text) for guard in guards):
                continue
            for slot in listener.dead_slots:
                binding = slot.binding
                if binding is None or not slot.captured_by or socket.function is binding.function:
                    continue
                if not socket.function.is_within(binding.function) or not code.repeats(binding.function):
                    continue
                if OF_A_REQUEST.match(binding.name):
                    user = slot.captured_by[0]
                    yield self._found(code, listener, slot, binding, user, Certainty.HEURISTIC)
                    break

    def _returned(self, code: Code, function: Function, suspects: Suspects) -> Iterator[Finding]:
        """A closure that is returned or becomes a field in the function that made something large before it."""
        host = function.parent
        if host is None or not code.repeats(host) or not (is_returned(code, function) or is_field(function)):
            return
        for suspect in suspects.around(function.outer) if function.outer is not None else ():
            sure = suspect.certainty is Certainty.CERTAIN and suspect.binding.function is host
            if sure and function.is_dead(suspect.slot):
                suspects.drop(suspect)
                yield self._found(code, function, suspect.slot, suspect.binding, suspect.user, Certainty.HEURISTIC)
                return

    def _beside_weak(self, code: Code, function: Function) -> Iterator[Finding]:
        """A returned closure that reads a WeakRef, while the context that it holds has the object itself."""
        usage = function.usage
        if usage is None or usage.kind is not UsageKind.RETURNED:
            return
        weak = [
            match[1]
            for name in sorted(function.facts.free)
            if (binding := function.outer.lookup(name) if function.outer is not None else None) is not None
            for value in code.module.assignments_to(binding)
            if (match := WEAK.search(value.value.text)) is not None
        ]
        for slot in function.dead_slots if weak else ():
            if slot.binding is not None and slot.name in weak and slot.captured_by:
                yield self._found(code, function, slot, slot.binding, slot.captured_by[0], Certainty.CERTAIN)

    def _found(
        self, code: Code, function: Function, slot: Slot, binding: Binding, user: Function, certainty: Certainty
    ) -> Finding:
        start = function.name_range[0] if function.name_range else function.start
        end = min(function.end, function.inner_start + 1) if function.name_range is None else function.name_range[1]
        related = [Related(user.start, user.end, f"this closure puts '{slot.name}' into the shared context")]
        related += (
            [Related(*binding.declarations[0], f"'{slot.name}' is declared here")] if binding.declarations else []
        )
        return self.finding(
            start,
            max(end, start + 1),
            f"'{shown(slot.name)}' stays alive with this closure, which cannot use it",
            certainty=certainty,
            related=tuple(related),
            fixes=hoisted(code, function) or _nulled(code, binding),
        )


def _nulled(code: Code, binding: Binding) -> tuple[Fix, ...]:
    kinds = (BindingKind.LET, BindingKind.VAR, BindingKind.CONST, BindingKind.PARAMETER)
    users = {reference.function for reference in binding.references} - {binding.function}
    if binding.kind not in kinds or any(is_passing(code, user) for user in users if not _is_called_at_once(user)):
        return ()
    uses = [reference for reference in binding.references if reference.function is binding.function]
    calls = [
        call
        for user in {reference.function for reference in binding.references}
        if user is not binding.function and user.usage is not None and user.usage.binding is not None
        for call in code.module.calls_of(user.usage.binding)
        if call.function is binding.function
    ]
    places = [(use.start, use.end) for use in uses] + [(call.start, call.end) for call in calls]
    places += [(user.start, user.end) for user in users if _is_called_at_once(user)]
    if not places:
        return ()
    edits = [after_statement(code, *max(places), f"{binding.name} = null")]
    if binding.kind is BindingKind.CONST:
        declared = binding.declarations[0][0]
        word = code.source.rfind(b"const", 0, declared)
        if code.source[word:declared].strip() != b"const" or code.module.tree.language is not Language.JAVASCRIPT:
            return ()
        edits.insert(0, replace(word, word + len("const"), "let"))
    ordered = edits_in_order(*edits)
    if ordered is None:
        return ()
    return (Fix(f"Set '{binding.name}' to null after its last use (unsafe: later code may want it)", False, ordered),)


def _is_called_at_once(function: Function) -> bool:
    usage = function.usage
    return usage is not None and usage.call is not None and usage.call.name in CALLED_AT_ONCE
