"""Actions over standard streams: complete edits that mend a finding, of the kinds that a client asks for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from lsprotocol import types

from leakline.text.positions import Encoding
from tests.lsp.clients import ASKING, PUSHED, Client, applied, connected
from tests.lsp.test_findings_over_lsp import LEAK as LEAK_AFTER_COMMENT

pytestmark = pytest.mark.asyncio

PROFILES = [*ASKING, *PUSHED]
ENCODINGS = {"vscode": Encoding.UTF16, "neovim": Encoding.UTF8, "pushed": Encoding.UTF32}
GLOBALS = """function one() {
\t/* 😋 */ first = 1;
\treturn first;
}
function two() {
\tsecond = 2;
\treturn second;
}
one(); two();
"""
MENDED = GLOBALS.replace("first = 1", "var first = 1").replace("second = 2", "var second = 2")
LEAK = LEAK_AFTER_COMMENT.replace("    /* 𝒳 */ bus", "    bus")
EVERYWHERE = types.Range(types.Position(0, 0), types.Position(99, 0))


def line(number: int) -> types.Range:
    return types.Range(types.Position(number, 0), types.Position(number, 99))


def titles(found: Sequence[types.CodeAction]) -> list[str]:
    return [one.title for one in found]


async def opened(client: Client, folder: Path, text: str) -> str:
    uri = (folder / "app.js").as_uri()
    client.open(uri, text)
    return uri


async def result(client: Client, uri: str, text: str, action: types.CodeAction) -> str:
    """The text after an action."""
    edits = await client.edits(action)
    assert list(edits) == [uri]
    return applied(text, edits[uri], ENCODINGS[client.profile])


@pytest.mark.parametrize("profile", PROFILES)
async def test_a_safe_fix_is_preferred_and_mends_one_finding(profile: str, tmp_path: Path) -> None:
    async with connected(profile, tmp_path) as client:
        uri = await opened(client, tmp_path, GLOBALS)
        found = [one for one in await client.actions(uri, line(1), "quickfix") if one.is_preferred]
        assert titles(found) == ["Declare 'first' with var"]
        assert await result(client, uri, GLOBALS, found[0]) == GLOBALS.replace("first = 1", "var first = 1")


@pytest.mark.parametrize("profile", PROFILES)
async def test_all_of_a_kind_are_fixed_at_once(profile: str, tmp_path: Path) -> None:
    async with connected(profile, tmp_path) as client:
        uri = await opened(client, tmp_path, GLOBALS)
        found = {one.title: one for one in await client.actions(uri, line(1))}
        one_kind, everything = "Fix all implicit-global in this file (2)", "Fix all safe leakline problems"
        assert found[one_kind].kind == "quickfix"
        assert found[everything].kind == "source.fixAll.leakline"
        for title in (one_kind, everything):
            assert await result(client, uri, GLOBALS, found[title]) == MENDED


async def test_only_the_kinds_that_are_asked_for_are_offered(tmp_path: Path) -> None:
    async with connected("vscode", tmp_path) as client:
        uri = await opened(client, tmp_path, GLOBALS)
        for only in ("source", "source.fixAll", "source.fixAll.leakline"):
            assert titles(await client.actions(uri, EVERYWHERE, only)) == ["Fix all safe leakline problems"]
        assert {one.kind for one in await client.actions(uri, EVERYWHERE, "quickfix")} == {"quickfix"}
        for only in ("refactor", "source.organizeImports", "source.fixAll.other", "quick"):
            assert await client.actions(uri, EVERYWHERE, only) == []


async def test_an_action_names_the_client_s_own_diagnostic(tmp_path: Path) -> None:
    async with connected("vscode", tmp_path) as client:
        uri = await opened(client, tmp_path, GLOBALS)
        first, second = await client.items(uri)
        found = await client.actions(uri, first.range, "quickfix", diagnostics=[first, second])
        single = next(one for one in found if one.is_preferred)
        assert single.diagnostics == (first,)
        assert next(one for one in found if "Fix all" in one.title).diagnostics == (first, second)


async def test_a_fix_that_is_not_safe_says_so(tmp_path: Path) -> None:
    async with connected("vscode", tmp_path) as client:
        uri = await opened(client, tmp_path, LEAK)
        fix, ignore = await client.actions(uri, line(5), "quickfix")
        assert "unsafe" in fix.title
        assert not fix.is_preferred
        assert ignore.title == "Ignore unremoved-listener here, with a reason"
        for action in (fix, ignore):
            text = await result(client, uri, LEAK, action)
            client.text_document_did_change(
                types.DidChangeTextDocumentParams(
                    types.VersionedTextDocumentIdentifier(version=2, uri=uri),
                    [types.TextDocumentContentChangeWholeDocument(text)],
                )
            )
            assert await client.items(uri) == []
            client.text_document_did_change(
                types.DidChangeTextDocumentParams(
                    types.VersionedTextDocumentIdentifier(version=1, uri=uri),
                    [types.TextDocumentContentChangeWholeDocument(LEAK)],
                )
            )


async def test_an_action_of_an_older_version_is_refused(tmp_path: Path) -> None:
    async with connected("vscode", tmp_path) as client:
        uri = await opened(client, tmp_path, GLOBALS)
        action = (await client.actions(uri, line(1), "quickfix"))[0]
        assert action.edit is None
        client.edit(uri, 2, (0, 0), (0, 0), "\n")
        with pytest.raises(Exception, match="the document changed"):
            await client.edits(action)


@pytest.mark.parametrize(("profile", "version"), [("vscode", 1), ("neovim", None), ("pushed", 1)])
async def test_edits_name_the_version_where_the_client_looks_at_it(
    profile: str, version: int | None, tmp_path: Path
) -> None:
    async with connected(profile, tmp_path) as client:
        uri = await opened(client, tmp_path, GLOBALS)
        action = (await client.actions(uri, line(1), "quickfix"))[0]
        assert (action.edit is None) == (profile == "vscode")
        if action.edit is None:
            action = await client.code_action_resolve_async(action)
        assert action.edit is not None
        if version is None:
            assert list(action.edit.changes or {}) == [uri]
        else:
            (change,) = action.edit.document_changes or ()
            assert isinstance(change, types.TextDocumentEdit)
            assert change.text_document.version == version


async def test_clients_without_literal_actions_get_none(tmp_path: Path) -> None:
    async with connected("bare", tmp_path) as client:
        uri = await opened(client, tmp_path, GLOBALS)
        assert await client.actions(uri, line(1)) == []


async def test_a_rule_that_is_switched_off_has_no_actions(tmp_path: Path) -> None:
    async with connected("vscode", tmp_path, settings={"rules": {"implicit-global": "off"}}) as client:
        await client.until(lambda: client.diagnostic_refresh_count == 1)
        uri = await opened(client, tmp_path, GLOBALS)
        assert await client.actions(uri, EVERYWHERE) == []
