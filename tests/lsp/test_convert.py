"""What a client gets fits its encoding and its capabilities."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from leakline.ide.model import Diagnostic, Hover, Lens, Related, Severity
from leakline.lsp.client import Client
from leakline.lsp.convert import Converter, plain_text
from leakline.text.positions import Encoding, LineIndex
from tests.lsp.comparisons import place

PATH, OTHER = Path("/w/a.js"), Path("/w/b.js")
TEXT = "let s = '😋é'; leak();\n"
PLACE = place(PATH, TEXT, "leak")
DIAGNOSTIC = Diagnostic(
    path=PATH,
    range=PLACE.range,
    severity=Severity.WARNING,
    code="heap-growth",
    message="grows",
    related=(Related(OTHER, PLACE.range, "1. test"),),
    fingerprint="5f1d0c00",
)
ABLE = Client(related_information=True, diagnostic_data=True, markdown=True)


def converter(client: Client) -> Converter:
    return Converter(client, {PATH: LineIndex(TEXT.encode())}.get, Path.as_uri)


@pytest.mark.parametrize(("encoding", "column"), [(Encoding.UTF8, 18), (Encoding.UTF16, 15), (Encoding.UTF32, 14)])
def test_ranges_count_in_the_client_s_unit(encoding: Encoding, column: int) -> None:
    found = converter(replace(ABLE, encoding=encoding)).range(PATH, PLACE.range)
    assert found == {"start": {"line": 0, "character": column}, "end": {"line": 0, "character": column + 4}}


def test_a_range_in_a_text_that_nobody_knows_stays_as_it_is() -> None:
    found = converter(replace(ABLE, encoding=Encoding.UTF8)).range(OTHER, PLACE.range)
    assert found["start"] == {"line": 0, "character": 15}


def test_an_able_client_gets_everything() -> None:
    found = converter(ABLE).diagnostic(DIAGNOSTIC, {})
    span = {"start": {"line": 0, "character": 15}, "end": {"line": 0, "character": 19}}
    assert found == {
        "range": span,
        "severity": 2,
        "code": "heap-growth",
        "source": "leakline",
        "message": "grows",
        "relatedInformation": [{"location": {"uri": "file:///w/b.js", "range": span}, "message": "1. test"}],
        "data": {"fingerprint": "5f1d0c00"},
    }


def test_a_bare_client_gets_what_it_understands() -> None:
    found = converter(Client()).diagnostic(DIAGNOSTIC, {})
    assert found is not None
    assert found.keys() == {"range", "severity", "code", "source", "message"}
    shown = converter(Client()).hover(PATH, Hover(PLACE.range, "**bold** and `code`"))
    assert shown["contents"] == {"kind": "plaintext", "value": "bold and code"}


@pytest.mark.parametrize(("level", "number"), [("error", 1), ("warning", 2), ("information", 3), ("hint", 4)])
def test_the_user_s_severity_counts(level: str, number: int) -> None:
    found = converter(ABLE).diagnostic(DIAGNOSTIC, {"heap-growth": level, "other": "off"})
    assert found is not None
    assert found["severity"] == number


def test_a_code_can_be_switched_off() -> None:
    assert converter(ABLE).diagnostic(DIAGNOSTIC, {"heap-growth": "off"}) is None


def test_a_lens_explains_its_suspect() -> None:
    found = converter(ABLE).lens(PATH, Lens(PLACE.range, "+10 closures", "5f1d0c00"))
    assert found["command"] == {"title": "+10 closures", "command": "leakline.explain", "arguments": ["5f1d0c00"]}


def test_plain_text_keeps_the_words() -> None:
    markdown = (
        "# Title\n\n**20 closures** `f`\n```text\nglobal\n  on('error')\n```\n- [a.js:3](file:///a.js#L3) a\\_b\n"
    )
    assert plain_text(markdown) == "Title\n\n20 closures f\nglobal\n  on('error')\n- a.js:3 a_b\n"
