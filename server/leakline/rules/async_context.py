"""``async-context``: what lives long is made inside an async context and keeps its store."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from leakline.js.code import Code
from leakline.js.lifetimes import Lifetime
from leakline.js.listeners import ListenerStep
from leakline.js.model import Function
from leakline.js.surroundings import OutcomeKind
from leakline.js.timers import timers_of
from leakline.rules.finding import Certainty, Finding, Related
from leakline.rules.rule import Family, Rule, shown


class AsyncContext(Rule):
    """What lives long is made inside an async context and keeps the context's store.

    ## Why it leaks
    A timer, socket or promise that is made inside `AsyncLocalStorage.run` remembers the store. If it outlives the
    request
    that the store belongs to, the store and all that is in it live as long as it does. A map that an async hook
    fills by
    id grows unless its `destroy` callback deletes.

    ## Example
    ```js
    const { createHook } = require('async_hooks');
    const resources = new Map();

    createHook({
      init(asyncId, type, triggerId, resource) {
        resources.set(asyncId, resource);
      },
    }).enable();
    ```

    ## Instead
    ```js
    const { createHook } = require('async_hooks');
    const resources = new Map();

    createHook({
      init(asyncId, type, triggerId, resource) {
        resources.set(asyncId, resource);
      },
      destroy(asyncId) {
        resources.delete(asyncId);
      },
    }).enable();
    ```

    ## When it is fine
    The store is small, the timer is cleared, or the object is made by `als.exit` or outside.

    ## What the heap would show
    Stores below timers or sockets that no request uses any more.

    ## Fix safety
    No fix: where the object should be made is the author's to say.

    ## References
    Node.js `async_hooks`, `AsyncLocalStorage`.
    """

    id: ClassVar[str] = "async-context"
    family: ClassVar[Family] = Family.CLOSURES
    patterns: ClassVar[tuple[str, ...]] = ("P21",)
    certainty: ClassVar[Certainty] = Certainty.HEURISTIC
    held_through: ClassVar[str | None] = "object"

    def check(self, code: Code) -> Iterator[Finding]:
        """Hooks that fill without emptying, and lasting things made inside ``run``."""
        yield from self._hooks(code)
        for call in code.calls("run"):
            if call.receiver is None or len(call.arguments) < 2 or not _is_storage(code, call.receiver.text):
                continue
            function = call.arguments[-1].function
            if function is None:
                continue
            yield from self._made_inside(code, function, Related(call.start, call.end, "inside this context"))

    def _hooks(self, code: Code) -> Iterator[Finding]:
        for call in code.calls("createHook"):
            text = code.bare[call.start : call.end].decode("utf-8", "replace")
            if not call.arguments or re.search(r"\bdestroy\b", text):
                continue
            for inner in code.calls("set"):
                if call.start <= inner.start < call.end and inner.receiver is not None and inner.arguments:
                    if re.search(re.escape(inner.receiver.text.encode()) + rb"\.(?:delete|clear)\(", code.bare):
                        continue
                    message = f"'{shown(inner.receiver.text)}' keeps each resource: the hook has no destroy"
                    yield self.finding(inner.start, inner.end, message, certainty=Certainty.CERTAIN, held_through="map")

    def _made_inside(self, code: Code, function: Function, note: Related) -> Iterator[Finding]:
        for timer in timers_of(code, "setInterval"):
            if timer.call.function is function and timer.outcome.kind in (OutcomeKind.DISCARDED, OutcomeKind.ASSIGNED):
                cleared = timer.place is not None and b"clearInterval" in code.bare
                if not cleared:
                    message = f"this interval keeps the store of '{_store(code, note)}' as long as it runs"
                    yield self.finding(timer.call.start, timer.call.end, message, related=(note,), held_through="timer")
        for added in code.listenings:
            if (
                added.function is function
                and added.step is ListenerStep.ADD
                and added.place.lifetime is Lifetime.PROCESS
            ):
                if any(removal.event == added.event for removal in code.removals):
                    continue
                message = f"the '{shown(added.event)}' listener keeps the store of '{_store(code, note)}'"
                yield self.finding(added.call.start, added.call.end, message, related=(note,))


def _store(code: Code, note: Related) -> str:
    return shown(code.text(note.start, note.end).partition(".run")[0])


def _is_storage(code: Code, receiver: str) -> bool:
    name = re.escape(receiver.rpartition(".")[2].encode())
    return re.search(name + rb"\s*=\s*new\s+(?:[\w$]+\.)*AsyncLocalStorage\b", code.bare) is not None
