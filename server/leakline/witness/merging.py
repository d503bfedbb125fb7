"""Suspects that one statement causes are one: what it puts into one container may be of several classes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from leakline.leaks.model import Member, Site
from leakline.sources.model import Origin
from leakline.witness.model import PlacedSuspect


def one_for_each_cause(suspects: Sequence[PlacedSuspect]) -> list[PlacedSuspect]:
    """The suspects in their order; of those with one cause the largest, with the others as members.

    What one statement puts into several containers, such as ``once(bus, "end", { signal })``, grows in step.
    """
    found: list[list[PlacedSuspect]] = []
    for suspect in suspects:
        same = next((known for known in found if _is_one(known[0], suspect)), None)
        if same is None:
            found.append([suspect])
        else:
            same.append(suspect)
    return [_one(same, max(same, key=_size)) if len(same) > 1 else same[0] for same in found]


def _is_one(known: PlacedSuspect, other: PlacedSuspect) -> bool:
    if not (known.growing and other.growing) or known.cause is None or other.cause is None:
        return False
    one, two = known.cause.place, other.cause.place
    if one == two:
        return known.kept_by == other.kept_by or _steps(known) == _steps(other)
    begins_together = (one.path, one.range.start) == (two.path, two.range.start)  # ready.then(use).catch(log)
    return begins_together and known.kept_by == other.kept_by and _steps(known) == _steps(other)


def _steps(suspect: PlacedSuspect) -> tuple[int, ...]:
    return tuple(later - earlier for earlier, later in pairwise(suspect.counts))


def with_what_packages_keep(suspects: Sequence[PlacedSuspect]) -> list[PlacedSuspect]:
    """The suspects in their order; what an installed package keeps of the same objects belongs to the program's own.

    A client that is never closed is kept by its socket, by its timers and by its pool: one statement made it.
    """
    own = {one.fingerprint: one for one in suspects if one.growing and one.origin is Origin.WORKSPACE}
    of: dict[str, list[PlacedSuspect]] = {}
    for suspect in suspects:
        sharing = [own[other] for other in suspect.shared_with if other in own]
        if suspect.growing and suspect.origin is Origin.DEPENDENCY and sharing:
            of.setdefault(max(sharing, key=_size).fingerprint, []).append(suspect)
    gone = {one.fingerprint for same in of.values() for one in same}
    return [
        _one([one, *of[one.fingerprint]], one) if one.fingerprint in of else one
        for one in suspects
        if one.fingerprint not in gone
    ]


def _size(suspect: PlacedSuspect) -> int:
    return suspect.retained_size


def _one(same: Sequence[PlacedSuspect], leader: PlacedSuspect) -> PlacedSuspect:
    others = [suspect for suspect in same if suspect is not leader]
    own = {suspect.fingerprint for suspect in same}
    apart = tuple(other for other in leader.shared_with if other not in own)
    together = leader.shared_size if leader.shared_with and not apart else 0
    return replace(
        leader,
        retained_size=sum(suspect.retained_size for suspect in same) + together,
        shared_size=leader.shared_size - together,
        shared_with=apart,
        members=(*(_as_member(suspect) for suspect in others), *leader.members),
    )


def _as_member(suspect: PlacedSuspect) -> Member:
    site = Site(*suspect.script, suspect.name, -1) if suspect.script is not None else None
    return Member(suspect.kind, suspect.name, suspect.counts, site)
