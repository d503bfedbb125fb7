"""``weak-container-misuse``: a weak container that is used like an object, or a map that should be weak."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from leakline.js.code import Code
from leakline.js.containers import Container, Insertion, containers_of
from leakline.js.lifetimes import Lifetime
from leakline.rules.editing import replace
from leakline.rules.finding import Certainty, Finding, Fix
from leakline.rules.object_keys import keyed_by_objects
from leakline.rules.rule import Family, Rule, shown


class WeakContainerMisuse(Rule):
    """A weak container is used like an object, keeps its own target, or a strong map holds objects that should be free.

    ## Why it leaks
    `weak[key] = value` makes a property named `"[object Object]"` that keeps the value for ever. A registry whose held
    value leads to its target never lets the target go. A `Map` with objects as keys keeps each of them.

    ## Example
    ```js
    const details = new WeakMap();

    function describe(node) {
      details[node] = { seen: Date.now() };
    }
    module.exports = describe;
    ```

    ## Instead
    ```js
    const details = new WeakMap();

    function describe(node) {
      details.set(node, { seen: Date.now() });
    }
    module.exports = describe;
    ```

    ## When it is fine
    Maps that are iterated, counted, emptied or handed on, since a `WeakMap` can do none of that; keys that may be
    strings.

    ## What the heap would show
    A property of a `WeakMap`, or the keys of a `Map` below a module's variable.

    ## Fix safety
    Using `set` is safe. Turning a `Map` into a `WeakMap` is unsafe where a key is not an object.

    ## References
    ECMAScript, WeakMap and FinalizationRegistry.
    """

    id: ClassVar[str] = "weak-container-misuse"
    family: ClassVar[Family] = Family.CLOSURES
    patterns: ClassVar[tuple[str, ...]] = ("P18",)
    certainty: ClassVar[Certainty] = Certainty.CERTAIN
    held_through: ClassVar[str | None] = "map"

    def check(self, code: Code) -> Iterator[Finding]:
        """Weak containers that keep, and strong ones that should not."""
        for container in code.once(containers_of):
            if container.kind in ("weakmap", "weakset"):
                yield from self._as_object(container)
            elif container.place.lifetime is Lifetime.PROCESS and keyed_by_objects(code, container):
                yield self._should_be_weak(code, container)
        for call in code.calls("register"):
            if len(call.arguments) < 2 or call.receiver is None:
                continue
            target, held = call.arguments[0], call.arguments[1]
            registry = code.place(call.receiver, call.function)
            values = code.module.assignments_to(registry.binding) if registry.binding is not None else ()
            values = (*values, *code.lifetimes.field_assignments(registry.key))
            if not any("FinalizationRegistry" in value.value.text for value in values):
                continue
            name = re.escape(target.text)
            if re.search(rf"(?<![\w$.]){name}(?![\w$])", held.text) and not re.search(
                rf"{name}\.(?:id|name|key|\w*Id)\b", held.text
            ):
                message = f"what is held for '{shown(target.text)}' leads back to it"
                yield self.finding(call.start, call.end, message)

    def _as_object(self, container: Container) -> Iterator[Finding]:
        for one in container.insertions:
            assignment = one.assignment
            if assignment is None or one.key is None or assignment.operator != "=":
                continue
            name = container.place.text
            message = f"'{shown(name)}' is weak only through set(): this makes a property"
            yield self.finding(assignment.start, assignment.end, message, fixes=_with_set(name, one))

    def _should_be_weak(self, code: Code, container: Container) -> Finding:
        first = next(one for one in container.insertions if code.repeats(one.function))
        value = container.made.value
        fixes: tuple[Fix, ...] = ()
        if re.fullmatch(r"new Map(?:\(\))?", value.text):
            edit = replace(value.start, value.end, "new WeakMap()")
            fixes = (
                Fix(f"Turn '{container.place.name}' into a WeakMap (unsafe: keys must be objects)", False, (edit,)),
            )
        message = f"'{shown(container.place.text)}' keeps the objects that are its keys"
        return self.finding(first.start, first.end, message, certainty=Certainty.HEURISTIC, fixes=fixes)


def _with_set(name: str, one: Insertion) -> tuple[Fix, ...]:
    assignment = one.assignment
    if assignment is None or one.key is None or not assignment.target.text.startswith(name + "["):
        return ()
    text = f"{name}.set({one.key.text}, {assignment.value.text})"
    return (Fix(f"Use {name}.set()", True, (replace(assignment.start, assignment.end, text),)),)
