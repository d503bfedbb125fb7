"""Containers that the source limits: while they fill they grow as a leak does, but not for ever.

A limit is one that a package's cache is made with, ``new LRUCache({ max: 500 })``, or that the program holds a
container to: ``if (recent.length > LIMIT) recent.shift()``. What a pool, or a class of the program, is made with says
nothing of that.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from leakline.js import ArgumentKind
from leakline.leaks.model import Keeper
from leakline.sources.source_file import SourceFile

_SHAPES = frozenset({"array", "map", "object", "set"})
_MOST = 10_000
"""What may hold more than this is as good as not limited."""

_NUMBER = r"\d[\d_]*(?:[eE]\d+)?"
_MADE_WITH = re.compile(rf"\b(?:max|maxSize|maxEntries|maxItems|maxKeys|capacity)\s*:\s*({_NUMBER}|[A-Za-z_$][\w$.]*)")
_CACHE = re.compile(r"new\s+(?:[\w$]+\.)*([\w$]*(?:cache|lru)[\w$]*)", re.IGNORECASE)
_FIRST = re.compile(rf"\(\s*({_NUMBER}|[A-Za-z_$][\w$.]*)\s*[,)]")


@dataclass(frozen=True, slots=True)
class Limit:
    """How many things a container may hold; ``line`` is zero-based."""

    most: int
    file: SourceFile
    line: int


def limit_of(keeper: Keeper, files: Sequence[SourceFile], own_classes: Container[str]) -> Limit | None:
    """The limit that some files give to the keeper; None where they give none that is worth the name."""
    names = [name.lstrip("#") for name in keeper.holder]
    if keeper.shape not in _SHAPES or not names or not all(re.fullmatch(r"[\w$]+", name) for name in names):
        return None  # of a table in a table the limit of one says nothing of all
    found = (limit for file in files for limit in (*_made_with(file, names, own_classes), *_held_to(file, names[-1])))
    return next((limit for limit in found if limit.most <= _MOST), None)


def _made_with(file: SourceFile, names: Sequence[str], own_classes: Container[str]) -> Iterator[Limit]:
    for assignment in file.module.assignments:
        if assignment.target.text.rpartition(".")[2].lstrip("#") not in names:
            continue
        constructed = assignment.value.text if assignment.value.kind is ArgumentKind.NEW else ""
        cache = _CACHE.match(constructed)
        if cache is not None and cache[1] not in own_classes:
            match = _MADE_WITH.search(constructed) or _FIRST.search(constructed)
            most = _number(file, match[1]) if match is not None else None
            if most is not None:
                yield Limit(most, file, file.data.count(b"\n", 0, assignment.start))


def _held_to(file: SourceFile, name: str) -> Iterator[Limit]:
    """Comparisons of how much a container holds, in a file that takes something out of it."""
    held = rf"\b{re.escape(name)}\s*\."
    text = file.data.decode("utf-8", "replace")
    if not re.search(rf"{held}(?:delete|shift|pop|splice|clear)\(", text):
        return
    for match in re.finditer(rf"{held}(?:size|length)\s*>=?\s*(?:this\.)?#?({_NUMBER}|[A-Za-z_$][\w$.]*)", text):
        most = _number(file, match[1])
        if most is not None and most > 0:
            yield Limit(most, file, text.count("\n", 0, match.start()))


def _number(file: SourceFile, text: str) -> int | None:
    """The number that an expression is, or that the file gives its name."""
    if text[0].isdigit():
        return int(float(text.replace("_", "")))
    name = text.rpartition(".")[2]
    given = {
        one.value.text for one in file.module.assignments if one.target.text.rpartition(".")[2].lstrip("#") == name
    }
    value = given.pop() if len(given) == 1 else ""
    return int(float(value.replace("_", ""))) if re.fullmatch(_NUMBER, value) else None
