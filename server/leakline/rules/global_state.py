"""``global-state``: code that runs again stores things on the global object."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from leakline.js.code import Code
from leakline.js.lifetimes import Lifetime
from leakline.js.made_globals import PROCESS_GLOBALS, global_steps
from leakline.js.model import Function
from leakline.js.shapes import ArgumentKind, AssignmentShape, Target
from leakline.rules.finding import Certainty, Finding
from leakline.rules.rule import Family, Rule, shown

ROOTS = frozenset({"global", "globalThis", "window", "GLOBAL"})
GROWS = ("push", "unshift", "add", "set")
BUILT_IN = re.compile(
    r"^(?:on[a-z]+|location|name|status|opener|console|process|document|navigator|history|performance|screen|localStorage"
    r"|sessionStorage|fetch|Promise|Buffer|dataLayer|[A-Z]\w*|__\w+|setTimeout|setInterval|clearTimeout|clearInterval"
    r"|requestAnimationFrame|cancelAnimationFrame|scroll\w*|crypto|caches|indexedDB|customElements)$"
)
EMPTY = re.compile(r"(?:null|undefined|void 0|\[\s*\]|\{\s*\}|new (?:Map|Set)(?:\(\s*\))?)$")


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
        roots = ROOTS | code.lifetimes.globals.keys()
        for call in code.calls(*GROWS):
            written = call.written_receiver
            receiver = call.receiver if written is not None and written.root in roots else None
            if receiver is None or not call.arguments or not code.repeats(call.function):
                continue
            steps = _steps(code, receiver, call.function)
            if not steps or BUILT_IN.match(steps[0]) or _lets_go(code, steps[-1]):
                continue
            if code.repetition.looks_like_start(call.function):
                continue
            yield self.finding(call.start, call.end, f"'{shown(receiver.text)}' grows for the life of the process")
        for assignment in code.module.assignments:
            if assignment.plain or assignment.written.root not in roots or not code.repeats(assignment.function):
                continue
            target = assignment.target
            steps = _steps(code, target, assignment.function)
            if not steps or BUILT_IN.match(steps[0]) or assignment.operator in ("||=", "??=", "+=", "-="):
                continue
            simple = assignment.value.kind in (ArgumentKind.STRING, ArgumentKind.NUMBER, ArgumentKind.LITERAL)
            if target.computed and len(steps) >= 2 and not _lets_go(code, steps[-2]):
                message = f"'{shown(target.text)}' is stored for the life of the process"
                yield self.finding(assignment.start, assignment.end, message)
            elif _is_written_out(target) and not simple and not target.computed:
                if self._is_quiet(code, assignment.function, target):
                    continue
                message = f"'{shown(target.text)}' keeps the last value for the life of the process"
                yield self.finding(assignment.start, assignment.end, message, certainty=Certainty.HEURISTIC)

    def _is_quiet(self, code: Code, function: Function, target: Target) -> bool:
        if code.repetition.looks_like_start(function) or _lets_go(code, target.path[-1]) or len(target.path) > 1:
            return True
        surroundings = code.surroundings(target.start, target.end)
        return bool(surroundings.guards)


def _is_written_out(target: Target) -> bool:
    return target.root in ROOTS and target.binding is None and bool(target.path)


def _steps(code: Code, target: Target, function: Function) -> tuple[str, ...]:
    """The steps below the global object: those of ``global.users``, and of ``users`` where the file makes it so."""
    if _is_written_out(target):
        return target.path
    if target.binding is not None or target.root in PROCESS_GLOBALS or target.root not in code.lifetimes.globals:
        return ()
    place = code.place(target, function)
    return global_steps(target) if place.lifetime is Lifetime.PROCESS and not place.fresh else ()


def _lets_go(code: Code, name: str) -> bool:
    """Whether the file deletes or takes out of what has a name, or replaces it by nothing in code that runs again."""
    word = rb"(?<![\w$])" + re.escape(name.encode()) + rb"(?![\w$])"
    takes_out = (
        rb"\bdelete\s+[\w.$]*"
        + word
        + rb"|"
        + word
        + rb"\s*\.\s*(?:(?:delete|clear|splice|shift|pop)\b|length\s*=|(?:size|length)\s*[<>])"
    )
    return name in code.once(_emptied) or re.search(takes_out, code.near(name)) is not None


def _emptied(code: Code) -> frozenset[str]:
    """The last names of what is set to nothing after the start of the program, and not only where it is not there."""
    return frozenset(
        assignment.target.path[-1] if assignment.target.path else assignment.target.root
        for assignment in code.module.assignments
        if assignment.operator == "="
        and EMPTY.match(assignment.value_text)
        and code.repeats(assignment.function)
        and not _is_missing(code, assignment)
    )


def _is_missing(code: Code, assignment: AssignmentShape) -> bool:
    """``if (!global.sessions) global.sessions = {}`` makes what was never there."""
    absent = f"!{assignment.target.text}"
    return any(absent in guard.text for guard in code.surroundings(assignment.start, assignment.end).guards)
