"""pygls' protocol with what hurts us in pygls 2.1 put right; each point has a test in ``tests/lsp/test_protocol.py``.

- Futures of finished handlers are forgotten: pygls keeps one for each keystroke.
- Commands are tasks that receive the whole request: ``$/cancelRequest`` ends them, their ``workDoneToken`` is known.
- ``shutdown`` while requests run is answered; pygls iterates over a dictionary that changes.
- Documents are ours (``documents.py``): pygls splits lines where LSP does not, which corrupts the text of later edits.
- Errors are one line, without the traceback and the paths in it; what we did not foresee is logged whole.
- Plain dictionaries are sent as they are: converting 5000 diagnostics takes pygls 0.3 s.
"""

from __future__ import annotations

import inspect
import logging
from collections.abc import Callable, Generator
from concurrent.futures import Future
from typing import Any

from lsprotocol import types
from pygls.exceptions import (
    JsonRpcException,
    JsonRpcInvalidParams,
    JsonRpcInvalidRequest,
    JsonRpcRequestCancelled,
    JsonRpcServerNotInitialized,
)
from pygls.protocol import LanguageServerProtocol, lsp_method

log = logging.getLogger(__name__)


class LeaklineProtocol(LanguageServerProtocol):
    """One session with a client."""

    ended: Callable[[], None]
    """Called when the client says ``exit``."""

    exit_code: int = 1
    """What the process should end with: 0 after a ``shutdown``, as LSP asks."""

    _initialized = False

    # Sending

    def send(self, method: str, params: dict[str, Any]) -> None:
        """Send a notification whose parameters are plain JSON data already."""
        self._send_data({"jsonrpc": self.VERSION, "method": method, "params": params})

    def plain(self, data: Any) -> Any:
        """Data of the protocol as plain JSON data."""
        return self._converter.unstructure(data)

    def range_of(self, data: Any) -> types.Range:
        """A range from plain JSON data."""
        return self._converter.structure(data, types.Range)

    def refuse(self, message: dict[str, Any], reason: str) -> None:
        """Answer a message that cannot be handled; a notification is only logged."""
        log.warning(reason)
        if "id" in message and "method" in message:
            self._send_response(message["id"], error=JsonRpcInvalidParams(reason).to_response_error())

    def _send_response(
        self, msg_id: int | str, result: Any | None = None, error: types.ResponseError | None = None
    ) -> None:
        if error is None and isinstance(result, dict | list | str):
            self._send_data({"jsonrpc": self.VERSION, "id": msg_id, "result": result})
        else:
            super()._send_response(msg_id, result, error)

    def _send_handler_result(self, future: Future[Any], *, msg_id: int | str) -> None:
        self._request_futures.pop(msg_id, None)
        if future.cancelled():
            self._send_response(msg_id, error=JsonRpcRequestCancelled("cancelled").to_response_error())
            return
        error = future.exception()
        if error is None:
            self._send_response(msg_id, future.result())
        elif isinstance(error, JsonRpcException):
            self._send_response(msg_id, error=error.to_response_error())
        else:
            self._server._report_server_error(_as_exception(error), JsonRpcException)
            self._send_response(msg_id, error=JsonRpcException(_one_line(error)).to_response_error())

    def _check_handler_result(self, future: Future[Any]) -> None:
        if not future.cancelled() and (error := future.exception()) is not None:
            self._server._report_server_error(_as_exception(error), JsonRpcException)

    # Receiving

    @property
    def is_busy(self) -> bool:
        """Whether the client waits for answers; questions of ours have a type of their answer."""
        return not self._request_futures.keys() <= self._result_types.keys()

    def is_open_for(self, message: dict[str, Any]) -> bool:
        """Whether a message may be handled now: nothing but ``initialize`` comes first, nothing but ``exit`` last."""
        method = message.get("method")
        if method == types.EXIT or method is None:
            return True
        if method == types.INITIALIZE and not self._initialized:
            self._initialized = True
            return True
        error: JsonRpcException
        if not self._initialized:
            error = JsonRpcServerNotInitialized(f"{method} came before initialize")
        elif self._shutdown or method == types.INITIALIZE:
            error = JsonRpcInvalidRequest(f"{method} came {'after shutdown' if self._shutdown else 'a second time'}")
        else:
            return True
        if "id" in message:
            self._send_response(message["id"], error=error.to_response_error())
        return False

    def _execute_handler(
        self,
        msg_id: int | str,
        handler: Callable[..., Any],
        callback: Callable[[Future[Any]], None],
        args: tuple[Any, ...] | None = None,
        kwargs: dict[str, Any] | None = None,
    ) -> None:
        def finish(future: Future[Any]) -> None:
            self._request_futures.pop(msg_id, None)
            callback(future)

        super()._execute_handler(msg_id, handler, finish, args, kwargs)

    @lsp_method(types.INITIALIZE)
    def lsp_initialize(self, params: types.InitializeParams) -> Generator[Any, Any, types.InitializeResult]:
        """Announce, besides what pygls announces, that commands show progress."""
        result = yield from super().lsp_initialize(params)
        if result.capabilities.execute_command_provider is not None:
            result.capabilities.execute_command_provider.work_done_progress = True
        return result

    @lsp_method(types.WORKSPACE_EXECUTE_COMMAND)
    async def lsp_workspace__execute_command(self, params: types.ExecuteCommandParams) -> Any:  # type: ignore[override]
        """Run a command with the whole request as its argument."""
        handler = self.fm.commands.get(params.command)
        if handler is None:
            raise JsonRpcInvalidParams(f"there is no command {params.command!r}")
        outcome = handler(params)
        return await outcome if inspect.isawaitable(outcome) else outcome

    @lsp_method(types.SHUTDOWN)
    def lsp_shutdown(self, *args: Any) -> None:  # type: ignore[override]
        """End what still runs, and be ready for ``exit``."""
        for future in list(self._request_futures.values()):
            future.cancel()
        self._call(types.SHUTDOWN, *args)
        self._shutdown = True
        self.exit_code = 0

    @lsp_method(types.EXIT)
    def lsp_exit(self, *_args: Any) -> None:  # type: ignore[override]
        """End the session."""
        self.ended()

    # Documents and progress belong to our own features; pygls' copies of them are not kept.

    @lsp_method(types.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: types.DidOpenTextDocumentParams) -> None:
        """Hand on to our documents."""
        self._call(types.TEXT_DOCUMENT_DID_OPEN, params)

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: types.DidChangeTextDocumentParams) -> None:
        """Hand on to our documents."""
        self._call(types.TEXT_DOCUMENT_DID_CHANGE, params)

    @lsp_method(types.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: types.DidCloseTextDocumentParams) -> None:
        """Hand on to our documents."""
        self._call(types.TEXT_DOCUMENT_DID_CLOSE, params)

    @lsp_method(types.WINDOW_WORK_DONE_PROGRESS_CANCEL)
    def lsp_work_done_progress_cancel(self, params: types.WorkDoneProgressCancelParams) -> None:
        """Hand on to our progress."""
        self._call(types.WINDOW_WORK_DONE_PROGRESS_CANCEL, params)

    def _call(self, method: str, *args: Any) -> None:
        if (handler := self.fm.features.get(method)) is not None:
            handler(*args)


def _as_exception(error: BaseException) -> Exception:
    return error if isinstance(error, Exception) else RuntimeError(_one_line(error))


def _one_line(error: BaseException) -> str:
    text = " ".join(str(error).split())
    return f"{type(error).__name__}: {text}" if text else type(error).__name__
