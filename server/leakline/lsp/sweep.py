"""Checks the files of the workspace in processes of their own, beside the checker of what is being typed."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from leakline.ide.check_model import CheckedPaths, Skipped
from leakline.ide.progress import Progress, Report
from leakline.lsp.background import in_thread
from leakline.lsp.checker.messages import CheckFile
from leakline.lsp.checker.process import COMMAND, Checker
from leakline.lsp.findings import Findings

_MOST_PROCESSES = 4

Stamp = tuple[int, int]
"""When a file was written, in nanoseconds, and its size: while both stay, so do its findings."""

Found = Callable[[Path], None]
"""Called with each file that was checked just now."""


@dataclass(frozen=True, slots=True)
class _File:
    stamp: Stamp
    skipped: str | None
    left_out: str | None


class Sweep:
    """Remembers which files are checked; a sweep looks at those that are new or were written since the last one.

    Findings go into ``findings.files``. A sweep that is cancelled keeps what it has done.
    """

    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        self._files: dict[Path, _File] = {}
        self._turn = asyncio.Lock()
        self._checkers: list[Checker] = []
        self._ending: list[Checker] = []
        self.is_fresh = False

    async def run(self, folders: Iterable[Path], report: Report, found: Found) -> CheckedPaths:
        """Check what is not checked yet; returns everything that is known then."""
        async with self._turn:
            await self._findings.settled()
            paths, skipped, stamps = await in_thread(lambda: _listed(folders))
            for gone in self._files.keys() - stamps.keys():
                self._forget(gone, found)
            due = [path for path in paths if path not in self._files or self._files[path].stamp != stamps[path]]
            self.is_fresh = True
            await self._check(due, stamps, report, found)
        diagnostics = [one for path in sorted(self._findings.files) for one in self._findings.files[path]]
        for path, file in sorted(self._files.items()):
            if (why := file.skipped or file.left_out) is not None:
                skipped.append(Skipped(path, why, partly=file.skipped is None))
        return CheckedPaths(tuple(diagnostics), sum(not file.skipped for file in self._files.values()), tuple(skipped))

    def covers(self, path: Path) -> bool:
        """Whether a file was checked as part of the workspace."""
        return path in self._files

    def expire(self) -> None:
        """Nothing that was checked holds any more: a configuration was changed."""
        self._files.clear()
        self.is_fresh = False

    def stop(self) -> None:
        """End what runs."""
        for checker in self._checkers:
            checker.stop()

    async def stopped(self) -> None:
        """End what runs and wait until nothing is left of it."""
        self.stop()
        await asyncio.gather(*(checker.stopped() for checker in (*self._checkers, *self._ending)))

    async def _check(self, due: list[Path], stamps: dict[Path, Stamp], report: Report, found: Found) -> None:
        waiting = iter(due)
        done = 0

        async def work(checker: Checker) -> None:
            nonlocal done
            for path in waiting:
                checked = await checker.check(CheckFile(path))
                done += 1
                self._files[path] = _File(stamps[path], checked.skipped, checked.left_out)
                if checked.diagnostics:
                    self._findings.files[path] = checked.diagnostics
                else:
                    self._findings.files.pop(path, None)
                report(Progress(f"{done} of {len(due)} files", 100 * done / len(due)))
                found(path)

        count = min(len(due), _MOST_PROCESSES, max(1, (os.cpu_count() or 1) - 1))
        self._checkers = [Checker((*COMMAND, "--background")) for _ in range(count)]
        try:
            async with asyncio.TaskGroup() as group:
                for checker in self._checkers:
                    group.create_task(work(checker))
        except BaseException:  # cancelled too: not all files were checked
            self.is_fresh = False
            raise
        finally:
            self.stop()
            self._ending, self._checkers = self._checkers, []

    def _forget(self, path: Path, found: Found) -> None:
        del self._files[path]
        if self._findings.files.pop(path, None) is not None:
            found(path)


def _listed(folders: Iterable[Path]) -> tuple[list[Path], list[Skipped], dict[Path, Stamp]]:
    from leakline.ide.source_tree import source_paths  # loads the source model, which the start need not wait for

    paths, skipped = source_paths([folder for folder in folders if folder.is_dir()])
    stamps = {}
    for path in paths:
        try:
            state = path.stat()
        except OSError:  # gone since the folder was listed
            continue
        stamps[path] = state.st_mtime_ns, state.st_size
    return [path for path in paths if path in stamps], skipped, stamps
