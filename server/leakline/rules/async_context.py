"""``async-context``: what lives long is made inside an async context and keeps its store."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from leakline.js.code import Code
from leakline.js.lifetimes import Lifetime
from leakline.js.listeners import ListenerStep
from leakline.js.model import Function
from leakline.js.shapes import ArgumentKind, CallShape
from leakline.js.surroundings import OutcomeKind
from leakline.js.timers import timers_of
from leakline.rules.editing import indent_at, replace, style_of
from leakline.rules.finding import Certainty, Finding, Fix, Related
from leakline.rules.rule import Family, Rule, shown
from leakline.text.edits import Edit

# What remembers the context that it is made in.
BOUND = re.compile(r"(?:\w+\.)?(?:AsyncResource|AsyncLocalStorage)\.bind\(")


class AsyncContext(Rule):
    """What lives long is made inside an async context and keeps the context's store.

    ## Why it leaks
    A timer or socket that is made inside `AsyncLocalStorage.run` remembers the store (an emitter's listener does so
    only when it is bound). If it outlives the request that the store belongs to, the store and all that is in it
    live as long as it does. A map that an async hook fills by id grows unless its `destroy` callback deletes.

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
    Deleting in `destroy` is safe. Leaving the context by `exit` is unsafe: the callback no longer sees the store.

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
        for call in code.calls("run", "enterWith"):
            if call.receiver is None or not call.arguments or not _is_storage(code, call.receiver.text):
                continue
            function = call.function if call.name == "enterWith" else call.arguments[-1].function
            if function is None or not code.repeats(call.function):
                continue
            note = Related(call.start, call.end, "inside this context")
            for inside in _reached(code, function):
                yield from self._made_inside(code, inside, note)

    def _hooks(self, code: Code) -> Iterator[Finding]:
        for call in code.calls("createHook"):
            text = code.bare[call.start : call.end].decode("utf-8", "replace")
            if not call.arguments or re.search(r"\bdestroy\b", text):
                continue
            for inner in code.calls("set"):
                if call.start <= inner.start < call.end and inner.receiver is not None and inner.arguments:
                    if re.search(
                        re.escape(inner.receiver.text.encode()) + rb"\.(?:delete|clear)\(",
                        code.near(inner.receiver.text),
                    ):
                        continue
                    message = f"'{shown(inner.receiver.text)}' keeps each resource: the hook has no destroy"
                    fixes = _with_destroy(code, call, inner)
                    yield self.finding(
                        inner.start,
                        inner.end,
                        message,
                        certainty=Certainty.CERTAIN,
                        held_through="map",
                        fixes=fixes,
                    )

            for one in code.module.assignments:
                target = one.target
                kept = call.start <= one.start < call.end and target.computed and one.operator == "="
                if not kept or one.function.parent is None:
                    continue
                if re.search(rb"\bdelete\s+" + re.escape(target.text.partition("[")[0].encode()), code.bare):
                    continue
                message = f"'{shown(target.text.partition('[')[0])}' keeps each resource: the hook has no destroy"
                yield self.finding(one.start, one.end, message, certainty=Certainty.CERTAIN, held_through="object")

    def _made_inside(self, code: Code, function: Function, note: Related) -> Iterator[Finding]:
        for timer in timers_of(code, "setInterval"):
            if timer.call.function is not function or timer.outcome.kind is OutcomeKind.RETURNED:
                continue
            if timer.place is not None and b"clearInterval" in code.bare:
                continue
            message = f"this interval keeps the store of '{_store(code, note)}' as long as it runs"
            fixes = _exited(code, note, timer.call)
            yield self.finding(
                timer.call.start, timer.call.end, message, related=(note,), held_through="timer", fixes=fixes
            )
        for added in code.listenings:
            if (
                added.function is function
                and added.step is ListenerStep.ADD
                and added.place.lifetime is Lifetime.PROCESS
                and added.handler is not None
                and BOUND.match(added.handler.text)
                and not any(removal.event == added.event for removal in code.removals)
            ):
                message = f"the bound '{shown(added.event)}' listener keeps the store of '{_store(code, note)}'"
                yield self.finding(added.call.start, added.call.end, message, related=(note,))


def _reached(code: Code, function: Function, depth: int = 3) -> list[Function]:
    """A function, and those of the file that it calls by name, and their callees."""
    found = [function]
    edge = [function]
    for _ in range(depth):
        edge = [
            callee
            for caller in edge
            for call in code.calls_in(caller, inner=True)
            if call.binding is not None and call.binding.function is code.module.root and call.binding.declarations
            if (callee := code.module.function_declared_at(call.binding.declarations[0][0])) is not None
            if callee not in found
        ]
        found += [callee for callee in dict.fromkeys(edge) if callee not in found]
    return found


def _exited(code: Code, note: Related, call: CallShape) -> tuple[Fix, ...]:
    """Make it outside of the context: ``als.exit(() => setInterval(...))``."""
    storage = re.split(r"\.(?:run|enterWith)\b", code.text(note.start, note.end))[0]
    edits = (replace(call.start, call.start, f"{storage}.exit(() => "), replace(call.end, call.end, ")"))
    return (Fix(f"Make it by {storage}.exit() (unsafe: its callback loses the store)", False, edits),)


def _with_destroy(code: Code, hook: CallShape, inner: CallShape) -> tuple[Fix, ...]:
    """A ``destroy`` callback behind the last one of the hook, as a method."""
    given = hook.arguments[0]
    assert inner.receiver is not None
    close = code.source.rfind(b"}", given.start, given.end)
    line = code.source.rfind(b"\n", 0, close) + 1
    if given.kind is not ArgumentKind.OBJECT or close < 0 or code.source[line:close].strip():
        return ()
    before = code.source[given.start : line].rstrip()
    comma = "" if before.endswith(b",") else ","
    end = given.start + len(before)
    style = style_of(code)
    outer = indent_at(code, close) + style.indent
    key = inner.arguments[0].text if inner.arguments[0].kind is ArgumentKind.IDENTIFIER else "asyncId"
    text = (
        f"{comma}{style.newline}{outer}destroy({key}) {{{style.newline}{outer}{style.indent}"
        f"{inner.receiver.text}.delete({key}){style.semicolon}{style.newline}{outer}}},"
    )
    return (Fix("Delete it in destroy()", True, (Edit(end, end, text.encode()),)),)


def _store(code: Code, note: Related) -> str:
    return shown(re.split(r"\.(?:run|enterWith)\b", code.text(note.start, note.end))[0])


def _is_storage(code: Code, receiver: str) -> bool:
    name = re.escape(receiver.rpartition(".")[2].encode())
    return re.search(name + rb"\s*=\s*new\s+(?:[\w$]+\.)*AsyncLocalStorage\b", code.near(receiver)) is not None
