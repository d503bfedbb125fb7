"""Findings as GitHub's workflow commands, which show as annotations on the changed lines."""

from __future__ import annotations

from pathlib import Path

from leakline.ide.check_model import CheckedPaths
from leakline.report.paths import shown_path

COMMANDS = {"error": "error", "warning": "warning", "information": "notice", "hint": "notice"}


def findings_github(checked: CheckedPaths, working_directory: Path) -> str:
    """One command a line, also for each file that rules left out; empty when nothing was found."""
    lines = []
    for one in checked.diagnostics:
        start, end = one.range.start, one.range.end
        properties = {
            "file": shown_path(one.path, working_directory),
            "line": str(start.line + 1),
            "endLine": str(end.line + 1),
            "col": str(start.column + 1),
            "endColumn": str(end.column + 1),
            "title": one.rule,
        }
        if start.line != end.line:  # GitHub refuses columns over several lines
            del properties["col"], properties["endColumn"]
        listed = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
        lines.append(f"::{COMMANDS[one.severity.value]} {listed}::{_data(one.message)}\n")
    for skipped in checked.skipped:
        if skipped.partly:
            file = _property(shown_path(skipped.path, working_directory))
            lines.append(f"::notice file={file},title=skipped::{_data(skipped.why)}\n")
    return "".join(lines)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
