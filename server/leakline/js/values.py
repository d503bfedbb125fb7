"""Expressions as plain data: what is handed over, called on or assigned to. ``leakline.js.expressions`` reads them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from leakline.js.model import Binding, Function


class ArgumentKind(Enum):
    """The form of an expression."""

    FUNCTION = "function"
    IDENTIFIER = "identifier"
    MEMBER = "member"
    STRING = "string"
    NUMBER = "number"
    OBJECT = "object"
    ARRAY = "array"
    CALL = "call"
    NEW = "new"
    THIS = "this"
    SPREAD = "spread"
    CLASS = "class"
    LITERAL = "literal"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Argument:
    """An expression that is handed over. ``text`` is its source; for strings and numbers, ``value`` is what they mean.

    ``function`` is the function that the expression is, or, for a plain name, the function that the name can only mean.
    ``binding`` is set for plain names of this file, and is the root's for members.
    """

    start: int
    end: int
    kind: ArgumentKind
    text: str
    value: str | None
    function: Function | None
    binding: Binding | None


@dataclass(frozen=True, slots=True)
class Target:
    """An object that is called on or assigned to: ``this.cache[key]`` has root ``this`` and path ``("cache", "key")``.

    ``binding`` is the root's, None for globals, ``this`` and roots that are expressions (whose ``root`` is then empty).
    ``computed`` says that the last step of the path is an expression in brackets and not a string.
    """

    start: int
    end: int
    text: str
    root: str
    binding: Binding | None
    path: tuple[str, ...]
    computed: bool
