"""What pygls 2.1 gets wrong is right here: each test fails with its own protocol and transport."""

from __future__ import annotations

import asyncio
import io
import json
import threading
from typing import Any

import pytest
from lsprotocol import types

from leakline.lsp.protocol import LeaklineProtocol
from leakline.lsp.session import Session
from leakline.lsp.transport import Writer, exchange, read_message

INITIALIZE = {"jsonrpc": "2.0", "id": 0, "method": "initialize", "params": {"capabilities": {}}}
EXIT = {"jsonrpc": "2.0", "method": "exit"}


def framed(message: object) -> bytes:
    body = message if isinstance(message, bytes) else json.dumps(message).encode()
    return b"Content-Length: %d\r\n\r\n%s" % (len(body), body)


def request(number: int, method: str, params: object = None) -> dict[str, Any]:
    return {"jsonrpc": "2.0", "id": number, "method": method, "params": params}


def command(number: int, name: str, *arguments: object, **more: object) -> dict[str, Any]:
    return request(number, "workspace/executeCommand", {"command": name, "arguments": list(arguments), **more})


def notification(method: str, params: object) -> dict[str, Any]:
    return {"jsonrpc": "2.0", "method": method, "params": params}


class Wire:
    """Two pipes without a process: messages go in as a client sends them, answers come out as it gets them."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._input: list[bytes] = []
        self._given = threading.Condition()
        self._rest = b""
        self.output = io.BytesIO()

    def send(self, *messages: object) -> None:
        with self._given:
            self._input.extend(framed(message) for message in messages)
            self._given.notify_all()

    def readline(self) -> bytes:
        end = -1
        while (end := self._rest.find(b"\n")) < 0:
            self._fill()
        line, self._rest = self._rest[: end + 1], self._rest[end + 1 :]
        return line

    def read(self, count: int) -> bytes:
        while len(self._rest) < count:
            self._fill()
        data, self._rest = self._rest[:count], self._rest[count:]
        return data

    def _fill(self) -> None:
        with self._given:
            self._given.wait_for(lambda: bool(self._input))
            self._rest += b"".join(self._input)
            self._input.clear()

    @property
    def sent(self) -> list[dict[str, Any]]:
        stream = io.BytesIO(self.output.getvalue())
        return [json.loads(body) for body in iter(lambda: read_message(stream), None)]

    def answer(self, number: int) -> dict[str, Any]:
        (found,) = [message for message in self.sent if message.get("id") == number]
        return found


def talk(*messages: object, session: Session | None = None, then: Any = None) -> Wire:
    """Hold a whole session: initialize, the messages, ``then`` awaited, exit."""
    wire = Wire(session or Session())

    async def scenario() -> None:
        wire.send(INITIALIZE, *messages)
        running = asyncio.ensure_future(exchange(wire.session.protocol, wire, wire.output))  # type: ignore[arg-type]
        if then is not None:
            await then(wire)
        wire.send(EXIT)
        await running

    asyncio.run(asyncio.wait_for(scenario(), 30))
    return wire


@pytest.fixture
def session() -> Session:
    """A session with a document handler and a command that waits."""
    session = Session()
    session.command("wait")(wait)
    session.command("boom")(boom)
    session.command("params")(lambda params: [params.work_done_token, list(params.arguments)])
    session.feature(types.TEXT_DOCUMENT_DID_OPEN)(lambda params: None)
    session.feature(types.TEXT_DOCUMENT_DID_CHANGE)(lambda params: None)
    session.feature(types.TEXT_DOCUMENT_DID_CLOSE)(lambda params: None)
    session.feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)(settle)
    return session


async def settle(_params: Any) -> None:
    await asyncio.sleep(0)


started = cancelled = 0


async def wait(_params: types.ExecuteCommandParams) -> None:
    global started, cancelled
    started += 1
    try:
        await asyncio.Event().wait()
    except asyncio.CancelledError:
        cancelled += 1
        raise


def boom(_params: types.ExecuteCommandParams) -> None:
    raise RuntimeError("boom\nin two lines")


async def until(true: Any) -> None:
    """Let the loop run on until something is true; ``talk`` sets the limit."""
    while not true():
        await asyncio.sleep(0)


def keystroke(version: int) -> dict[str, Any]:
    return notification(
        "textDocument/didChange",
        {"textDocument": {"uri": "file:///a.js", "version": version}, "contentChanges": [{"text": "x"}]},
    )


def test_no_future_is_kept_for_a_notification(session: Session) -> None:
    async def then(wire: Wire) -> None:
        wire.send(request(1, "workspace/symbol/nothing"))
        await until(lambda: any(message.get("id") == 1 for message in wire.sent))
        await until(lambda: wire.session.protocol._request_futures == {})

    settings = notification("workspace/didChangeConfiguration", {"settings": {}})
    talk(*[keystroke(version) for version in range(50)], *[settings] * 10, session=session, then=then)


def test_cancelling_a_command_ends_it(session: Session) -> None:
    before = cancelled

    async def then(wire: Wire) -> None:
        await until(lambda: started == cancelled + 1)
        wire.send(notification("$/cancelRequest", {"id": 7}))
        await until(lambda: cancelled == before + 1)
        await until(lambda: any(message.get("id") == 7 for message in wire.sent))

    wire = talk(command(7, "wait"), session=session, then=then)
    assert wire.answer(7)["error"]["code"] == -32800


def test_shutdown_while_requests_run_is_answered(session: Session) -> None:
    before = started

    async def then(wire: Wire) -> None:
        await until(lambda: started == before + 3)
        wire.send(request(9, "shutdown"))
        await until(lambda: any(message.get("id") == 9 for message in wire.sent))
        await until(lambda: cancelled == started)

    wire = talk(*[command(number, "wait") for number in (1, 2, 3)], session=session, then=then)
    assert wire.answer(9)["result"] is None
    assert [wire.answer(number)["error"]["code"] for number in (1, 2, 3)] == [-32800] * 3
    assert session.protocol.exit_code == 0


def test_after_shutdown_requests_are_invalid(session: Session) -> None:
    wire = talk(request(1, "shutdown"), command(2, "params"), session=session)
    assert wire.answer(2)["error"]["code"] == -32600


def test_exit_without_shutdown_is_an_error(session: Session) -> None:
    assert talk(session=session).session.protocol.exit_code == 1


def test_before_initialize_requests_are_refused(session: Session) -> None:
    wire = Wire(session)

    async def scenario() -> None:
        wire.send(command(1, "params"), keystroke(1), INITIALIZE, request(2, "initialize", {"capabilities": {}}), EXIT)
        await exchange(session.protocol, wire, wire.output)  # type: ignore[arg-type]

    asyncio.run(scenario())
    assert wire.answer(1)["error"]["code"] == -32002
    assert "result" in wire.answer(0)
    assert wire.answer(2)["error"]["code"] == -32600


def test_a_key_named_jsonrpc_is_data(session: Session) -> None:
    wire = talk(command(1, "params", {"jsonrpc": "2.0", "id": 5, "deep": {"jsonrpc": 1}}), session=session)
    assert wire.answer(1)["result"] == [None, [{"jsonrpc": "2.0", "id": 5, "deep": {"jsonrpc": 1}}]]


def test_a_command_gets_any_number_of_arguments_and_its_token(session: Session) -> None:
    messages = command(1, "params"), command(2, "params", 1, "b", None, workDoneToken="t")
    wire = talk(*messages, session=session)
    assert wire.answer(1)["result"] == [None, []]
    assert wire.answer(2)["result"] == ["t", [1, "b", None]]


def test_an_unknown_command_is_an_error(session: Session) -> None:
    error = talk(command(1, "nothing"), session=session).answer(1)["error"]
    assert error == {"code": -32602, "message": "there is no command 'nothing'"}


def test_a_defect_is_one_line_without_paths(session: Session) -> None:
    wire = talk(command(1, "boom"), session=session)
    assert wire.answer(1)["error"] == {"code": -32603, "message": "RuntimeError: boom in two lines"}
    logged = [message for message in wire.sent if message.get("method") == "window/logMessage"]
    assert len(logged) == 1
    assert not any(message.get("method") == "window/showMessage" for message in wire.sent)


@pytest.mark.parametrize(
    "message", [b"{", b"[]", b"3", b'{"jsonrpc": "1.0", "id": 1, "method": "x"}', b'{"jsonrpc": "2.0"}', b"\xff"]
)
def test_what_is_no_message_is_survived(session: Session, message: bytes) -> None:
    assert talk(message, command(1, "params"), session=session).answer(1)["result"] == [None, []]


def test_parameters_that_cannot_be_read_are_answered(session: Session) -> None:
    wire = talk(request(1, "textDocument/hover", {"textDocument": 3}), session=session)
    assert wire.answer(1)["error"]["code"] == -32602


def test_commands_announce_progress(session: Session) -> None:
    result = talk(session=session).answer(0)["result"]["capabilities"]
    assert result["executeCommandProvider"]["workDoneProgress"] is True


def test_no_second_copy_of_a_document_is_kept(session: Session) -> None:
    document = {"uri": "file:///a.js", "languageId": "javascript", "version": 1, "text": "a\u2028b\n"}
    wire = talk(notification("textDocument/didOpen", {"textDocument": document}), keystroke(2), session=session)
    assert wire.session.workspace.text_documents == {}
    assert [message for message in wire.sent if message.get("method") == "window/logMessage"] == []


def test_a_large_result_is_sent_as_it_is(session: Session) -> None:
    session.command("large")(lambda params: {"suspects": [{"name": str(number)} for number in range(3)]})

    async def then(wire: Wire) -> None:
        await until(lambda: any(message.get("id") == 0 for message in wire.sent))
        wire.session.protocol._serialize_message = None  # type: ignore[assignment, method-assign]
        wire.send(command(1, "large"))
        await until(lambda: any(message.get("id") == 1 for message in wire.sent))

    wire = talk(session=session, then=then)
    assert wire.answer(1)["result"]["suspects"][2] == {"name": "2"}


def test_many_diagnostics_are_sent_as_they_are(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(LeaklineProtocol, "_serialize_message", None)  # what converts lsprotocol's classes
    one = {"range": {"start": {"line": 1, "character": 2}}, "message": "grows"}
    protocol = session.protocol
    written = io.BytesIO()
    protocol.set_writer(Writer(written, lambda: None))
    protocol.send("textDocument/publishDiagnostics", {"uri": "file:///a.js", "diagnostics": [one] * 5000})
    body = read_message(io.BytesIO(written.getvalue()))
    assert body is not None
    assert len(json.loads(body)["params"]["diagnostics"]) == 5000


@pytest.mark.parametrize("data", [b"", b"Content-Length: 5\r\n\r\nabc", b"Content-Length: 5\r\n", b"\r\n\r\n"])
def test_a_cut_stream_ends_the_session(data: bytes) -> None:
    assert read_message(io.BytesIO(data)) is None


def test_headers_come_in_any_case_and_order() -> None:
    data = b"Content-Type: application/vscode-jsonrpc; charset=utf-8\r\ncontent-length:  2 \r\n\r\n{}"
    assert read_message(io.BytesIO(data)) == b"{}"
