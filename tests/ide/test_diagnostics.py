"""Suspects as diagnostics, lenses and pages."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from leakline.ide.diagnostics import heap_diagnostics
from leakline.ide.explaining import explain
from leakline.ide.lenses import lenses
from leakline.ide.model import Comparison, Origin, Severity
from tests.lsp.comparisons import comparison, place

TEXT = "bus.on('error', onError);\nfunction onError() {}\n"
APP = Path("/app/app.js")
GROWN = comparison(place(APP, TEXT, "function onError() {}"), related=place(APP, TEXT, "bus.on('error', onError)"))


def test_a_diagnostic_names_what_grew_and_what_keeps_it() -> None:
    (diagnostic,) = heap_diagnostics(GROWN)[APP]
    assert diagnostic.message == "closures onError: +10 in each interval, kept by test.on('error')"
    assert len(diagnostic.message) <= 80
    assert (diagnostic.severity, diagnostic.code) == (Severity.WARNING, "heap-growth")
    assert diagnostic.range.start.line == 1


def test_related_information_leads_to_the_cause_the_trace_and_who_captured() -> None:
    (diagnostic,) = heap_diagnostics(GROWN)[APP]
    assert [related.message for related in diagnostic.related] == [
        "kept from here: remove the listener",
        "1. global.test (EventEmitter)",
        "sibling captured data",
    ]


def test_what_has_no_place_is_shown_at_its_cause() -> None:
    (suspect,) = GROWN.suspects
    unplaced = Comparison((), (replace(suspect, place=None),), ())
    (diagnostic,) = heap_diagnostics(unplaced)[APP]
    assert diagnostic.range.start.line == 0


def test_dependencies_and_the_runtime_have_no_squiggles() -> None:
    (suspect,) = GROWN.suspects
    for origin in (Origin.DEPENDENCY, Origin.RUNTIME):
        assert heap_diagnostics(Comparison((), (replace(suspect, origin=origin),), ())) == {}


def test_long_names_are_cut() -> None:
    (suspect,) = GROWN.suspects
    long = Comparison((), (replace(suspect, kept_by="registry." + "x" * 200),), ())
    (diagnostic,) = heap_diagnostics(long)[APP]
    assert len(diagnostic.message) <= 80
    assert diagnostic.message.endswith("…")


def test_a_lens_says_what_the_last_interval_added() -> None:
    (lens,) = lenses(APP, GROWN)
    assert lens.title == "+10 closures, 4.8 kB between b and c"
    assert lenses(Path("/app/other.js"), GROWN) == ()


def test_a_page_tells_all_about_one_suspect() -> None:
    page = explain(GROWN, "00000000")
    assert page is not None
    assert page.startswith("# closures onError: +10 in each interval, kept by test.on('error')\n")
    assert "data (Buffer, 9.6 kB) is never used by it" in page
    assert "remove the listener" in page
    assert explain(GROWN, "ffffffff") is None


def test_names_from_code_cannot_become_markdown() -> None:
    (suspect,) = GROWN.suspects
    page = explain(Comparison((), (replace(suspect, name="<b>*x*</b>"),), ()), "00000000")
    assert page is not None
    assert r"\<b\>\*x\*\</b\>" in page
