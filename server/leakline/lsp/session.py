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
from leakline.lsp.checker.messages import Checked
from leakline.lsp.checker.process import Checker
from leakline.lsp.client import Client
from leakline.lsp.comparing import Comparing
from leakline.lsp.convert import Converter
from leakline.lsp.documents import Documents
from leakline.lsp.evidence import Evidence
from leakline.lsp.findings import Findings
from leakline.lsp.generated_code import GeneratedCode
from leakline.lsp.locations import Folder, shown_path
from leakline.lsp.protocol import LeaklineProtocol
from leakline.lsp.publishing import Publisher, View
from leakline.lsp.rule_pages import RulePages
from leakline.lsp.settings import Settings
from leakline.lsp.sweep import Sweep
from leakline.lsp.worker.process import HeapWorker
from leakline.text.positions import LineIndex

log = logging.getLogger(__name__)

_SECONDS_FOR_SETTINGS = 2.0


class Session(LanguageServer):
    """What features read and change, all on the event loop."""

    protocol: LeaklineProtocol

    def __init__(self, checker: Checker | None = None, code: GeneratedCode | None = None) -> None:
        super().__init__("leakline", __version__, protocol_cls=LeaklineProtocol)
        self.client = Client()
        self.folders: tuple[Folder, ...] = ()
        self.settings = Settings()
        self.settings_known: asyncio.Future[None] | None = None
        self.documents = Documents()
        self.analyses = Analyses(self.documents)
        self.checker = checker or Checker()
        self.code = code
        self.findings = Findings(self.checker, self.documents, self._tell_of_check)
        self.sweep = Sweep(self.findings)
        self.pages = RulePages()
        self.evidence = Evidence()
        self.worker = HeapWorker()
        self.tasks = Tasks(self.report_background_error)
        self.comparing = Comparing(self.worker, self.prepare_worker)
        self.publisher = Publisher(self.protocol.send, self.view)
        self.cancellable: dict[types.ProgressToken, Callable[[], None]] = {}
        self.told: set[str] = set()
        self.last_suspect: str | None = None
        self._closed = False

    @property
    def folder_paths(self) -> tuple[Path, ...]:
        """The folders of the workspace as the client names them."""
        return tuple(folder.path for folder in self.folders)

    @property
    def converter(self) -> Converter:
        """Converts to what the client understands, as it and the documents are now."""
        return Converter(self.client, self.lines_of, self.uri_of, self.pages.uri_of)

    def lines_of(self, path: Path) -> LineIndex | None:
        """The text of a file that ranges count in: the open document's, else what was analysed."""
        document = self.documents.at(path)
        if document is not None:
            return document.source.lines
        return self.evidence.lines(path) or (_lines_on_disk(path) if path in self.findings.files else None)

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

    def refresh_diagnostics(self) -> None:
        """Let the client ask for diagnostics again, where it asks."""
        if self.client.pulls_diagnostics:
            self.workspace_diagnostic_refresh(None)

    def show_findings(self) -> None:
        """Show everything anew: what is known at once, open documents when they are checked."""
        self.publisher.publish()
        self.refresh_diagnostics()
        for document in self.documents:
            self.check(document.uri)

    def check(self, uri: str) -> None:
        """Check a document for a client that does not ask, and show what is found."""
        if not self.client.pulls_diagnostics and not self._closed:
            self.tasks.start(self._check(uri))

    async def _check(self, uri: str) -> None:
        known = await self.findings.current(uri)
        if known is not None:
            self.publisher.publish_file(known.document.source.path)

    def close(self) -> None:
        """End everything that runs beside the session."""
        self._closed = True
        self.tasks.stop()
        self.findings.stop()
        self.worker.stop()
        self.checker.stop()
        self.sweep.stop()
        self.pages.close()

    async def stopped(self) -> None:
        """Wait until nothing of what ran beside the session is left."""
        await asyncio.gather(self.worker.stopped(), self.checker.stopped(), self.sweep.stopped())

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

    def view(self) -> View:
        """What there is to show now."""

        def version_of(path: Path) -> int | None:
            document = self.documents.at(path)
            return document.version if document else None

        return View(
            self.evidence.comparison,
            self.settings.rules,
            self.converter,
            version_of,
            self.findings.of,
            tuple(self.findings.files),
        )

    def _tell_of_check(self, uri: str, checked: Checked) -> None:
        """Log once why a document has no findings, or none of some rules.

        A configuration that cannot be used is the user's to mend.
        """
        if checked.skipped is not None:
            self.tell_once(f"{uri} is not checked: {checked.skipped}")
        if checked.left_out is not None:
            self.tell_once(f"{uri}: {checked.left_out}")
        if checked.problem is not None and checked.problem not in self.told:
            self.told.add(checked.problem)
            self.window_show_message(types.ShowMessageParams(types.MessageType.Warning, checked.problem))

    def tell_once(self, message: str) -> None:
        """Log a line that was not logged before."""
        if message not in self.told:
            self.told.add(message)
            self.log(message)


def _lines_on_disk(path: Path) -> LineIndex | None:
    try:
        return LineIndex(path.read_bytes())
    except OSError:
        return None
