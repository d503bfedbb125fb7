"""The reference that keeps a suspect, in words of code: ``bus.on('tick')``, ``cache (Map)``."""

from __future__ import annotations

_TEXTS = {
    "race": "Promise.race waiting on {holder}",
    "pipe": "pipe into {holder}",
    "piped": "{holder}.pipe",
    "channel": "{holder}.subscribe",
    "registry": "{holder}.register",
    "signal any": "AbortSignal.any following {holder}",
}
_CALLS = frozenset({"emitter", "event target"})
_COLLECTIONS = frozenset({"map", "set", "weak map", "array", "object", "promise", "await"})


def as_code(shape: str, holder: str, general: str, constructor: str) -> str:
    """The reference that keeps the suspect, as somebody would write it."""
    if shape in _TEXTS and holder:
        return _TEXTS[shape].format(holder=holder)
    if shape in _CALLS:
        call = general.removesuffix("[…]")
        return f"{holder}.{call}" if holder else call
    if shape in _COLLECTIONS:
        return f"{holder} ({constructor})" if holder else constructor
    if shape == "property":
        return f"{holder}{general}" if holder else general.removeprefix(".")
    return general
