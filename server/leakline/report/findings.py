"""Findings of ``leakline check`` as text with code frames, and as the JSON that scripts rely on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from leakline.ide.check_model import CheckDiagnostic, CheckedPaths
from leakline.ide.wording import plural
from leakline.report.excerpts import Lines
from leakline.report.json import VERSION
from leakline.report.paths import shown_path
from leakline.text.escapes import one_line, visible
from leakline.text.positions import Range

_COLOURS = {"error": "31;1", "warning": "33;1", "information": "36;1", "hint": "2"}


def findings_text(checked: CheckedPaths, lines: Lines, base: Path, *, colour: bool = False) -> str:
    """The whole report, ending in a newline."""
    blocks = ["\n".join(_block(diagnostic, lines, base, colour)) for diagnostic in checked.diagnostics]
    count = len(checked.diagnostics)
    found = plural(count, "finding") if count else "nothing to report"
    partly = [f"{one_line(shown_path(one.path, base))}: {one.why}" for one in checked.skipped if one.partly]
    skipped = len(checked.skipped) - len(partly)
    more = f", {skipped} skipped" if skipped else ""
    more += f", {len(partly)} in part" if partly else ""
    return "\n\n".join([*blocks, *partly, f"{found} in {plural(checked.files, 'file')}{more}"]) + "\n"


def findings_json(checked: CheckedPaths, working_directory: Path) -> dict[str, Any]:
    """The outcome of ``check``; paths are relative to the working directory when below it, else absolute."""
    return {
        "version": VERSION,
        "findings": [_finding(diagnostic, working_directory) for diagnostic in checked.diagnostics],
        "files": checked.files,
        "skipped": [{"path": shown_path(one.path, working_directory), "why": one.why} for one in checked.skipped],
    }


def one_based(place: Range) -> dict[str, int]:
    """A range as the command line prints it."""
    return {
        "line": place.start.line + 1,
        "column": place.start.column + 1,
        "end_line": place.end.line + 1,
        "end_column": place.end.column + 1,
    }


def _finding(diagnostic: CheckDiagnostic, base: Path) -> dict[str, Any]:
    return {
        "path": shown_path(diagnostic.path, base),
        "rule": diagnostic.rule,
        "patterns": list(diagnostic.patterns),
        "severity": diagnostic.severity.value,
        "message": diagnostic.message,
        **one_based(diagnostic.range),
        "related": [{"message": one.message, **one_based(one.range)} for one in diagnostic.related],
        "fixes": [{"title": fix.title, "safe": fix.safe} for fix in diagnostic.fixes],
    }


def _block(diagnostic: CheckDiagnostic, lines: Lines, base: Path, colour: bool) -> Iterator[str]:
    severity = diagnostic.severity.value
    head = _style(severity, _COLOURS[severity], colour)
    yield f"{head}: {one_line(diagnostic.message)} {_style(f'[{diagnostic.rule}]', '2', colour)}"
    width = len(str(diagnostic.range.start.line + 1))
    yield from _frame(diagnostic, lines, base, width, colour)
    for related in diagnostic.related:
        yield f"{' ' * width} = line {related.range.start.line + 1}: {one_line(related.message)}"
    for fix in diagnostic.fixes[:1]:
        yield f"{' ' * width} = {_style('help', '32;1', colour)}: {one_line(fix.title)}"


def _frame(diagnostic: CheckDiagnostic, lines: Lines, base: Path, width: int, colour: bool) -> Iterator[str]:
    start, end = diagnostic.range.start, diagnostic.range.end
    pad, bar = " " * width, _style("|", "34", colour)
    arrow = _style("-->", "34", colour)
    yield f"{pad}{arrow} {one_line(shown_path(diagnostic.path, base))}:{start.line + 1}:{start.column + 1}"
    source = lines.line(diagnostic.path, start.line)
    if source is None:
        return
    source = visible(source)
    first, last = _characters(source, start.column), len(source)
    if end.line == start.line:
        last = _characters(source, end.column)
    lead = "".join("\t" if character == "\t" else " " for character in source[:first])
    marks = _style("^" * max(1, min(last, 200) - first), "31;1", colour)
    yield f"{pad} {bar}"
    yield f"{_style(str(start.line + 1), '34', colour)} {bar} {source[:200]}".replace("\t", "    ")
    yield f"{pad} {bar} {lead}".replace("\t", "    ") + marks


def _characters(line: str, units: int) -> int:
    """Characters of a line up to a UTF-16 column."""
    return len(line.encode("utf-16-le", "surrogatepass")[: units * 2].decode("utf-16-le", "ignore"))


def _style(text: str, code: str, colour: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if colour else text
