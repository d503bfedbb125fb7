"""What both witnesses say, in clients that ask for diagnostics: each fault once, wherever the file is shown."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from lsprotocol import types

from tests.lsp.clients import ASKING, Client, connected
from tests.lsp.conftest import Workspace

pytestmark = pytest.mark.asyncio


def data_of(found: Sequence[types.Diagnostic]) -> list[str]:
    """The fingerprints of what is shown, each of which is one fault."""
    return [one.data["fingerprint"] for one in found if isinstance(one.data, dict)]


async def compared(client: Client, workspace: Workspace) -> None:
    await client.command("leakline.compareSnapshots", *workspace.uris)


@pytest.mark.parametrize("profile", ASKING)
async def test_a_fault_is_shown_once_open_or_closed(profile: str, workspace: Workspace) -> None:
    uri = workspace.store.as_uri()
    async with connected(profile, workspace.folder) as client:
        await compared(client, workspace)
        assert [one.code for one in client.diagnostics[uri]] == ["heap-growth"]
        client.open(uri, workspace.store.read_text())
        await client.pull(uri)
        await client.until(lambda: not client.diagnostics[uri])
        shown = await client.items(uri)
        places = [(one.range.start.line, one.code) for one in shown]
        assert len(places) == len(set(places))
        assert len([one for one in shown if one.severity == types.DiagnosticSeverity.Error]) == 1
        client.text_document_did_close(types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(uri)))
        await client.until(lambda: [one.code for one in client.diagnostics[uri]] == ["heap-growth"])


async def test_a_finding_that_the_heap_confirms_stands_for_both(workspace: Workspace) -> None:
    uri = workspace.listeners.as_uri()
    async with connected("vscode", workspace.folder) as client:
        client.open(uri, workspace.listeners.read_text())
        before = await client.items(uri)
        await compared(client, workspace)
        await client.until(lambda: client.diagnostic_refresh_count >= 1)
        after = await client.items(uri)
        assert len(set(data_of(after))) == 1
        assert {one.code for one in after} <= {"heap-growth", *(one.code for one in before)}
        assert len({(one.code, one.range.start.line) for one in after}) == len(after)
        confirmed = next(one for one in after if one.severity == types.DiagnosticSeverity.Error)
        hover = await client.hover(uri, confirmed.range.start.line, confirmed.range.start.character + 1)
        assert hover is not None
        assert isinstance(hover.contents, types.MarkupContent)
        assert "10" in hover.contents.value
        assert len(hover.contents.value.splitlines()) < 25
        await client.command("leakline.clearSnapshots")
        assert await client.items(uri) == before


async def test_the_next_suspect_is_shown_and_after_the_last_comes_the_first(workspace: Workspace) -> None:
    async with connected("vscode", workspace.folder) as client:
        assert await client.command("leakline.nextSuspect") is None
        await compared(client, workspace)
        seen = [await client.command("leakline.nextSuspect") for _ in range(3)]
        files = {workspace.listeners.as_uri(), workspace.store.as_uri()}
        assert {one["uri"] for one in seen} == files
        assert seen[0] == seen[2] != seen[1]
        assert [one.uri for one in client.shown_documents] == [one["uri"] for one in seen]
        assert all(one.selection is not None for one in client.shown_documents)
        again = await client.command("leakline.nextSuspect", seen[0]["fingerprint"])
        assert again == seen[1]
    async with connected("neovim", workspace.folder) as client:
        await compared(client, workspace)
        assert (await client.command("leakline.nextSuspect"))["uri"] in files
        assert client.shown_documents == []
