"""Suspects that one statement causes are one: what it puts into one container may be of several classes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from leakline.leaks.model import Member, Site
from leakline.sources.model import Place
from leakline.witness.model import PlacedSuspect


def one_for_each_cause(suspects: Sequence[PlacedSuspect]) -> list[PlacedSuspect]:
    """The suspects in their order; of those with one cause and one keeper the largest, with the others as members."""
    found: dict[tuple[Place, str | None] | str, list[PlacedSuspect]] = {}
    for suspect in suspects:
        key = (suspect.cause.place, suspect.kept_by) if suspect.cause is not None and suspect.growing else None
        found.setdefault(key or suspect.fingerprint, []).append(suspect)
    return [_one(same) if len(same) > 1 else same[0] for same in found.values()]


def _one(same: Sequence[PlacedSuspect]) -> PlacedSuspect:
    largest = max(same, key=lambda suspect: suspect.retained_size)
    others = [suspect for suspect in same if suspect is not largest]
    own = {suspect.fingerprint for suspect in same}
    apart = tuple(other for other in largest.shared_with if other not in own)
    together = largest.shared_size if largest.shared_with and not apart else 0
    return replace(
        largest,
        retained_size=sum(suspect.retained_size for suspect in same) + together,
        shared_size=largest.shared_size - together,
        shared_with=apart,
        members=(*(_as_member(suspect) for suspect in others), *largest.members),
    )


def _as_member(suspect: PlacedSuspect) -> Member:
    site = Site(*suspect.script, suspect.name, -1) if suspect.script is not None else None
    return Member(suspect.kind, suspect.name, suspect.counts, site)
