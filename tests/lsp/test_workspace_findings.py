"""Findings of files that are not open: asked for by the client, or by the command where it cannot ask."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from pathlib import Path

import pytest
from lsprotocol import types

from tests.lsp.clients import WAIT_SECONDS, Client, connected
from tests.lsp.test_findings_over_lsp import LEAK, RULE, codes

pytestmark = [
    pytest.mark.asyncio,
    pytest.mark.filterwarnings("ignore:Unknown progress token"),  # pytest-lsp does not know tokens of requests
]

Reports = Mapping[str, types.WorkspaceDocumentDiagnosticReport]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two files that leak, one that does not, one that nobody reads."""
    (tmp_path / "src").mkdir()
    (tmp_path / "node_modules").mkdir()
    for name in ("src/a.js", "src/b.js", "node_modules/c.js"):
        (tmp_path / name).write_text(LEAK)
    (tmp_path / "fine.js").write_text("module.exports = 1;\n")
    return tmp_path


async def asked(client: Client, *known: types.PreviousResultId, part: str | None = None) -> Reports:
    """The reports of the workspace by URI."""
    params = types.WorkspaceDiagnosticParams(previous_result_ids=known, partial_result_token=part)
    answer = await asyncio.wait_for(client.workspace_diagnostic_async(params), WAIT_SECONDS)
    return {one.uri: one for one in answer.items}


def known_of(reports: Reports) -> list[types.PreviousResultId]:
    return [types.PreviousResultId(uri=uri, value=str(one.result_id)) for uri, one in reports.items()]


async def test_files_with_findings_are_reported_and_then_unchanged(folder: Path) -> None:
    a, b = ((folder / name).as_uri() for name in ("src/a.js", "src/b.js"))
    async with connected("vscode", folder) as client:
        reports = await asked(client)
        assert sorted(reports) == [a, b]
        for one in reports.values():
            assert isinstance(one, types.WorkspaceFullDocumentDiagnosticReport)
            assert codes(one.items) == [RULE]
        again = await asked(client, *known_of(reports))
        assert {type(one) for one in again.values()} == {types.WorkspaceUnchangedDocumentDiagnosticReport}
        (folder / "src/a.js").write_text("module.exports = 2;\n")
        (folder / "src/b.js").unlink()
        changes = [types.FileEvent(a, types.FileChangeType.Changed), types.FileEvent(b, types.FileChangeType.Deleted)]
        client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams(changes))
        last = await asked(client, *known_of(reports))
        assert sorted(last) == [a, b]
        for one in last.values():
            assert isinstance(one, types.WorkspaceFullDocumentDiagnosticReport)
            assert one.items == ()


async def test_open_documents_are_left_to_their_own_question(folder: Path) -> None:
    a, b = ((folder / name).as_uri() for name in ("src/a.js", "src/b.js"))
    async with connected("vscode", folder) as client:
        client.open(a, "module.exports = 3;\n")
        assert list(await asked(client)) == [b]
        assert await client.items(a) == []


async def test_a_client_that_cannot_watch_sees_changes_when_it_asks(folder: Path) -> None:
    async with connected("unwatching", folder) as client:
        reports = await asked(client)
        (folder / "src/a.js").write_text("module.exports = 2;\n")
        again = await asked(client, *known_of(reports))
        kinds = {uri.rpartition("/")[2]: one.kind for uri, one in again.items()}
        assert kinds == {"a.js": "full", "b.js": "unchanged"}


async def test_it_can_be_switched_off(folder: Path) -> None:
    async with connected("vscode", folder, settings={"workspaceDiagnostics": False}) as client:
        assert await asked(client) == {}


async def test_the_command_publishes_to_clients_that_cannot_ask(folder: Path) -> None:
    a = (folder / "src/a.js").as_uri()
    async with connected("pushed", folder) as client:
        outcome = await client.command("leakline.checkWorkspace")
        assert outcome["files"] == 3
        assert [(one["path"], one["rule"]) for one in outcome["findings"]] == [("src/a.js", RULE), ("src/b.js", RULE)]
        await client.until(lambda: codes(client.diagnostics.get(a, ())) == [RULE])
        client.open(a, "module.exports = 3;\n")
        await client.until(lambda: not client.diagnostics[a])
        client.text_document_did_close(types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(a)))
        await client.until(lambda: codes(client.diagnostics[a]) == [RULE])


async def test_progress_is_shown_and_findings_come_in_parts(folder: Path) -> None:
    async with connected("vscode", folder) as client:
        await client.command("leakline.checkWorkspace", token="work")
        reports = client.progress_reports["work"]
        first, last = reports[0], reports[-1]
        assert getattr(first, "cancellable", None)
        assert getattr(last, "message", None) == "2 findings in 3 files"


async def test_a_cancelled_check_is_taken_up_again(folder: Path) -> None:
    for number in range(60):
        (folder / f"more{number}.js").write_text(LEAK)
    async with connected("pushed", folder) as client:
        running = asyncio.ensure_future(client.command("leakline.checkWorkspace", token="work"))
        await client.until(lambda: bool(client.progress_reports.get("work")))
        client.window_work_done_progress_cancel(types.WorkDoneProgressCancelParams(token="work"))
        with pytest.raises(Exception, match="cancelled"):
            await running
        outcome = await client.command("leakline.checkWorkspace")
        assert len(outcome["findings"]) == 62
