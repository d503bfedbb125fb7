"""``textDocument/diagnostic``: what a document or file shows, for clients that ask for it."""

from __future__ import annotations

import os
from hashlib import blake2b
from pathlib import Path
from typing import Any

import orjson
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from leakline.lsp.locations import path_of
from leakline.lsp.session import Session

OPTIONS = types.DiagnosticOptions(
    identifier="leakline", inter_file_dependencies=False, workspace_diagnostics=True, work_done_progress=True
)


def register(session: Session) -> None:
    """Nothing yet: a handler is announced, and clients that do not ask are pushed to instead."""


def register_for(session: Session) -> None:
    """Add the handler, once the client is known to ask."""
    session.feature(types.TEXT_DOCUMENT_DIAGNOSTIC, OPTIONS)(document_diagnostic)


async def document_diagnostic(ls: Session, params: types.DocumentDiagnosticParams) -> dict[str, Any]:
    """The diagnostics of the newest version of a document, which may be newer than the question."""
    uri = params.text_document.uri
    await ls.current_settings()
    known = await ls.findings.current(uri)
    if known is not None:
        ls.publisher.publish_file(known.document.source.path)  # what findings tell is not told twice
        return report(ls.view().pulled(known.document.source.path, known.diagnostics), params.previous_result_id)
    path = path_of(uri)
    if ls.documents.get(uri) is not None or path is None:  # none of ours, or closed meanwhile
        return report([], params.previous_result_id)
    path = Path(os.path.realpath(path))
    findings = await ls.findings.of_file(path)
    if ls.documents.at(path) is not None:
        raise JsonRpcException(
            "the document was opened", types.LSPErrorCodes.ServerCancelled, {"retriggerRequest": True}
        )
    return report(ls.view().pulled(path, findings), params.previous_result_id)


def report(items: list[dict[str, Any]], previous: str | None) -> dict[str, Any]:
    """A report; it is ``unchanged`` where the client has these items already."""
    result_id = blake2b(orjson.dumps(items), digest_size=8).hexdigest()
    if result_id == previous:
        return {"kind": "unchanged", "resultId": result_id}
    return {"kind": "full", "resultId": result_id, "items": items}
