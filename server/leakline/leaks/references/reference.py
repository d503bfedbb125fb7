"""What a container shape offers: a matcher that reads several raw edges as one step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from leakline.heap import Snapshot
from leakline.leaks.path import RawStep


@dataclass(frozen=True, slots=True)
class Reference:
    """One readable step.

    ``via`` reads like code: ``on('error')[3]``; ``general`` is the same for all instances: ``on('error')[…]``.
    ``shape`` names the container, ``member`` the event, property or variable. ``length`` is the number of raw steps it
    stands for. ``key`` is what … stands for where it is the program's data, which is shown to who asks for it only.
    """

    via: str
    general: str
    shape: str
    member: str | None
    length: int
    key: str | None = None


Matcher = Callable[[Snapshot, Sequence[RawStep], int], Reference | None]
"""Given a path and the index of the holder on it: the reference that the steps behind the holder make, if it fits."""


def quoted(name: str) -> str:
    """A name as JavaScript would write it in a call: ``'error'``, ``Symbol(kDone)``."""
    if name.startswith("<symbol ") and name.endswith(">"):
        return f"Symbol({name[len('<symbol ') : -1]})"
    return "'" + name.replace("\\", "\\\\").replace("'", "\\'") + "'"


def step_at(path: Sequence[RawStep], index: int) -> RawStep | None:
    """The step at an index, None behind the path's end."""
    return path[index] if index < len(path) else None
