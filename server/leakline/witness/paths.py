"""The names that lead to a container: as the source writes them, and as the heap knows its keeper."""

from __future__ import annotations

import re

from leakline.leaks.model import Keeper

Names = tuple[str, ...]
"""The steps of an expression, from its root: ``("this", "sessions")``; the last may be ``ANY``."""

ANY = "[…]"
"""A step by a key that only the running program knows: ``handlers[topic]``."""

PASSED_IN = "(parameter)"
"""What a parameter is called, which can be any object."""

_ALIASES = frozenset({PASSED_IN, "this", "self", "that", "module", "exports", "global", "globalThis", "window"})
_SYMBOL = re.compile(r"^(?:\[Symbol\((?P<shown>.+)\)\]|<symbol (?P<known>.+)>)$")
"""A key, as traces show it or as the heap knows it, that is usually described by the name of its variable."""

_OF_KEY = ".get(…)"
_NO_NAME = re.compile(r"^(?:\[.*\]|get\(…\)|values\(\)|keys\(\))$")

_READS_PRIVATE = re.compile(
    r"(?:\(0,\s*[\w$.]+\)|[\w$.]+)\(\s*(?:this\s*,\s*([\w$]+)|([\w$]+)\s*,\s*this)\s*(?:,[^()]*)?\)"
)
"""How compilers read a private field of ``this``: ``__classPrivateFieldGet(this, _Store_entries, "f")``."""

_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_CAST_IN_BRACKETS = re.compile(r"\(([\w$#.]+)!?\s+(?:as|satisfies)\s[^()]*\)")
_CAST = re.compile(r"\s(?:as|satisfies)\s.*", re.DOTALL)
_ACCESSORS = frozenset({"get", "at", "values", "keys", "require", "await", "new"})
_BY_KEY = re.compile(r"\[\s*[A-Za-z_$][^\]]*\]\s*!?$")
_DEFAULTS = ("??", "||")


def names_in(text: str) -> Names:
    """The names of an expression without brackets and casts: ``byUser`` of ``byUser.get(user) as Session[]``.

    Of one with a default those of what is looked up first: ``handlers``, ``ANY`` of ``handlers[topic] ??= []``.
    """
    text = _READS_PRIVATE.sub(lambda match: f"this.{match[1] or match[2]}", text)
    text = _CAST_IN_BRACKETS.sub(lambda match: match[1], text)
    while (first := before_default(text)) is not None:
        text = first
    key = (ANY,) if _BY_KEY.search(text) else ()
    while (shorter := _BRACKETED.sub("", text)) != text:
        text = shorter
    return (*(name for name in re.findall(r"[\w$#]+", _CAST.sub("", text)) if name not in _ACCESSORS), *key)


def names_of_keeper(keeper: Keeper) -> Names:
    """The names on the way to the container; for a property or variable its own name is the last."""
    known = [name.removesuffix(_OF_KEY) for name in keeper.holder]
    if keeper.shape in ("property", "variable") and keeper.member is not None:
        known.append(keeper.member)
    written = (symbol["shown"] or symbol["known"] if (symbol := _SYMBOL.match(name)) else name for name in known)
    return tuple(name for name in written if not _NO_NAME.match(name))


def agree(into: Names, wanted: Names) -> bool:
    """Whether written names can be those of a keeper.

    The last has to agree. The first has to as well where both have as many steps; an imported or aliased holder has
    fewer, or begins with ``this``, ``module``, ``exports`` or ``global``. The heap may know a key by its name or not.
    """
    if into and into[-1] == ANY:
        return agree(into[:-1], wanted) or agree(into[:-1], wanted[:-1])
    if not wanted or not into or not _is_called(into[-1], wanted[-1]):
        return False
    return into[0] in _ALIASES or into[0] == wanted[0] or len(into) != len(wanted)


def _is_called(written: str, known: str) -> bool:
    """Whether two names are one; TypeScript keeps ``#entries`` of ``Store`` in a map called ``_Store_entries``."""
    return written == known or (known.startswith("#") and written.endswith(f"_{known[1:]}"))


def before_default(text: str) -> str | None:
    """What is taken if it is there: ``a[k]`` of ``(a[k] ?? (a[k] = []))``; None for an expression without default."""
    inner = text.strip()
    if inner.startswith("(") and end_of_brackets(inner) == len(inner):
        inner = inner[1:-1]
    depth = 0
    for index, character in enumerate(inner):
        depth += (character in "([{") - (character in ")]}")
        if not depth and inner.startswith(_DEFAULTS, index):
            return inner[:index].strip()
    return None


def end_of_brackets(text: str) -> int:
    """The index behind the bracket that closes the first one; -1 where none does."""
    depth = 0
    for index, character in enumerate(text):
        depth += (character in "([{") - (character in ")]}")
        if not depth:
            return index + 1
    return -1
