"""Settings arrive by every way that clients have, and change what is shown."""

from __future__ import annotations

import pytest
from lsprotocol import types

from tests.lsp.clients import Client, connected
from tests.lsp.conftest import Workspace

pytestmark = pytest.mark.asyncio

BAD = "leakline.codeLens: expected true or false, not 'yes'; the default is kept"


def changed(client: Client, settings: object) -> None:
    client.workspace_did_change_configuration(types.DidChangeConfigurationParams(settings=settings))


async def shown(client: Client) -> list[str]:
    """The messages so far, after everything sent before was handled."""
    await client.command("leakline.suspects")
    return [message.message for message in client.messages]


async def test_snapshots_of_the_settings_need_no_arguments(workspace: Workspace) -> None:
    settings = {"snapshots": ["heap/*.heapsnapshot"]}
    async with connected("utf-8", workspace.folder, settings=settings) as client:
        outcome = await client.command("leakline.compareSnapshots")
        assert [snapshot["path"] for snapshot in outcome["snapshots"]] == [str(path) for path in workspace.snapshots]


async def test_without_snapshots_it_says_what_to_do(workspace: Workspace) -> None:
    async with connected("utf-8", workspace.folder) as client:
        with pytest.raises(Exception, match=r"no snapshots: give their URIs, oldest first, or set leakline\.snapshots"):
            await client.command("leakline.compareSnapshots")


async def test_a_rule_s_severity_follows_the_settings(workspace: Workspace) -> None:
    async with connected("utf-16", workspace.folder, settings={"rules": {"heap-growth": "hint"}}) as client:
        await client.command("leakline.compareSnapshots", *workspace.uris)
        uri = workspace.listeners.as_uri()
        assert {one.severity for one in client.diagnostics[uri]} == {types.DiagnosticSeverity.Hint}
        client.set_configuration({"leakline": {"rules": {"heap-growth": "off"}}})
        changed(client, None)
        await client.until(lambda: not any(client.diagnostics.values()))
        client.set_configuration({"leakline": {}})
        changed(client, None)
        await client.until(
            lambda: {one.severity for one in client.diagnostics[uri]} == {types.DiagnosticSeverity.Error}
        )


async def test_lenses_can_be_switched_off_and_the_client_is_told(workspace: Workspace) -> None:
    async with connected("utf-16", workspace.folder) as client:
        await client.command("leakline.compareSnapshots", *workspace.uris)
        client.open(workspace.listeners.as_uri(), workspace.listeners.read_text())
        assert await client.lenses(workspace.listeners.as_uri())
        await client.until(lambda: client.lens_refreshes == 1)
        client.set_configuration({"leakline": {"codeLens": False}})
        changed(client, None)
        await client.until(lambda: client.lens_refreshes == 2)
        assert not await client.lenses(workspace.listeners.as_uri())


async def test_inlay_hints_are_shown_to_who_asks_for_them(workspace: Workspace) -> None:
    text = "function f(data) {\n  const 𝒳 = 1; return () => data;\n}\n"
    uri = (workspace.folder / "hints.js").as_uri()
    params = types.InlayHintParams(
        text_document=types.TextDocumentIdentifier(uri),
        range=types.Range(start=types.Position(line=0, character=0), end=types.Position(line=9, character=0)),
    )
    for settings, shown_hints in (({}, []), ({"inlayHints": {"contexts": True}}, [(1, 23, "keeps {data}")])):
        async with connected("utf-16", workspace.folder, settings=settings) as client:
            client.open(uri, text)
            hints = await client.text_document_inlay_hint_async(params)
            found = [(hint.position.line, hint.position.character, hint.label) for hint in hints or ()]
            assert found == shown_hints


async def test_only_clients_that_ask_for_it_get_a_registration(workspace: Workspace) -> None:
    async with connected("utf-16", workspace.folder) as client:
        await client.until(lambda: bool(client.registrations))
        assert [one.method for one in client.registrations] == ["workspace/didChangeConfiguration"]
    for profile in ("utf-8", "utf-32", "bare"):
        async with connected(profile, workspace.folder) as client:
            await client.command("leakline.suspects")
            assert client.registrations == []


async def test_a_bad_value_is_told_once(workspace: Workspace) -> None:
    async with connected("utf-16", workspace.folder, settings={"codeLens": "yes"}) as client:
        await client.until(lambda: bool(client.messages))
        changed(client, None)
        assert await shown(client) == [BAD]
        assert client.messages[0].type == types.MessageType.Warning


async def test_a_rule_that_does_not_exist_is_told_once(workspace: Workspace) -> None:
    settings = {"rules": {"blocking-cal": "off"}}
    async with connected("utf-16", workspace.folder, settings=settings) as client:
        await client.until(lambda: bool(client.messages))
        client.set_configuration({"leakline": {"rules": {"blocking-cal": "hint", "heap-growth": "hint"}}})
        changed(client, None)
        (message,) = await shown(client)
        assert message.startswith("leakline.rules: there is no rule 'blocking-cal'; known are abort-listener, ")


@pytest.mark.parametrize("options", [{"codeLens": "yes"}, {"leakline": {"codeLens": "yes"}}])
async def test_initialization_options_are_settings(workspace: Workspace, options: dict[str, object]) -> None:
    async with connected("bare", workspace.folder, options=options) as client:
        assert await shown(client) == [BAD]


@pytest.mark.parametrize("sent", [{"leakline": {"codeLens": "yes"}}, {"codeLens": "yes"}])
async def test_clients_that_cannot_be_asked_send_settings_along(workspace: Workspace, sent: object) -> None:
    async with connected("utf-32", workspace.folder) as client:
        assert await shown(client) == []
        changed(client, sent)
        assert await shown(client) == [BAD]


async def test_a_path_mapping_finds_files_elsewhere(
    workspace: Workspace, tmp_path_factory: pytest.TempPathFactory
) -> None:
    copy = tmp_path_factory.mktemp("elsewhere").resolve() / "listeners.js"
    copy.write_text(workspace.listeners.read_text())
    settings = {"pathMappings": {str(workspace.folder): "."}}
    async with connected("utf-16", copy.parent, settings=settings) as client:
        await client.command("leakline.compareSnapshots", *workspace.uris)
        assert copy.as_uri() in client.diagnostics
