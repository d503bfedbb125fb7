"""``weak-container-misuse``: a weak container that is used like an object, or a map that should be weak."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from leakline.js.code import Code
from leakline.js.containers import Container, Insertion, containers_of
from leakline.js.lifetimes import Lifetime, Origin
from leakline.js.shapes import Argument, ArgumentKind, CallShape
from leakline.rules.editing import edits_in_order, indent_at, replace, style_of
from leakline.rules.finding import Certainty, Finding, Fix, Related
from leakline.rules.object_keys import keyed_by_objects, typed_by_objects
from leakline.rules.rule import Family, Rule, shown

SMALL = re.compile(r"\.(?:\w*[iI]d|name|key|ptr|pointer|address|fd|path|url|token)$")


class WeakContainerMisuse(Rule):
    """A weak container is used like an object, keeps its own target, or a strong map holds objects that should be free.

    ## Why it leaks
    `weak[key] = value` makes a property named `"[object Object]"` that keeps the value for ever. A registry whose
    held value leads to its target never lets the target go. A `Map` with objects as keys keeps each of them.

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
            elif (
                container.place.lifetime is Lifetime.PROCESS
                or (container.place.origin is Origin.FIELD and typed_by_objects(code, container))
            ) and keyed_by_objects(code, container):
                yield self._should_be_weak(code, container)
        for call in code.calls("register"):
            if len(call.arguments) < 2 or call.receiver is None:
                continue
            made = _registry_made(code, call)
            if made is None:
                if _keeps_itself(code, call):
                    message = f"'this' is held strongly until '{shown(call.arguments[0].text)}' is gone"
                    yield self.finding(call.start, call.end, message, certainty=Certainty.HEURISTIC)
                continue
            target, held = call.arguments[0], call.arguments[1]
            if _leads_back(code, call):
                message = f"what is held for '{shown(target.text)}' leads back to it"
                yield self.finding(call.start, call.end, message, fixes=_held_weakly(code, call, made))
            elif _is_kept_strongly(call, made):
                message = f"'{shown(held.text)}' is held strongly, and may lead back to '{shown(target.text)}'"
                fixes = _held_weakly(code, call, made)
                yield self.finding(call.start, call.end, message, certainty=Certainty.HEURISTIC, fixes=fixes)

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
        strong = re.match(r"new (Map|Set)\b", value.text)
        if strong is not None and re.fullmatch(r"new (?:Map|Set)(?:<.*>)?(?:\(\))?", value.text, re.DOTALL):
            word = value.start + len("new ")
            edits = [replace(word, word, "Weak")]
            declared = code.bare[container.made.target.end : value.start]
            typed = re.search(rb":\s*(?:Map|Set)\b", declared)
            if typed is not None:
                place = container.made.target.end + typed.end() - 3
                edits.insert(0, replace(place, place, "Weak"))
            title = f"Turn '{container.place.name}' into a Weak{strong[1]} (unsafe: keys must be objects)"
            fixes = (Fix(title, False, tuple(edits)),)
        message = f"'{shown(container.place.text)}' keeps the objects that are its keys"
        related = (Related(first.start, first.end, "each new key is kept from here on"),)
        made = container.made
        return self.finding(made.start, made.end, message, certainty=Certainty.HEURISTIC, related=related, fixes=fixes)


def _registry_made(code: Code, call: CallShape) -> Argument | None:
    """The ``new FinalizationRegistry(...)`` that a call's receiver holds."""
    assert call.receiver is not None
    registry = code.place(call.receiver, call.function)
    values = code.module.assignments_to(registry.binding) if registry.binding is not None else ()
    values = (*values, *code.lifetimes.field_assignments(registry.key))
    return next((value.value for value in values if value.value.text.startswith("new FinalizationRegistry")), None)


def _keeps_itself(code: Code, call: CallShape) -> bool:
    """Whether an object hands itself to a registry for something else, from where all that it refers to is kept."""
    target, held = call.arguments[0], call.arguments[1]
    registry = re.search(r"(?:registry|finali\w+)\s*$", call.callee.rpartition(".")[0], re.IGNORECASE)
    if registry is None or held.kind is not ArgumentKind.THIS or target.kind is ArgumentKind.THIS:
        return False
    return len(call.arguments) > 2 and code.says(rb"FinalizationRegistry")


def _leads_back(code: Code, call: CallShape) -> bool:
    """Whether the held value is the target, something of it, or an object or function that has the target itself."""
    target, held = call.arguments[0], call.arguments[1]
    name = re.escape(target.text)
    if re.search(rf"(?<![\w$.]){name}(?![\w$])", held.text) is None:
        return _points_back(code, call)
    if held.kind is ArgumentKind.MEMBER:
        return SMALL.search(held.text) is None
    if held.kind in (ArgumentKind.OBJECT, ArgumentKind.ARRAY):
        return re.search(rf"(?<![\w$.]){name}\s*[,}}\]]", held.text) is not None
    return held.kind in (ArgumentKind.THIS, ArgumentKind.IDENTIFIER, ArgumentKind.FUNCTION)


def _points_back(code: Code, call: CallShape) -> bool:
    """Whether the function gives the held object a property that is the target: ``handle.owner = this``."""
    target, held = call.arguments[0], call.arguments[1]
    return held.kind in (ArgumentKind.IDENTIFIER, ArgumentKind.MEMBER) and any(
        one.value.text == target.text and one.target.text.startswith(f"{held.text}.")
        for one in code.assignments_in(call.function)
    )


def _is_kept_strongly(call: CallShape, made: Argument) -> bool:
    """Whether an object that somebody else made is held, and the registry's callback uses it as one."""
    held = call.arguments[1]
    function = re.match(r"new FinalizationRegistry\s*\(\s*\(?\s*([\w$]+)", made.text)
    if function is None or held.kind not in (ArgumentKind.MEMBER, ArgumentKind.THIS) or SMALL.search(held.text):
        return False
    used = re.findall(rf"(?<![\w$.]){re.escape(function[1])}\s*\??\.\s*([\w$]+)", made.text)
    own = held.text.startswith(f"{call.arguments[0].text}.")
    return len(set(used)) >= 2 and "deref" not in used and not own and "#" not in held.text


def _held_weakly(code: Code, call: CallShape, made: Argument) -> tuple[Fix, ...]:
    """Hold a WeakRef, and let the callback look whether its object is still there."""
    held = call.arguments[1]
    match = re.match(r"new FinalizationRegistry\s*\(\s*\(?\s*([\w$]+)\s*\)?\s*=>\s*\{", made.text)
    if match is None or held.kind in (ArgumentKind.OBJECT, ArgumentKind.ARRAY, ArgumentKind.FUNCTION):
        return ()
    name, style = match[1], style_of(code)
    start, end = made.start + match.start(1), made.start + match.end(1)
    inner = indent_at(code, made.start) + style.indent
    line = f"{style.newline}{inner}"
    text = f"{line}const {name} = ref.deref(){style.semicolon}{line}if (!{name}) return{style.semicolon}"
    edits = edits_in_order(
        replace(start, end, "ref"),
        replace(made.start + match.end(), made.start + match.end(), text),
        replace(held.start, held.end, f"new WeakRef({held.text})"),
    )
    title = "Hold a WeakRef (unsafe: what is held may go before its target)"
    return (Fix(title, False, edits),) if edits is not None else ()


def _with_set(name: str, one: Insertion) -> tuple[Fix, ...]:
    assignment = one.assignment
    if assignment is None or one.key is None or not assignment.target.text.startswith(name + "["):
        return ()
    text = f"{name}.set({one.key.text}, {assignment.value.text})"
    return (Fix(f"Use {name}.set()", True, (replace(assignment.start, assignment.end, text),)),)
