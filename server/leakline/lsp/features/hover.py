"""``textDocument/hover``."""

from __future__ import annotations

from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcContentModified

from leakline.ide.model import Hover
from leakline.lsp.background import in_thread
from leakline.lsp.convert import position_of
from leakline.lsp.session import Session


def register(session: Session) -> None:
    """Add the handler."""
    session.feature(types.TEXT_DOCUMENT_HOVER)(text_document_hover)


async def text_document_hover(ls: Session, params: types.HoverParams) -> dict[str, Any] | None:
    """Explain what is at a position; raises ContentModified when the text changes before the answer is known."""
    document = ls.documents.get(params.text_document.uri)
    if document is None or not document.is_javascript:
        return None
    if not await ls.analyses.ready(document):
        raise JsonRpcContentModified("the document changed")
    known = await ls.findings.nearest(document)
    source, comparison, rules = document.source, ls.evidence.comparison, ls.settings.rules
    findings = [one for one in known if rules.get(one.rule) != "off"]
    asked = position_of(params.position)
    position = source.lines.position(source.lines.offset(asked, ls.client.encoding))

    def explained() -> Hover | None:
        from leakline.ide.hovers import hover  # loads the source model, which the start need not wait for

        return hover(source, position, comparison, findings, ls.pages.uri_of)

    found = await in_thread(explained)
    return ls.converter.hover(source.path, found) if found else None
