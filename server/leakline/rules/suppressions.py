"""Comments that silence a finding: ``// leakline-ignore <rule> -- <reason>``, on the line before or on the line itself.

``// leakline-ignore-file <rule> -- <reason>`` silences a rule in the whole file. Several rules are separated by commas.
A comment without a reason, or with a rule that does not exist, is itself reported.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from leakline.js.module import Module
from leakline.rules.finding import Certainty, Finding

RULE_ID = "suppression"
COMMENT = re.compile(
    rb"(?://|/\*|\{/\*)[ \t]*leakline-ignore(?P<file>-file)?\b(?P<rules>[^\r\n]*?)(?:--(?P<reason>[^\r\n]*?))?"
    rb"[ \t]*(?:\*/\}?)?[ \t]*(?=\r|\n|$)"
)


@dataclass(frozen=True, slots=True)
class Suppression:
    """One comment. ``line`` is zero-based; ``start`` and ``end`` are bytes."""

    start: int
    end: int
    line: int
    whole_file: bool
    rules: tuple[str, ...]
    reason: str


def suppressions_of(module: Module) -> tuple[Suppression, ...]:
    """All suppressing comments of a file in document order."""
    source = module.source
    if b"leakline-ignore" not in source:
        return ()
    found = []
    for match in COMMENT.finditer(source):
        names = match["rules"].decode("utf-8", "replace")
        found.append(
            Suppression(
                match.start(),
                match.end(),
                module.lines.position(match.start()).line,
                match["file"] is not None,
                tuple(name for name in re.split(r"[,\s]+", names) if name and name != "*/"),
                (match["reason"] or b"").decode("utf-8", "replace").strip(),
            )
        )
    return tuple(found)


def unsuppressed(
    module: Module, findings: Iterable[Finding], suppressions: Collection[Suppression]
) -> tuple[Finding, ...]:
    """The findings that no valid comment silences."""
    if not suppressions:
        return tuple(findings)
    comment_lines = {suppression.line for suppression in suppressions}
    return tuple(
        finding
        for finding in findings
        if not any(_silences(module, suppression, finding, comment_lines) for suppression in suppressions)
    )


def invalid_suppressions(suppressions: Iterable[Suppression], known: Collection[str]) -> Iterator[Finding]:
    """A finding for each comment that lacks a reason or names a rule that does not exist."""
    for suppression in suppressions:
        unknown = [name for name in suppression.rules if name not in known]
        if not suppression.rules:
            yield _complaint(suppression, "leakline-ignore names no rule: leakline-ignore <rule> -- <reason>")
        elif unknown:
            yield _complaint(suppression, f"leakline-ignore names '{unknown[0][:30]}', which is no rule")
        elif not suppression.reason:
            yield _complaint(suppression, f"leakline-ignore {suppression.rules[0]} gives no reason: add -- <reason>")


def _silences(module: Module, suppression: Suppression, finding: Finding, comment_lines: Collection[int]) -> bool:
    if finding.rule not in suppression.rules or not suppression.reason:
        return False
    if suppression.whole_file:
        return True
    line = module.lines.position(finding.start).line
    target = suppression.line + 1
    while target in comment_lines and target < line:
        target += 1
    return line in (suppression.line, target)


def _complaint(suppression: Suppression, message: str) -> Finding:
    return Finding(RULE_ID, (), Certainty.CERTAIN, suppression.start, suppression.end, message[:80])
