"""The state of one session with a client."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException, PyglsError
from pygls.lsp.server import LanguageServer

from leakline import __version__
from leakline.lsp.analysis import Analyses
from leakline.lsp.background import Tasks
from leakline.lsp.client import Client
from leakline.lsp.comparing import Comparing
from leakline.lsp.convert import Converter
from leakline.lsp.documents import Documents
from leakline.lsp.evidence import Evidence
from leakline.lsp.locations import Folder, shown_path
from leakline.lsp.protocol import LeaklineProtocol
from leakline.lsp.publishing import Publisher, View
from leakline.lsp.settings import Settings
from leakline.lsp.worker.process import HeapWorker
from leakline.text.positions import LineIndex

log = logging.getLogger(__name__)

_SECONDS_FOR_SETTINGS = 2.0


class Session(LanguageServer):
    """What features read and change, all on the event loop."""

    protocol: LeaklineProtocol

    def __init__(self) -> None:
        super().__init__("leakline", __version__, protocol_cls=LeaklineProtocol)
        self.client = Client()
        self.folders: tuple[Folder, ...] = ()
        self.settings = Settings()
        self.settings_known: asyncio.Future[None] | None = None
        self.documents = Documents()
        self.analyses = Analyses(self.documents)
        self.evidence = Evidence()
        self.worker = HeapWorker()
        self.tasks = Tasks(self.report_background_error)
        self.comparing = Comparing(self.worker, self.prepare_worker)
        self.publisher = Publisher(self.protocol.send, self._view)
        self.cancellable: dict[types.ProgressToken, Callable[[], None]] = {}
        self.told: set[str] = set()
        self._closed = False

    @property
    def folder_paths(self) -> tuple[Path, ...]:
        """The folders of the workspace as the client names them."""
        return tuple(folder.path for folder in self.folders)

    @property
    def converter(self) -> Converter:
        """Converts to what the client understands, as it and the documents are now."""
        return Converter(self.client, self.lines_of, self.uri_of)

    def lines_of(self, path: Path) -> LineIndex | None:
        """The text of a file that ranges count in: the open document's, else what was analysed."""
        document = self.documents.at(path)
        return document.source.lines if document else self.evidence.lines(path)

    def uri_of(self, path: Path) -> str:
        """A file's name for the client: its own if it has the file open."""
        document = self.documents.at(path)
        return document.uri if document else shown_path(path, self.folders).as_uri()

    def prepare_worker(self) -> None:
        """Start the heap worker before it is needed."""
        if not self._closed:
            self.tasks.start(self.worker.start())

    async def current_settings(self) -> Settings:
        """The settings, after the client was given the time to send them."""
        if self.settings_known is not None:
            await asyncio.wait([self.settings_known], timeout=_SECONDS_FOR_SETTINGS)
        return self.settings

    def refresh_lenses(self) -> None:
        """Let the client ask for code lenses again, where it can."""
        if self.client.lens_refresh:
            self.workspace_code_lens_refresh(None)

    def refresh_inlays(self) -> None:
        """Let the client ask for inlay hints again, where it can."""
        if self.client.inlay_refresh:
            self.workspace_inlay_hint_refresh(None)

    def close(self) -> None:
        """End everything that runs beside the session."""
        self._closed = True
        self.tasks.stop()
        self.worker.stop()

    def log(self, message: str, kind: types.MessageType = types.MessageType.Info) -> None:
        """Write a line to the client's log."""
        self.window_log_message(types.LogMessageParams(type=kind, message=message))

    def report_server_error(self, error: Exception, source: Any) -> None:  # noqa: ARG002  pygls' signature
        """Log a defect of ours, whole on standard error and in a line for the client; pygls would open a dialog."""
        if isinstance(error, JsonRpcException):  # the client's doing, and answered
            return
        log.error("an error was not expected", exc_info=error)
        self.log(f"{type(error).__name__}: {error}", types.MessageType.Error)

    def report_background_error(self, error: BaseException) -> None:
        """Log what went wrong in work that nobody waits for."""
        self._report_server_error(error if isinstance(error, Exception) else RuntimeError(str(error)), PyglsError)

    def _view(self) -> View:
        def version_of(path: Path) -> int | None:
            document = self.documents.at(path)
            return document.version if document else None

        return View(self.evidence.comparison, self.settings.rules, self.converter, version_of)
