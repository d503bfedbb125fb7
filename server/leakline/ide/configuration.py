"""``leakline.json``, or the ``leakline`` key of ``package.json``: severities of rules, overrides, own emitters."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from leakline.ide.check_settings import CheckSettings
from leakline.ide.configuration_files import FILE, PACKAGE
from leakline.ide.errors import InputError
from leakline.ide.globs import glob_expression
from leakline.ide.json_places import Key, place_of
from leakline.js.emitters import NO_EMITTERS, Emitters
from leakline.rules import RULES
from leakline.witness.model import Severity

LEVELS: dict[str, Severity | None] = {severity.value: severity for severity in Severity} | {"off": None}
NAME = re.compile(r"^[\w$#]+$")

Severities = Mapping[str, Severity | None]


@dataclass(frozen=True, slots=True)
class Override:
    """Severities for the files that one of the expressions matches, by their path below the configuration's folder."""

    files: tuple[re.Pattern[str], ...]
    severities: Severities


@dataclass(frozen=True, slots=True)
class Configuration:
    """What one file configures for those in and below its ``folder``; the default has none."""

    folder: Path | None = None
    severities: Severities = field(default_factory=dict)
    overrides: tuple[Override, ...] = ()
    emitters: Emitters = NO_EMITTERS

    def settings(self, path: Path) -> CheckSettings:
        """The settings of a file; later overrides win."""
        severities = dict(self.severities)
        if self.overrides and self.folder is not None:
            below = os.path.relpath(path, self.folder).replace(os.sep, "/")
            for override in self.overrides:
                if any(expression.match(below) for expression in override.files):
                    severities |= override.severities
        return CheckSettings(severities, emitters=self.emitters)


def settings_for(path: Path) -> CheckSettings:
    """The settings of a file by the nearest configuration in its folder or above; remembered until ``invalidate``.

    Raises InputError, one line with file, line and column, for a configuration that cannot be read or says what
    leakline does not know.
    """
    real = Path(os.path.realpath(path))
    return configuration_of(real.parent).settings(real)


@lru_cache(maxsize=4096)
def configuration_of(folder: Path) -> Configuration:
    """The nearest configuration at or above a folder; raises InputError as ``settings_for`` does."""
    own, package = folder / FILE, folder / PACKAGE
    if own.is_file():
        return _configuration(_Reader.of(own, _bytes(own)), ())
    if os.path.lexists(own):
        raise InputError(f"{own} is no regular file; mend it or remove it")
    if package.is_file() and b'"leakline"' in (data := _bytes(package)):  # what says nothing of us may be broken
        reader = _Reader.of(package, data)
        whole = reader.value()
        if isinstance(whole, dict) and "leakline" in whole:
            return _configuration(reader, ("leakline",))
    return configuration_of(folder.parent) if folder.parent != folder else Configuration()


def invalidate() -> None:
    """Forget every configuration: one was written, made or removed."""
    configuration_of.cache_clear()


def configuration_schema() -> dict[str, object]:
    """The JSON Schema of ``leakline.json``, for editors that complete and check it."""
    levels = list(LEVELS)
    rules: dict[str, object] = {
        "description": "Severities of rules; off silences a rule.",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            rule.id: {"description": rule.summary, "enum": levels} for rule in sorted(RULES, key=lambda rule: rule.id)
        },
    }
    name = {"type": "string", "pattern": NAME.pattern}
    override = {
        "type": "object",
        "additionalProperties": False,
        "required": ["files", "rules"],
        "properties": {
            "files": {
                "description": "Globs below the folder of this file, such as test/** or *.spec.js.",
                "type": "array",
                "minItems": 1,
                "items": {"type": "string", "minLength": 1},
            },
            "rules": {"$ref": "#/$defs/rules"},
        },
    }
    emitters = {
        "description": "The project's own emitters.",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "methods": {
                "description": "Methods that add a listener, called as add(event, handler), and those that remove it.",
                "type": "object",
                "propertyNames": name,
                "additionalProperties": name,
            },
            "receivers": {
                "description": "Names of variables and properties whose emitters live as long as the process.",
                "type": "array",
                "items": name,
            },
        },
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": FILE,
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "$schema": {"type": "string"},
            "rules": {"$ref": "#/$defs/rules"},
            "overrides": {"description": "Later ones win.", "type": "array", "items": override},
            "emitters": emitters,
        },
        "$defs": {"rules": rules},
    }


@dataclass(frozen=True, slots=True)
class _Reader:
    """A file's text, to say in a complaint where the culprit stands."""

    file: Path
    text: str

    @staticmethod
    def of(file: Path, data: bytes) -> _Reader:
        try:
            return _Reader(file, data.decode("utf-8-sig"))  # editors of Windows write a byte order mark
        except UnicodeDecodeError as error:
            raise InputError(f"{file} cannot be read: {error}; mend it or remove it") from error

    def value(self) -> object:
        try:
            return json.loads(self.text)
        except json.JSONDecodeError as error:
            place = f"{self.file}:{error.lineno}:{error.colno}"
            raise InputError(f"{place}: no JSON: {error.msg}; mend it or remove it") from error
        except RecursionError:
            raise InputError(f"{self.file} is nested too deeply; mend it or remove it") from None
        except ValueError as error:  # a number of thousands of digits
            raise InputError(f"{self.file} cannot be read: {error}; mend it or remove it") from error

    def complaint(self, path: tuple[Key, ...], what: str) -> InputError:
        line, column = place_of(self.text, path)
        return InputError(f"{self.file}:{line}:{column}: {what}")

    def mapping(self, value: object, path: tuple[Key, ...], holds: str) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise self.complaint(path, f"{_named(path)} is {_kind(value)}; write an object of {holds}")
        return value

    def listed(self, value: object, path: tuple[Key, ...], holds: str) -> list[Any]:
        if not isinstance(value, list):
            raise self.complaint(path, f"{_named(path)} is {_kind(value)}; write a list of {holds}")
        return value

    def keys(self, value: dict[str, Any], path: tuple[Key, ...], known: tuple[str, ...]) -> None:
        for key in value:
            if key not in known:
                raise self.complaint((*path, key), f"unknown key '{key}'; known are {', '.join(known)}")

    def name(self, value: object, path: tuple[Key, ...]) -> str:
        if not isinstance(value, str) or NAME.match(value) is None:
            raise self.complaint(path, f"{json.dumps(value)} is no name of JavaScript; write one such as on")
        return value


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise InputError(f"{file} cannot be read: {error.strerror or error}; mend it or remove it") from error


def _configuration(reader: _Reader, path: tuple[Key, ...]) -> Configuration:
    value = reader.value()
    for key in path:
        value = value[key] if isinstance(value, dict) else value
    own = reader.mapping(value, path, "rules, overrides and emitters")
    reader.keys(own, path, ("$schema", "rules", "overrides", "emitters"))
    if not isinstance(own.get("$schema", ""), str):
        raise reader.complaint((*path, "$schema"), f"$schema is {_kind(own['$schema'])}; write its address")
    return Configuration(
        reader.file.parent,
        _severities(reader, own.get("rules", {}), (*path, "rules")),
        tuple(_overrides(reader, own.get("overrides", []), (*path, "overrides"))),
        _emitters(reader, own.get("emitters", {}), (*path, "emitters")),
    )


def _severities(reader: _Reader, value: object, path: tuple[Key, ...]) -> dict[str, Severity | None]:
    rules = reader.mapping(value, path, "rule and severity")
    known = {rule.id for rule in RULES}
    for name, level in rules.items():
        if name not in known:
            raise reader.complaint((*path, name), f"there is no rule '{name}'; known are {', '.join(sorted(known))}")
        if not isinstance(level, str) or level not in LEVELS:
            written = json.dumps(level)
            raise reader.complaint((*path, name), f"'{name}' is set to {written}; write one of {', '.join(LEVELS)}")
    return {name: LEVELS[level] for name, level in rules.items()}


def _overrides(reader: _Reader, value: object, path: tuple[Key, ...]) -> Iterator[Override]:
    for index, one in enumerate(reader.listed(value, path, "objects with files and rules")):
        here = (*path, index)
        own = reader.mapping(one, here, "files and rules")
        reader.keys(own, here, ("files", "rules"))
        for key in ("files", "rules"):
            if key not in own:
                raise reader.complaint(here, f"an override has no {key}; write files and rules")
        files = reader.listed(own["files"], (*here, "files"), "globs")
        if not files:
            raise reader.complaint((*here, "files"), "files has no glob; write one such as test/**")
        for number, glob in enumerate(files):
            if not isinstance(glob, str) or not glob:
                raise reader.complaint((*here, "files", number), f"{json.dumps(glob)} is no glob; write test/** or so")
        yield Override(tuple(map(glob_expression, files)), _severities(reader, own["rules"], (*here, "rules")))


def _emitters(reader: _Reader, value: object, path: tuple[Key, ...]) -> Emitters:
    own = reader.mapping(value, path, "methods and receivers")
    reader.keys(own, path, ("methods", "receivers"))
    here = (*path, "methods")
    methods = reader.mapping(own.get("methods", {}), here, "the method that adds and the one that removes")
    pairs = tuple(
        (reader.name(adding, (*here, adding)), reader.name(removing, (*here, adding)))
        for adding, removing in methods.items()
    )
    place = (*path, "receivers")
    listed = reader.listed(own.get("receivers", []), place, "names")
    return Emitters(pairs, frozenset(reader.name(one, (*place, index)) for index, one in enumerate(listed)))


def _named(path: tuple[Key, ...]) -> str:
    keys = [str(key) for key in path if not isinstance(key, int)]
    return keys[-1] if keys else "the configuration"


def _kind(value: object) -> str:
    kinds = {list: "a list", dict: "an object", str: "a text", bool: "a boolean", type(None): "null"}
    return kinds.get(type(value), "a number")
