"""Findings as the joining with the heap takes them."""

from __future__ import annotations

from collections.abc import Callable

from leakline.ide.check_model import CheckDiagnostic
from leakline.ide.check_settings import CheckSettings
from leakline.ide.checking import check_source
from leakline.ide.configuration import settings_for
from leakline.ide.errors import InputError
from leakline.sources.source_file import SourceFile
from leakline.witness.model import Claim


def claims_of(source: SourceFile, warn: Callable[[str], None]) -> tuple[Claim, ...]:
    """What the rules say about one text, as its ``leakline.json`` sets them: one that is off says nothing.

    ``warn`` is told of a configuration that cannot be read; the rules then speak as without one.
    """
    try:
        settings = settings_for(source.path)
    except InputError as error:
        warn(str(error))
        settings = CheckSettings()
    return tuple(map(_claim, check_source(source, settings)))


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
