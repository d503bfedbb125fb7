"""``textDocument/inlayHint``: off unless the user asks for it."""

from __future__ import annotations

from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcContentModified

from leakline.ide.model import Inlay
from leakline.lsp.background import in_thread
from leakline.lsp.convert import position_of
from leakline.lsp.session import Session
from leakline.text.positions import Range


def register(session: Session) -> None:
    """Add the handler."""
    session.feature(types.TEXT_DOCUMENT_INLAY_HINT)(inlay_hint)


async def inlay_hint(ls: Session, params: types.InlayHintParams) -> list[dict[str, Any]]:
    """The hints of a range; raises ContentModified when the text changes before the answer is known."""
    document = ls.documents.get(params.text_document.uri)
    if document is None or not document.is_javascript or not (await ls.current_settings()).inlay_contexts:
        return []
    if not await ls.analyses.ready(document):
        raise JsonRpcContentModified("the document changed")
    source, encoding = document.source, ls.client.encoding
    ends = (source.lines.offset(position_of(end), encoding) for end in (params.range.start, params.range.end))
    shown = Range(*(source.lines.position(offset) for offset in ends))

    def shown_hints() -> tuple[Inlay, ...]:
        from leakline.ide.inlays import inlays  # loads the source model, which the start need not wait for

        return inlays(source, shown)

    hints = await in_thread(shown_hints)
    return [ls.converter.inlay(source.path, hint) for hint in hints]
