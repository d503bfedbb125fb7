"""Findings of files as an editor or a command shows them: severity by certainty, ranges, fixes."""

from __future__ import annotations

from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from os import cpu_count
from pathlib import Path

from leakline.ide.check_model import CheckDiagnostic, CheckedPaths, CheckedText, CheckFix, CheckRelated, Skipped
from leakline.ide.check_settings import ORDER, CheckSettings
from leakline.ide.source_tree import source_paths
from leakline.js import analyse
from leakline.js.collection import collection_paused
from leakline.js.module import Module
from leakline.rules import RULES, Finding
from leakline.rules.deadline import TooLongError, deadline
from leakline.rules.registry import SHARE, checked
from leakline.sources.source_file import SourceFile

__all__ = [
    "ORDER",
    "CheckSettings",
    "check_paths",
    "check_source",
    "check_text",
    "known_rules",
    "why_skipped",
]

LONGEST_LINE = 5000
MOST_BYTES = 10_000_000
SECONDS_PER_FILE = 60
FEW_BYTES = 300_000  # what one process has read before others have started
SHARE_BYTES = 1_000_000

Work = tuple[Path, CheckSettings]
Result = tuple[tuple[CheckDiagnostic, ...], Skipped | None]


def check_source(source: SourceFile, settings: CheckSettings | None = None) -> tuple[CheckDiagnostic, ...]:
    """What the rules say about one text; nothing about a text that is not worth reading, see ``why_skipped``."""
    return check_text(source, settings).diagnostics


def check_text(source: SourceFile, settings: CheckSettings | None = None, seconds: float = float("inf")) -> CheckedText:
    """``check_source`` in about so many seconds of the processor: it names the rules that it left out for that."""
    if why_skipped(source.data) is not None:
        return CheckedText(())
    return _checked(source.path, source.module, settings or CheckSettings(), seconds)


def check_paths(
    paths: Iterable[Path], settings: CheckSettings | Callable[[Path], CheckSettings] | None = None
) -> CheckedPaths:
    """What the rules say about files and folders, on all cores; ``settings`` are one for all or asked for each file.

    Raises InputError for paths that do not exist.
    """
    chosen = settings or CheckSettings()
    files, skipped = source_paths(paths)
    work = [(path, chosen(path) if callable(chosen) else chosen) for path in files]
    shares, total = _shares(work)
    if total <= FEW_BYTES or len(shares) == 1:
        results = [result for share in shares for result in _check_files(share)]
    else:
        with ProcessPoolExecutor() as pool:
            results = [result for found in pool.map(_check_files, shares) for result in found]
    diagnostics = [diagnostic for found, _ in results for diagnostic in found]
    skipped = [*skipped, *(why for _, why in results if why is not None)]
    diagnostics.sort(key=lambda one: (str(one.path), one.range, one.rule))
    read = sum(1 for _, why in results if why is None or why.partly)
    return CheckedPaths(tuple(diagnostics), read, tuple(sorted(skipped, key=lambda one: str(one.path))))


def why_skipped(data: bytes) -> str | None:
    """Why a text is not worth reading: it is minified, larger than anybody writes by hand, or not in UTF-8."""
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return "UTF-16, which Node.js cannot run: save it as UTF-8"
    if len(data) > MOST_BYTES:
        return f"larger than {MOST_BYTES // 1_000_000} MB"
    if len(data) > LONGEST_LINE and max(map(len, data.splitlines()), default=0) > LONGEST_LINE:
        return "minified"
    return None


def known_rules() -> tuple[str, ...]:
    """The ids of all rules."""
    return tuple(rule.id for rule in RULES)


def _shares(work: list[Work]) -> tuple[list[list[Work]], int]:
    """The files in shares for processes, large files first so that none ends late, and their size in bytes."""
    sized = sorted(((_size(path), (path, settings)) for path, settings in work), key=lambda one: one[0], reverse=True)
    total = sum(size for size, _ in sized)
    most = min(SHARE_BYTES, total // ((cpu_count() or 1) * 8) + 1)
    shares: list[list[Work]] = []
    left = 0
    for size, item in sized:
        if left <= 0:
            shares.append([])
            left = most
        shares[-1].append(item)
        left -= size
    return shares, total


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _check_files(share: list[Work]) -> list[Result]:
    with collection_paused():
        return [_check_file(item) for item in share]


def _check_file(item: Work) -> Result:
    path, settings = item
    try:
        data = path.read_bytes()
    except OSError as error:
        return (), Skipped(path, f"unreadable: {error.strerror or error}")
    why = why_skipped(data)
    if why is not None:
        return (), Skipped(path, why)
    try:
        with deadline(SECONDS_PER_FILE):
            module = analyse(data, path)
    except TooLongError:
        return (), Skipped(path, f"reading it takes more than {SECONDS_PER_FILE} seconds")
    outcome = _checked(path, module, settings, SECONDS_PER_FILE)
    module.release()
    left_out = Skipped(path, outcome.left_out, partly=True) if outcome.left_out is not None else None
    return outcome.diagnostics, left_out


def _checked(path: Path, module: Module, settings: CheckSettings, seconds: float) -> CheckedText:
    outcome = checked(module, settings.rules or None, settings.emitters, seconds)
    left_out = None
    if outcome.skipped:
        each = "each takes" if len(outcome.skipped) > 1 else "it takes"
        limit = f"{each} more than {seconds * SHARE:.2g} seconds, or the file more than {seconds:.2g}"
        left_out = f"{', '.join(outcome.skipped)} skipped, because {limit}"
    return CheckedText(tuple(_shown(path, module, outcome.findings, settings)), left_out)


def _shown(
    path: Path, module: Module, findings: Iterable[Finding], settings: CheckSettings
) -> Iterator[CheckDiagnostic]:
    for finding in findings:
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
