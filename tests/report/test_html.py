"""The page: all of it in one file, nothing of a program's names can become markup, and no scripts."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

from leakline.ide.model import Answer, Cause, Comparison, JoinedFinding, Severity, SnapshotSummary, WhyNot
from leakline.report.html import comparison_html
from tests.lsp.comparisons import comparison, place

TEXT = "bus.on('error', onError); // </pre><script>alert(1)</script>\nfunction onError() {}\n"
APP = Path("/app/src/app.js")
SNAPSHOTS = tuple(SnapshotSummary(f"/tmp/<{name}>.heapsnapshot", 1000, 10, 20, 300) for name in "abc")
ADDED = place(APP, TEXT, "bus.on('error', onError)")
GROWN = replace(comparison(place(APP, TEXT, "function onError() {}"), related=ADDED), snapshots=SNAPSHOTS)
VOID = frozenset({"meta", "rect", "br"})


class Lines:
    """Lines of the one file."""

    def line(self, path: Path, number: int) -> str | None:
        return TEXT.splitlines()[number] if path == APP and number < 2 else None


class Page(HTMLParser):
    """Collects the text and the tags; fails for tags that are not closed in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.words = ""
        self._open: list[str] = []
        self.feed(html)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data


def shown(compared: Comparison, top: int | None = None) -> Page:
    return Page(comparison_html(compared, Lines(), Path("/app"), top=top))


def test_a_suspect_is_told_with_code_numbers_trace_and_what_to_do() -> None:
    page = shown(GROWN)
    for words in (
        "1 suspect in 1 file",
        "closures onError: +10 in each interval, kept by test.on('error')",
        "src/app.js:1 kept from here",
        "src/app.js:2 grows",
        "0 → 10 → 20 closures, 1.1 kB themselves, 9.6 kB with all that only they keep",
        "data (Buffer, 9.6 kB) is never used by it, but kept because sibling (src/app.js:1) captured it",
        "global.test (EventEmitter)",
        "To do: remove the listener",
    ):
        assert words in page.words


def test_code_and_names_cannot_become_markup() -> None:
    (suspect,) = GROWN.suspects
    cause = Cause(ADDED, "<i>rule</i>", "<b>remedy</b>", "<u>fix</u>")
    page = shown(replace(GROWN, suspects=(replace(suspect, name="<img src=x>", kept_by="<svg>", cause=cause),)))
    assert "script" not in page.tags
    assert {"img", "u"} & set(page.tags) == set()
    assert "</pre><script>alert(1)</script>" in page.words
    assert "<img src=x>" in page.words
    assert "<u>fix</u>" in page.words


def test_nothing_is_loaded_from_elsewhere() -> None:
    two = comparison(*[place(APP, TEXT, "function onError() {}")] * 2, related=ADDED)
    html = comparison_html(two, Lines(), Path("/app"))
    assert all(link.startswith("#") for link in Page(html).links)
    assert "url(" not in html
    assert "@import" not in html
    assert "prefers-color-scheme:dark" in html


def test_what_is_left_out_or_not_placed_is_said() -> None:
    (suspect,) = GROWN.suspects
    lost = replace(suspect, place=None, cause=None, why_not=WhyNot("no-location", "V8 records no location"))
    assert "No source line: V8 records no location" in shown(replace(GROWN, suspects=(lost,))).words
    assert "1 not shown" in shown(replace(GROWN, suspects=(suspect, suspect)), top=1).words
    assert "Nothing grew in every interval" in shown(Comparison(SNAPSHOTS, (), ())).words


def test_findings_that_did_not_grow_are_listed() -> None:
    found = JoinedFinding("a-rule", "never removed", ADDED, Severity.HINT, Answer.REFUTED)
    silent = replace(found, message="nobody asked", answer=Answer.SILENT)
    page = shown(replace(GROWN, findings=(found, silent)))
    assert "src/app.js:1 never removed (it ran, but nothing grew) a-rule" in page.words
    assert "nobody asked" not in page.words
