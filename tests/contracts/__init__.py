"""The JSON shapes that other programs rely on, stated once more so that a change to them is noticed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

SCHEMAS = Path(__file__).parent


def violations(document: Any, name: str) -> list[str]:
    """Where a document departs from the schema ``NAME.schema.json``; empty when it keeps to it."""
    schema = json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return [f"{error.json_path}: {error.message}" for error in Draft202012Validator(schema).iter_errors(document)]
