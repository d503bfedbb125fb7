"""``textDocument/codeLens``."""

from __future__ import annotations

from typing import Any

from lsprotocol import types

from leakline.ide.lenses import lenses
from leakline.lsp.session import Session


def register(session: Session) -> None:
    """Add the handler."""
    session.feature(types.TEXT_DOCUMENT_CODE_LENS)(code_lens)


def code_lens(ls: Session, params: types.CodeLensParams) -> list[dict[str, Any]]:
    """The lenses of an open document."""
    document = ls.documents.get(params.text_document.uri)
    comparison = ls.evidence.comparison
    if document is None or comparison is None or not ls.settings.code_lens:
        return []
    path, converter = document.source.path, ls.converter
    return [converter.lens(path, lens) for lens in lenses(path, comparison)]
