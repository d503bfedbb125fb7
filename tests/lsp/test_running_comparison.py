"""While a comparison runs: the server answers, the user may end it, and a worker that dies is no disaster."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types

from tests.lsp.clients import WAIT_SECONDS, Client, connected
from tests.lsp.conftest import Workspace

pytestmark = pytest.mark.asyncio


def begin(client: Client, *arguments: object) -> asyncio.Future[Any]:
    """Send the command now; its answer comes later."""
    params = types.ExecuteCommandParams("leakline.compareSnapshots", list(arguments))
    return asyncio.wrap_future(client.protocol.send_request(types.WORKSPACE_EXECUTE_COMMAND, params, msg_id="compare"))


def values(client: Client) -> list[Any]:
    """What progress showed, of all tokens, in the order they came."""
    return [value for reports in client.progress_reports.values() for value in reports]


async def begun(client: Client) -> types.ProgressToken:
    """Wait until progress is shown; returns its token."""
    await client.until(lambda: bool(values(client)))
    return next(token for token, reports in client.progress_reports.items() if reports)


async def cancelled(running: asyncio.Future[Any], message: str) -> None:
    with pytest.raises(Exception, match=message) as caught:
        await asyncio.wait_for(running, WAIT_SECONDS)
    assert caught.value.code == types.LSPErrorCodes.RequestCancelled  # type: ignore[attr-defined]


def worker_of(client: Client) -> int:
    """Process id of the server's heap worker."""
    assert client._server is not None
    found = subprocess.run(
        ["ps", "-o", "pid=,args=", "--ppid", str(client._server.pid)], capture_output=True, text=True
    )
    (pid,) = [line.split()[0] for line in found.stdout.splitlines() if "leakline.lsp.worker" in line]
    return int(pid)


async def test_hovers_are_answered_meanwhile(workspace: Workspace, endless: Path) -> None:
    async with connected("utf-16", workspace.folder) as client:
        client.open(workspace.store.as_uri(), workspace.store.read_text())
        running = begin(client, str(endless), workspace.uris[0])
        await begun(client)
        await client.hover(workspace.store.as_uri(), 8, 24)
        assert not running.done()
        client.cancel_request(types.CancelParams(id="compare"))
        await cancelled(running, "cancelled")


async def test_the_user_cancels_the_progress(workspace: Workspace, endless: Path) -> None:
    async with connected("utf-8", workspace.folder) as client:
        running = begin(client, str(endless), workspace.uris[0])
        token = await begun(client)
        (first,) = values(client)
        assert (first.kind, first.cancellable, first.percentage) == ("begin", True, 0)
        before = worker_of(client)
        client.window_work_done_progress_cancel(types.WorkDoneProgressCancelParams(token=token))
        await cancelled(running, "the comparison was cancelled")
        assert values(client)[-1].kind == "end"
        outcome = await client.command("leakline.compareSnapshots", workspace.uris)
        assert len(outcome["snapshots"]) == 3
        assert worker_of(client) != before
        client.window_work_done_progress_cancel(types.WorkDoneProgressCancelParams(token=token))
        assert await client.command("leakline.suspects") == outcome


async def test_the_client_cancels_the_request(workspace: Workspace, endless: Path) -> None:
    async with connected("utf-32", workspace.folder) as client:
        running = begin(client, [str(endless), workspace.uris[0]])
        await begun(client)
        before = worker_of(client)
        client.cancel_request(types.CancelParams(id="compare"))
        await cancelled(running, "cancelled")
        outcome = await client.command("leakline.compareSnapshots", workspace.uris)
        assert len(outcome["snapshots"]) == 3
        assert worker_of(client) != before


async def test_a_newer_comparison_supersedes_the_older(workspace: Workspace, endless: Path) -> None:
    async with connected("utf-16", workspace.folder) as client:
        older = begin(client, str(endless), workspace.uris[0])
        await begun(client)
        outcome = await client.command("leakline.compareSnapshots", workspace.uris)
        await cancelled(older, "superseded by a newer comparison")
        assert len(outcome["snapshots"]) == 3


async def test_progress_rises_and_ends(workspace: Workspace) -> None:
    async with connected("utf-32", workspace.folder) as client:
        await client.command("leakline.compareSnapshots", *workspace.uris)
        shown = values(client)
        assert [shown[0].kind, shown[-1].kind] == ["begin", "end"]
        assert "growing suspect" in shown[-1].message
        percentages = [value.percentage for value in shown[:-1]]
        assert percentages == sorted(percentages)
        assert all(0 <= percentage <= 100 for percentage in percentages)


async def test_the_client_s_own_token_is_used(workspace: Workspace) -> None:
    async with connected("utf-16", workspace.folder) as client:
        client.progress_reports["mine"] = []
        await client.command("leakline.compareSnapshots", *workspace.uris, token="mine")
        assert client.progress_reports.keys() == {"mine"}
        assert [values(client)[0].kind, values(client)[-1].kind] == ["begin", "end"]


async def test_a_client_without_progress_gets_none(workspace: Workspace) -> None:
    async with connected("bare", workspace.folder) as client:
        await client.command("leakline.compareSnapshots", *workspace.uris)
        assert client.progress_reports == {}


async def test_a_worker_that_is_killed_is_reported_and_what_there_was_stays(
    workspace: Workspace, endless: Path
) -> None:
    async with connected("utf-16", workspace.folder) as client:
        first = await client.command("leakline.compareSnapshots", *workspace.uris)
        client.progress_reports.clear()
        published = dict(client.diagnostics)
        running = begin(client, str(endless), workspace.uris[0])
        await begun(client)
        os.kill(worker_of(client), signal.SIGKILL)
        with pytest.raises(Exception, match=r"the heap worker was ended by signal 9 \(SIGKILL\)") as caught:
            await asyncio.wait_for(running, WAIT_SECONDS)
        assert caught.value.code == types.LSPErrorCodes.RequestFailed  # type: ignore[attr-defined]
        assert values(client)[-1].kind == "end"
        assert client.diagnostics == published
        assert await client.command("leakline.suspects") == first
        assert await client.command("leakline.compareSnapshots", *workspace.uris) == first


async def test_a_comparison_over_the_memory_limit_is_reported_and_a_later_one_works(workspace: Workspace) -> None:
    async with connected("utf-8", workspace.folder, settings={"memoryLimit": "1MB"}) as client:
        with pytest.raises(Exception, match="memory") as caught:
            await client.command("leakline.compareSnapshots", *workspace.uris)
        assert caught.value.code == types.LSPErrorCodes.RequestFailed  # type: ignore[attr-defined]
        assert "\n" not in str(caught.value)
        client.set_configuration({"leakline": {"memoryLimit": "4GB"}})
        client.workspace_did_change_configuration(types.DidChangeConfigurationParams(settings=None))
        assert len((await client.command("leakline.compareSnapshots", *workspace.uris))["snapshots"]) == 3


async def test_clearing_ends_a_comparison_that_runs(workspace: Workspace, endless: Path) -> None:
    async with connected("utf-16", workspace.folder) as client:
        running = begin(client, str(endless), workspace.uris[0])
        await begun(client)
        await client.command("leakline.clearSnapshots")
        await cancelled(running, "the comparison was cancelled")


async def test_shutting_down_ends_a_comparison_that_runs(workspace: Workspace, endless: Path) -> None:
    async with connected("utf-16", workspace.folder) as client:
        running = begin(client, str(endless), workspace.uris[0])
        await begun(client)
        worker = worker_of(client)
    await cancelled(running, "cancelled")
    with pytest.raises(ProcessLookupError):
        os.kill(worker, 0)
