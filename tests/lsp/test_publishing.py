"""Only what changes is published, and everything that was is taken away in the end."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from leakline.lsp.client import Client
from leakline.lsp.convert import Converter
from leakline.lsp.publishing import Publisher, View
from tests.lsp.comparisons import comparison, place

PATH, OTHER, THIRD = Path("/w/a.js"), Path("/w/b.js"), Path("/w/c.js")
TEXT = "leak();\nother();\n"


@dataclass
class Editor:
    """What there is to publish, and what was."""

    view: View
    sent: list[dict[str, Any]] = field(default_factory=list)

    def send(self, method: str, params: dict[str, Any]) -> None:
        assert method == "textDocument/publishDiagnostics"
        self.sent.append(params)

    def taken(self) -> list[tuple[str, int]]:
        """File and number of diagnostics of each message since the last call."""
        found = [(params["uri"].rpartition("/")[2], len(params["diagnostics"])) for params in self.sent]
        self.sent.clear()
        return found


def editor(**client: bool) -> tuple[Editor, Publisher]:
    converter = Converter(Client(**client), lambda path: None, Path.as_uri)  # type: ignore[arg-type]
    shown = comparison(place(PATH, TEXT, "leak"), place(OTHER, TEXT, "leak"), related=place(PATH, TEXT, "other"))
    one = Editor(View(shown, {}, converter, {PATH: 7}.get))
    return one, Publisher(one.send, lambda: one.view)


def test_a_file_is_published_when_it_changes_and_cleared_when_it_has_none() -> None:
    one, publisher = editor()
    publisher.publish()
    assert one.taken() == [("a.js", 1), ("b.js", 1)]
    publisher.publish()
    assert one.taken() == []
    one.view = replace(one.view, rules={"heap-growth": "hint"})
    publisher.publish()
    assert one.taken() == [("a.js", 1), ("b.js", 1)]
    one.view = replace(one.view, rules={"heap-growth": "off"})
    publisher.publish()
    assert one.taken() == [("a.js", 0), ("b.js", 0)]
    one.view = replace(one.view, comparison=None)
    publisher.publish()
    assert one.taken() == []


def test_a_newer_comparison_clears_files_that_it_does_not_name() -> None:
    one, publisher = editor()
    publisher.publish()
    one.taken()
    one.view = replace(one.view, comparison=comparison(place(THIRD, TEXT, "leak")))
    publisher.publish()
    assert sorted(one.taken()) == [("a.js", 0), ("b.js", 0), ("c.js", 1)]


def test_the_version_is_told_to_clients_that_want_it_for_files_that_are_open() -> None:
    one, publisher = editor(diagnostic_version=True)
    publisher.publish()
    assert [params.get("version") for params in one.sent] == [7, None]
    one, publisher = editor()
    publisher.publish()
    assert [params.get("version") for params in one.sent] == [None, None]


def test_after_edits_files_that_refer_to_the_edited_one_follow() -> None:
    one, publisher = editor(related_information=True)
    publisher.publish()
    one.taken()
    moved = "// more\n" + TEXT
    edited = comparison(place(PATH, moved, "leak"), place(OTHER, TEXT, "leak"), related=place(PATH, moved, "other"))

    async def scenario() -> None:
        one.view = replace(one.view, comparison=edited)
        publisher.publish_soon(PATH)
        publisher.publish_soon(PATH)
        assert one.sent == []
        while len(one.sent) < 2:
            await asyncio.sleep(0)

    asyncio.run(asyncio.wait_for(scenario(), 30))
    assert one.taken() == [("a.js", 1), ("b.js", 1)]
