"""Which code ran, as far as closures tell: V8 gives a closure's feedback cell a value when it is called first."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from leakline.heap.columns import Flags, Ordinals
from leakline.heap.groups import Groups, group_by
from leakline.heap.process import new_nodes
from leakline.heap.snapshot import Snapshot

Location = tuple[int, int, int]
"""Script id, zero-based line and UTF-16 column of a function, as V8 records them."""


@dataclass(frozen=True, slots=True)
class SiteLife:
    """What the closures of one site tell.

    ``ran`` says that the function was called for the first time between the first and the last snapshot, or so often
    that V8 collects feedback about it; ``made`` that the function around it made such closures between them.
    ``counts`` are how many there are in the first and in the last snapshot.
    """

    location: Location
    ran: bool
    made: bool
    counts: tuple[int, int]


def site_lives(snapshots: Sequence[Snapshot], script_ids: Collection[int]) -> tuple[SiteLife, ...]:
    """One entry a site of some scripts that has closures in the last snapshot; no ``ran`` is no proof of the opposite.

    A cell without a value belongs to a function that never ran, a value that is a FeedbackVector to one that ran many
    times. V8's ``JSFunction::InitializeFeedbackCell`` (``src/objects/js-function.cc``) is the source of both.
    """
    first, last = snapshots[0], snapshots[-1]
    before = _by_site(first, script_ids)
    known = {location: index for index, location in enumerate(_locations(before))}
    called_before = _called(first)
    called, hot = _called(last), _hot(last)
    new = new_nodes(first, last) if first is not last else np.zeros(last.node_count, np.bool_)
    found = []
    after = _by_site(last, script_ids)
    rows_of_last, rows_of_first = last.closures.nodes, first.closures.nodes
    for index, location in enumerate(_locations(after)):
        nodes = after.members(index)
        rows = np.searchsorted(rows_of_last, nodes)
        earlier = before.members(known[location]) if location in known else nodes[:0]
        was_called = bool(called_before[np.searchsorted(rows_of_first, earlier)].any())
        ran = bool(hot[rows].any() or (called[rows].any() and not was_called and first is not last))
        found.append(SiteLife(location, ran, bool(new[nodes].any()), (len(earlier), len(nodes))))
    return tuple(found)


def _by_site(snapshot: Snapshot, script_ids: Collection[int]) -> Groups:
    closures = snapshot.closures
    wanted = np.isin(closures.script_ids, np.array(sorted(script_ids), np.int32))
    return group_by([closures.script_ids, closures.lines, closures.columns], closures.nodes, mask=wanted)


def _locations(groups: Groups) -> list[Location]:
    return list(zip(*(column.tolist() for column in groups.keys), strict=True))


def _feedback(snapshot: Snapshot) -> Ordinals:
    """What the feedback cell of each closure holds, -1 for nothing."""
    cells = snapshot.targets(snapshot.closures.nodes, [("internal", "feedback_cell")])[:, 0]
    values = np.full(len(cells), -1, np.int32)
    has_cell = cells >= 0
    values[has_cell] = snapshot.targets(cells[has_cell], [("internal", "value")])[:, 0]
    return values


def _called(snapshot: Snapshot) -> Flags:
    return np.asarray(_feedback(snapshot) >= 0)


def _hot(snapshot: Snapshot) -> Flags:
    values = _feedback(snapshot)
    vectors = snapshot.name_mask(snapshot.strings.find_all("system / FeedbackVector"))
    return np.asarray((values >= 0) & vectors[np.maximum(values, 0)])
