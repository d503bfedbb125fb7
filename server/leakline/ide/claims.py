"""Findings as the joining with the heap takes them."""

from __future__ import annotations

from leakline.ide.check_model import CheckDiagnostic
from leakline.ide.checking import check_source
from leakline.sources.source_file import SourceFile
from leakline.witness.model import Claim


def claims_of(source: SourceFile) -> tuple[Claim, ...]:
    """What the rules say about one text."""
    return tuple(map(_claim, check_source(source)))


def _claim(finding: CheckDiagnostic) -> Claim:
    return Claim(
        rule=finding.rule,
        message=finding.message,
        range=finding.range,
        related=tuple(related.range for related in finding.related),
        held_through=finding.held_through,
        severity=finding.severity,
        fixes=tuple(fix.title for fix in finding.fixes),
    )
