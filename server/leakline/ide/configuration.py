"""``leakline.json``, or the ``leakline`` key of ``package.json``: severities of rules."""

from __future__ import annotations

import json
from pathlib import Path

from leakline.ide.errors import InputError
from leakline.rules import RULES
from leakline.witness.model import Severity

FILE = "leakline.json"
KEYS = ("$schema", "rules")
LEVELS: dict[str, Severity | None] = {severity.value: severity for severity in Severity} | {"off": None}


def configured(folder: Path) -> dict[str, Severity | None]:
    """The severities that the nearest configuration at or above a folder sets; None means off.

    Raises InputError for a configuration that cannot be read or says what leakline does not know.
    """
    for parent in (folder, *folder.resolve().parents):
        own, package = parent / FILE, parent / "package.json"
        if own.is_file():
            return _severities(own, _read(own))
        if package.is_file():
            whole = _read(package)
            if isinstance(whole, dict) and "leakline" in whole:
                return _severities(package, whole["leakline"])
    return {}


def configuration_schema() -> dict[str, object]:
    """The JSON Schema of ``leakline.json``, for editors that complete and check it."""
    rules = {
        rule.id: {"description": rule.summary, "enum": list(LEVELS)} for rule in sorted(RULES, key=lambda rule: rule.id)
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "leakline.json",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "$schema": {"type": "string"},
            "rules": {
                "description": "Severities of rules; off silences a rule.",
                "type": "object",
                "additionalProperties": False,
                "properties": rules,
            },
        },
    }


def _read(file: Path) -> object:
    try:
        return json.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"{file} cannot be read: {error}; mend it or remove it") from error


def _severities(file: Path, value: object) -> dict[str, Severity | None]:
    if not isinstance(value, dict):
        raise InputError(f"{file}: the configuration is {_kind(value)}; write an object with rules")
    for key in value:
        if key not in KEYS:
            raise InputError(f"{file}: unknown key '{key}'; known are {', '.join(KEYS)}")
    rules = value.get("rules", {})
    if not isinstance(rules, dict):
        raise InputError(f"{file}: rules is {_kind(rules)}; write an object of rule and severity")
    known = {rule.id for rule in RULES}
    for name, level in rules.items():
        if name not in known:
            raise InputError(f"{file}: there is no rule '{name}'; known are {', '.join(sorted(known))}")
        if level not in LEVELS:
            raise InputError(f"{file}: rule '{name}' is set to {level!r}; write one of {', '.join(LEVELS)}")
    return {name: LEVELS[level] for name, level in rules.items()}


def _kind(value: object) -> str:
    return {list: "a list", str: "a text", bool: "a boolean", type(None): "null"}.get(type(value), "a number")
