"""Growth that is only the other side of a fault that is told already."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from leakline.leaks.model import Suspect

_SIGNALS = frozenset({"AbortSignal", "EventTarget"})


def without_echoes(suspects: Sequence[Suspect]) -> list[Suspect]:
    """The suspects without weak references to signals that another suspect keeps.

    A signal made by ``AbortSignal.any`` that has listeners is kept by the runtime, and by a weak reference of each
    signal it follows: one fault, which the listener tells better.
    """
    told = {_steps(one) for one in suspects if any(step.name in _SIGNALS for step in one.trace) and not _is_weak(one)}
    return [one for one in suspects if not (_is_weak(one) and _steps(one) in told)]


def _is_weak(suspect: Suspect) -> bool:
    return suspect.keeper is not None and suspect.keeper.shape == "signal any" and suspect.name == "WeakRef"


def _steps(suspect: Suspect) -> tuple[int, ...]:
    return tuple(later - earlier for earlier, later in pairwise(suspect.counts))
