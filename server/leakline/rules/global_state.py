"""``global-state``: code that runs again stores things on the global object."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from leakline.js.code import Code
from leakline.js.model import Function
from leakline.js.shapes import ArgumentKind, Target
from leakline.rules.finding import Certainty, Finding
from leakline.rules.rule import Family, Rule, shown

ROOTS = frozenset({"global", "globalThis", "window", "GLOBAL"})
GROWS = ("push", "unshift", "add", "set")
BUILT_IN = re.compile(
    r"^(?:on[a-z]+|location|name|status|opener|console|process|document|navigator|history|performance|screen|localStorage"
    r"|sessionStorage|fetch|Promise|Buffer|dataLayer|[A-Z]\w*|__\w+|setTimeout|setInterval|clearTimeout|clearInterval"
    r"|requestAnimationFrame|cancelAnimationFrame|scroll\w*|crypto|caches|indexedDB|customElements)$"
)


class GlobalState(Rule):
    """Code that runs again stores things on the global object.

    ## Why it leaks
    The global object is a root of the heap. What grows on one of its properties grows for the life of the process
    or page.

    ## Example
    ```js
    function handle(request) {
      global.requests.push(request);
    }
    module.exports = handle;
    ```

    ## Instead
    ```js
    function handle(request, requests) {
      requests.push(request);
    }
    module.exports = handle;
    ```

    ## When it is fine
    One assignment at the top of a file, polyfills behind a condition, primitive values, and properties that the
    file deletes or sets to null again.

    ## What the heap would show
    A retaining path that begins at a property of the global object.

    ## Fix safety
    No fix: where the state belongs is the author's to say.

    ## References
    Node.js `globalThis`; HTML standard, the global object.
    """

    id: ClassVar[str] = "global-state"
    family: ClassVar[Family] = Family.GLOBALS
    patterns: ClassVar[tuple[str, ...]] = ("P02",)
    certainty: ClassVar[Certainty] = Certainty.CERTAIN
    held_through: ClassVar[str | None] = "object"
    words: ClassVar[tuple[bytes, ...]] = (b"global", b"GLOBAL", b"window")

    def check(self, code: Code) -> Iterator[Finding]:
        """Each growing or repeated store."""
        for call in code.calls(*GROWS):
            receiver = call.receiver
            if receiver is None or not _is_global(receiver) or not receiver.path or not code.repeats(call.function):
                continue
            if BUILT_IN.match(receiver.path[0]) or _lets_go(code, receiver.path[-1]) or not call.arguments:
                continue
            yield self.finding(call.start, call.end, f"'{shown(receiver.text)}' grows for the life of the process")
        for assignment in code.module.assignments:
            if assignment.plain:
                continue
            target = assignment.target
            if not _is_global(target) or not target.path or not code.repeats(assignment.function):
                continue
            if BUILT_IN.match(target.path[0]) or assignment.operator in ("||=", "??=", "+=", "-="):
                continue
            simple = assignment.value.kind in (ArgumentKind.STRING, ArgumentKind.NUMBER, ArgumentKind.LITERAL)
            if target.computed and len(target.path) >= 2 and not _lets_go(code, target.path[-2]):
                message = f"'{shown(target.text)}' is stored for the life of the process"
                yield self.finding(assignment.start, assignment.end, message)
            elif not simple and not target.computed and not self._is_quiet(code, assignment.function, target):
                message = f"'{shown(target.text)}' keeps the last value for the life of the process"
                yield self.finding(assignment.start, assignment.end, message, certainty=Certainty.HEURISTIC)

    def _is_quiet(self, code: Code, function: Function, target: Target) -> bool:
        if code.repetition.looks_like_start(function) or _lets_go(code, target.path[-1]) or len(target.path) > 1:
            return True
        surroundings = code.surroundings(target.start, target.end)
        return bool(surroundings.guards)


def _is_global(target: Target) -> bool:
    return target.root in ROOTS and target.binding is None


def _lets_go(code: Code, name: str) -> bool:
    """Whether the file deletes, empties or replaces a property by nothing."""
    word = re.escape(name.encode())
    return (
        re.search(
            rb"\bdelete\s+[\w.$]*\."
            + word
            + rb"\b|\."
            + word
            + rb"\s*=\s*(?:null|undefined|\[\]|\{\}|void 0)|\."
            + word
            + rb"\s*\.\s*(?:delete|clear|splice|shift|pop|length\s*=)|\."
            + word
            + rb"\s*\.\s*(?:size|length)\s*[<>]",
            code.near(name),
        )
        is not None
    )
