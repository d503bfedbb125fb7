"""The main job over standard streams, for clients that count columns differently and understand more or less."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from lsprotocol import types

from tests.contracts import violations
from tests.lsp.clients import CAPABILITIES, Client, connected
from tests.lsp.conftest import Workspace

pytestmark = pytest.mark.asyncio(loop_scope="module")

ENCODINGS = {"utf-8": "utf-8", "utf-16": "utf-16", "utf-32": "utf-32", "bare": "utf-16"}
ARROW = "() => { store.seen += 1; }"


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=CAPABILITIES)
async def client(request: pytest.FixtureRequest, workspace: Workspace) -> AsyncIterator[Client]:
    """A client of each kind that has compared the workspace's snapshots."""
    async with connected(request.param, workspace.folder) as client:
        client.outcome = await client.command("leakline.compareSnapshots", *workspace.uris)
        yield client


def column(text: str, index: int, encoding: str) -> int:
    """The column of a character, worked out by Python's codecs."""
    head = text[:index]
    sizes = {"utf-8": lambda: len(head.encode()), "utf-16": lambda: len(head.encode("utf-16-le")) // 2}
    return sizes.get(encoding, lambda: len(head))()


def words_at(path: Path, found: types.Range, encoding: str) -> str:
    """The text that a range on one line covers."""
    lines = path.read_text().split("\n")
    line = lines[found.start.line]
    columns = [column(line, index, encoding) for index in range(len(line) + 1)]
    assert found.end.line == found.start.line
    return line[columns.index(found.start.character) : columns.index(found.end.character)]


def place_of(path: Path, words: str, encoding: str) -> tuple[int, int]:
    """Line and column of the first occurrence of some words."""
    for number, line in enumerate(path.read_text().split("\n")):
        if words in line:
            return number, column(line, line.index(words), encoding)
    raise AssertionError(words)


def suspect_at(outcome: Mapping[str, Any], path: Path, words: str) -> dict[str, Any]:
    """The suspect that the outcome reports at some words of a file."""
    line, character = place_of(path, words, "utf-16")
    found = [
        suspect
        for suspect in outcome["suspects"]
        if suspect["location"]
        and (suspect["location"]["path"], suspect["location"]["line"], suspect["location"]["column"])
        == (str(path), line + 1, character + 1)
    ]
    assert len(found) == 1, outcome["suspects"]
    suspect: dict[str, Any] = found[0]
    return suspect


async def test_the_client_s_encoding_is_taken(client: Client) -> None:
    capabilities = client.answer.capabilities
    assert capabilities.position_encoding == ENCODINGS[client.profile]
    assert capabilities.execute_command_provider is not None
    assert set(capabilities.execute_command_provider.commands) == {
        "leakline.compareSnapshots",
        "leakline.clearSnapshots",
        "leakline.suspects",
        "leakline.explain",
        "leakline.checkWorkspace",
        "leakline.nextSuspect",
    }


async def test_the_command_returns_the_contract_s_json(client: Client, workspace: Workspace) -> None:
    assert violations(client.outcome, "compare") == []
    assert [snapshot["path"] for snapshot in client.outcome["snapshots"]] == [str(path) for path in workspace.snapshots]
    suspect = suspect_at(client.outcome, workspace.listeners, ARROW)
    assert (suspect["counts"], suspect["growing"], suspect["kind"]) == ([0, 10, 20], True, "closure")
    assert await client.command("leakline.suspects") == client.outcome


async def test_every_file_with_suspects_gets_diagnostics_though_none_is_open(
    client: Client, workspace: Workspace
) -> None:
    assert {workspace.listeners.as_uri(), workspace.store.as_uri()} <= client.diagnostics.keys()
    found = client.diagnostics[workspace.listeners.as_uri()]
    (leak,) = [one for one in found if words_at(workspace.listeners, one.range, ENCODINGS[client.profile]) == ARROW]
    assert (leak.source, leak.code, leak.severity) == ("leakline", "heap-growth", types.DiagnosticSeverity.Error)
    assert len(leak.message) <= 80


async def test_a_diagnostic_leads_along_the_trace_where_the_client_can_show_it(
    client: Client, workspace: Workspace
) -> None:
    encoding = ENCODINGS[client.profile]
    for one in client.diagnostics[workspace.listeners.as_uri()]:
        able = CAPABILITIES[client.profile]["textDocument"]["publishDiagnostics"]
        assert bool(one.related_information) == bool(able.get("relatedInformation"))
        assert (one.data is not None) == bool(able.get("dataSupport"))
        for related in one.related_information or ():
            path = {file.as_uri(): file for file in (workspace.listeners, workspace.store)}[related.location.uri]
            assert words_at(path, related.location.range, encoding)


async def test_a_hover_explains_and_a_lens_counts(client: Client, workspace: Workspace) -> None:
    uri = workspace.listeners.as_uri()
    client.open(uri, workspace.listeners.read_text())
    line, character = place_of(workspace.listeners, ARROW, ENCODINGS[client.profile])
    hover = await client.hover(uri, line, character + 1)
    assert hover is not None
    assert isinstance(hover.contents, types.MarkupContent)
    assert hover.contents.kind == ("plaintext" if client.profile == "bare" else "markdown")
    for words in ("0 → 10 → 20", "on('tick')", "payload"):
        assert words in hover.contents.value.replace("\\", "")
    if client.profile == "bare":
        assert "**" not in hover.contents.value
        assert "```" not in hover.contents.value

    fingerprint = suspect_at(client.outcome, workspace.listeners, ARROW)["fingerprint"]
    lenses = await client.lenses(uri)
    (lens,) = [one for one in lenses if one.command and one.command.arguments == (fingerprint,)]
    assert lens.command is not None
    assert (lens.command.command, lens.range.start.line) == ("leakline.explain", line)
    assert "+10" in lens.command.title
    page = await client.command(lens.command.command, *lens.command.arguments or ())
    assert "0 → 10 → 20" in page
    assert await client.command("leakline.explain", "00000000ffff") is None
    client.text_document_did_close(types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(uri)))


async def test_everything_follows_edits_and_comes_back_when_they_are_dropped(
    client: Client, workspace: Workspace
) -> None:
    uri, encoding = workspace.listeners.as_uri(), ENCODINGS[client.profile]
    text = workspace.listeners.read_text()
    await client.command("leakline.suspects")  # what was closed before is published as it is on the disk
    before = client.diagnostics[uri]
    client.open(uri, text)
    line, character = place_of(workspace.listeners, ARROW, encoding)
    statement = place_of(workspace.listeners, "bus.on('tick'", encoding)[
        1
    ]  # where the rule, which reads it now, says it
    client.edit(uri, 2, (0, 0), (0, 0), "// a\u2028line\r\n// more\n")
    client.edit(uri, 3, (line + 2, 0), (line + 2, 0), "/* 😋 */")
    client.edit(uri, 4, (line + 20, 0), (line + 20, 0), "// the end\n")
    shift = column("/* 😋 */", 8, encoding)

    def starts() -> list[tuple[int, int]]:
        return [(one.range.start.line, one.range.start.character) for one in client.diagnostics[uri]]

    await client.until(lambda: (line + 2, statement + shift) in starts())
    lenses = await client.lenses(uri)
    assert (line + 2, character + shift) in [(one.range.start.line, one.range.start.character) for one in lenses]
    hover = await client.hover(uri, line + 2, character + shift + 1)
    assert hover is not None
    assert hover.range is not None
    assert hover.range.start < types.Position(line + 2, character + shift) < hover.range.end
    current = await client.command("leakline.suspects")
    moved = [suspect["location"]["line"] for suspect in current["suspects"] if suspect["location"]]
    assert line + 3 in moved

    client.text_document_did_close(types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(uri)))
    await client.until(lambda: client.diagnostics[uri] == before)


async def test_a_failed_comparison_says_why_and_leaves_what_there_was(client: Client, workspace: Workspace) -> None:
    before = dict(client.diagnostics)
    missing = workspace.folder / "heap" / "missing.heapsnapshot"
    with pytest.raises(Exception, match=r"missing\.heapsnapshot does not exist") as caught:
        await client.command("leakline.compareSnapshots", workspace.uris[0], missing.as_uri())
    assert (caught.value.code, caught.value.data) == (types.LSPErrorCodes.RequestFailed, None)  # type: ignore[attr-defined]
    assert "\n" not in str(caught.value)
    assert await client.command("leakline.suspects") == client.outcome
    assert client.diagnostics == before


async def test_clearing_takes_everything_away(client: Client, workspace: Workspace) -> None:
    await client.command("leakline.clearSnapshots")
    await client.until(lambda: all(not found for found in client.diagnostics.values()))
    assert (await client.command("leakline.suspects"))["suspects"] == []
    client.open(workspace.store.as_uri(), workspace.store.read_text())
    assert await client.lenses(workspace.store.as_uri()) == ()
    again = await asyncio.wait_for(client.command("leakline.compareSnapshots", workspace.uris), 60)
    assert again == client.outcome
