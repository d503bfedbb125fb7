"""``textDocument/didOpen``, ``didChange``, ``didClose``: plain functions, so that no later message overtakes them."""

from __future__ import annotations

from pathlib import Path

from lsprotocol import types

from leakline.lsp.background import in_thread
from leakline.lsp.session import Session
from leakline.text.positions import LineIndex


def register(session: Session) -> None:
    """Add the handlers."""
    session.feature(types.TEXT_DOCUMENT_DID_OPEN)(did_open)
    session.feature(types.TEXT_DOCUMENT_DID_CHANGE)(did_change)
    session.feature(types.TEXT_DOCUMENT_DID_CLOSE)(did_close)


def did_open(ls: Session, params: types.DidOpenTextDocumentParams) -> None:
    """Take over the text; it may differ from the one on the disk that was analysed."""
    source = ls.documents.open(params.text_document).source
    ls.evidence.show(source.path, source.lines)
    ls.publisher.publish_soon(source.path)
    ls.check(params.text_document.uri)


def did_change(ls: Session, params: types.DidChangeTextDocumentParams) -> None:
    """Apply the edits, and let what the heap says follow them."""
    before = ls.documents.get(params.text_document.uri)
    changed = ls.documents.change(params.text_document, params.content_changes, ls.client.encoding)
    if before is None or changed is None:
        ls.log(f"{params.text_document.uri} changed but is not open", types.MessageType.Warning)
        return
    document, edits = changed
    if ls.evidence.follow(document.source.path, before.source.data, edits, document.source.lines):
        ls.publisher.publish_soon(document.source.path)
    ls.check(document.uri)


def did_close(ls: Session, params: types.DidCloseTextDocumentParams) -> None:
    """Forget the text; what the heap says stays published and fits the file on the disk again."""
    document = ls.documents.close(params.text_document.uri)
    if document is None:
        return
    ls.analyses.forget(document.uri)
    ls.tasks.start(ls.findings.forget(document.uri))
    ls.publisher.publish_file(document.source.path)
    if ls.sweep.covers(document.source.path):
        ls.tasks.start(_check_file(ls, document.source.path))
    if ls.evidence.lines(document.source.path) is not None:
        ls.tasks.start(_fit_file(ls, document.source.path))


async def _check_file(ls: Session, path: Path) -> None:
    """Find out what holds for a file of the workspace that may have been written while it was open."""
    findings = await ls.findings.of_file(path)
    if ls.documents.at(path) is None:
        ls.findings.files[path] = findings
        ls.publisher.publish_file(path)


async def _fit_file(ls: Session, path: Path) -> None:
    try:
        data = await in_thread(path.read_bytes)
    except OSError:  # deleted: there is no text to fit
        return
    if ls.documents.at(path) is None:
        ls.evidence.show(path, LineIndex(data))
        ls.publisher.publish_soon(path)
