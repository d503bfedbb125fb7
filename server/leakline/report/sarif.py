"""Findings as SARIF 2.1.0, which code scanning services and editors read."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import quote

from leakline import __version__
from leakline.ide.check_model import CheckDiagnostic, CheckedPaths, Skipped
from leakline.rules import RULES, Certainty, Rule
from leakline.text.positions import Range

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {"error": "error", "warning": "warning", "information": "note", "hint": "note"}


def findings_sarif(checked: CheckedPaths, working_directory: Path) -> dict[str, Any]:
    """One run with a description of every rule; columns are one-based UTF-16 units.

    A file that was skipped, or that rules left out, is a notification of the run.
    """
    found = log(
        [rule_descriptor(rule) for rule in RULES], [_result(one, working_directory) for one in checked.diagnostics]
    )
    told = [_notification(one, working_directory) for one in checked.skipped]
    if told:
        found["runs"][0]["invocations"] = [{"executionSuccessful": True, "toolExecutionNotifications": told}]
    return found


def log(rules: list[dict[str, Any]], results: list[dict[str, Any]]) -> dict[str, Any]:
    """A log of one run; results refer to their rules by index as well."""
    indices = {rule["id"]: index for index, rule in enumerate(rules)}
    for result in results:
        if result["ruleId"] in indices:
            result["ruleIndex"] = indices[result["ruleId"]]
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": "leakline", "semanticVersion": __version__, "rules": rules}},
                "columnKind": "utf16CodeUnits",
                "results": results,
            }
        ],
    }


def rule_descriptor(rule: Rule) -> dict[str, Any]:
    """What a rule is about, for whoever shows its results."""
    level = "warning" if rule.certainty is Certainty.CERTAIN else "note"
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": rule.section("Why it leaks")},
        "help": {"text": rule.documentation, "markdown": rule.documentation},
        "defaultConfiguration": {"level": level},
        "properties": {"tags": ["memory-leak", rule.family.value, *rule.patterns]},
    }


def location(path: Path, place: Range, base: Path) -> dict[str, Any]:
    """A range of a file."""
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": _uri(path, base)},
            "region": {
                "startLine": place.start.line + 1,
                "startColumn": place.start.column + 1,
                "endLine": place.end.line + 1,
                "endColumn": place.end.column + 1,
            },
        }
    }


def _result(diagnostic: CheckDiagnostic, base: Path) -> dict[str, Any]:
    return {
        "ruleId": diagnostic.rule,
        "level": LEVELS[diagnostic.severity.value],
        "message": {"text": diagnostic.message},
        "locations": [location(diagnostic.path, diagnostic.range, base)],
    }


def _notification(skipped: Skipped, base: Path) -> dict[str, Any]:
    return {
        "level": "warning" if skipped.partly else "note",
        "message": {"text": skipped.why},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": _uri(skipped.path, base)}}}],
    }


def _uri(path: Path, base: Path) -> str:
    return quote(os.fsencode(path.relative_to(base).as_posix())) if path.is_relative_to(base) else path.as_uri()
