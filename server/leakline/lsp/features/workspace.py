"""``workspace/diagnostic`` and ``leakline.checkWorkspace``: the findings of files that are not open."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

from lsprotocol import types

from leakline.ide.check_model import CheckedPaths
from leakline.lsp.features.diagnostics import report
from leakline.lsp.progress import WorkDone
from leakline.lsp.session import Session
from leakline.lsp.sweep import Found
from leakline.report.findings import findings_json

_SECONDS_BETWEEN_PARTS = 0.25


def register(session: Session) -> None:
    """Add the command; the request is added with ``textDocument/diagnostic``."""
    session.command("leakline.checkWorkspace")(check_workspace)


def register_for(session: Session) -> None:
    """Add the handler, once the client is known to ask."""
    session.feature(types.WORKSPACE_DIAGNOSTIC)(workspace_diagnostic)


async def check_workspace(ls: Session, params: types.ExecuteCommandParams) -> dict[str, Any]:
    """Check all files, show what is found, and return it in the shape of ``leakline check --format json``."""
    await ls.current_settings()
    checked = await _swept(ls, params.work_done_token, lambda _: None)
    ls.show_findings()
    base = ls.folders[0].real if ls.folders else Path.cwd()
    return findings_json(checked, base)


async def workspace_diagnostic(ls: Session, params: types.WorkspaceDiagnosticParams) -> dict[str, Any]:
    """Reports about files with findings, and about those that the client knows of; unchanged ones are told as such.

    Open documents are left out: the client asks for them one by one.
    """
    settings = await ls.current_settings()
    known = {one.uri: one.value for one in params.previous_result_ids}
    if not settings.workspace_diagnostics:
        return {"items": [_report(uri, [], value) for uri, value in known.items()]}
    parts = _Parts(ls, params.partial_result_token, known)
    if not (ls.sweep.is_fresh and ls.client.registers_watchers):
        await _swept(ls, params.work_done_token, parts.add)
    for path in ls.findings.files:
        parts.add(path)
    for uri in known.keys() - parts.uris:
        parts.add_nothing(uri)
    return {"items": parts.rest()}


class _Parts:
    """Reports as they come, sent in parts where the client takes parts."""

    def __init__(self, ls: Session, token: types.ProgressToken | None, known: dict[str, str]) -> None:
        self._ls = ls
        self._token = token
        self._known = known
        self._items: list[dict[str, Any]] = []
        self._sent_at = asyncio.get_running_loop().time()
        self.uris: set[str] = set()

    def add(self, path: Path) -> None:
        """Report a file, once."""
        uri = self._ls.uri_of(path)
        findings = self._ls.findings.files.get(path, ())
        if uri in self.uris or self._ls.documents.at(path) is not None or not (findings or uri in self._known):
            return
        self.uris.add(uri)
        self._items.append(_report(uri, self._ls.view().pulled(path, findings), self._known.get(uri)))
        now = asyncio.get_running_loop().time()
        if self._token is not None and now - self._sent_at >= _SECONDS_BETWEEN_PARTS:
            self._sent_at = now
            params = {"token": self._token, "value": {"items": self.rest()}}
            self._ls.protocol.send(types.PROGRESS, params)

    def add_nothing(self, uri: str) -> None:
        """Report a file that the client knows and that has no findings any more; nothing about an open one."""
        if self._ls.documents.get(uri) is None:
            self._items.append(_report(uri, [], self._known.get(uri)))

    def rest(self) -> list[dict[str, Any]]:
        """What was not sent yet."""
        items, self._items = self._items, []
        return items


def _report(uri: str, items: list[dict[str, Any]], previous: str | None) -> dict[str, Any]:
    return {**report(items, previous), "uri": uri, "version": None}


async def _swept(ls: Session, token: types.ProgressToken | None, found: Found) -> CheckedPaths:
    """Run a sweep with progress; the user may cancel it, which leaves what it has found."""
    work = WorkDone(ls.protocol, "Checking the workspace")
    if token is not None:
        work.begin_with(token)
    elif ls.client.progress and not ls.sweep.is_fresh:
        ls.tasks.start(work.create())
    folders = tuple(folder.real for folder in ls.folders)
    running = asyncio.ensure_future(ls.sweep.run(folders, work.report, found))

    def stop() -> None:
        running.cancel()

    ls.cancellable[work.token] = stop
    message = "cancelled"
    try:
        checked = await running
        message = f"{len(checked.diagnostics)} findings in {checked.files} files"
        return checked
    finally:
        running.cancel()
        del ls.cancellable[work.token]
        work.end(message)
