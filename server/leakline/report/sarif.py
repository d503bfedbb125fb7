"""Findings as SARIF 2.1.0, which code scanning services and editors read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from leakline import __version__
from leakline.ide.checking import CheckDiagnostic, CheckedPaths
from leakline.report.paths import shown_path
from leakline.rules import RULES, Certainty, Rule

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {"error": "error", "warning": "warning", "information": "note", "hint": "note"}


def findings_sarif(checked: CheckedPaths, working_directory: Path) -> dict[str, Any]:
    """One run with a description of every rule; columns are one-based UTF-16 units."""
    indices = {rule.id: index for index, rule in enumerate(RULES)}
    driver = {
        "name": "leakline",
        "semanticVersion": __version__,
        "rules": [_rule(rule) for rule in RULES],
    }
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "columnKind": "utf16CodeUnits",
                "results": [_result(one, working_directory, indices) for one in checked.diagnostics],
            }
        ],
    }


def _rule(rule: Rule) -> dict[str, Any]:
    level = "warning" if rule.certainty is Certainty.CERTAIN else "note"
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": rule.section("Why it leaks")},
        "help": {"text": rule.documentation, "markdown": rule.documentation},
        "defaultConfiguration": {"level": level},
        "properties": {"tags": ["memory-leak", rule.family.value, *rule.patterns]},
    }


def _result(diagnostic: CheckDiagnostic, base: Path, indices: dict[str, int]) -> dict[str, Any]:
    start, end = diagnostic.range.start, diagnostic.range.end
    uri = Path(shown_path(diagnostic.path, base))
    result: dict[str, Any] = {
        "ruleId": diagnostic.rule,
        "level": LEVELS[diagnostic.severity.value],
        "message": {"text": diagnostic.message},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": uri.as_uri() if uri.is_absolute() else _relative(uri)},
                    "region": {
                        "startLine": start.line + 1,
                        "startColumn": start.column + 1,
                        "endLine": end.line + 1,
                        "endColumn": end.column + 1,
                    },
                }
            }
        ],
    }
    if diagnostic.rule in indices:
        result["ruleIndex"] = indices[diagnostic.rule]
    return result


def _relative(path: Path) -> str:
    return Path("/", path).as_uri().removeprefix("file:///")
