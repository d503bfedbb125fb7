"""What the rules say about the open documents, and about files that were checked as part of the workspace."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from leakline.ide.check_model import CheckDiagnostic
from leakline.lsp.checker.messages import Checked, CheckFile, CheckText
from leakline.lsp.checker.process import Checker
from leakline.lsp.documents import Document, Documents
from leakline.lsp.moves import moved
from leakline.text.edits import Edit, difference
from leakline.text.positions import LineIndex


@dataclass(frozen=True, slots=True)
class Known:
    """The findings of one version of a document."""

    document: Document
    diagnostics: tuple[CheckDiagnostic, ...]


class Findings:
    """Checks each document at most once a version, and only the newest of those that came while another was checked.

    ``tell`` is called with each outcome that is more than findings, for the log.
    """

    def __init__(self, checker: Checker, documents: Documents, tell: Callable[[str, Checked], None]) -> None:
        self._checker = checker
        self._documents = documents
        self._tell = tell
        self._known: dict[str, Known] = {}
        self._running: dict[str, asyncio.Task[None]] = {}
        self.files: dict[Path, tuple[CheckDiagnostic, ...]] = {}

    def of(self, path: Path) -> tuple[CheckDiagnostic, ...] | None:
        """What is known about a file as the client sees it; None while its newest version is being checked."""
        document = self._documents.at(path)
        if document is None or not document.is_javascript:
            return self.files.get(path, ())
        known = self._known.get(document.uri)
        return known.diagnostics if known is not None and known.document is document else None

    async def current(self, uri: str) -> Known | None:
        """Wait until the newest version of a document is checked; None once it is closed, or if it is none of ours."""
        while (document := self._documents.get(uri)) is not None and document.is_javascript:
            known = self._known.get(uri)
            if known is not None and known.document is document:
                return known
            if uri not in self._running:
                self._running[uri] = asyncio.ensure_future(self._check(uri))
            await asyncio.shield(self._running[uri])
        return None

    async def nearest(self, document: Document) -> tuple[CheckDiagnostic, ...]:
        """What is known about a document without waiting for a newer check, put where its text is now.

        Fixes that would not fit the text any more have no edits. Only the very first check is waited for.
        """
        known = self._known.get(document.uri) or await self.current(document.uri)
        if known is None or known.document is document:
            return known.diagnostics if known is not None else ()
        edit = difference(known.document.source.data, document.source.data)
        if edit is None:
            return known.diagnostics
        found = (_moved(one, edit, known.document.source.lines, document.source.lines) for one in known.diagnostics)
        return tuple(one for one in found if one is not None)

    async def of_file(self, path: Path) -> tuple[CheckDiagnostic, ...]:
        """The findings of a file, open or not, as it is now."""
        document = self._documents.at(path)
        known = await self.current(document.uri) if document is not None else None
        if known is not None:
            return known.diagnostics
        return (await self._checker.check(CheckFile(path))).diagnostics

    async def settled(self) -> None:
        """Wait until the checks that were asked for are done."""
        await self._checker.idle()

    async def forget(self, uri: str) -> None:
        """Let go of a closed document."""
        self._known.pop(uri, None)
        await self._checker.forget(uri)

    def expire(self) -> None:
        """Nothing that is known holds any more: a configuration was changed."""
        self._known.clear()
        self.files.clear()

    def stop(self) -> None:
        """Check nothing any more."""
        for task in self._running.values():
            task.cancel()

    async def _check(self, uri: str) -> None:
        try:
            document = self._documents.get(uri)
            if document is None:
                return
            source = document.source
            checked = await self._checker.check(CheckText(uri, source.path, source.data))
            if (checked.skipped, checked.problem, checked.left_out) != (None, None, None):
                self._tell(uri, checked)
            if self._documents.get(uri) is not None:
                self._known[uri] = Known(document, checked.diagnostics)
        finally:
            self._running.pop(uri, None)


def _moved(one: CheckDiagnostic, edit: Edit, before: LineIndex, after: LineIndex) -> CheckDiagnostic | None:
    place = moved(before.offset(one.range.start), before.offset(one.range.end), edit)
    if place is None:
        return None
    return replace(one, range=after.range(*place), related=(), fixes=tuple(replace(fix, edits=()) for fix in one.fixes))
