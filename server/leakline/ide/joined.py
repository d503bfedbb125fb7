"""What a file shows: findings of its source and growth of the heap."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from leakline.ide.checking import CheckDiagnostic
from leakline.ide.diagnostics import heap_diagnostics
from leakline.ide.model import Comparison, Diagnostic, Related


def file_diagnostics(
    path: Path, findings: Sequence[CheckDiagnostic], comparison: Comparison | None
) -> tuple[Diagnostic, ...]:
    """The diagnostics of one file, in the order of their ranges.

    ``findings`` are those of the file's current text, ``comparison`` has its places in the same text.
    """
    grown = heap_diagnostics(comparison).get(path, ()) if comparison is not None else ()
    return tuple(sorted([*map(_of_finding, findings), *grown], key=lambda one: (one.range, one.code)))


def _of_finding(finding: CheckDiagnostic) -> Diagnostic:
    related = tuple(Related(finding.path, one.range, one.message) for one in finding.related)
    return Diagnostic(finding.path, finding.range, finding.severity, finding.rule, finding.message, related)
