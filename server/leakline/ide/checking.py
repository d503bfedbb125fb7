"""Findings of files as an editor or a command shows them: severity by certainty, ranges, fixes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from os import cpu_count
from pathlib import Path

from leakline.ide.source_tree import Skipped, source_paths
from leakline.js import analyse
from leakline.js.module import Module
from leakline.rules import RULES, Certainty, Finding, findings_of
from leakline.sources.source_file import SourceFile
from leakline.text.edits import Edit
from leakline.text.positions import Range
from leakline.witness.model import Severity

ORDER = (Severity.HINT, Severity.INFORMATION, Severity.WARNING, Severity.ERROR)
BY_CERTAINTY = {Certainty.CERTAIN: Severity.WARNING, Certainty.HEURISTIC: Severity.INFORMATION}
LONGEST_LINE = 5000
MOST_BYTES = 10_000_000
FEW_FILES = 24


@dataclass(frozen=True, slots=True)
class CheckSettings:
    """What to check. ``severities`` maps rules to severities, None for off; ``rules`` are the only ones if any."""

    severities: Mapping[str, Severity | None] = field(default_factory=dict)
    rules: frozenset[str] = frozenset()
    minimum: Severity = Severity.HINT

    def severity(self, finding: Finding) -> Severity | None:
        """The severity of a finding, None when it is not to be shown."""
        severity = BY_CERTAINTY[finding.certainty]
        if finding.rule in self.severities:
            chosen = self.severities[finding.rule]
            if chosen is None:
                return None
            severity = chosen
        return severity if ORDER.index(severity) >= ORDER.index(self.minimum) else None


@dataclass(frozen=True, slots=True)
class CheckFix:
    """A fix: ``edits`` are byte offsets of the unchanged text, in their order and without overlaps."""

    title: str
    safe: bool
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class CheckRelated:
    """Another range of the same file that explains a diagnostic."""

    range: Range
    message: str


@dataclass(frozen=True, slots=True)
class CheckDiagnostic:
    """A finding in a file. ``range`` is zero-based in UTF-16; ``held_through`` as in ``rules.Finding``."""

    path: Path
    rule: str
    patterns: tuple[str, ...]
    severity: Severity
    message: str
    range: Range
    held_through: str | None
    related: tuple[CheckRelated, ...]
    fixes: tuple[CheckFix, ...]


@dataclass(frozen=True, slots=True)
class CheckedPaths:
    """The outcome for files and folders: diagnostics by path and place, the number of files read, and those skipped."""

    diagnostics: tuple[CheckDiagnostic, ...]
    files: int
    skipped: tuple[Skipped, ...]


def check_source(source: SourceFile, settings: CheckSettings | None = None) -> tuple[CheckDiagnostic, ...]:
    """What the rules say about one text; nothing about a text that is not worth reading, see ``why_skipped``."""
    if why_skipped(source.data) is not None:
        return ()
    return _diagnostics(source.path, source.module, settings or CheckSettings())


def fixes_at(source: SourceFile, start: int, end: int, settings: CheckSettings | None = None) -> tuple[CheckFix, ...]:
    """The fixes of the findings that touch a byte range, and for each finding the comment that silences it."""
    found: list[CheckFix] = []
    for diagnostic in check_source(source, settings):
        first = source.lines.offset(diagnostic.range.start)
        last = source.lines.offset(diagnostic.range.end)
        if first <= end and start <= last:
            found += [*diagnostic.fixes, _ignoring(source, diagnostic)]
    return tuple(found)


def check_paths(paths: Iterable[Path], settings: CheckSettings | None = None) -> CheckedPaths:
    """What the rules say about files and folders, on all cores; raises InputError for paths that do not exist."""
    chosen = settings or CheckSettings()
    files, skipped = source_paths(paths)
    work = [(path, chosen) for path in files]
    if len(files) <= FEW_FILES:
        results = [_check_file(item) for item in work]
    else:
        chunk = max(1, min(32, len(files) // ((cpu_count() or 1) * 8)))
        with ProcessPoolExecutor() as pool:
            results = list(pool.map(_check_file, work, chunksize=chunk))
    diagnostics = [diagnostic for found, _ in results for diagnostic in found]
    skipped = [*skipped, *(why for _, why in results if why is not None)]
    diagnostics.sort(key=lambda one: (str(one.path), one.range, one.rule))
    read = sum(1 for _, why in results if why is None)
    return CheckedPaths(tuple(diagnostics), read, tuple(sorted(skipped, key=lambda one: str(one.path))))


def why_skipped(data: bytes) -> str | None:
    """Why a text is not worth reading: it is minified, or larger than anybody writes by hand."""
    if len(data) > MOST_BYTES:
        return f"larger than {MOST_BYTES // 1_000_000} MB"
    if len(data) > LONGEST_LINE and max(map(len, data.splitlines()), default=0) > LONGEST_LINE:
        return "minified"
    return None


def known_rules() -> tuple[str, ...]:
    """The ids of all rules."""
    return tuple(rule.id for rule in RULES)


def _check_file(item: tuple[Path, CheckSettings]) -> tuple[tuple[CheckDiagnostic, ...], Skipped | None]:
    path, settings = item
    try:
        data = path.read_bytes()
    except OSError as error:
        return (), Skipped(path, f"unreadable: {error.strerror or error}")
    why = why_skipped(data)
    if why is not None:
        return (), Skipped(path, why)
    return _diagnostics(path, analyse(data, path), settings), None


def _diagnostics(path: Path, module: Module, settings: CheckSettings) -> tuple[CheckDiagnostic, ...]:
    return tuple(_shown(path, module, settings))


def _shown(path: Path, module: Module, settings: CheckSettings) -> Iterator[CheckDiagnostic]:
    for finding in findings_of(module, settings.rules or None):
        severity = settings.severity(finding)
        if severity is None:
            continue
        related = tuple(CheckRelated(module.lines.range(one.start, one.end), one.message) for one in finding.related)
        fixes = tuple(CheckFix(fix.title, fix.safe, fix.edits) for fix in finding.fixes)
        place = module.lines.range(finding.start, finding.end)
        yield CheckDiagnostic(
            path,
            finding.rule,
            finding.patterns,
            severity,
            finding.message,
            place,
            finding.held_through,
            related,
            fixes,
        )


def _ignoring(source: SourceFile, diagnostic: CheckDiagnostic) -> CheckFix:
    """The comment that silences a finding, on the line in front of it; its reason is left to the author."""
    line = source.lines.starts[diagnostic.range.start.line]
    text = source.lines.line_text(diagnostic.range.start.line)
    indent = text[: len(text) - len(text.lstrip())]
    newline = "\r\n" if b"\r\n" in source.data[:4096] else "\n"
    comment = f"{indent}// leakline-ignore {diagnostic.rule} -- why this is fine{newline}"
    return CheckFix(f"Ignore {diagnostic.rule} here, with a reason", False, (Edit(line, line, comment.encode()),))
