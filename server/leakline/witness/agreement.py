"""Whether what a rule says of a fault and how the heap holds it can be the same thing."""

from __future__ import annotations

_SHAPES = {
    "emitter": frozenset({"emitter", "pipe"}),
    "event target": frozenset({"event target", "signal any"}),
    "timer": frozenset({"timer"}),
    "map": frozenset({"map", "weak map", "async store"}),
    "set": frozenset({"set", "weak set", "array", "map", "object", "registry", "channel"}),
    "array": frozenset({"array"}),
    "object": frozenset({"object", "property", "variable", "handle", "registry"}),
    "promise": frozenset({"promise", "await", "race"}),
    "variable": frozenset({"variable", "property", "context"}),
}
"""The keepers of the heap that a rule's ``held_through`` may turn out to be.

A rule sees ``set`` where something is subscribed to: what a library keeps its subscribers in is its own affair.
"""


def agree(held_through: str | None, shape: str | None) -> bool:
    """Whether a keeper of a shape (``leaks.model.Keeper``) is the container that a finding is about."""
    return shape in _SHAPES.get(held_through or "", frozenset())
