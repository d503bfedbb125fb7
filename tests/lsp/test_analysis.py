"""Documents are analysed once for each version, beside the loop, and answers are never for an older text."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

import pytest
from lsprotocol import types

from leakline.ide.model import SourceFile
from leakline.lsp.analysis import Analyses
from leakline.lsp.documents import Document, Documents
from leakline.text.positions import Encoding

URI = "file:///w/a.js"


class Slow:
    """Stands for the analysis: waits until it may end, and counts."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.begun: list[bytes] = []
        self.go_on = threading.Semaphore(0)
        monkeypatch.setattr(SourceFile, "module", property(self.analyse))

    def analyse(self, source: SourceFile) -> object:
        self.begun.append(source.data)
        self.go_on.acquire()
        return object()


def opened(documents: Documents, text: str) -> Document:
    return documents.open(types.TextDocumentItem(uri=URI, language_id="javascript", version=1, text=text))


def changed(documents: Documents, text: str) -> Document:
    identifier = types.VersionedTextDocumentIdentifier(uri=URI, version=2)
    outcome = documents.change(identifier, [types.TextDocumentContentChangeWholeDocument(text)], Encoding.UTF16)
    assert outcome is not None
    return outcome[0]


async def until_begun(slow: Slow, count: int) -> None:
    while len(slow.begun) < count:
        await asyncio.sleep(0)


def test_all_who_ask_share_one_analysis(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scenario() -> None:
        slow, documents = Slow(monkeypatch), Documents()
        analyses, document = Analyses(documents), opened(documents, "a")
        asking = asyncio.gather(*[analyses.ready(document) for _ in range(3)])
        await until_begun(slow, 1)
        slow.go_on.release()
        assert await asking == [True] * 3
        assert await analyses.ready(document)
        assert slow.begun == [b"a"]

    asyncio.run(asyncio.wait_for(scenario(), 30))


def test_versions_in_between_are_never_analysed(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scenario() -> None:
        slow, documents = Slow(monkeypatch), Documents()
        analyses = Analyses(documents)
        asking = [asyncio.ensure_future(analyses.ready(opened(documents, "a")))]
        await until_begun(slow, 1)
        for text in ("b", "c", "d"):
            asking.append(asyncio.ensure_future(analyses.ready(changed(documents, text))))
            await asyncio.sleep(0)
        slow.go_on.release()
        await until_begun(slow, 2)
        slow.go_on.release()
        assert await asyncio.gather(*asking) == [False, False, False, True]
        assert slow.begun == [b"a", b"d"]

    asyncio.run(asyncio.wait_for(scenario(), 30))


def test_a_document_that_was_closed_is_not_analysed(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scenario() -> None:
        slow, documents = Slow(monkeypatch), Documents()
        document = opened(documents, "a")
        documents.close(URI)
        assert not await Analyses(documents).ready(document)
        assert slow.begun == []

    asyncio.run(asyncio.wait_for(scenario(), 30))


def test_a_small_file_does_not_wait_for_a_large_one(monkeypatch: pytest.MonkeyPatch) -> None:
    large, small = SourceFile(Path("/large.js"), b"large"), SourceFile(Path("/small.js"), b"small")
    begun, go_on = threading.Event(), threading.Event()

    def analyse(data: bytes, *_: object, **__: object) -> object:
        if data == b"large":
            begun.set()
            go_on.wait(30)
        return data

    monkeypatch.setattr("leakline.js.analyse", analyse)
    analysing = threading.Thread(target=lambda: large.module)
    analysing.start()
    begun.wait(30)
    model: object = small.module
    assert model == b"small"
    assert analysing.is_alive()
    go_on.set()
    analysing.join()
