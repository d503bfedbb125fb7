"""``stale-reference``: a module's variable keeps the last request or event after it was handled."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from leakline.js.code import Code
from leakline.js.facts import BindingKind
from leakline.js.model import Binding
from leakline.js.shapes import ArgumentKind
from leakline.rules.editing import body_start
from leakline.rules.finding import Certainty, Finding
from leakline.rules.requests import is_request_handler
from leakline.rules.rule import Family, Rule, shown

HEAVY = re.compile(
    r"^(?:e|ev|evt|event|req|request|res|response|ctx|context|socket|message|msg|buffer|chunk|data|body|payload|document|canvas"
    r"|node|element|image|error|err|result|row|rows|record)$"
)
KEEPS_LAST = re.compile(r"last|prev|current|latest|recent|active|old|saved|temp|tmp|stash", re.IGNORECASE)


class StaleReference(Rule):
    """A module's variable keeps the last request, event or node after it was handled.

    ## Why it leaks
    A module's variable is a root. What it got in a handler stays alive until the next call of the handler, with the
    whole
    tree of objects that hangs on it, which can be long after it was needed.

    ## Example
    ```js
    let lastRequest;

    function handle(req, res) {
      lastRequest = req;
      res.end(String(lastRequest.url));
    }
    module.exports = handle;
    ```

    ## Instead
    ```js
    function handle(req, res) {
      const lastRequest = req;
      res.end(String(lastRequest.url));
    }
    module.exports = handle;
    ```

    ## When it is fine
    The variable is read by other functions, which is what it is for, or is set to null somewhere.

    ## What the heap would show
    One object below a module's variable that is larger than it should be.

    ## Fix safety
    No fix: whether the value may be a local is the author's to say.

    ## References
    JSWhiz; fixes of renderers that keep their last canvas.
    """

    id: ClassVar[str] = "stale-reference"
    family: ClassVar[Family] = Family.CLOSURES
    patterns: ClassVar[tuple[str, ...]] = ("P14",)
    certainty: ClassVar[Certainty] = Certainty.HEURISTIC
    held_through: ClassVar[str | None] = "variable"

    def check(self, code: Code) -> Iterator[Finding]:
        """Each variable that one function fills and nobody else reads."""
        for binding in code.module.root.scope.bindings:
            if binding.kind not in (BindingKind.LET, BindingKind.VAR) or not binding.declarations:
                continue
            values = [one for one in code.module.assignments_to(binding) if one.operator == "="]
            if len(values) != 1 or _begins_with(code, binding):
                continue
            value, function = values[0], values[0].function
            if value.value.kind is not ArgumentKind.IDENTIFIER or value.value.binding is None:
                continue
            given = value.value.binding
            if given.kind is not BindingKind.PARAMETER or given.function is not function or not code.repeats(function):
                continue
            users = {reference.function for reference in binding.references}
            if (
                users != {function}
                or body_start(code, function) is None
                or code.surroundings(value.start, value.end).guards
            ):
                continue
            early = any(not use.is_write and use.start < value.start for use in binding.references)
            if early or not (HEAVY.match(given.name) or is_request_handler(code, function)):
                continue
            if not KEEPS_LAST.search(binding.name) and not is_request_handler(code, function):
                continue
            message = f"'{shown(binding.name)}' keeps '{shown(given.name)}' until the next call"
            yield self.finding(value.start, value.end, message)


def _begins_with(code: Code, binding: Binding) -> bool:
    """Whether the declaration gives it a value that matters."""
    values = [one for one in code.module.assignments_to(binding) if one.operator in ("let", "var")]
    return any(one.value.text not in ("null", "undefined") for one in values)
