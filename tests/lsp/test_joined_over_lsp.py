"""What both witnesses say, in clients that ask for diagnostics: each fault once, wherever the file is shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from lsprotocol import types

from tests.lsp.clients import ASKING, PUSHED, Client, connected
from tests.lsp.conftest import Workspace

pytestmark = pytest.mark.asyncio


def data_of(found: Sequence[types.Diagnostic]) -> list[str]:
    """The fingerprints of what is shown, each of which is one fault."""
    return [one.data["fingerprint"] for one in found if isinstance(one.data, dict)]


async def compared(client: Client, workspace: Workspace) -> None:
    await client.command("leakline.compareSnapshots", *workspace.uris)


async def shown(client: Client, uri: str, true: Callable[[Sequence[types.Diagnostic]], bool]) -> list[types.Diagnostic]:
    """What the user sees of a document, once that is as expected; a client that asks is told when to."""
    if client.profile in PUSHED:
        await client.until(lambda: true(client.diagnostics.get(uri, ())))
    found = await client.items(uri)
    assert true(found)
    return [*found]


def both_said(found: Sequence[types.Diagnostic]) -> bool:
    """Whether a finding of the source tells of what the heap says, and nothing else does."""
    codes = {one.code for one in found if one.severity == types.DiagnosticSeverity.Error}
    return bool(codes) and "heap-growth" not in {one.code for one in found}


@pytest.mark.parametrize("profile", [*ASKING, *PUSHED])
async def test_a_fault_is_shown_once_open_or_closed(profile: str, workspace: Workspace) -> None:
    uri = workspace.store.as_uri()
    async with connected(profile, workspace.folder) as client:
        await compared(client, workspace)
        assert [one.code for one in client.diagnostics[uri]] == ["heap-growth"]
        client.open(uri, workspace.store.read_text())
        if profile in ASKING:
            await client.pull(uri)
            await client.until(lambda: not client.diagnostics[uri])
        (found,) = await shown(client, uri, both_said)
        assert found.code == "unbounded-cache"
        client.text_document_did_close(types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(uri)))
        await client.until(lambda: [one.code for one in client.diagnostics[uri]] == ["heap-growth"])


@pytest.mark.parametrize("profile", ["vscode", "neovim"])
async def test_a_finding_that_the_heap_confirms_stands_for_both(profile: str, workspace: Workspace) -> None:
    uri = workspace.listeners.as_uri()
    async with connected(profile, workspace.folder) as client:
        client.open(uri, workspace.listeners.read_text())
        before = await shown(client, uri, bool)
        await compared(client, workspace)
        if profile == "vscode":
            await client.until(lambda: client.diagnostic_refresh_count >= 1)
        after = await shown(client, uri, both_said)
        assert len(set(data_of(after))) == 1
        told = [(one.code, one.range) for one in before if one.code != "shared-context"]
        assert [(one.code, one.range) for one in after] == told, "two rules that know one fault are one error"
        confirmed = next(one for one in after if one.code == "unremoved-listener")
        if confirmed.related_information is not None:  # where the client shows what belongs to a diagnostic
            assert any(one.message.startswith("shared-context: ") for one in confirmed.related_information)
        assert (confirmed.severity, confirmed.message) == (
            types.DiagnosticSeverity.Error,
            "'tick' listener is never removed from 'bus' (+10 in each interval)",
        )
        hover = await client.hover(uri, confirmed.range.start.line, confirmed.range.start.character + 1)
        assert hover is not None
        assert isinstance(hover.contents, types.MarkupContent)
        assert "10" in hover.contents.value
        assert len(hover.contents.value.splitlines()) < 25
        await client.command("leakline.clearSnapshots")
        assert await shown(client, uri, lambda found: [*found] == before) == before


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


async def test_a_rule_that_is_off_leaves_what_grows_to_the_heap(workspace: Workspace) -> None:
    uri = workspace.store.as_uri()
    async with connected("utf-16", workspace.folder) as client:
        await compared(client, workspace)
        assert [one.severity for one in client.diagnostics[uri]] == [types.DiagnosticSeverity.Error]
        rules = {"leakline": {"rules": {"unbounded-cache": "off"}}}
        client.set_configuration(rules)
        client.workspace_did_change_configuration(types.DidChangeConfigurationParams(None))
        await client.until(
            lambda: [one.severity for one in client.diagnostics[uri]] == [types.DiagnosticSeverity.Warning]
        )
        suspects = await client.command("leakline.suspects")
        assert not any(one["cause"]["rule"] == "unbounded-cache" for one in suspects["suspects"] if one["cause"])
