"""Source models of open documents, made beside the event loop, once for each version."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from leakline.lsp.background import in_thread
from leakline.lsp.documents import Document, Documents


@dataclass(frozen=True, slots=True)
class _Analysis:
    document: Document
    done: asyncio.Future[object]


class Analyses:
    """The latest analysis of each open document; a document is never analysed twice at the same time."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents
        self._latest: dict[str, _Analysis] = {}

    async def ready(self, document: Document) -> bool:
        """Wait until the model of this version exists; False, as soon as may be, if the document changed meanwhile."""
        while self._documents.get(document.uri) is document:
            latest = self._latest.get(document.uri)
            if latest is not None and latest.document is document:
                await asyncio.shield(latest.done)
                return self._documents.get(document.uri) is document
            if latest is not None and not latest.done.done():
                await asyncio.wait([latest.done])
                continue
            self._latest[document.uri] = _Analysis(document, in_thread(lambda: document.source.module))
        return False

    def forget(self, uri: str) -> None:
        """Let go of a closed document."""
        self._latest.pop(uri, None)
