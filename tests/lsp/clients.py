"""Clients over real standard streams, with the capabilities of real editors in short."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

from lsprotocol import types
from lsprotocol.converters import get_converter
from pygls.protocol import default_converter
from pytest_lsp import LanguageClient, LanguageClientProtocol
from pytest_lsp.client import register_lsp_features

from leakline.text.positions import Encoding, LineIndex, Position

SERVER = (sys.executable, "-c", "from leakline.lsp.server import serve_stdio; serve_stdio()")
WAIT_SECONDS = 60.0

_PROGRESS = {"window": {"workDoneProgress": True}}
_HOVER = {"hover": {"contentFormat": ["markdown", "plaintext"]}}
CAPABILITIES: dict[str, dict[str, Any]] = {
    # as Neovim 0.11: UTF-8 first, answers settings, no dynamic registration of them
    "utf-8": {
        "general": {"positionEncodings": ["utf-8", "utf-16", "utf-32"]},
        "textDocument": {"publishDiagnostics": {"relatedInformation": True, "dataSupport": True}, **_HOVER},
        "workspace": {"configuration": True, "didChangeConfiguration": {"dynamicRegistration": False}},
        **_PROGRESS,
    },
    # as VS Code: UTF-16, everything
    "utf-16": {
        "general": {"positionEncodings": ["utf-16"]},
        "textDocument": {
            "publishDiagnostics": {"relatedInformation": True, "dataSupport": True, "versionSupport": True},
            "codeLens": {"dynamicRegistration": True},
            **_HOVER,
        },
        "workspace": {
            "configuration": True,
            "didChangeConfiguration": {"dynamicRegistration": True},
            "codeLens": {"refreshSupport": True},
        },
        **_PROGRESS,
    },
    # as an editor that counts characters, with settings sent along
    "utf-32": {
        "general": {"positionEncodings": ["utf-32"]},
        "textDocument": {"publishDiagnostics": {"relatedInformation": True}, **_HOVER},
        **_PROGRESS,
    },
    # as Emacs 28 with eglot 1.9: no encodings, no progress, no related information, plain hovers
    "bare": {"textDocument": {"hover": {"contentFormat": ["plaintext"]}, "publishDiagnostics": {}}},
}


_ACTIONS = {
    "codeAction": {
        "codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["", "quickfix", "source"]}},
        "isPreferredSupport": True,
    }
}
# those that ask for diagnostics
ASKING: dict[str, dict[str, Any]] = {
    # as VS Code: is told to ask again, watches files, resolves actions, shows documents
    "vscode": {
        "general": {"positionEncodings": ["utf-16"]},
        "textDocument": {
            "publishDiagnostics": {"relatedInformation": True, "dataSupport": True, "codeDescriptionSupport": True},
            "diagnostic": {"relatedInformation": True, "dataSupport": True, "codeDescriptionSupport": True},
            "codeAction": {
                **_ACTIONS["codeAction"],
                "dataSupport": True,
                "resolveSupport": {"properties": ["edit", "command"]},
            },
            **_HOVER,
        },
        "workspace": {
            "configuration": True,
            "didChangeConfiguration": {"dynamicRegistration": True},
            "didChangeWatchedFiles": {"dynamicRegistration": True},
            "diagnostics": {"refreshSupport": True},
            "workspaceEdit": {"documentChanges": True},
        },
        "window": {"workDoneProgress": True, "showDocument": {"support": True}},
    },
}
# one that asks, but does not watch files
UNWATCHING: dict[str, dict[str, Any]] = {
    "unwatching": {**ASKING["vscode"], "workspace": {"diagnostics": {"refreshSupport": True}}},
}
# those that are sent diagnostics
PUSHED: dict[str, dict[str, Any]] = {
    # as Neovim 0.11: would ask, but cannot be told to ask again; counts bytes
    "neovim": {
        "general": {"positionEncodings": ["utf-8", "utf-16"]},
        "textDocument": {"publishDiagnostics": {"dataSupport": True}, "diagnostic": {}, **_ACTIONS, **_HOVER},
        "workspace": {"configuration": True},
    },
    # as Emacs 30: counts characters, takes edits of a version
    "pushed": {
        "general": {"positionEncodings": ["utf-32"]},
        "textDocument": {"publishDiagnostics": {"versionSupport": True}, **_ACTIONS, **_HOVER},
        "workspace": {"workspaceEdit": {"documentChanges": True}},
    },
}


class _Protocol(LanguageClientProtocol):
    """Tells its client after each message."""

    def handle_message(self, message: Any) -> None:
        super().handle_message(message)
        asyncio.get_running_loop().call_soon(self._server.arrived.set)  # type: ignore[attr-defined]


class Client(LanguageClient):
    """pytest-lsp's client that also takes registrations and refreshes, and can wait for what the server sends."""

    profile: str
    answer: types.InitializeResult
    outcome: dict[str, Any]

    def __init__(self) -> None:
        super().__init__(converter_factory=default_converter, protocol_cls=_Protocol)
        register_lsp_features(self)
        self.registrations: list[types.Registration] = []
        self.lens_refreshes = 0
        self.arrived = asyncio.Event()
        self.feature(types.CLIENT_REGISTER_CAPABILITY)(_register)
        self.feature(types.WORKSPACE_CODE_LENS_REFRESH)(_refresh_lenses)

    async def until(self, true: Callable[[], bool]) -> None:
        """Wait until something that depends on the server's messages is true."""

        async def wait() -> None:
            while not true():
                self.arrived.clear()
                await self.arrived.wait()

        await asyncio.wait_for(wait(), WAIT_SECONDS)

    async def command(self, name: str, *arguments: object, token: str | None = None) -> Any:
        """Run a command of the server."""
        params = types.ExecuteCommandParams(command=name, arguments=list(arguments), work_done_token=token)
        return await asyncio.wait_for(self.workspace_execute_command_async(params), WAIT_SECONDS)

    def open(self, uri: str, text: str, language: str = "javascript") -> None:
        """Open a document."""
        item = types.TextDocumentItem(uri=uri, language_id=language, version=1, text=text)
        self.text_document_did_open(types.DidOpenTextDocumentParams(item))

    def edit(self, uri: str, version: int, start: tuple[int, int], end: tuple[int, int], text: str) -> None:
        """Change a range of a document."""
        range_ = types.Range(types.Position(*start), types.Position(*end))
        change = types.TextDocumentContentChangePartial(range=range_, text=text)
        identifier = types.VersionedTextDocumentIdentifier(uri=uri, version=version)
        self.text_document_did_change(types.DidChangeTextDocumentParams(identifier, [change]))

    async def hover(self, uri: str, line: int, character: int) -> types.Hover | None:
        """Ask for a hover."""
        params = types.HoverParams(types.TextDocumentIdentifier(uri), types.Position(line, character))
        return await asyncio.wait_for(self.text_document_hover_async(params), WAIT_SECONDS)

    async def lenses(self, uri: str) -> Sequence[types.CodeLens]:
        """Ask for code lenses."""
        params = types.CodeLensParams(types.TextDocumentIdentifier(uri))
        return await asyncio.wait_for(self.text_document_code_lens_async(params), WAIT_SECONDS) or ()

    async def pull(
        self, uri: str, previous: str | None = None
    ) -> types.RelatedFullDocumentDiagnosticReport | types.RelatedUnchangedDocumentDiagnosticReport:
        """Ask for the diagnostics of a document."""
        params = types.DocumentDiagnosticParams(types.TextDocumentIdentifier(uri), previous_result_id=previous)
        return await asyncio.wait_for(self.text_document_diagnostic_async(params), WAIT_SECONDS)

    async def items(self, uri: str) -> Sequence[types.Diagnostic]:
        """The diagnostics of a document as its user sees them: those asked for, and those sent."""
        if self.profile not in ASKING:
            return self.diagnostics.get(uri, ())
        answer = await self.pull(uri)
        assert isinstance(answer, types.RelatedFullDocumentDiagnosticReport)
        return [*answer.items, *self.diagnostics.get(uri, ())]

    async def actions(
        self, uri: str, place: types.Range, *only: str, diagnostics: Sequence[types.Diagnostic] = ()
    ) -> Sequence[types.CodeAction]:
        """Ask for actions."""
        context = types.CodeActionContext(diagnostics=diagnostics, only=only or None)
        params = types.CodeActionParams(types.TextDocumentIdentifier(uri), place, context)
        found = await asyncio.wait_for(self.text_document_code_action_async(params), WAIT_SECONDS)
        return [one for one in found or () if isinstance(one, types.CodeAction)]

    async def edits(self, action: types.CodeAction) -> dict[str, Sequence[types.TextEdit]]:
        """The edits of an action by URI, which a client that can wait asks for now."""
        if action.edit is None:
            action = await asyncio.wait_for(self.code_action_resolve_async(action), WAIT_SECONDS)
        assert action.edit is not None
        if action.edit.document_changes is None:
            return dict(action.edit.changes or {})
        changes = [one for one in action.edit.document_changes if isinstance(one, types.TextDocumentEdit)]
        return {
            one.text_document.uri: [edit for edit in one.edits if isinstance(edit, types.TextEdit)] for one in changes
        }


@contextmanager
def process(*command: str | Path, folder: Path | None = None) -> Iterator[subprocess.Popen[bytes]]:
    """A program with pipes; killed at the end, and before that when it takes too long."""
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, cwd=folder) as running:
        watchdog = threading.Timer(WAIT_SECONDS, running.kill)
        watchdog.start()
        try:
            yield running
        finally:
            watchdog.cancel()
            running.kill()


def _register(client: Client, params: types.RegistrationParams) -> None:
    client.registrations.extend(params.registrations)


def _refresh_lenses(client: Client, _params: None) -> None:
    client.lens_refreshes += 1


def applied(text: str, edits: Sequence[types.TextEdit], encoding: Encoding = Encoding.UTF16) -> str:
    """A text after a client's edits."""
    lines = LineIndex(text.encode())

    def offset(position: types.Position) -> int:
        return lines.offset(Position(position.line, position.character), encoding)

    data = lines.data
    for edit in sorted(edits, key=lambda edit: offset(edit.range.start), reverse=True):
        data = data[: offset(edit.range.start)] + edit.new_text.encode() + data[offset(edit.range.end) :]
    return data.decode()


def capabilities(profile: str) -> types.ClientCapabilities:
    """A profile's capabilities as lsprotocol's class."""
    return get_converter().structure(
        {**CAPABILITIES, **ASKING, **UNWATCHING, **PUSHED}[profile], types.ClientCapabilities
    )


@asynccontextmanager
async def connected(
    profile: str,
    *folders: Path,
    settings: dict[str, Any] | None = None,
    options: dict[str, Any] | None = None,
    command: Sequence[str] = SERVER,
) -> AsyncIterator[Client]:
    """A server of its own with an initialized client; ends by ``shutdown`` and ``exit`` and checks the exit code."""
    client = Client()
    client.profile = profile
    await client.start_io(*command, env=dict(os.environ))
    client.set_configuration({"leakline": settings})
    client.answer = await client.initialize_session(
        types.InitializeParams(
            capabilities=capabilities(profile),
            initialization_options=options,
            workspace_folders=[types.WorkspaceFolder(folder.as_uri(), folder.name) for folder in folders],
        )
    )
    try:
        yield client
    finally:
        await asyncio.wait_for(client.shutdown_session(), WAIT_SECONDS)
        await client.stop()  # type: ignore[no-untyped-call]
    assert client._server is not None
    assert client._server.returncode == 0
