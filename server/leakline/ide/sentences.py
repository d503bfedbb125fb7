"""What leakline says about a suspect, in sentences that every medium shares."""

from __future__ import annotations

import re
from collections.abc import Callable

from leakline.ide.model import ANONYMOUS, Origin, Overhead, Place, PlacedSuspect, Slot
from leakline.ide.wording import growth, plural, series, size, snapshot_name, things

_COMMON_NOUNS = frozenset({"string", "regexp", "bigint", "symbol"})
_HEADLINE_WIDTH = 80
ONLY_MORE_TELL = "growth shows in further snapshots of the same process"


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
    if len(full) > _HEADLINE_WIDTH:
        full = _CLASS.sub("", full)
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
    """What else grows because of the same fault: ``Buffer, Date 0 → 10 → 20; Array 0 → 20 → 40``."""
    alike: dict[tuple[int, ...], list[str]] = {}
    for member in suspect.members:
        name = "anonymous closures" if member.name == ANONYMOUS else member.name
        names = alike.setdefault(member.counts, [])
        if name not in names:
            names.append(name)
    return "; ".join(f"{', '.join(names)} {series(counts)}" for counts, names in alike.items())


def apart_sentence(suspect: PlacedSuspect) -> str | None:
    """Why growth is kept apart from the program's: nothing of the workspace leads to it. None for the program's own."""
    match suspect.origin:
        case Origin.DEPENDENCY:
            package = _package(suspect)
            return (
                f"{package or 'a dependency'} keeps this for itself: no call of the program was found that leads here"
            )
        case Origin.RUNTIME:
            return "the runtime keeps this for itself: no code of the program is on the way"
    return None


_CLASS = re.compile(r" \([\w$]+\)$")
_PACKAGE = re.compile(r"node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)")


def _package(suspect: PlacedSuspect) -> str | None:
    """The installed package that a suspect is in, by the last ``node_modules`` of the first path that has one."""
    places = [suspect.place, suspect.cause.place if suspect.cause else None, *(step.place for step in suspect.trace)]
    paths = [str(place.path) for place in places if place is not None]
    for path in [*paths, suspect.script[0] if suspect.script else ""]:
        packages = _PACKAGE.findall(path)
        if packages:
            return str(packages[-1]).replace("\\", "/")
    return None


def overhead_sentence(one: Overhead) -> str:
    """Growth that is no object of the program, with the reason: ``+312.0 kB compiled code: V8 compiles ...``."""
    added = one.sizes[-1] - one.sizes[0]
    amount = size(added) if one.reason != "modules" else plural(added, "file")
    return f"+{amount} {one.what}: {one.detail}"


def unread_sentence(slot: Slot, shown_place: Callable[[Place], str]) -> str:
    """A dead slot as a fact of its own: ``innerData (Buffer, 9.6 kB) is kept only because outClosure3 captured it``."""
    captors = " and ".join(f"{capture.name} ({shown_place(capture.place)})" for capture in slot.captured_by[:3])
    why = f"because {captors} captured it" if captors else f"by the shared context of {slot.scope}"
    return f"{slot.name} ({slot.holds}, {size(slot.retained_size)}) is kept only {why}"


def stand_out(count: int) -> str:
    """The outcome of looking at one snapshot alone: ``3 things stand out``."""
    if count == 0:
        return "nothing stands out"
    return f"{plural(count, 'thing')} {'stands' if count == 1 else 'stand'} out"


def summary(suspects: int, files: int) -> str:
    """The outcome of a comparison in one sentence."""
    if suspects == 0:
        return "nothing grew in every interval"
    return f"{plural(suspects, 'suspect')} in {plural(files, 'file')}"


def _cut(text: str) -> str:
    return text[: _HEADLINE_WIDTH - 1].rstrip() + "…"
