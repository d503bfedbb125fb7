"""Calls that hand over what a function puts into a container: where the fix belongs when the container is a library's.

``tracked.add(x)`` inside of ``track(x)`` keeps whatever its callers give it; the statement to change is a caller's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path

from leakline.js import ArgumentKind, CallShape, Function, FunctionKind
from leakline.js.shapes import UsageKind
from leakline.leaks.model import Keeper
from leakline.sources.source_file import SourceFile
from leakline.witness.insertions import Insertion, Value, names_of_function
from leakline.witness.ways import ways_of

_ADDING = re.compile(
    r"(?:set|add|push|put|on|once|use|append|prepend|insert|enqueue|register|subscribe|listen|watch|observe|attach|track"
    r"|store|save|remember|record|cache|keep|hold|schedule|unshift|bind|join|hook|tap|acquire|borrow|lease|checkout)(?![a-z])"
)
_TAKING = re.compile(
    r"(?:get|has|peek|find|delete|remove|clear|off|un[a-z]+|destroy|dispose|close|end|stop|reset|evict|shift|pop|size"
    r"|keys|values|entries|forEach|map|filter|reduce|some|every|includes|indexOf|toString|emit|setMaxListeners|release|free)(?![a-z])"
)
"""How methods that put something in, or that keep nothing, are called in well-known libraries."""


class Calls:
    """The calls of some files by name; read once for all that is asked of one suspect."""

    def __init__(self, files: Iterable[SourceFile]) -> None:
        self._files = tuple(files)

    @cached_property
    def _by_name(self) -> dict[str, list[tuple[SourceFile, CallShape]]]:
        found: dict[str, list[tuple[SourceFile, CallShape]]] = {}
        for file in self._files:
            for call in file.module.calls:
                found.setdefault(call.name, []).append((file, call))
        return found

    def named(self, name: str) -> Sequence[tuple[SourceFile, CallShape]]:
        """The calls of what has a name, or of a member of this name."""
        return self._by_name.get(name, ())

    def __iter__(self) -> Iterator[tuple[SourceFile, CallShape]]:
        return ((file, call) for file in self._files for call in file.module.calls)


def callers_of(insertion: Insertion, calls: Calls) -> list[Insertion]:
    """The calls of the function around an insertion that give it what it inserts: one for each call of that name."""
    found: dict[tuple[Path, int], Insertion] = {}
    wanted = [_parameter(value, insertion.function) for value in insertion.values]
    for function, index in (one for one in wanted if one is not None):
        is_constructor = function.kind.value == "constructor"
        for name in sorted(names_of_function(function)):
            for file, call in calls.named(name):
                if call.is_new == is_constructor and len(call.arguments) > index:
                    found.setdefault((file.path, call.start), _as_insertion(file, call, call.arguments))
    return list(found.values())


def constructions(insertion: Insertion, name: str, calls: Calls) -> list[Insertion]:
    """The one ``new`` of a class whose base class puts ``this`` into a container when one is made.

    Where there are several, the call of ``super`` in the class.
    """
    keeps_itself = any(value.argument.kind is ArgumentKind.THIS for value in insertion.values)
    if not keeps_itself or insertion.function.kind is not FunctionKind.CONSTRUCTOR:
        return []
    made = [(file, call) for file, call in calls.named(name) if call.is_new]
    if len(made) > 1:
        made = [(file, call) for file, call in calls.named("super") if _is_in_class(file, call, name)]
    return [_as_insertion(file, call, call.arguments) for file, call in made]


def _is_in_class(file: SourceFile, call: CallShape, name: str) -> bool:
    return any(shape.name == name and shape.start <= call.start < shape.end for shape in file.module.classes)


def handed_to(file: SourceFile, leaked: Function) -> list[Insertion]:
    """The calls that a function is an argument of."""
    return [_as_insertion(file, call, call.arguments) for call in _with_argument(file, leaked)]


def put_in(file: SourceFile, leaked: Function) -> list[Insertion]:
    """The calls that a function is an argument of, and whose name says that they add it to something."""
    return [
        _as_insertion(file, call, call.arguments)
        for call in _with_argument(file, leaked)
        if _ADDING.match(call.name or "")
    ]


def _with_argument(file: SourceFile, leaked: Function) -> list[CallShape]:
    usage = leaked.usage
    if usage is None:
        return []
    if usage.kind is UsageKind.ARGUMENT and usage.call is not None:
        return [usage.call]
    names = names_of_function(leaked)
    return [
        call
        for call in file.module.calls
        if any(one.kind is not ArgumentKind.FUNCTION and one.function == leaked for one in call.arguments)
        or any(one.kind is ArgumentKind.MEMBER and _last(one.text) in names for one in call.arguments)
    ]


def given_to(keeper: Keeper, calls: Calls) -> list[Insertion]:
    """The calls that get the object that the keeper is a part of: ``createInterface({ input: tty })`` for ``tty``."""
    if keeper.shape not in ("emitter", "event target") or not keeper.holder:
        return []
    written = rf"(?:[\w$#]+\.)*{re.escape(keeper.holder[-1])}"
    name = re.compile(rf"(?:[{{,]\s*|:\s*|^){written}\s*(?:[,}}]|$)")
    return [
        _as_insertion(file, call, call.arguments)
        for file, call in calls
        if call.function.parent is not None
        and any(one.kind is not ArgumentKind.FUNCTION and name.search(one.text) for one in call.arguments)
    ]


def calls_on_owner(keeper: Keeper, calls: Calls, *, adding: bool = False) -> list[Insertion]:
    """The calls on the object that the keeper is a part of: ``cache.set(`` for ``cache.#entries``.

    Of the calls nearest to the keeper those whose name says that they add something; all but those whose name says that
    they take something where none does, unless only those that are ``adding`` are asked for. What a package calls its
    own variables says nothing in the program.
    """
    holder = keeper.owner or keeper.holder
    lengths = range(len(holder), 0, -1)
    owners = [(holder[:length], handed_on) for handed_on in (False, True) for length in lengths]
    for owner, handed_on in owners:
        known = list(_calls_on(owner, calls, handed_on))
        neither = [(name, one) for name, one in known if not _TAKING.match(name) or _makes_missing(name, one)]
        sure = [one for name, one in neither if _ADDING.match(name)]
        if sure or neither:
            return sure if sure or adding else [one for _, one in neither]
    return []


def _makes_missing(name: str, call: Insertion) -> bool:
    """Whether a call gives what to make an entry from where there is none: ``loggers.get(id, options)``."""
    return name == "get" and len(call.values) > 1


def _calls_on(owner: tuple[str, ...], calls: Calls, handed_on: bool) -> Iterator[tuple[str, Insertion]]:
    """The calls on an owner, or on what has its name in an object that it is ``handed_on`` in: ``context.users``."""
    deep = sum("get(…)" in name for name in owner)
    for file, call in calls:
        if call.is_new:
            continue
        if call.is_plain:
            if (call.name,) == owner:
                yield call.name, _as_insertion(file, call, call.arguments)
            continue
        receiver = call.receiver
        if receiver is None or (receiver.binding is None and owner[-1] not in receiver.text):
            continue
        paths = [way.names for way in ways_of(file, receiver) if way.lookups <= deep]  # not an entry of the owner
        if any(path and path[-1] == owner[-1] and (handed_on or len(path) <= len(owner)) for path in paths):
            yield call.name, _as_insertion(file, call, call.arguments)


def _parameter(value: Value, inside: Function) -> tuple[Function, int] | None:
    """The function around, and which of its parameters, that a value is."""
    argument = value.argument
    if argument.kind is not ArgumentKind.IDENTIFIER or argument.binding is None:
        return None
    function: Function | None = inside
    while function is not None:
        if argument.text in function.parameters and argument.binding.scope.function == function:
            return function, function.parameters.index(argument.text)
        function = function.parent
    return None


def _as_insertion(file: SourceFile, call: CallShape, arguments: Iterable[object]) -> Insertion:
    values = tuple(Value(file, one) for one in call.arguments if one in tuple(arguments))
    receiver = call.receiver.text if call.receiver is not None else ""
    return Insertion(file, call.start, call.end, call.function, (), receiver, values, through=True)


def _last(text: str) -> str:
    return text.rpartition(".")[2]
