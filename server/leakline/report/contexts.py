"""The V8 context model of a file as JSON and as text; lines and columns are one-based, columns in UTF-16 units."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from leakline.ide.contexts import ClosureContexts
from leakline.report.json import VERSION
from leakline.report.paths import shown_path

MOST_NAMES = 30  # of one context in a text; the JSON has all


def contexts_json(closures: Sequence[ClosureContexts], path: Path, working_directory: Path | None) -> dict[str, Any]:
    """The outcome of ``contexts`` for scripts."""
    return {
        "version": VERSION,
        "path": shown_path(path, working_directory),
        "closures": [
            {
                "line": closure.position.line + 1,
                "column": closure.position.column + 1,
                "name": closure.name,
                "chain": [
                    {"kind": link.kind, "line": link.line + 1, "slots": list(link.slots)} for link in closure.chain
                ],
                "dead_slots": list(closure.dead_slots),
            }
            for closure in closures
        ],
    }


def contexts_text(closures: Sequence[ClosureContexts]) -> str:
    """One line a function, one deeper line a context."""
    lines: list[str] = []
    for closure in closures:
        where = f"{closure.position.line + 1}:{closure.position.column + 1}"
        lines.append(f"{where} {closure.name or '(anonymous)'}{_dead(closure)}")
        lines += [
            f"    {link.kind} {{{_some(link.slots, len(link.slots))}}}  line {link.line + 1}" for link in closure.chain
        ]
    return "".join(f"{line}\n" for line in lines) or "no functions\n"


def _dead(closure: ClosureContexts) -> str:
    return f"  never reads {_some(closure.dead_slots, closure.dead)}" if closure.dead_slots else ""


def _some(names: Sequence[str], number: int) -> str:
    """The first of so many names, and how many more there are."""
    shown = ", ".join(names[:MOST_NAMES])
    return f"{shown} and {number - MOST_NAMES:,} more" if number > MOST_NAMES else shown
