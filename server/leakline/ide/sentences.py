"""What leakline says about a suspect, in sentences that every medium shares."""

from __future__ import annotations

from collections.abc import Callable

from leakline.ide.model import ANONYMOUS, Place, PlacedSuspect, Slot
from leakline.ide.wording import growth, plural, series, size, snapshot_name, things

_COMMON_NOUNS = frozenset({"string", "regexp", "bigint", "symbol"})
_HEADLINE_WIDTH = 80


def things_of(suspect: PlacedSuspect, count: int = 2) -> str:
    """What grows, as a noun after a number: ``closures``, ``Session``, ``strings``; class names keep their form."""
    if suspect.kind in ("closure", "context"):
        return things(suspect.kind, count)
    return things(suspect.name, count) if suspect.name in _COMMON_NOUNS else suspect.name


def headline(suspect: PlacedSuspect) -> str:
    """What grew, by how much and what keeps it: one lower-case line of at most 80 characters where names allow."""
    if suspect.kind == "closure":
        what = "anonymous closures" if suspect.name == ANONYMOUS else f"closures {suspect.name}"
    else:
        what = things_of(suspect)
    start = f"{what}: {growth(suspect.counts)}"
    if suspect.kept_by is None:
        return start
    full = f"{start}, kept by {suspect.kept_by}"
    return full if len(full) <= _HEADLINE_WIDTH or len(start) + 10 > _HEADLINE_WIDTH else _cut(full)


def numbers(suspect: PlacedSuspect) -> str:
    """Counts in each snapshot and bytes: ``0 → 10 → 20 closures, 1.1 kB themselves, 9.6 kB with all they keep``."""
    return (
        f"{series(suspect.counts)} {things_of(suspect)}, {size(suspect.shallow_sizes[-1])} themselves, "
        f"{size(suspect.retained_size)} with all that only they keep"
    )


def confirmed(message: str, suspect: PlacedSuspect) -> str:
    """A finding that the heap confirms, with how much grew."""
    return f"{message} ({growth(suspect.counts)})"


def refuted(message: str) -> str:
    """A finding whose code ran between the snapshots while nothing grew."""
    return f"{message} (it ran, but nothing grew)"


def lens_title(suspect: PlacedSuspect) -> str:
    """What the last interval added, for a line above the code: ``+10 closures, 9.6 kB between b and c``."""
    last = len(suspect.counts) - 1
    if last == 0:
        return f"{suspect.counts[0]} {things_of(suspect, suspect.counts[0])}, {size(suspect.retained_size)}"
    added = suspect.counts[last] - suspect.counts[last - 1]
    what = things_of(suspect, added)
    share = suspect.retained_size * added // max(1, suspect.counts[last])
    total = last + 1
    between = f"between {snapshot_name(last - 1, total)} and {snapshot_name(last, total)}"
    return f"{added:+d} {what}, {size(share)} {between}"


def slot_sentence(slot: Slot, shown_place: Callable[[Place], str]) -> str:
    """Why a captured variable is kept."""
    kept = (
        f"{slot.name} ({slot.holds}, {size(slot.retained_size)})"
        if slot.retained_size
        else f"{slot.name} ({slot.holds})"
    )
    captors = " and ".join(f"{capture.name} ({shown_place(capture.place)})" for capture in slot.captured_by[:3])
    if not slot.dead:
        return f"{kept} is captured by it"
    if not captors:
        return f"{kept} is kept by the shared context of {slot.scope}, and never used by it"
    more = f" and {len(slot.captured_by) - 3} more" if len(slot.captured_by) > 3 else ""
    return f"{kept} is never used by it, but kept because {captors}{more} captured it in the same context"


def shared_sentence(suspect: PlacedSuspect) -> str | None:
    """What is freed only when other suspects let go as well, None where nothing is."""
    if not suspect.shared_with:
        return None
    others = plural(len(suspect.shared_with), "other suspect")
    return f"{size(suspect.shared_size)} is kept by {others} too, and freed when all of them let go"


def members_sentence(suspect: PlacedSuspect) -> str:
    """What else grows because of the same fault: ``Buffer 0 → 10 → 20``."""
    return ", ".join(f"{member.name} {series(member.counts)}" for member in suspect.members)


def summary(suspects: int, files: int) -> str:
    """The outcome of a comparison in one sentence."""
    if suspects == 0:
        return "nothing grew in every interval"
    return f"{plural(suspects, 'suspect')} in {plural(files, 'file')}"


def _cut(text: str) -> str:
    return text[: _HEADLINE_WIDTH - 1].rstrip() + "…"
