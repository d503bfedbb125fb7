"""A session from its start to every kind of end, over standard streams and TCP."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, BinaryIO, cast

import pytest

from leakline.lsp.transport import read_message
from tests.lsp.clients import WAIT_SECONDS, connected, process
from tests.lsp.conftest import Workspace
from tests.lsp.test_protocol import EXIT, INITIALIZE, framed, request

LEAKLINE = Path(sys.executable).with_name("leakline")
SHUTDOWN = request(99, "shutdown")


def serve(*arguments: str, folder: Path | None = None) -> AbstractContextManager[subprocess.Popen[bytes]]:
    return process(LEAKLINE, "serve", *arguments, folder=folder)


def answer(stream: BinaryIO, number: int) -> dict[str, Any]:
    """The answer to a request; other messages are passed over."""
    while (body := read_message(stream)) is not None:
        message: dict[str, Any] = json.loads(body)
        if message.get("id") == number:
            return message
    raise AssertionError(f"no answer to {number}")


@pytest.mark.parametrize("arguments", [(), ("--stdio",)])
def test_the_command_serves_on_standard_streams(arguments: tuple[str, ...]) -> None:
    with serve(*arguments) as server:
        output, errors = server.communicate(framed(INITIALIZE) + framed(SHUTDOWN) + framed(EXIT))
    assert server.returncode == 0, errors
    assert output.startswith(b"Content-Length: ")
    assert errors == b""


def test_the_command_s_server_loads_neither_numbers_nor_grammars(workspace: Workspace) -> None:
    with serve(folder=workspace.folder) as server:
        stdin, stdout = cast(BinaryIO, server.stdin), cast(BinaryIO, server.stdout)
        stdin.write(framed(INITIALIZE))
        stdin.flush()
        answer(stdout, 0)
        mapped = Path(f"/proc/{server.pid}/maps").read_text()
    assert "orjson" in mapped
    assert not [name for name in ("numpy", "llvmlite", "tree_sitter") if name in mapped]


def test_exit_without_shutdown_ends_with_an_error() -> None:
    with serve() as server:
        server.communicate(framed(INITIALIZE) + framed(EXIT))
    assert server.returncode == 1


def test_a_client_that_goes_away_ends_server_and_worker(workspace: Workspace, endless: Path) -> None:
    params = {"command": "leakline.compareSnapshots", "arguments": [str(endless), str(workspace.snapshots[0])]}
    initialize = request(
        0,
        "initialize",
        {"capabilities": {}, "workspaceFolders": [{"uri": workspace.folder.as_uri(), "name": "app"}]},
    )
    token = {**params, "workDoneToken": "t"}
    with serve() as server:
        stdin, stdout = cast(BinaryIO, server.stdin), cast(BinaryIO, server.stdout)
        stdin.write(framed(initialize) + framed(request(1, "workspace/executeCommand", token)))
        stdin.flush()
        while (body := read_message(stdout)) is not None:
            if json.loads(body).get("method") == "$/progress":
                break
        ps = subprocess.run(["ps", "-o", "pid=", "--ppid", str(server.pid)], capture_output=True, text=True)
        stdin.close()
        server.wait()
        # the worker shares the server's standard error: it has ended when that has
        cast(BinaryIO, server.stderr).read()
    for pid in ps.stdout.split():
        with pytest.raises(ProcessLookupError):
            os.kill(int(pid), 0)


def test_a_thread_that_works_does_not_keep_the_server_alive() -> None:
    code = (
        "import threading, asyncio\n"
        "from leakline.lsp.background import in_thread\n"
        "async def main():\n"
        "    in_thread(threading.Event().wait)\n"
        "asyncio.run(main())\n"
    )
    assert subprocess.run([sys.executable, "-c", code], timeout=WAIT_SECONDS).returncode == 0


def test_a_file_of_the_workspace_is_never_imported(tmp_path: Path) -> None:
    (tmp_path / "numpy.py").write_text("raise SystemExit('imported from the workspace')")
    (tmp_path / "app.js").write_text("")
    (tmp_path / "a.heapsnapshot").write_text("no snapshot")
    (tmp_path / "b.heapsnapshot").write_text("none either")
    files = ["a.heapsnapshot", "b.heapsnapshot"]
    folders = [{"uri": tmp_path.as_uri(), "name": "app"}]
    command = request(1, "workspace/executeCommand", {"command": "leakline.compareSnapshots", "arguments": files})
    with serve(folder=tmp_path) as server:
        stdin, stdout = cast(BinaryIO, server.stdin), cast(BinaryIO, server.stdout)
        stdin.write(
            framed(request(0, "initialize", {"capabilities": {}, "workspaceFolders": folders})) + framed(command)
        )
        stdin.flush()
        error = answer(stdout, 1)["error"]
        server.communicate(framed(SHUTDOWN) + framed(EXIT))
    assert str(tmp_path / "a.heapsnapshot") in error["message"]


def test_clients_connect_one_after_the_other_over_tcp() -> None:
    with serve("--tcp", "127.0.0.1:0") as server:
        line = cast(BinaryIO, server.stderr).readline().decode()
        host, _, port = line.rpartition(" ")[2].strip().rpartition(":")
        assert line == f"leakline: listening on {host}:{port}\n"
        for _ in range(2):
            with socket.create_connection((host, int(port)), WAIT_SECONDS) as connection:
                stream = connection.makefile("rwb")
                stream.write(framed(INITIALIZE) + framed(SHUTDOWN))
                stream.flush()
                assert answer(cast(BinaryIO, stream), 0)["result"]["serverInfo"]["name"] == "leakline"
                assert answer(cast(BinaryIO, stream), 99)["result"] is None
                stream.write(framed(EXIT))
                stream.flush()
                assert stream.read() == b""
        server.terminate()
        server.wait()


@pytest.mark.asyncio
async def test_documents_that_are_none_of_ours_are_left_alone(workspace: Workspace) -> None:
    async with connected("utf-16", workspace.folder) as client:
        client.open("file:///w/a.py", "print()\n", "python")
        assert await client.hover("file:///w/a.py", 0, 0) is None
        assert await client.hover("file:///w/never-opened.js", 0, 0) is None
        assert await client.lenses("file:///w/a.py") == ()


@pytest.mark.asyncio
async def test_an_unsaved_document_has_hovers(workspace: Workspace) -> None:
    async with connected("utf-16", workspace.folder) as client:
        client.open("untitled:Untitled-1", workspace.listeners.read_text())
        line = workspace.listeners.read_text()[: workspace.listeners.read_text().index("() => payload")].count("\n")
        hover = await client.hover("untitled:Untitled-1", line, 15)
        assert hover is not None
        assert "payload" in str(hover.contents)
