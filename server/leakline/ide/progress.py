"""How far long work has come."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """A message for a person and a percentage, 0 to 100."""

    message: str
    percentage: float


Report = Callable[[Progress], None]
