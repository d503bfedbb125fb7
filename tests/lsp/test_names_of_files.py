"""Diagnostics are shown on the file that the client has, by whatever name it calls it and whatever it holds."""

from __future__ import annotations

from pathlib import Path

import pytest
from lsprotocol import types

from tests.lsp.clients import connected
from tests.lsp.conftest import Workspace

pytestmark = pytest.mark.asyncio


async def test_a_file_that_the_client_writes_differently_is_shown_once(workspace: Workspace) -> None:
    own = workspace.listeners.as_uri()
    other = own.replace("listeners", "%6Cisteners")
    async with connected("utf-16", workspace.folder) as client:
        await client.command("leakline.compareSnapshots", *workspace.uris)
        assert client.diagnostics[own]
        client.open(other, workspace.listeners.read_text())
        await client.until(lambda: bool(client.diagnostics.get(other)))
        assert not client.diagnostics[own]
        client.text_document_did_close(types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(other)))
        await client.until(lambda: bool(client.diagnostics[own]))
        assert not client.diagnostics[other]


async def test_a_linked_workspace_shows_its_own_names(workspace: Workspace, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(workspace.folder)
    async with connected("utf-16", link) as client:
        await client.command("leakline.compareSnapshots", *workspace.uris)
        assert client.diagnostics.keys() == {(link / name).as_uri() for name in ("listeners.js", "store.js")}
        client.open((link / "listeners.js").as_uri(), workspace.listeners.read_text())
        assert await client.lenses((link / "listeners.js").as_uri())


async def test_a_text_that_was_edited_before_the_comparison_is_met(workspace: Workspace) -> None:
    uri = workspace.listeners.as_uri()
    async with connected("utf-16", workspace.folder) as client:
        client.open(uri, "// not saved\n\n" + workspace.listeners.read_text())
        outcome = await client.command("leakline.compareSnapshots", *workspace.uris)
        said = "'tick' listener is never removed from 'bus' (+10 in each interval)"
        await client.until(lambda: said in [one.message for one in client.diagnostics.get(uri, ())])
        (line,) = [one.range.start.line for one in client.diagnostics[uri] if one.message == said]
        assert workspace.listeners.read_text().split("\n")[line - 2].strip().startswith("/* 😋é */ bus.on('tick'")
        assert line + 1 in [suspect["location"]["line"] for suspect in outcome["suspects"]]


async def test_a_file_outside_of_the_workspace_is_shown_too(workspace: Workspace, tmp_path: Path) -> None:
    async with connected("utf-16", tmp_path) as client:
        await client.command("leakline.compareSnapshots", *workspace.uris)
        assert workspace.listeners.as_uri() in client.diagnostics
