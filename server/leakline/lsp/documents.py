"""The documents that the client has open, as UTF-8 bytes with LSP's line ends."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from lsprotocol import types

from leakline.ide.model import SourceFile
from leakline.lsp.convert import position_of
from leakline.lsp.locations import path_of
from leakline.text.edits import Edit
from leakline.text.positions import Encoding

SUFFIXES = {"javascript": ".js", "javascriptreact": ".jsx", "typescript": ".ts", "typescriptreact": ".tsx"}
# Emacs names a language after its mode.
SUFFIXES |= {"js": ".js", "js2": ".js", "js3": ".js", "js-jsx": ".jsx", "rjsx": ".jsx", "tsx": ".tsx"}


@dataclass(frozen=True, slots=True)
class Document:
    """One version of an open document; ``source.path`` is its real path, or a relative one if it was never saved."""

    uri: str
    version: int
    language: str
    source: SourceFile

    @property
    def is_javascript(self) -> bool:
        """Whether the client says that this is a language of ours."""
        return self.language in SUFFIXES


class Documents:
    """All open documents, by the URI that the client uses."""

    def __init__(self) -> None:
        self._by_uri: dict[str, Document] = {}
        self._by_path: dict[Path, Document] = {}

    def __iter__(self) -> Iterator[Document]:
        return iter(tuple(self._by_uri.values()))

    def get(self, uri: str) -> Document | None:
        """The open document of a URI."""
        return self._by_uri.get(uri)

    def at(self, path: Path) -> Document | None:
        """The open document of a real path."""
        return self._by_path.get(path)

    def open(self, item: types.TextDocumentItem) -> Document:
        """Take over a document from the client."""
        source = SourceFile(_real_path(item.uri, item.language_id), _encoded(item.text))
        return self._keep(Document(item.uri, item.version, item.language_id, source))

    def change(
        self,
        identifier: types.VersionedTextDocumentIdentifier,
        changes: Sequence[types.TextDocumentContentChangeEvent],
        encoding: Encoding,
    ) -> tuple[Document, tuple[Edit, ...]] | None:
        """Apply a client's changes in their order; returns the new version and the edits in bytes.

        None for a document that is not open.
        """
        document = self._by_uri.get(identifier.uri)
        if document is None:
            return None
        source, edits = document.source, []
        for change in changes:
            edit = _edit(source, change, encoding)
            edits.append(edit)
            source = source.edited(edit.apply(source.data))
        changed = Document(document.uri, identifier.version, document.language, source)
        return self._keep(changed), tuple(edits)

    def close(self, uri: str) -> Document | None:
        """Forget a document; returns its last version."""
        document = self._by_uri.pop(uri, None)
        if document is not None and self._by_path.get(document.source.path) is document:
            del self._by_path[document.source.path]
        return document

    def _keep(self, document: Document) -> Document:
        self._by_uri[document.uri] = document
        self._by_path[document.source.path] = document
        return document


def _edit(source: SourceFile, change: types.TextDocumentContentChangeEvent, encoding: Encoding) -> Edit:
    text = _encoded(change.text)
    if isinstance(change, types.TextDocumentContentChangePartial):
        start = source.lines.offset(position_of(change.range.start), encoding)
        end = source.lines.offset(position_of(change.range.end), encoding)
        return Edit(start, max(start, end), text)
    return Edit(0, len(source.data), text)


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _real_path(uri: str, language: str) -> Path:
    path = path_of(uri)
    if path is not None:
        return Path(os.path.realpath(path))
    name = uri.rpartition("/")[2].rpartition(":")[2]
    return Path(name + SUFFIXES.get(language, ""))
