"""``stale-reference``: a module's variable keeps the last request or event after it was handled."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from leakline.js.code import Code
from leakline.js.facts import BindingKind
from leakline.js.model import Binding, Function
from leakline.js.shapes import ArgumentKind, AssignmentShape
from leakline.rules.call_scopes import left_from_call
from leakline.rules.editing import body_start
from leakline.rules.emptying import emptied
from leakline.rules.finding import Certainty, Finding
from leakline.rules.requests import is_request_handler
from leakline.rules.rule import Family, Rule, shown
from leakline.rules.stale_fields import POINTED, POINTING, stale_fields
from leakline.rules.weights import HEAVY_NAMES

HEAVY = re.compile(
    r"^(?:e|ev|evt|event|req|request|res|response|ctx|context|socket|message|msg|buffer|chunk|data|body|payload|document|canvas"
    r"|node|element|image|error|err|result|row|rows|record)$"
)
KEEPS_LAST = re.compile(r"last|prev|current|latest|recent|active|old|saved|temp|tmp|stash", re.IGNORECASE)

# Functions that are there to set the variable, for others to read.
SETS = re.compile(
    r"^_?(?:set|use|init|enter|push|register|store|save|remember|configure|provide|bind|update)", re.IGNORECASE
)

# The element of an event, but not what is read from it.
OF_TOUCH = r"(?:\.(?:touches|changedTouches|nativeEvent|originalEvent)(?:\[\d\])?)*"
ELEMENT = (
    r"\.(?:target|currentTarget|srcElement|relatedTarget)\b"
    r"(?!\s*\.\s*(?:value|checked|id|name|files|dataset|className|getAttribute))"
)
AIMED = re.compile(
    r"^_?(?:last|prev|current|active|drag|dragged|hover|hovered|focused|pressed|selected|touched|clicked|over|moving|resizing)"
    r"[A-Z]?\w*$|^_?\w*(?:Row|Cell|Item|Button|Handle|Tab|Card|Link)$"
)


class StaleReference(Rule):
    """A module's variable keeps the last request, event or node after it was handled.

    ## Why it leaks
    A module's variable is a root. What it got in a handler stays alive until the next call of the handler, with the
    whole tree of objects that hangs on it, which can be long after it was needed.

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
    Emptying the variable where the function ends is unsafe: somebody may still want the value.

    ## References
    JSWhiz; fixes of renderers that keep their last canvas.
    """

    id: ClassVar[str] = "stale-reference"
    family: ClassVar[Family] = Family.CLOSURES
    patterns: ClassVar[tuple[str, ...]] = ("P14",)
    certainty: ClassVar[Certainty] = Certainty.HEURISTIC
    held_through: ClassVar[str | None] = "variable"

    def check(self, code: Code) -> Iterator[Finding]:
        """Variables of the module and fields that nobody empties after the call that filled them."""
        for binding in _lasting(code):
            if binding.kind not in (BindingKind.LET, BindingKind.VAR) or not binding.declarations:
                continue
            finding = self._variable(code, binding)
            if finding is not None:
                yield finding
        for owner in code.owners.all:
            if owner.is_class:
                for one, what in stale_fields(code, owner):
                    message = f"'{shown(one.target.text)}' keeps {what} until the next call"
                    if what == "the request":
                        message = f"'{shown(one.target.text)}' keeps the request as long as its socket lives"
                    yield self.finding(
                        one.start,
                        one.end,
                        message,
                        held_through="object",
                        fixes=() if "element" in what else emptied(code, one),
                    )

    def _variable(self, code: Code, binding: Binding) -> Finding | None:
        """A module's variable that one function fills, with what is over when the function has returned."""
        values = [one for one in code.module.assignments_to(binding) if one.operator == "="]
        if len(values) != 1 or _begins_with(code, binding):
            return None
        value, function = values[0], values[0].function
        pointed = value.value.kind is ArgumentKind.MEMBER and POINTED.match(value.value.text) is not None
        if not pointed and _is_found_by_event(code, binding, value):
            message = f"'{shown(binding.name)}' keeps the element of the last event"
            return self.finding(value.start, value.end, message)
        left = left_from_call(code, binding, value)
        if left is not None:
            message = f"'{shown(binding.name)}' keeps '{shown(left)}' until the next call"
            return self.finding(value.start, value.end, message, fixes=emptied(code, value))
        if (value.value.kind is not ArgumentKind.IDENTIFIER and not pointed) or value.value.binding is None:
            return None
        given = value.value.binding
        if given.kind is not BindingKind.PARAMETER or given.function is not function or not code.repeats(function):
            return None
        if body_start(code, function) is None or code.surroundings(value.start, value.end).guards:
            return None
        early = any(
            not use.is_write and use.start < value.start and use.function is function for use in binding.references
        )
        handles = is_request_handler(code, function)
        heavy = HEAVY.match(given.name) or (HEAVY_NAMES.match(given.name) and given.name != "value")
        named = KEEPS_LAST.search(binding.name) or (pointed and AIMED.match(binding.name))
        if early or not (heavy or handles) or not (named or handles):
            return None
        others = {reference.function for reference in binding.references} - {function}
        if others and (SETS.match(code.name_of(function)) or _is_wanted(code, binding, function)):
            return None
        message = f"'{shown(binding.name)}' keeps '{shown(value.value.text)}' until the next call"
        fixes = () if (pointed and others) or any(other.is_async for other in others) else emptied(code, value)
        return self.finding(value.start, value.end, message, fixes=fixes)


def _is_found_by_event(code: Code, binding: Binding, value: AssignmentShape) -> bool:
    """Whether a handler keeps the element that an event came from, one it finds from there, or the focused one."""
    function = value.function
    if value.value.text == "document.activeElement":
        return code.repeats(function)
    if value.value.kind not in (ArgumentKind.CALL, ArgumentKind.MEMBER) or not function.parameters:
        return False
    event = function.parameters[0]
    if re.fullmatch(r"_?(?:e|ev|evt|event)", event) is None or not code.repeats(function):
        return False
    aims = re.compile(rf"(?<![\w$.]){event}{OF_TOUCH}{ELEMENT}")
    pointing = POINTING.match(binding.name) or AIMED.match(binding.name)
    return pointing is not None and aims.search(value.value.text) is not None


def _lasting(code: Code) -> Iterator[Binding]:
    """The variables of the module, and of functions that run once around it."""
    for function in code.module.functions:
        if function is code.module.root or code.repetition.runs_once(function):
            yield from function.scope.bindings


def _is_wanted(code: Code, binding: Binding, function: Function) -> bool:
    """Whether the file gives the value to others: it is exported, or another function returns it.

    A function that answers several at a time is no place for such a variable, whoever reads it.
    """
    start = binding.declarations[0][0]
    if b"export" in code.bare[code.bare.rfind(b"\n", 0, start) + 1 : start]:
        return True
    name = re.escape(binding.name)
    returned = rf"\breturn\s+{name}\s*[;}}\n]|=>\s*{name}\s*$|return\s*\{{[^}}]*\b{name}\b"
    readers = {reference.function for reference in binding.references if reference.function is not function}
    gives = any(re.search(returned, code.function_text(reader)) for reader in readers)
    return gives and not (function.is_async and re.search(r"current|active", binding.name, re.IGNORECASE))


def _begins_with(code: Code, binding: Binding) -> bool:
    """Whether the declaration gives it a value that matters."""
    values = [one for one in code.module.assignments_to(binding) if one.operator in ("let", "var")]
    return any(one.value.text not in ("null", "undefined") for one in values)
