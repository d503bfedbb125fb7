"""What a finding about a closure says, before it belongs to a rule."""

from __future__ import annotations

from dataclasses import dataclass

from leakline.js.model import Binding
from leakline.rules.finding import Fix, Related


@dataclass(frozen=True, slots=True)
class Held:
    """Something that a closure keeps: where to say so, how, what else to show, and what may be done."""

    start: int
    end: int
    message: str
    related: tuple[Related, ...] = ()
    fixes: tuple[Fix, ...] = ()


def declared(binding: Binding) -> tuple[Related, ...]:
    """Where a variable is declared."""
    return tuple(Related(*place, f"'{binding.name}' is declared here") for place in binding.declarations[:1])
