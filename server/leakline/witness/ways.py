"""The ways to a container that the source knows: as it is written, and as what its names were given leads on.

Of ``bucket.push(x)`` after ``const bucket = bucketOf(key)``, with ``return this.buckets.get(key)`` in ``bucketOf``, the
ways are ``bucket``, ``bucketOf`` and ``this.buckets`` by one lookup.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from leakline.js import ArgumentKind, Binding, BindingKind, Function, FunctionKind, Target
from leakline.sources.source_file import SourceFile
from leakline.witness.paths import ANY, PASSED_IN, Names, before_default, end_of_brackets, names_in

_NAMING = (ArgumentKind.CALL, ArgumentKind.MEMBER, ArgumentKind.THIS)
"""What a local name can be given that leads on: ``this`` too, as in code that was compiled for ES5."""

_STEPS_FOLLOWED = 4
_KEY = re.compile(r"\[\s*([A-Za-z_$][\w$]*)\s*\]$")
_SYMBOL = re.compile(r"""Symbol(?:\.for)?\(\s*['"`](.*?)['"`]\s*\)""")
_ROOT = re.compile(rb"(?:\s|\(|await\b)*")
_CALLEE = re.compile(r"(?:this\s*\.\s*)?(#?[A-Za-z_$][\w$]*)\(")
_RETURN = re.compile(rb"return\b\s*")
_ARROW = re.compile(rb"=>\s*")
_MADE = re.compile(r"(?:new|function|async|class|typeof|void)\b|[\[{'\"`\d!-]")
"""How an expression begins that makes something instead of naming it."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way: its names, the variable that it begins with, and in how many containers it looks something up."""

    names: Names
    root: Binding | None
    lookups: int


def ways_of(file: SourceFile, target: Target) -> tuple[Way, ...]:
    """The ways to a target, the written one first."""
    if target.root:
        names = (target.root, *target.path[:-1], ANY) if target.computed else (target.root, *target.path)
    else:
        names = names_in(target.text)
    written = _way(file, target.text, names, target.binding, _lookups_in(target.text))
    if target.binding is not None:
        return (written, *_given(file, target.binding, target.path, written.lookups, ()))
    return (written, *_called(file, target.text, target.start, (), 0, ()))


def _way(file: SourceFile, text: str, names: Names, root: Binding | None, lookups: int) -> Way:
    """A way whose key is written as what a constant stands for, and whose parameter can be any object."""
    key = _KEY.search(text)
    if names[-1:] == (ANY,) and key is not None:
        names = (*names[:-1], _constant(file, key[1]) or ANY)
    if root is not None and root.kind is BindingKind.PARAMETER and len(names) > 1:
        names = (PASSED_IN, *names[1:])
    return Way(names, root, lookups)


def _constant(file: SourceFile, name: str) -> str | None:
    """What a name is given: a string, or how a symbol is described."""
    for assignment in file.module.assignments:
        if assignment.plain == name:
            value = assignment.value
            symbol = _SYMBOL.match(value.text)
            return symbol[1] if symbol is not None else value.value
    return None


def _ways(
    file: SourceFile, text: str, start: int, behind: Names, lookups: int, seen: tuple[object, ...]
) -> Iterator[Way]:
    """The ways of an expression that a name was given or a function returns; ``behind`` are the steps after it."""
    while (first := before_default(text)) is not None:
        text = first
    match = _ROOT.match(file.data, start)
    root = file.module.binding_at(match.end() if match is not None else start)
    names = names_in(text)
    yield _way(file, text if not behind else "", (*names, *behind), root, lookups + _lookups_in(text))
    called = tuple(_called(file, text, start, behind, lookups, seen))
    yield from called
    if not called and root is not None:
        yield from _given(file, root, (*names[1:], *behind), lookups + _lookups_in(text), seen)


def _given(file: SourceFile, name: Binding, behind: Names, lookups: int, seen: tuple[object, ...]) -> Iterator[Way]:
    """The ways of what a local name was given."""
    if name in seen or len(seen) == _STEPS_FOLLOWED:
        return
    for assignment in file.module.assignments_to(name):
        value = assignment.value
        if assignment.target.path or (value.kind not in _NAMING and before_default(value.text) is None):
            continue
        yield from _ways(file, value.text, value.start, behind, lookups, (*seen, name))


def _called(
    file: SourceFile, text: str, start: int, behind: Names, lookups: int, seen: tuple[object, ...]
) -> Iterator[Way]:
    """The ways of what the function returns that an expression calls first."""
    begin = _ROOT.match(file.data, start)
    begins = begin.end() if begin is not None else start
    text = re.sub(r"^(?:\s|\(|await\b)*", "", text)
    match = _CALLEE.match(text)
    if match is None or len(seen) == _STEPS_FOLLOWED:
        return
    function = _function(file, match[1], None if match.start(1) else begins)
    if function is None or function in seen:
        return
    arguments = match.end() - 1
    end = arguments + max(1, end_of_brackets(text[arguments:]))
    steps = names_in(f"x{text[end:]}")[1:]
    for returned, place in _returned(file, function):
        yield from _ways(file, returned, place, (*steps, *behind), lookups, (*seen, function))


def _function(file: SourceFile, name: str, offset: int | None) -> Function | None:
    """The function that a plain name at an offset means, or the one method of a name."""
    if offset is None:
        named = file.module.functions_named(name)
        return named[0] if len(named) == 1 else None
    binding = file.module.binding_at(offset)
    if binding is None:
        return None
    return next(
        (found for start, _ in binding.declarations if (found := file.module.function_declared_at(start))), None
    )


def _returned(file: SourceFile, function: Function) -> Iterator[tuple[str, int]]:
    """The expressions that a function returns and that name something, with their places."""
    for spot in file.module.captures.returns:
        start, end = spot.facts.start + spot.shift, spot.facts.end + spot.shift
        if function.start <= start < function.end and file.module.enclosing_function(start) == function:
            match = _RETURN.match(file.data, start)
            if match is not None:
                yield from _naming(file, match.end(), end)
    if function.kind is FunctionKind.ARROW:
        arrow = _ARROW.search(file.data, function.inner_start, function.end)
        if arrow is not None and file.data[arrow.end() : arrow.end() + 1] != b"{":
            yield from _naming(file, arrow.end(), function.end)


def _naming(file: SourceFile, start: int, end: int) -> Iterator[tuple[str, int]]:
    """The expression between two offsets, of ``a, b`` the last, unless it makes something."""
    text = file.data[start:end].decode("utf-8", "replace").strip().rstrip(";").rstrip()
    if text.startswith("(") and end_of_brackets(text) == len(text):
        text, start = text[1:-1], start + 1
    comma = _last_comma(text)
    start += len(text[: comma + 1].encode())
    text = text[comma + 1 :].strip()
    if text and _MADE.match(text) is None:
        yield text, start


def _last_comma(text: str) -> int:
    """The index of the last comma outside of brackets, -1 for none."""
    depth, found = 0, -1
    for index, character in enumerate(text):
        depth += (character in "([{") - (character in ")]}")
        if character == "," and not depth:
            found = index
    return found


def _lookups_in(text: str) -> int:
    return text.count(".get(")
