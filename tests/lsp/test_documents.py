"""Open documents hold what the client holds, in every encoding and with every kind of line end."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lsprotocol import types

from leakline.lsp.documents import Documents
from leakline.text.positions import Encoding

URI = "file:///w/a.js"
CHARACTERS = "ab \n\r\t\x0b\x0c\x1c\x85\u2028\u2029é😋\ufeff"


def opened(text: str, uri: str = URI, language: str = "javascript") -> Documents:
    documents = Documents()
    documents.open(types.TextDocumentItem(uri=uri, language_id=language, version=1, text=text))
    return documents


def text_of(documents: Documents, uri: str = URI) -> str:
    document = documents.get(uri)
    assert document is not None
    return document.source.data.decode("utf-8", "surrogatepass")


def change(documents: Documents, start: tuple[int, int], end: tuple[int, int], text: str, encoding: Encoding) -> None:
    range_ = types.Range(types.Position(*start), types.Position(*end))
    documents.change(
        types.VersionedTextDocumentIdentifier(uri=URI, version=2),
        [types.TextDocumentContentChangePartial(range=range_, text=text)],
        encoding,
    )


@pytest.mark.parametrize("separator", ["\u2028", "\u2029", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85"])
def test_only_lsp_line_ends_end_a_line(separator: str) -> None:
    documents = opened(f"a{separator}b\nvar x = 1;\n")
    change(documents, (1, 4), (1, 5), "y", Encoding.UTF16)
    assert text_of(documents) == f"a{separator}b\nvar y = 1;\n"


@pytest.mark.parametrize(("encoding", "column"), [(Encoding.UTF8, 10), (Encoding.UTF16, 8), (Encoding.UTF32, 7)])
def test_columns_count_in_the_negotiated_unit(encoding: Encoding, column: int) -> None:
    documents = opened("x;\nlet '😋' = 1;")
    change(documents, (1, column - 1), (1, column), "|", encoding)
    assert text_of(documents) == "x;\nlet '😋| = 1;"


def units(text: str, encoding: Encoding) -> list[int]:
    """The size of each character."""
    sizes = {Encoding.UTF8: lambda c: len(c.encode()), Encoding.UTF16: lambda c: len(c.encode("utf-16-le")) // 2}
    return [sizes.get(encoding, lambda _: 1)(character) for character in text]


def position_at(text: str, index: int, encoding: Encoding) -> tuple[int, int]:
    """Line and column of a character, worked out one character at a time."""
    line = column = 0
    for at, (character, size) in enumerate(zip(text[:index], units(text, encoding), strict=False)):
        if character == "\n" or (character == "\r" and text[at + 1 : at + 2] != "\n"):
            line, column = line + 1, 0
        else:
            column += size
    return line, column


@settings(max_examples=300)
@given(
    st.text(CHARACTERS, max_size=40),
    st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1), st.text(CHARACTERS, max_size=8)), max_size=6),
    st.sampled_from(Encoding),
)
def test_any_edits_give_the_text_that_the_client_has(
    text: str, edits: list[tuple[float, float, str]], encoding: Encoding
) -> None:
    documents = opened(text)
    for one, other, new in edits:
        start, end = sorted((round(one * len(text)), round(other * len(text))))
        # no client can name a place between CR and LF
        start -= text[start - 1 : start + 1] == "\r\n"
        end -= text[end - 1 : end + 1] == "\r\n"
        end = max(start, end)
        change(documents, position_at(text, start, encoding), position_at(text, end, encoding), new, encoding)
        text = text[:start] + new + text[end:]
        assert text_of(documents) == text


def test_a_lone_surrogate_survives() -> None:
    documents = opened("let s = '\ud83d';\n")
    change(documents, (0, 10), (0, 10), "x", Encoding.UTF16)
    assert text_of(documents) == "let s = '\ud83dx';\n"


def test_several_changes_apply_one_after_the_other() -> None:
    documents = opened("abc")
    zero = types.Position(0, 0)
    changed = documents.change(
        types.VersionedTextDocumentIdentifier(uri=URI, version=7),
        [
            types.TextDocumentContentChangePartial(range=types.Range(zero, zero), text="x\n"),
            types.TextDocumentContentChangePartial(
                range=types.Range(types.Position(1, 1), types.Position(1, 2)), text=""
            ),
            types.TextDocumentContentChangePartial(range=types.Range(zero, types.Position(0, 1)), text="yy"),
        ],
        Encoding.UTF16,
    )
    assert changed is not None
    document, edits = changed
    assert (document.version, document.source.data, len(edits)) == (7, b"yy\nac", 3)


def test_a_whole_text_replaces_the_text() -> None:
    documents = opened("abc")
    documents.change(
        types.VersionedTextDocumentIdentifier(uri=URI, version=2),
        [types.TextDocumentContentChangeWholeDocument(text="new")],
        Encoding.UTF16,
    )
    assert text_of(documents) == "new"


def test_a_changed_document_is_a_new_object_and_a_closed_one_is_forgotten() -> None:
    documents = opened("abc")
    before = documents.get(URI)
    change(documents, (0, 0), (0, 0), "x", Encoding.UTF16)
    assert before is not None
    assert before.source.data == b"abc"
    assert documents.at(Path("/w/a.js")) is documents.get(URI)
    assert documents.close(URI) is not before
    assert (documents.get(URI), documents.at(Path("/w/a.js")), documents.close(URI)) == (None, None, None)


def test_a_change_of_a_document_that_is_not_open_is_none() -> None:
    identifier = types.VersionedTextDocumentIdentifier(uri=URI, version=2)
    assert Documents().change(identifier, [], Encoding.UTF16) is None


def test_a_file_is_known_by_its_real_path(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    documents = opened("abc", (tmp_path / "link" / "a.js").as_uri())
    assert documents.at(tmp_path / "real" / "a.js") is not None


def test_a_new_document_has_the_suffix_of_its_language() -> None:
    documents = opened("abc", "untitled:Untitled-1", "typescript")
    document = documents.get("untitled:Untitled-1")
    assert document is not None
    assert document.source.path == Path("Untitled-1.ts")


@pytest.mark.parametrize(("language", "ours"), [("javascript", True), ("js", True), ("tsx", True), ("python", False)])
def test_languages_go_by_the_names_that_editors_give_them(language: str, ours: bool) -> None:
    document = opened("abc", "untitled:Untitled-1", language).get("untitled:Untitled-1")
    assert document is not None
    assert document.is_javascript is ours


def test_a_document_behind_a_link_that_loops_keeps_its_name(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    uri = (tmp_path / "loop" / "a.js").as_uri()
    document = opened("x;", uri).get(uri)
    assert document is not None
    assert document.source.path == tmp_path.resolve() / "loop" / "a.js"
