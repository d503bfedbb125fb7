"""``initialize``, ``initialized``, ``shutdown`` and the folders of the workspace."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence
from pathlib import Path

from lsprotocol import types

from leakline.lsp.background import in_thread
from leakline.lsp.client import client_of
from leakline.lsp.features import diagnostics, workspace
from leakline.lsp.features.settings import expect, pull, register_for_changes, take
from leakline.lsp.features.watching import register_for_files
from leakline.lsp.locations import Folder, path_of
from leakline.lsp.session import Session

_SCRIPTS = (".js", ".cjs", ".mjs", ".jsx", ".ts", ".cts", ".mts", ".tsx", "package.json")
_SKIPPED = {"node_modules", ".git", ".hg", ".venv"}
_MOST_DIRECTORIES = 500


def register(session: Session) -> None:
    """Add the handlers."""
    session.feature(types.INITIALIZE)(initialize)
    session.feature(types.INITIALIZED)(initialized)
    session.feature(types.SHUTDOWN)(shutdown)
    session.feature(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)(did_change_workspace_folders)


def initialize(ls: Session, params: types.InitializeParams) -> None:
    """Learn what the client can do, where the workspace is and what the user chose."""
    ls.client = client_of(params.capabilities)
    ls.folders = _folders(params)
    if ls.client.pulls_diagnostics:
        diagnostics.register_for(ls)
        workspace.register_for(ls)
    expect(ls)
    ls.tasks.start(ls.checker.write_pages(ls.pages.folder))
    options = params.initialization_options
    if isinstance(options, dict):
        take(ls, options.get("leakline", options))


async def initialized(ls: Session, _params: types.InitializedParams) -> None:
    """Ask for the settings, and start the heap worker if there is JavaScript to have leaks in."""
    await asyncio.gather(register_for_changes(ls), register_for_files(ls), pull(ls))
    if ls.code is not None:
        await ls.checker.idle()
        await in_thread(ls.code.keep)
    folders = ls.folder_paths
    if await in_thread(lambda: any(holds_javascript(folder) for folder in folders)):
        await ls.checker.idle()  # what is open comes before heaps that may never be compared
        ls.prepare_worker()


def shutdown(ls: Session, _params: None) -> None:
    """End the worker and what waits for it."""
    ls.close()


def did_change_workspace_folders(ls: Session, params: types.DidChangeWorkspaceFoldersParams) -> None:
    """Follow the folders of the workspace."""
    removed = {path_of(folder.uri) for folder in params.event.removed}
    kept = tuple(folder for folder in ls.folders if folder.path not in removed)
    added = _at([folder.uri for folder in params.event.added])
    ls.folders = kept + tuple(folder for folder in added if folder not in kept)


def holds_javascript(folder: Path) -> bool:
    """Whether a folder has a script near its top; looks at a bounded number of directories."""
    directories = [os.fspath(folder)]
    for seen, directory in enumerate(directories):
        if seen == _MOST_DIRECTORIES:
            break
        try:
            with os.scandir(directory) as entries:
                for entry in entries:
                    if entry.name.endswith(_SCRIPTS):
                        return True
                    if entry.name not in _SKIPPED and entry.is_dir(follow_symlinks=False):
                        directories.append(entry.path)
        except OSError:  # no permission, or gone meanwhile
            continue
    return False


def _folders(params: types.InitializeParams) -> tuple[Folder, ...]:
    if params.workspace_folders:
        return _at([folder.uri for folder in params.workspace_folders])
    if params.root_uri:
        return _at([params.root_uri])
    return (Folder.at(Path(params.root_path)),) if params.root_path else ()


def _at(uris: Sequence[str]) -> tuple[Folder, ...]:
    return tuple(Folder.at(path) for path in map(path_of, uris) if path is not None)
