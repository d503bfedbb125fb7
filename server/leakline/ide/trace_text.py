"""A leak trace as lines of text: one step a line, each deeper than the one that holds it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

from leakline.ide.model import ANONYMOUS, Place, PlacedSuspect, TraceStep, Verdict

_LONGEST_KEY = 60
_GETTER = " (getter)"


@dataclass(frozen=True, slots=True)
class TraceLine:
    """One step: its text, whether the reference that leads to it is the faulty one, and its place."""

    text: str
    faulty: bool
    place: Place | None


def trace_lines(suspect: PlacedSuspect, shown_place: Callable[[Place], str]) -> tuple[TraceLine, ...]:
    """The steps from the root down; ``shown_place`` writes a place as the reader's medium does: ``app.js:6``."""
    lines = []
    for index, step in enumerate(suspect.trace):
        indent = "   " * (index - 1) + "└─ " if index else ""
        where = f"  {shown_place(step.place)}" if step.place else ""
        verdict = f"  [{verdict_text(step)}]" if step.reason else ""
        lines.append(TraceLine(f"{indent}{step_text(step)}{where}{verdict}", index == suspect.faulty_step, step.place))
    return tuple(lines)


def step_text(step: TraceStep) -> str:
    """One step without its place: how it is reached, and what is there."""
    if step.via is None:
        return step.name
    if step.kind == "context" and step.via == "context":
        return step.name
    via = f"global.{step.via}" if step.reason == "global variable" else shown_via(step)
    if step.name == ANONYMOUS:
        return f"{via} → closure"
    if not step.name or step.name == via.removeprefix(".") or via.endswith(_GETTER):
        return via
    return f"{via} ({step.name})"


def shown_via(step: TraceStep) -> str:
    """How a step is reached, with the key if the heap's data was asked for: ``map["a key"]`` instead of ``map[…]``."""
    via = step.via or ""
    if step.key is None:
        return via
    key = step.key if len(step.key) <= _LONGEST_KEY else step.key[: _LONGEST_KEY - 1] + "…"
    return via.replace("…", json.dumps(key, ensure_ascii=False), 1)


def verdict_text(step: TraceStep) -> str:
    """Why a step has its verdict, and the verdict itself where it is not the expected one."""
    return step.reason or "" if step.verdict is Verdict.EXPECTED else f"{step.verdict.value}: {step.reason}"
