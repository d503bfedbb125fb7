"""One suspect told in Markdown: what grew, what keeps it, what it drags along, what to do."""

from __future__ import annotations

import re
from collections.abc import Iterator

from leakline.ide.dead_slots import worth_telling
from leakline.ide.model import PlacedSuspect
from leakline.ide.place_text import short_place
from leakline.ide.sentences import apart_sentence, members_sentence, numbers, slot_sentence
from leakline.ide.trace_text import trace_lines

FAULTY = "  ← the faulty reference"
_SPECIAL = re.compile(r"([\\`*_\[\]<>])")


def suspect_markdown(suspect: PlacedSuspect) -> str:
    """The part of a hover or page that tells about one suspect; below 25 lines for traces of ordinary length."""
    return "\n".join(_paragraphs(suspect))


def escape(text: str) -> str:
    """Text that Markdown shows as it is: names come from code and may hold any character."""
    return _SPECIAL.sub(r"\\\1", text)


def _paragraphs(suspect: PlacedSuspect) -> Iterator[str]:
    yield f"**{escape(numbers(suspect))}**"
    apart = apart_sentence(suspect)
    if apart is not None:
        yield ""
        yield f"{escape(apart)}"
    if suspect.members:
        yield ""
        yield f"with it: {escape(members_sentence(suspect))}"
    yield ""
    yield "Kept alive by:"
    yield "```text"
    for line in trace_lines(suspect, short_place):
        yield line.text + (FAULTY if line.faulty else "")
    yield "```"
    for slot in worth_telling(suspect):
        yield f"- {escape(slot_sentence(slot, short_place))}"
    if suspect.cause is not None:
        yield ""
        yield f"**To do** ({escape(short_place(suspect.cause.place))}): {escape(suspect.cause.remedy)}"
    if suspect.place is None and suspect.why_not is not None:
        yield ""
        yield f"No source line: {escape(suspect.why_not.detail)}"
