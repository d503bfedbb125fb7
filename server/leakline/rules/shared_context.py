"""``shared-context``: a closure that lives long keeps a large variable that only its sibling uses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from leakline.js.code import CALLED_AT_ONCE, Code
from leakline.js.facts import BindingKind, FunctionKind
from leakline.js.lifetimes import Lifetime
from leakline.js.model import Binding, Function, Slot
from leakline.js.shapes import Argument, ArgumentKind, Usage, UsageKind
from leakline.js.sizes import SizeClass
from leakline.rules.editing import after_statement
from leakline.rules.finding import Certainty, Finding, Fix, Related
from leakline.rules.rule import Family, Rule, shown

KEEPS = frozenset(
    {
        "on",
        "once",
        "addListener",
        "prependListener",
        "addEventListener",
        "setInterval",
        "subscribe",
        "set",
        "add",
        "push",
    }
    | {"register", "observe", "watch", "use"}
)
LARGE = (SizeClass.BUFFER, SizeClass.COLLECTION)
LARGE_VALUE = re.compile(
    r"\.repeat\s*\(|new Array\s*\(\s*[\d_e]{3,}|\.fill\s*\(|Buffer\.alloc|JSON\.parse|readFile|randomBytes"
    r"|\.toString\s*\(\s*\)$"
    r"|new (?:Ui|I)nt\w+Array|new Float\w+Array|ArrayBuffer|\.(?:json|text|arrayBuffer|blob"
    r"|buffer)\s*\(\s*\)|\.join\s*\("
    r"|Array\.from\s*\(|\.query\s*\(|\.findAll|\.toArray\s*\(|\.getAll|fetchAll|loadAll|\bload\w*\s*\(|\bgenerate\w*\s*\("
)


class SharedContext(Rule):
    """A closure that lives long keeps a large variable that only another closure of the function uses.

    ## Why it leaks
    V8 makes one context for all captured variables of a scope, and every closure made in the scope holds that
    context. If
    one closure uses `data`, the others keep `data` alive too, for as long as they live.

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
        for function in code.module.functions:
            if function.parent is None or not function.contexts:
                continue
            usage = function.usage
            if usage is None or not _is_kept(code, function, usage):
                continue
            for slot in function.dead_slots:
                binding = slot.binding
                if binding is None or not code.repeats(binding.function) or not _is_large(code, binding):
                    continue
                users = slot.captured_by
                if not users or any(_lives_on(code, user) for user in users) or _is_emptied(code, binding):
                    continue
                yield self._found(code, function, slot, binding, users[0])
                break

    def _found(self, code: Code, function: Function, slot: Slot, binding: Binding, user: Function) -> Finding:
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
            related=tuple(related),
            fixes=_nulled(code, binding),
        )


def _is_kept(code: Code, function: Function, usage: Usage) -> bool:
    """Whether a closure is handed to something that outlives the call."""
    if usage.kind is UsageKind.ARGUMENT and usage.call is not None:
        call = usage.call
        if call.name not in KEEPS:
            return False
        if call.receiver is None:
            return call.name == "setInterval"
        place = code.place(call.receiver, call.function)
        return place.lifetime in (Lifetime.PROCESS, Lifetime.SHARED, Lifetime.OWNER) and not place.fresh
    if usage.kind is UsageKind.PROPERTY:
        return _is_part_of_kept(code, function) and code.repeats(function.parent or function)
    if usage.kind is UsageKind.ASSIGNED and usage.assignment is not None:
        target = usage.assignment.target
        place = code.place(target, usage.assignment.function)
        if target.path and target.root == "this":
            return False
        return place.lifetime is Lifetime.PROCESS and code.repeats(function.parent or function)
    return False


def _is_part_of_kept(code: Code, function: Function) -> bool:
    """Whether a function belongs to an object literal that a variable of the process gets."""
    around = [
        one
        for one in code.assignments_in(function.parent or function)
        if one.operator == "=" and one.value.kind is ArgumentKind.OBJECT
        if one.value.start < function.start and function.end <= one.value.end
    ]
    return any(code.place(one.target, one.function).lifetime is Lifetime.PROCESS for one in around)


def _lives_on(code: Code, function: Function) -> bool:
    """Whether a closure may outlive the call that made it: it is not just called on the spot or by a name."""
    usage = function.usage
    if usage is None:
        return function.kind in (FunctionKind.METHOD, FunctionKind.GETTER, FunctionKind.CONSTRUCTOR)
    if usage.kind is UsageKind.CALLED:
        return False
    if usage.kind is UsageKind.ARGUMENT and usage.call is not None:
        return usage.call.name not in CALLED_AT_ONCE
    if usage.kind is UsageKind.DECLARED or (usage.kind is UsageKind.ASSIGNED and usage.binding is not None):
        binding = usage.binding
        if binding is None or binding.function is not function.parent:
            return True
        called = {call.start for call in code.module.calls if call.binding is binding}
        return any(
            not reference.is_write
            and (reference.start not in called or _lives_elsewhere(code, reference.function, function))
            for reference in binding.references
        )
    return True


def _lives_elsewhere(code: Code, user: Function, function: Function) -> bool:
    """Whether another closure that calls it lives on, and keeps it."""
    return user is not function.parent and user is not function and _lives_on(code, user)


def _is_large(code: Code, binding: Binding) -> bool:
    values = code.module.assignments_to(binding)
    if any(LARGE_VALUE.search(value.value.text) for value in values if value.value.kind is not ArgumentKind.FUNCTION):
        return True
    if any(_is_previous(code, binding, value.value) for value in values):
        return True
    return binding.size_class is SizeClass.BUFFER and binding.kind is not BindingKind.PARAMETER


def _is_previous(code: Code, binding: Binding, value: Argument) -> bool:
    """Whether a variable holds what the process's variable held before: each keeps the one before, for ever."""
    source = value.binding if value.kind is ArgumentKind.IDENTIFIER else None
    if source is None or source.function.parent is not None:
        return False
    return any(one.function is binding.function and one.operator == "=" for one in code.module.assignments_to(source))


def _is_emptied(code: Code, binding: Binding) -> bool:
    return any(value.value.text in ("null", "undefined", "void 0") for value in code.module.assignments_to(binding))


def _nulled(code: Code, binding: Binding) -> tuple[Fix, ...]:
    if binding.kind not in (BindingKind.LET, BindingKind.VAR):
        return ()
    uses = [reference for reference in binding.references if reference.function is binding.function]
    calls = [
        call
        for user in {reference.function for reference in binding.references}
        if user is not binding.function and user.usage is not None and user.usage.binding is not None
        for call in code.module.calls
        if call.binding is user.usage.binding and call.function is binding.function
    ]
    places = [(use.start, use.end) for use in uses] + [(call.start, call.end) for call in calls]
    if not places:
        return ()
    edit = after_statement(code, *max(places), f"{binding.name} = null")
    return (
        (Fix(f"Set '{binding.name}' to null after its last use (unsafe: later code may want it)", False, (edit,)),)
        if edit
        else ()
    )
