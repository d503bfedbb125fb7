"""What a hover says about a finding: what happens in V8, what keeps the memory, what to do, where to read on."""

from __future__ import annotations

from collections.abc import Callable

from leakline.ide.check_model import CheckDiagnostic
from leakline.ide.explaining import escape
from leakline.ide.model import Answer, JoinedFinding

PageOf = Callable[[str], str | None]
"""The URI of the page about a rule, None where there is none."""

_REFUTED = "The heap does not confirm it: the code ran between the snapshots, and nothing grew."
_ADVICE = {
    "emitter": "remove the listener when it is done with, or use `once` for what comes once",
    "event target": "remove the listener when it is done with, or pass `{ signal }` or `{ once: true }`",
    "timer": "keep what the call returns and clear it when it is done with",
    "map": "delete the entry when it is done with, or bound how many there are",
    "set": "delete the value when it is done with, or bound how many there are",
    "array": "take the element out when it is done with, or bound the length",
    "object": "delete the property when it is done with, or bound how many there are",
    "promise": "settle the promise, or wait for it with a limit, so that what waits is let go",
    "variable": "declare it where it is used, or set it to null when it is done with",
}


def finding_markdown(finding: CheckDiagnostic, answer: JoinedFinding | None, page_of: PageOf) -> str:
    """At most 11 lines about a finding; ``answer`` is what the heap says to it.

    Fewer about one that the heap confirms: the suspect that confirms it tells why, and what keeps the memory alive.
    """
    from leakline.rules import rule_named  # only who hovers over a finding waits for the 0.15 s of this import

    parts = [f"### {escape(finding.message)}"]
    rule = rule_named(finding.rule)
    confirmed = answer is not None and answer.answer is Answer.CONFIRMED
    if rule is not None and not confirmed:
        parts.append(_one_line(rule.section("Why it leaks")))
    if answer is not None and answer.answer is Answer.REFUTED:
        parts.append(_REFUTED)
    elif rule is not None and not confirmed:
        parts.append(f"**What keeps it alive:** {_one_line(rule.section('What the heap would show'))}")
    todo = None if confirmed and not finding.fixes else _to_do(finding)  # the suspect tells it in the program's words
    page = page_of(finding.rule)
    link = f"[{finding.rule}]({page})" if page is not None else f"`{finding.rule}`"
    parts.append(f"**To do:** {todo}. More: {link}" if todo else f"More: {link}")
    return "\n\n".join(parts)


def _to_do(finding: CheckDiagnostic) -> str | None:
    if finding.fixes:
        title = finding.fixes[0].title
        return escape(title[0].lower() + title[1:]) + ", which is a quick fix"
    return _ADVICE.get(finding.held_through or "")


def _one_line(text: str) -> str:
    """The first paragraph of a section as one line, which clients wrap as they like."""
    return " ".join(text.partition("\n\n")[0].split())
