"""Snapshots that cannot be used: one line for the user, and the server goes on with what it had."""

from __future__ import annotations

import gzip
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from lsprotocol import types

from tests.lsp.clients import Client, connected
from tests.lsp.conftest import NODE, Workspace
from tests.scenarios.scenario import program, take_snapshots

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def client(workspace: Workspace) -> AsyncIterator[Client]:
    """A client that has compared good snapshots."""
    async with connected("utf-16", workspace.folder) as client:
        client.outcome = await client.command("leakline.compareSnapshots", *workspace.uris)
        yield client


async def refused(client: Client, *paths: Path) -> str:
    """The one line that a comparison is refused with; everything that was known before is still known."""
    published = dict(client.diagnostics)
    with pytest.raises(Exception, match=r".") as caught:
        await client.command("leakline.compareSnapshots", *[path.as_uri() for path in paths])
    error = caught.value
    assert (error.code, error.data) == (types.LSPErrorCodes.RequestFailed, None)  # type: ignore[attr-defined]
    assert "\n" not in str(error)
    assert "please report" not in str(error)
    assert client.diagnostics == published
    assert await client.command("leakline.suspects") == client.outcome
    assert client.messages == []
    return str(error)


def damaged(name: str, good: bytes) -> bytes:
    """A file that is no good in a certain way."""
    match name:
        case "empty":
            return b""
        case "text":
            return b"hello"
        case "other JSON":
            return b'{"snapshot": "none"}'
        case "cut in the nodes":
            return good[: good.index(b'"nodes"') + 5000]
        case "cut in the strings":
            return good[: good.index(b'"strings"') + 5000]
        case "cut at the end":
            return good[:-2]
        case "edges outside":
            start = good.index(b"[", good.index(b'"edges"')) + 1
            end = good.index(b"\n", start)
            kind, name_, _ = good[start:end].rstrip(b",").split(b",")
            return (
                good[:start]
                + b",".join((kind, name_, b"999999999999"))
                + good[start + len(good[start:end].rstrip(b",")) :]
            )
        case "cut gzip":
            return gzip.compress(good, 1)[:-1000]
    raise AssertionError(name)


@pytest.mark.parametrize(
    "name",
    [
        "empty",
        "text",
        "other JSON",
        "cut in the nodes",
        "cut in the strings",
        "cut at the end",
        "edges outside",
        "cut gzip",
    ],
)
async def test_a_damaged_file_is_named_and_explained(
    client: Client, workspace: Workspace, tmp_path: Path, name: str
) -> None:
    bad = tmp_path / "bad.heapsnapshot"
    bad.write_bytes(damaged(name, workspace.snapshots[1].read_bytes()))
    assert str(bad) in await refused(client, workspace.snapshots[0], bad)
    assert str(bad) in await refused(client, bad, workspace.snapshots[1])


async def test_folders_and_missing_files_are_named(client: Client, workspace: Workspace) -> None:
    assert "is a folder" in await refused(client, workspace.snapshots[0], workspace.folder)
    assert "does not exist" in await refused(client, workspace.snapshots[0], workspace.folder / "missing")


async def test_the_same_snapshot_twice_is_refused(client: Client, workspace: Workspace) -> None:
    one = workspace.snapshots[0]
    assert f"{one} is given twice" in await refused(client, one, one)


async def test_the_wrong_order_is_told(client: Client, workspace: Workspace) -> None:
    first, second, third = workspace.snapshots
    assert "oldest first" in await refused(client, third, first)
    assert "oldest first" in await refused(client, first, third, second)


async def test_snapshots_of_two_processes_are_told(client: Client, workspace: Workspace, tmp_path: Path) -> None:
    other = take_snapshots(program("map-cache.js"), NODE, tmp_path)[2]
    answer = await refused(client, workspace.snapshots[0], other)
    assert str(other) in answer
    assert "process" in answer


async def test_afterwards_a_good_comparison_works(client: Client, workspace: Workspace) -> None:
    assert await client.command("leakline.compareSnapshots", *workspace.uris) == client.outcome
