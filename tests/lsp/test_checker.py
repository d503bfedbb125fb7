"""The checker's process: what it loads, and every way that a check can end."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types

from leakline.lsp.checker.messages import Checked, CheckFile, CheckText
from leakline.lsp.checker.process import Checker
from leakline.lsp.documents import Documents
from leakline.lsp.findings import Findings
from leakline.text.positions import Encoding
from tests.lsp.test_findings_over_lsp import LEAK, RULE
from tests.lsp.test_worker import modules_after

SCRIPT = """
import os, threading
from leakline.lsp.checker.messages import Checked
from leakline.lsp.worker.loop import serve
def answer(message, send):
    match message.data:
        case b"die":
            os._exit(3)
        case b"hang":
            threading.Event().wait()
        case b"fail":
            raise ValueError("two\\nlines")
    return Checked((), str(os.getpid()))
serve(answer)
"""
SCRIPTED = (sys.executable, "-c", SCRIPT)
URI, PATH = "file:///w/a.js", Path("/w/a.js")


def run(scenario: Coroutine[Any, Any, None]) -> None:
    asyncio.run(asyncio.wait_for(scenario, 60))


def text(words: str) -> CheckText:
    return CheckText(URI, PATH, words.encode())


def test_the_checker_knows_neither_the_protocol_nor_numbers() -> None:
    loaded = modules_after("import leakline.lsp.checker.__main__")
    assert loaded.isdisjoint({"pygls", "lsprotocol", "cattrs", "numpy", "numba"})
    assert "tree_sitter" in loaded


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("die", "the checker ended with exit code 3"),
        ("hang", "checking it takes more than 1 seconds"),
        ("fail", "the check failed: ValueError: two lines; please report this"),
    ],
)
def test_a_text_that_cannot_be_checked_has_a_reason_and_the_next_one_is_checked(words: str, why: str) -> None:
    async def scenario() -> None:
        checker = Checker(SCRIPTED, seconds=60)  # which starting a process may take on a busy machine
        first = await checker.check(text("fine"))
        assert first.skipped == str(checker.pid)
        checker.seconds = 1 if words == "hang" else 60
        assert await checker.check(text(words)) == Checked((), why)
        checker.seconds = 60
        again = await checker.check(text("fine"))
        assert again.skipped == str(checker.pid)
        assert (again.skipped == first.skipped) == (words == "fail")
        await checker.stopped()

    run(scenario())


def test_files_and_texts_are_checked(tmp_path: Path) -> None:
    file = tmp_path / "view.js"
    file.write_text(LEAK)

    async def scenario() -> None:
        checker = Checker()
        from_disk = await checker.check(CheckFile(file))
        typed = await checker.check(CheckText(file.as_uri(), file, LEAK.encode()))
        assert [one.rule for one in from_disk.diagnostics] == [RULE]
        assert typed == from_disk
        edited = await checker.check(CheckText(file.as_uri(), file, b"\n" + LEAK.encode()))
        assert [one.range.start.line for one in edited.diagnostics] == [6]
        await checker.forget(file.as_uri())
        gone = await checker.check(CheckFile(tmp_path / "gone.js"))
        assert gone.skipped == "unreadable: No such file or directory"
        await checker.stopped()

    run(scenario())


def test_only_the_newest_of_many_versions_is_checked() -> None:
    async def scenario() -> None:
        documents = Documents()
        told: list[str | None] = []
        checker = Checker(SCRIPTED, seconds=60)
        findings = Findings(checker, documents, lambda uri, checked: told.append(checked.skipped))
        documents.open(types.TextDocumentItem(URI, "javascript", 1, "fine"))
        waiting = [asyncio.ensure_future(findings.current(URI))]
        for version in range(2, 30):
            await asyncio.sleep(0)
            identifier = types.VersionedTextDocumentIdentifier(version, URI)
            change = types.TextDocumentContentChangeWholeDocument(f"fine {version}")
            documents.change(identifier, [change], Encoding.UTF16)
            waiting.append(asyncio.ensure_future(findings.current(URI)))
        known = await asyncio.gather(*waiting)
        assert {one.document.version for one in known if one is not None} == {29}
        assert len(told) == 2
        await checker.stopped()

    run(scenario())
