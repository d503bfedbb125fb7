"""``workspace/didChangeWatchedFiles``: configurations and source files that change beside the editor."""

from __future__ import annotations

from pathlib import PurePosixPath

from lsprotocol import types

from leakline.ide.configuration_files import NAMES
from leakline.lsp.session import Session

_SOURCES = "**/*.{js,cjs,mjs,jsx,ts,cts,mts,tsx}"


def register(session: Session) -> None:
    """Add the handler."""
    session.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)(did_change_watched_files)


async def register_for_files(ls: Session) -> None:
    """Ask to be told, where the client wants to be asked."""
    if ls.client.registers_watchers:
        patterns = [f"**/{name}" for name in NAMES] + [_SOURCES]
        options = types.DidChangeWatchedFilesRegistrationOptions([types.FileSystemWatcher(one) for one in patterns])
        registration = types.Registration("leakline-files", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
        await ls.client_register_capability_async(types.RegistrationParams([registration]))


def did_change_watched_files(ls: Session, params: types.DidChangeWatchedFilesParams) -> None:
    """Check again what changed files have a say in."""
    names = {PurePosixPath(change.uri).name for change in params.changes}
    if names & set(NAMES):
        ls.findings.expire()
        ls.sweep.expire()
        ls.show_findings()
    else:
        ls.sweep.is_fresh = False
