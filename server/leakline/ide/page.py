"""The page about one suspect, in Markdown: who says so, how it grew, what keeps it, what it drags along, what to do."""

from __future__ import annotations

from collections.abc import Iterator

from leakline.ide.dead_slots import worth_telling
from leakline.ide.explaining import escape
from leakline.ide.model import Comparison, Place, PlacedSuspect, Severity, Slot
from leakline.ide.place_text import short_place
from leakline.ide.sentences import apart_sentence, headline, numbers, slot_sentence, things_of
from leakline.ide.trace_text import step_text, verdict_text
from leakline.ide.wording import size, snapshot_name


def explain(comparison: Comparison, fingerprint: str) -> str | None:
    """The page about one suspect; None when the comparison has no such suspect."""
    found = next((one for one in comparison.suspects if one.fingerprint == fingerprint), None)
    return "\n".join(_page(found)) + "\n" if found is not None else None


def _page(suspect: PlacedSuspect) -> Iterator[str]:
    yield f"# {escape(headline(suspect))}"
    yield ""
    yield _witnesses(suspect)
    apart = apart_sentence(suspect)
    if apart is not None:
        yield f"Kept apart from the program's own growth: {escape(apart)}."
    if suspect.cause is not None:
        yield ""
        yield f"**To do** at {_link(suspect.cause.place)}: {escape(suspect.cause.remedy)}."
        if suspect.cause.fix is not None and suspect.cause.fix != suspect.cause.remedy:
            yield f"A quick fix is there: {escape(suspect.cause.fix)}."
    yield ""
    yield "## Growth" if suspect.growing else "## Numbers"
    yield ""
    yield from _growth(suspect)
    yield ""
    yield "## Kept alive by"
    yield ""
    for number, step in enumerate(suspect.trace, start=1):
        where = f" {_link(step.place)}" if step.place is not None else ""
        reason = f" *{escape(verdict_text(step))}*" if step.reason else ""
        mark = " **← the faulty reference**" if number - 1 == suspect.faulty_step else ""
        yield f"{number}. {escape(step_text(step))}{where}{reason}{mark}"
    yield from _slots("Kept and never used", [slot for slot in worth_telling(suspect) if slot.dead])
    yield from _slots("Captured", [slot for slot in worth_telling(suspect) if not slot.dead])
    if suspect.place is None and suspect.why_not is not None:
        yield ""
        yield f"No source line: {escape(suspect.why_not.detail)}."


def _witnesses(suspect: PlacedSuspect) -> str:
    """Who says that it leaks, and so how sure that is."""
    if not suspect.growing:
        return "There are many of them in the one snapshot; whether they become more, two or more would tell."
    if suspect.severity is Severity.ERROR and suspect.cause is not None:
        return f"The source and the heap agree: the rule {suspect.cause.rule} knows the pattern, and it grew each time."
    if len(suspect.counts) > 2:
        return "It grew in every interval between the snapshots. No rule knows the pattern in the source."
    return "It grew between the two snapshots. A third one would tell a leak from a table that fills once."


def _growth(suspect: PlacedSuspect) -> Iterator[str]:
    total = len(suspect.counts)
    yield f"| | {' | '.join(snapshot_name(index, total) for index in range(total))} |"
    yield "|---|" + "---:|" * total
    yield f"| {_cell(things_of(suspect))} | {' | '.join(map(str, suspect.counts))} |"
    yield f"| their own size | {' | '.join(map(size, suspect.shallow_sizes))} |"
    for member in suspect.members:
        yield f"| {_cell(member.name)} | {' | '.join(map(str, member.counts))} |"
    yield ""
    yield f"{escape(numbers(suspect))}."


def _cell(text: str) -> str:
    return escape(text).replace("|", "\\|")


def _slots(title: str, slots: list[Slot]) -> Iterator[str]:
    if slots:
        yield ""
        yield f"## {title}"
        yield ""
        yield from (f"- {escape(slot_sentence(slot, short_place))}{_captors(slot)}" for slot in slots)


def _captors(slot: Slot) -> str:
    links = ", ".join(_link(capture.place) for capture in slot.captured_by) if slot.dead else ""
    return f": {links}" if links else ""


def _link(place: Place) -> str:
    return f"[{escape(short_place(place))}]({place.path.as_uri()}#L{place.range.start.line + 1})"
