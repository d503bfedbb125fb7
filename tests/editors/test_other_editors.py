"""Editors that are not run here: their documented settings with what they announce, by a client that takes no more.

Helix 25 announces what ``helix-lsp/src/client.rs`` lists, Sublime's package LSP what ``plugin/core/sessions.py`` lists;
Kate 22.12 was recorded. What concerns other features is left out.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import threading
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.editors.vscode_package import ROOT

DEMO = ROOT / "server" / "leakline" / "demo"
SECONDS = 60
LEAK = "/* 𝒳 */ exports.watch = (f) => { setInterval(f, 10); };\n"

_ACTIONS = {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix", "source"]}}}
CAPABILITIES: dict[str, dict[str, Any]] = {
    "helix": {
        "general": {"positionEncodings": ["utf-8", "utf-32", "utf-16"]},
        "textDocument": {
            "hover": {"contentFormat": ["markdown"]},
            "codeAction": {**_ACTIONS, "isPreferredSupport": True, "resolveSupport": {"properties": ["edit"]}},
            "publishDiagnostics": {"versionSupport": True},
            "inlayHint": {"dynamicRegistration": False},
        },
        "workspace": {
            "configuration": True,
            "didChangeConfiguration": {"dynamicRegistration": False},
            "didChangeWatchedFiles": {"dynamicRegistration": True},
            "workspaceEdit": {"documentChanges": True},
            "inlayHint": {"refreshSupport": False},
        },
        "window": {"workDoneProgress": True},
    },
    "sublime": {
        "textDocument": {
            "hover": {"dynamicRegistration": True, "contentFormat": ["markdown", "plaintext"]},
            "codeAction": {**_ACTIONS, "dataSupport": True, "resolveSupport": {"properties": ["edit"]}},
            "publishDiagnostics": {
                "relatedInformation": True, "versionSupport": True, "codeDescriptionSupport": True, "dataSupport": True,
            },
            "codeLens": {"dynamicRegistration": True},
        },
        "workspace": {
            "configuration": True,
            "didChangeConfiguration": {"dynamicRegistration": True},
            "workspaceEdit": {"documentChanges": True},
            "codeLens": {"refreshSupport": True},
            "inlayHint": {"refreshSupport": True},
        },
        "window": {"workDoneProgress": True, "showDocument": {"support": True}},
    },
    "kate": {
        "textDocument": {
            "hover": {"contentFormat": ["markdown", "plaintext"]},
            "codeAction": _ACTIONS,
            "publishDiagnostics": {"relatedInformation": True},
        },
        "window": {"workDoneProgress": True},
    },
}  # fmt: skip
COLUMN = {"helix": 36, "sublime": 34, "kate": 34}  # bytes, UTF-16

REQUESTS: dict[str, Callable[[dict[str, Any]], object]] = {
    "client/registerCapability": lambda able: True,  # each registration is looked at
    "workspace/configuration": lambda able: able.get("workspace", {}).get("configuration"),
    "workspace/codeLens/refresh": lambda able: able.get("workspace", {}).get("codeLens", {}).get("refreshSupport"),
    "workspace/inlayHint/refresh": lambda able: able.get("workspace", {}).get("inlayHint", {}).get("refreshSupport"),
    "window/workDoneProgress/create": lambda able: able.get("window", {}).get("workDoneProgress"),
}
NOTIFICATIONS = {"textDocument/publishDiagnostics", "window/logMessage", "$/progress"}


@dataclass
class Strict:
    """A client that takes nothing that it did not announce."""

    name: str
    process: subprocess.Popen[bytes]
    settings: Any = None
    shown: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    last: int = 0

    @property
    def able(self) -> dict[str, Any]:
        """What it announces."""
        return CAPABILITIES[self.name]

    def tell(self, method: str, params: Any = None, **more: Any) -> None:
        """Send a notification, or a request if ``more`` has its number."""
        self._send({"method": method, **({} if params is None else {"params": params}), **more})

    def ask(self, method: str, params: Any = None) -> Any:
        """Send a request, and take what comes until it is answered."""
        self.last += 1
        self.tell(method, params, id=self.last)
        while True:
            message = self._take()
            if message.get("id") == self.last and "method" not in message:
                assert "error" not in message, message
                return message["result"]

    def diagnostics(self, uri: str, count: int) -> list[dict[str, Any]]:
        """What a file shows, once it shows that many."""
        while len(self.shown.get(uri, ())) != count:
            self._take()
        return self.shown.get(uri, [])

    def _take(self) -> dict[str, Any]:
        message = self._receive()
        method = message.get("method")
        if method == "textDocument/publishDiagnostics":
            self.shown[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif method is not None and "id" in message:
            assert REQUESTS[method](self.able), f"{method} was not announced"
            self._send({"id": message["id"], "result": self._answer(method, message.get("params"))})
        else:
            assert method is None or method in NOTIFICATIONS, method
        return message

    def _answer(self, method: str, params: Any) -> Any:
        if method == "client/registerCapability":
            for registration in params["registrations"]:
                room, feature = registration["method"].split("/")
                assert self.able.get(room, {}).get(feature, {}).get("dynamicRegistration"), registration
        return [self.settings for _ in params["items"]] if method == "workspace/configuration" else None

    def _send(self, message: dict[str, Any]) -> None:
        assert self.process.stdin is not None
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self.process.stdin.flush()

    def _receive(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        length = 0
        while (line := self.process.stdout.readline().strip()) != b"":
            if line.lower().startswith(b"content-length:"):
                length = int(line.partition(b":")[2])
        assert length, "the server ended"
        message: dict[str, Any] = json.loads(self.process.stdout.read(length))
        return message


def snippets(heading: str, language: str) -> list[Any]:
    """The settings that ``docs/editors.md`` gives below a heading."""
    text = (ROOT / "docs" / "editors.md").read_text()
    section = text.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    parse = tomllib.loads if language == "toml" else json.loads
    return [parse(block) for block in re.findall(rf"```{language}\n(.*?)```", section, re.DOTALL)]


def documented(name: str) -> tuple[list[str], Any, Any]:
    """The documented command, initialization options, and answer to a question for the section ``leakline``."""
    if name == "helix":
        (settings,) = snippets("Helix", "toml")
        server = settings["language-server"]["leakline"]
        assert all("leakline" in one["language-servers"] for one in settings["language"])
        assert [one["name"] for one in settings["language"]] == ["javascript", "jsx", "typescript", "tsx"]
        return [server["command"], *server["args"]], server["config"], server["config"]["leakline"]
    if name == "sublime":
        client = snippets("Sublime Text", "json")[0]["clients"]["leakline"]
        dotted = {key.removeprefix("leakline."): value for key, value in client["settings"].items()}
        return client["command"], None, dotted
    servers = snippets("Kate", "json")[0]["servers"]
    server = servers["javascript"]
    assert re.fullmatch(server["highlightingModeRegex"], "JavaScript React (JSX)")
    assert servers["typescript"]["use"] == "javascript"
    assert re.fullmatch(servers["typescript"]["highlightingModeRegex"], "TypeScript React (TSX)")
    return server["command"], None, None


@contextmanager
def started(name: str, folder: Path) -> Iterator[Strict]:
    """An initialized client of a server that is started as documented; ends by ``shutdown`` and ``exit``."""
    (program, *arguments), options, settings = documented(name)
    command = [str(Path(sys.executable).with_name(program)), *arguments]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        watchdog = threading.Timer(SECONDS, process.kill)
        watchdog.start()
        client = Strict(name, process, settings)
        try:
            params = {"processId": None, "rootUri": folder.as_uri(), "capabilities": client.able}
            client.ask("initialize", params | ({"initializationOptions": options} if options else {}))
            client.tell("initialized", {})
            yield client
            client.ask("shutdown")
            client.tell("exit")
            assert process.wait() == 0
        finally:
            watchdog.cancel()
            process.kill()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The demo with its snapshots where the documented settings look for them, and a leak pattern."""
    shutil.copy(DEMO / "leak.js", tmp_path)
    (tmp_path / "heap").mkdir()
    for name in "abc":
        shutil.copy(DEMO / "recorded" / f"{name}.heapsnapshot.gz", tmp_path / "heap")
    (tmp_path / "timer.js").write_text(LEAK)
    return tmp_path


@pytest.mark.parametrize("name", CAPABILITIES)
def test_findings_are_sent_and_hovers_answered(name: str, project: Path) -> None:
    uri = (project / "timer.js").as_uri()
    with started(name, project) as client:
        document = {"uri": uri, "languageId": "javascript", "version": 1, "text": LEAK}
        client.tell("textDocument/didOpen", {"textDocument": document})
        (finding,) = client.diagnostics(uri, 1)
        assert finding["code"] == "uncleared-interval"
        assert finding["range"]["start"] == {"line": 0, "character": COLUMN[name]}
        hover = client.ask("textDocument/hover", {"textDocument": {"uri": uri}, "position": finding["range"]["start"]})
        assert hover["contents"]["kind"] == "markdown"
        client.tell("textDocument/didClose", {"textDocument": {"uri": uri}})


@pytest.mark.parametrize("name", ["helix", "sublime"])
def test_the_snapshots_of_the_documented_settings_are_compared(name: str, project: Path) -> None:
    uri = (project / "leak.js").as_uri()
    with started(name, project) as client:
        compared = client.ask("workspace/executeCommand", {"command": "leakline.compareSnapshots"})
        assert compared["suspects"][0]["counts"] == [0, 10, 20]
        (grown,) = client.diagnostics(uri, 1)
        assert grown["range"]["start"]["line"] == 14
        assert ("relatedInformation" in grown) == (name == "sublime")
        client.ask("workspace/executeCommand", {"command": "leakline.clearSnapshots"})
        client.diagnostics(uri, 0)


def test_kate_has_no_commands_to_compare_with(project: Path) -> None:
    assert "executeCommand" not in CAPABILITIES["kate"].get("workspace", {})
    with started("kate", project) as client:
        assert client.ask("workspace/executeCommand", {"command": "leakline.suspects"})["suspects"] == []
