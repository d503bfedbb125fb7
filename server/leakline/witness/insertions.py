"""Statements of a source file that put something into a container, or wait for something, by the container's shape."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from leakline.js import Argument, ArgumentKind, AssignmentShape, Binding, CallShape, Function, Target
from leakline.leaks.model import Keeper, Suspect
from leakline.sources.source_file import SourceFile
from leakline.witness.paths import Names, agree, names_in, names_of_keeper
from leakline.witness.ways import Way, ways_of

_METHODS = {
    "emitter": frozenset({"on", "once", "addListener", "prependListener", "prependOnceListener"}),
    "event target": frozenset({"addEventListener", "addAbortListener", "on", "once"}),
    "map": frozenset({"set"}),
    "set": frozenset({"add"}),
    "weak map": frozenset({"set"}),
    "weak set": frozenset({"add"}),
    "array": frozenset({"push", "unshift", "splice"}),
    "promise": frozenset({"then", "catch", "finally"}),
    "channel": frozenset({"subscribe"}),
    "pending signal": frozenset({"addEventListener"}),
    "registry": frozenset({"register"}),
    "piped": frozenset({"pipe"}),
}
"""Methods that put something in, by the shape of the container. Sources: Node's and ECMAScript's documentation."""

INSERTING = frozenset(name for names in _METHODS.values() for name in names)
"""All of them."""

_STATIC = {
    "promise": frozenset({"race", "any", "all", "allSettled"}),
    "race": frozenset({"race", "any"}),
    "signal any": frozenset({"any"}),
    "event target": frozenset({"addAbortListener"}),
    "emitter": frozenset({"on", "once"}),
    "pipe": frozenset({"pipe", "pipeline"}),
    "object": frozenset({"defineProperty", "defineProperties", "assign"}),
}
"""Functions that are given the container instead of being called on it."""

_MAKES_PROMISE = re.compile(r"^(?:new\s+Promise\b|Promise\.)|\.(?:then|catch|finally)\(")
_WITH_EVENT = frozenset({"emitter", "event target"})
_ASSIGNED = frozenset({"object", "property", "variable", "array"})
_AWAIT = re.compile(rb"\bawait\s*\(?\s*(?:(?:const|let|var)\s+[^;()]+?\s+of\s+)?$")


@dataclass(frozen=True, slots=True)
class Value:
    """Something that is put in, as the source writes it."""

    file: SourceFile
    argument: Argument

    def is_function(self, function: Function) -> bool:
        """Whether it is a function of the same file, also by a name or behind ``bind``."""
        argument = self.argument
        if argument.function is not None:
            return argument.function == function
        if argument.kind is ArgumentKind.MEMBER:
            return _last_name(argument.text) in names_of_function(function)
        bound = re.match(r"(?:this|[\w$]+)(?:\.[\w$#]+)*\.bind\(", argument.text)
        if argument.kind is ArgumentKind.CALL and bound:
            return _last_name(argument.text[: bound.end() - len(".bind(")]) in names_of_function(function)
        return False

    @property
    def binds_this(self) -> bool:
        """Whether it is a function that keeps the object it is made in: bound to ``this``, or an arrow that uses it."""
        if self.argument.kind is ArgumentKind.CALL:
            return bool(re.search(r"\.bind\(\s*this\b", self.argument.text))
        function = self.argument.function
        return function is not None and any("this" in scope.slot_names for scope in function.contexts[:1])

    def makes(self, suspect: Suspect) -> bool:
        """Whether it can be seen to make an object of the suspect's class.

        ``new Session()``, ``{ ... }`` for a plain object.
        """
        argument = self.argument
        made_of = {suspect.name, suspect.keeper.held if suspect.keeper is not None else ""}
        if argument.kind is ArgumentKind.NEW:
            return any(re.match(rf"new\s+(?:[\w$]+\.)*{re.escape(name)}\b", argument.text) for name in made_of if name)
        if argument.kind is ArgumentKind.CALL and "Promise" in made_of:
            return _MAKES_PROMISE.search(argument.text) is not None
        if argument.kind is ArgumentKind.OBJECT:
            return "Object" in made_of
        if argument.kind is ArgumentKind.ARRAY:
            return "Array" in made_of
        if argument.kind is ArgumentKind.STRING:
            return suspect.name == "string"
        if argument.kind is ArgumentKind.IDENTIFIER and argument.binding is not None:
            return any(
                made.value.kind is not ArgumentKind.IDENTIFIER and Value(self.file, made.value).makes(suspect)
                for made in self.file.module.assignments
                if made.target.binding is argument.binding and not made.target.path
            )
        return argument.kind is ArgumentKind.THIS and self._is_class(suspect.name)

    def _is_class(self, name: str) -> bool:
        offset = self.argument.start
        return any(shape.name == name and shape.start <= offset < shape.end for shape in self.file.module.classes)


@dataclass(frozen=True, slots=True)
class Insertion:
    """A statement that puts ``values`` into what ``receiver`` says.

    ``into`` are the names that lead there, in each way known. ``adds`` marks an assignment that keeps what was there:
    ``text += line``, ``list = [...list, item]``; ``through`` a call of a function that does it; ``replaces`` an
    assignment to the receiver itself, not to one of its elements. ``lookups`` are the numbers of containers that the
    receiver is looked up in, in each way known: 1 for ``table.set(...)`` after ``table = byGroup.get(group)``.
    ``given`` names the function that gets the container as its first argument: ``once`` of ``once(bus, "ready")``.
    ``roots`` are the variables that the receiver begins with.
    """

    file: SourceFile
    start: int
    end: int
    function: Function
    into: tuple[Names, ...]
    receiver: str
    values: tuple[Value, ...]
    adds: bool = False
    through: bool = False
    replaces: bool = False
    lookups: frozenset[int] = frozenset()
    given: str = ""
    roots: tuple[Binding, ...] = ()

    @property
    def handler(self) -> str | None:
        """The name of the function that is put in, if it is put in by a name."""
        return handler_in([value.argument for value in self.values])

    def is_as_deep(self, keeper: Keeper) -> bool:
        """Whether the receiver is looked up in as many containers as the keeper is."""
        return sum(name == "get(…)" for name in keeper.holder) in self.lookups

    def puts_back(self) -> bool:
        """Whether it puts in what it took from the same container, as ``hits.set(key, hits.get(key) + 1)`` does."""
        texts = [value.argument.text for value in self.values]
        return bool(self.receiver) and any(text.startswith(f"{self.receiver}.get(") for text in texts)

    def goes_into(self, keeper: Keeper) -> bool:
        """Whether the receiver can be what the heap calls the keeper's holder.

        The last name has to agree. The first has to as well where both have as many steps; an imported or aliased
        holder has fewer, or begins with ``this``, ``module``, ``exports`` or ``global``. ``this`` alone is it in its
        class.
        """
        wanted = names_of_keeper(keeper)
        return any(agree(into, wanted) or (into == ("this",) and self._is_in(keeper.constructor)) for into in self.into)

    def _is_in(self, name: str) -> bool:
        """Whether it is written in a class, so that ``this`` can be what the heap calls by the class."""
        return any(shape.name == name and shape.start <= self.start < shape.end for shape in self.file.module.classes)


def handler_in(values: Sequence[Argument]) -> str | None:
    """The function that is put in as the code names it, behind the event if there is one: ``this.onTick``."""
    given = values[1] if len(values) > 1 else values[0] if values else None
    return given.text if given is not None and given.kind in (ArgumentKind.IDENTIFIER, ArgumentKind.MEMBER) else None


def container_of(target: Target) -> str:
    """The text of what an assignment puts an element into: ``handlers`` of ``handlers[topic]``."""
    return target.text[: _head_length(target)]


def insertions_of(file: SourceFile, keeper: Keeper) -> list[Insertion]:
    """The statements of a file that put something into a container of the keeper's shape."""
    return [*_calls(file, keeper), *_assignments(file, keeper)]


def waits_in(file: SourceFile, function: Function, keeper: Keeper) -> list[Insertion]:
    """The ``await`` expressions of a function on what the keeper is called, those of ``for await`` too."""
    wanted = names_of_keeper(keeper)
    found = []
    for reference in (reference for binding in file.module.bindings for reference in binding.references):
        if reference.function != function or not _AWAIT.search(file.data[: reference.start][-200:]):
            continue
        name = file.data[reference.start : reference.end].decode("utf-8", "replace")
        start = file.data.rindex(b"await", 0, reference.start)
        if not wanted or wanted[-1] == name:
            found.append(Insertion(file, start, reference.end, function, ((name,),), name, ()))
    return found


def _calls(file: SourceFile, keeper: Keeper) -> Iterator[Insertion]:
    for call in file.module.calls:
        if call.is_new or (call.name == "splice" and len(call.arguments) < 3):
            continue
        if keeper.shape == "timer":
            if call.name == keeper.member:
                yield _insertion(file, call, (), "", call.arguments[:1])
        elif call.name in _METHODS.get(keeper.shape, ()) and call.receiver is not None and _event_fits(call, keeper):
            ways = ways_of(file, call.receiver)
            found = _insertion(file, call, _names(ways), call.receiver.text, call.arguments)
            yield replace(found, lookups=frozenset(way.lookups for way in ways), roots=_roots(ways))
        if call.name in _STATIC.get(keeper.shape, ()) and call.arguments and call.arguments[0].value is None:
            given = call.arguments if keeper.shape == "pipe" else call.arguments[:1]
            parts = [part for argument in given for part in _parts(argument)]
            into = tuple(map(names_in, parts))
            yield replace(_insertion(file, call, into, given[0].text, call.arguments[1:]), given=call.name)


def _parts(argument: Argument) -> list[str]:
    """An argument's text, of an array literal those of its elements."""
    text = argument.text.strip()
    if argument.kind is not ArgumentKind.ARRAY:
        return [text]
    parts, depth = [""], 0
    for character in text[1:-1]:
        depth += (character in "([{") - (character in ")]}")
        if character == "," and not depth:
            parts.append("")
        else:
            parts[-1] += character
    return parts


def _insertion(
    file: SourceFile, call: CallShape, into: tuple[Names, ...], receiver: str, values: tuple[Argument, ...]
) -> Insertion:
    wrapped = tuple(Value(file, value) for value in values)
    return Insertion(file, call.start, call.end, call.function, into, receiver, wrapped)


def _event_fits(call: CallShape, keeper: Keeper) -> bool:
    """Whether a call is about the keeper's event; an event that is no literal may be any."""
    if keeper.shape not in _WITH_EVENT or not call.arguments or keeper.member is None:
        return True
    event = call.arguments[0]
    return event.value == keeper.member if event.value is not None else event.kind is not ArgumentKind.FUNCTION


def _assignments(file: SourceFile, keeper: Keeper) -> Iterator[Insertion]:
    if keeper.shape not in _ASSIGNED:
        return
    for assignment in file.module.assignments:
        if assignment.operator in ("const", "field"):
            continue
        target = assignment.target
        if _is_reset(assignment):
            continue
        into_container = keeper.shape == "object" or (keeper.shape == "array" and target.computed)
        if into_container and target.path:
            ways = ways_of(file, target)
            into = tuple(path[:-1] for path in _names(ways))  # container[key] = value
            yield _assigned(file, assignment, into, container_of(target), _roots(ways))
        elif keeper.shape != "object":
            ways = ways_of(file, target)
            yield _assigned(file, assignment, _names(ways), target.text, _roots(ways))


def _assigned(
    file: SourceFile, assignment: AssignmentShape, into: tuple[Names, ...], receiver: str, roots: tuple[Binding, ...]
) -> Insertion:
    values = (Value(file, assignment.value),)
    adds = assignment.operator == "+=" or _keeps_old(assignment)
    replaces = receiver == assignment.target.text
    start, end = assignment.start, assignment.end
    return Insertion(
        file, start, end, assignment.function, into, receiver, values, adds, replaces=replaces, roots=roots
    )


def copies_into(file: SourceFile, keeper: Keeper) -> list[Insertion]:
    """Properties of object literals that copy what the keeper is called and add to it: ``order: [...order, id]``."""
    names = names_of_keeper(keeper)
    if keeper.shape not in ("array", "object") or not names or not names[-1].isidentifier():
        return []
    found = []
    for match in re.finditer(rf"\b{names[-1]}\s*:\s*[\[{{]\s*\.\.\.".encode(), file.data):
        end = file.data.find(b"\n", match.end())
        function = file.module.enclosing_function(match.start())
        found.append(
            Insertion(file, match.start(), end if end >= 0 else len(file.data), function, (), names[-1], (), True)
        )
    return found


_EMPTY = re.compile(
    r"""null|undefined|void 0|false|true|!0|!1|-?\d+|''|""|``|\[\s*\]|\{\s*\}"""
    r"""|new\s+(?:Map|Set|WeakMap|WeakSet|Array)(?:\(\s*\))?|Object\.create\(\s*null\s*\)"""
)
_TAKES_OUT = re.compile(r"\??\.(?:filter|slice|splice|shift|pop)\b")


def _is_reset(assignment: AssignmentShape) -> bool:
    """Whether an assignment empties its target or takes something out of it, and so keeps nothing more."""
    if assignment.operator not in ("=", "const", "let", "var"):
        return False
    text, target = assignment.value.text, assignment.target.text
    return bool(_EMPTY.fullmatch(text) or (text.startswith(target) and _TAKES_OUT.match(text, len(target))))


def _keeps_old(assignment: AssignmentShape) -> bool:
    """Whether the new value is made of the old one: ``[...list, item]``, ``list.concat(item)``, ``text + line``."""
    text, target = assignment.value.text, assignment.target.text
    if f"...{target}" in text:
        return True
    return text.startswith(target) and re.match(r"\s*(?:\+|\??\.concat\()", text[len(target) :]) is not None


def names_of_function(function: Function) -> frozenset[str]:
    """What a function can be called by: its name, and that of the variable or property that it is the value of."""
    usage = function.usage
    given = usage.name if usage is not None else None
    names = (function.name, _last_name(given or ""))
    return frozenset(name for name in names if name)


def _last_name(text: str) -> str:
    """The last step of an expression: ``onTick`` of ``this.onTick``."""
    return re.split(r"[.\s]", text)[-1]


def _names(ways: Sequence[Way]) -> tuple[Names, ...]:
    return tuple(way.names for way in ways)


def _roots(ways: Sequence[Way]) -> tuple[Binding, ...]:
    return tuple(way.root for way in ways if way.root is not None)


def _head_length(target: Target) -> int:
    """Length of a target's text without its last step."""
    text = target.text
    if text.endswith("]"):
        depth = 0
        for index in range(len(text) - 1, -1, -1):
            depth += (text[index] == "]") - (text[index] == "[")
            if not depth:
                return index
    return max(text.rfind("["), text.rfind(".")) if target.path else len(text)
