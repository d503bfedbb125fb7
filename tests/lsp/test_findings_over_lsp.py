"""Findings of the rules in open documents, for clients that ask for diagnostics and for those that are sent them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from lsprotocol import types

from tests.lsp.clients import ASKING, PUSHED, Client, connected

pytestmark = pytest.mark.asyncio

LEAK = """const { EventEmitter } = require('events');
const bus = new EventEmitter();
/* 𝒳 */ class View {
  constructor(model) {
    this.model = model;
    /* 𝒳 */ bus.on('tick', () => this.model.refresh());
  }
}
module.exports = View;
"""
RULE = "unremoved-listener"
COLUMN = {"vscode": 13, "neovim": 15, "pushed": 12}
PROFILES = [*ASKING, *PUSHED]


def codes(found: Sequence[types.Diagnostic]) -> list[str]:
    return [str(one.code) for one in found]


async def shown(client: Client, uri: str, *expected: str) -> Sequence[types.Diagnostic]:
    """The diagnostics of a document, once they have these codes."""
    if client.profile in PUSHED:
        await client.until(lambda: codes(client.diagnostics.get(uri, ())) == list(expected))
    found = await client.items(uri)
    assert codes(found) == list(expected)
    return found


@pytest.mark.parametrize("profile", PROFILES)
async def test_a_finding_is_shown_once_and_goes_with_the_code(profile: str, tmp_path: Path) -> None:
    uri = (tmp_path / "view.js").as_uri()
    async with connected(profile, tmp_path) as client:
        client.open(uri, LEAK)
        (found,) = await shown(client, uri, RULE)
        assert (found.range.start.line, found.range.start.character) == (5, COLUMN[profile])
        assert found.severity == types.DiagnosticSeverity.Warning
        assert found.source == "leakline"
        client.edit(uri, 2, (5, 0), (6, 0), "")
        await shown(client, uri)
        client.edit(uri, 3, (0, 0), (9, 0), LEAK)
        await shown(client, uri, RULE)


@pytest.mark.parametrize("profile", [*ASKING, *PUSHED, "bare"])
async def test_diagnostics_are_announced_to_those_that_ask(profile: str, tmp_path: Path) -> None:
    async with connected(profile, tmp_path) as client:
        announced = client.answer.capabilities.diagnostic_provider
        assert (announced is not None) == (profile in ASKING)


async def test_the_same_diagnostics_are_not_sent_twice(tmp_path: Path) -> None:
    uri = (tmp_path / "view.js").as_uri()
    async with connected("vscode", tmp_path) as client:
        client.open(uri, LEAK)
        full = await client.pull(uri)
        assert isinstance(full, types.RelatedFullDocumentDiagnosticReport)
        same = await client.pull(uri, full.result_id)
        assert isinstance(same, types.RelatedUnchangedDocumentDiagnosticReport)
        assert same.result_id == full.result_id
        client.edit(uri, 2, (0, 0), (0, 0), "// one line more\n")
        assert isinstance(await client.pull(uri, full.result_id), types.RelatedFullDocumentDiagnosticReport)


async def test_a_finding_leads_to_the_page_of_its_rule(tmp_path: Path) -> None:
    uri = (tmp_path / "view.js").as_uri()
    async with connected("vscode", tmp_path) as client:
        client.open(uri, LEAK)
        (found,) = await client.items(uri)
        assert found.code_description is not None
        page = Path(found.code_description.href.removeprefix("file://"))
        assert page.read_text().startswith(f"# {RULE}\n")
        hover = await client.hover(uri, 5, 15)
        assert hover is not None
        assert isinstance(hover.contents, types.MarkupContent)
        lines = hover.contents.value.partition("\n\n---")[0].splitlines()
        assert len(lines) < 12
        assert "never removed" in lines[0]
        assert found.code_description.href in lines[-1]
    assert not page.exists()


@pytest.mark.parametrize("profile", PROFILES)
async def test_rules_are_set_and_switched_off_without_a_restart(profile: str, tmp_path: Path) -> None:
    uri = (tmp_path / "view.js").as_uri()
    async with connected(profile, tmp_path, settings={"rules": {RULE: "error"}}) as client:
        settings = {"rules": {RULE: "off"}}
        if profile == "pushed":
            change(client, {"leakline": {"rules": {RULE: "error"}}})
        client.open(uri, LEAK)
        (found,) = await shown(client, uri, RULE)
        assert found.severity == types.DiagnosticSeverity.Error
        client.set_configuration({"leakline": settings})
        change(client, {"leakline": settings})
        if profile == "vscode":
            await client.until(lambda: client.diagnostic_refresh_count == 1)
        await shown(client, uri)


def change(client: Client, settings: object) -> None:
    client.workspace_did_change_configuration(types.DidChangeConfigurationParams(settings=settings))


@pytest.mark.parametrize("profile", ["vscode", "pushed"])
async def test_a_configuration_that_is_written_holds_at_once(profile: str, tmp_path: Path) -> None:
    uri = (tmp_path / "src" / "view.js").as_uri()
    file = tmp_path / "leakline.json"
    async with connected(profile, tmp_path) as client:
        if profile == "vscode":
            await client.until(lambda: len(client.registrations) == 2)
        client.open(uri, LEAK)
        await shown(client, uri, RULE)
        file.write_text(json.dumps({"rules": {RULE: "off"}}))
        written = types.FileEvent(file.as_uri(), types.FileChangeType.Created)
        client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([written]))
        if profile == "vscode":
            await client.until(lambda: client.diagnostic_refresh_count == 1)
        await shown(client, uri)
        file.write_text('{"rules": []}')
        client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([written]))
        if profile == "vscode":
            await client.until(lambda: client.diagnostic_refresh_count == 2)
        await shown(client, uri, RULE)
        assert [message.message.partition(":")[0] for message in client.messages] == [str(file)]


@pytest.mark.parametrize("profile", ["vscode", "pushed"])
async def test_what_cannot_be_checked_is_quiet_and_logged_once(profile: str, tmp_path: Path) -> None:
    uri = (tmp_path / "bundle.js").as_uri()
    huge = "var a=1;" * 1000
    async with connected(profile, tmp_path) as client:
        client.open(uri, huge)
        client.edit(uri, 2, (0, 0), (0, 0), "/**/")
        client.edit(uri, 3, (0, 0), (0, 0), "/**/")
        if profile == "vscode":
            assert await client.items(uri) == []
        await client.until(lambda: bool(client.log_messages))
        broken = (tmp_path / "broken.js").as_uri()
        client.open(broken, LEAK + "function f( { if (")
        await shown(client, broken, RULE)
        assert [one.message for one in client.log_messages] == [f"{uri} is not checked: minified"]
        assert client.messages == []


@pytest.mark.parametrize("profile", PROFILES)
async def test_findings_go_when_a_document_is_closed(profile: str, tmp_path: Path) -> None:
    uri = (tmp_path / "view.js").as_uri()
    async with connected(profile, tmp_path) as client:
        client.open(uri, LEAK)
        await shown(client, uri, RULE)
        client.text_document_did_close(types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(uri)))
        if profile in PUSHED:
            await client.until(lambda: not client.diagnostics[uri])
        assert not client.diagnostics.get(uri)


async def test_an_unsaved_document_has_findings(tmp_path: Path) -> None:
    async with connected("vscode", tmp_path) as client:
        client.open("untitled:Untitled-1", LEAK)
        assert codes(await client.items("untitled:Untitled-1")) == [RULE]


async def test_a_file_that_is_not_open_can_be_asked_about(tmp_path: Path) -> None:
    file = tmp_path / "view.js"
    file.write_text(LEAK)
    async with connected("vscode", tmp_path) as client:
        assert codes(await client.items(file.as_uri())) == [RULE]
