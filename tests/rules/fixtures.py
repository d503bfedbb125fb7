"""Fixture files of rules: programs in one file, each behind a line ``//# title``, with markers under the code.

``//# title (ts)`` is TypeScript, ``(tsx)``, ``(esm)`` and ``(jsx)`` likewise. A marker stands under the place that
it is about: ``//  ^^ unremoved-listener: never removed``; its first caret is the finding's start, its text may be a
part.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from leakline.js import Module, analyse
from leakline.rules import Finding, findings_of

FOLDER = Path(__file__).parent
TITLE = re.compile(r"^//# (?P<title>.*?)(?: \((?P<kind>ts|tsx|esm|jsx)\))?\s*$")
MARKER = re.compile(r"^\s*//(?P<lead>\s*)(?P<begin><?)(?P<carets>\^+) (?P<rule>[a-z-]+)(?:: (?P<message>.*))?$")
PATHS = {None: "case.js", "ts": "case.ts", "tsx": "case.tsx", "esm": "case.mjs", "jsx": "case.jsx"}


@dataclass(frozen=True)
class Case:
    title: str
    kind: str | None
    text: str

    @property
    def module(self) -> Module:
        return self.module_of(self.text.encode())

    def module_of(self, source: bytes) -> Module:
        return analyse(source, PATHS[self.kind])


@dataclass(frozen=True)
class Mark:
    line: int
    column: int
    rule: str
    message: str | None


def cases(rule: str, name: str) -> list[Case]:
    """The programs of one fixture file."""
    found: list[Case] = []
    lines: list[str] = []
    head: re.Match[str] | None = None
    for line in [*(FOLDER / rule / name).read_text().splitlines(), "//# end"]:
        match = TITLE.match(line)
        if match is None:
            lines.append(line)
            continue
        if head is not None:
            found.append(Case(head["title"], head["kind"], "\n".join(lines).strip("\n") + "\n"))
        head, lines = match, []
    return found


def expected(case: Case) -> list[Mark]:
    """The markers of a program."""
    marks, code_line = [], 0
    for number, line in enumerate(case.text.splitlines()):
        match = MARKER.match(line)
        if match is None:
            code_line = number
        else:
            column = 0 if match["begin"] else line.index("^")
            marks.append(Mark(code_line, column, match["rule"], match["message"]))
    return marks


def actual(case: Case, rule: str) -> list[tuple[Mark, Finding]]:
    """What one rule says about a program."""
    module = case.module
    found = []
    for finding in findings_of(module, {rule}):
        position = module.lines.position(finding.start)
        found.append((Mark(position.line, position.column, finding.rule, finding.message), finding))
    return found


def rendered(case: Case, marks: list[Mark]) -> str:
    """A program with other markers, to show in a failure."""
    lines = []
    for number, line in enumerate(case.text.splitlines()):
        if MARKER.match(line):
            continue
        lines.append(line)
        lines.extend(
            f"//{' ' * (mark.column - 2) or '<' * (mark.column < 2)}^ {mark.rule}: {mark.message}"
            for mark in marks
            if mark.line == number
        )
    return "\n".join(lines)
