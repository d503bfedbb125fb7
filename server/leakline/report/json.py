"""Comparisons as the JSON that scripts rely on: lines and columns are one-based, columns in UTF-16 units."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson

from leakline.ide.model import (
    Capture,
    Cause,
    Comparison,
    JoinedFinding,
    Member,
    Place,
    PlacedSuspect,
    Range,
    Slot,
    TraceStep,
)
from leakline.ide.sentences import apart_sentence, overhead_sentence
from leakline.ide.trace_text import shown_via
from leakline.report.paths import shown_path

VERSION = 1


def dumps(value: object) -> str:
    """Indented JSON text."""
    return orjson.dumps(value, option=orjson.OPT_INDENT_2).decode()


def comparison_json(comparison: Comparison, working_directory: Path | None, top: int | None = None) -> dict[str, Any]:
    """The outcome of ``compare``; paths are relative to the working directory when below it, else absolute.

    ``top`` leaves out all but the first suspects.
    """
    return {
        "version": VERSION,
        "snapshots": [
            {
                "path": snapshot.path,
                "file_size": snapshot.file_size,
                "nodes": snapshot.nodes,
                "edges": snapshot.edges,
                "shallow_size": snapshot.shallow_size,
            }
            for snapshot in comparison.snapshots
        ],
        "suspects": [_suspect(suspect, working_directory) for suspect in comparison.suspects[:top]],
        "findings": [_finding(finding, working_directory) for finding in comparison.findings],
        "overhead": [
            {"reason": one.reason, "detail": overhead_sentence(one), "sizes": list(one.sizes)}
            for one in comparison.overhead
        ],
        "warnings": list(comparison.warnings),
    }


def _suspect(suspect: PlacedSuspect, base: Path | None) -> dict[str, Any]:
    return {
        "fingerprint": suspect.fingerprint,
        "kind": suspect.kind,
        "name": suspect.name,
        "counts": list(suspect.counts),
        "shallow_sizes": list(suspect.shallow_sizes),
        "retained_size": suspect.retained_size,
        "growing": suspect.growing,
        "severity": suspect.severity.value,
        "origin": suspect.origin.value,
        "location": _location(suspect.place, base) if suspect.place else None,
        "script": _script(suspect.script),
        "why_not": {"reason": suspect.why_not.reason, "detail": suspect.why_not.detail} if suspect.why_not else None,
        "slots": [_slot(slot, base) for slot in suspect.slots],
        "trace": [_step(step, base) for step in suspect.trace],
        "faulty_step": suspect.faulty_step,
        "cause": _cause(suspect.cause, base) if suspect.cause else None,
        "members": [_member(member) for member in suspect.members],
        "shared_size": suspect.shared_size,
        "shared_with": list(suspect.shared_with),
        "kept_apart": apart_sentence(suspect),
    }


def _location(place: Place, base: Path | None) -> dict[str, Any]:
    end = (place.written or place).range.end
    return {
        **_start(place, base),
        "end_line": end.line + 1,
        "end_column": end.column + 1,
        "function": place.function,
    }


def _start(place: Place, base: Path | None) -> dict[str, Any]:
    """Where a place was written; ``compiled`` says where it stands in a file of this machine if that is not here."""
    if place.written is not None:
        written = place.written
        return {**_point(written.path, written.range, base), "compiled": _point(place.path, place.range, base)}
    return _point(place.path, place.range, base)


def _point(path: Path, place: Range, base: Path | None) -> dict[str, Any]:
    start = place.start
    return {"path": shown_path(path, base), "line": start.line + 1, "column": start.column + 1}


def _script(script: tuple[str, int, int] | None) -> dict[str, Any] | None:
    if script is None:
        return None
    url, line, column = script
    return {"url": url, "line": line + 1, "column": column + 1}


def _slot(slot: Slot, base: Path | None) -> dict[str, Any]:
    return {
        "name": slot.name,
        "retained_size": slot.retained_size,
        "dead": slot.dead,
        "captured_by": [_capture(capture, base) for capture in slot.captured_by],
        "scope": slot.scope,
        "holds": slot.holds,
    }


def _capture(capture: Capture, base: Path | None) -> dict[str, Any]:
    return {"name": capture.name, **_start(capture.place, base)}


def _step(step: TraceStep, base: Path | None) -> dict[str, Any]:
    return {
        "via": shown_via(step) if step.via is not None else None,
        "name": step.name,
        "kind": step.kind,
        "verdict": step.verdict.value,
        "reason": step.reason,
        "location": _start(step.place, base) if step.place else None,
    }


def _cause(cause: Cause, base: Path | None) -> dict[str, Any]:
    return {**_start(cause.place, base), "rule": cause.rule, "remedy": cause.remedy, "fix": cause.fix}


def _finding(finding: JoinedFinding, base: Path | None) -> dict[str, Any]:
    return {
        **_location(finding.place, base),
        "rule": finding.rule,
        "message": finding.message,
        "severity": finding.severity.value,
        "answer": finding.answer.value,
        "fingerprint": finding.fingerprint,
    }


def _member(member: Member) -> dict[str, Any]:
    return {"kind": member.kind, "name": member.name, "counts": list(member.counts)}
