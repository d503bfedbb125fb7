"""Suspects as diagnostics, lenses and pages."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from leakline.ide.dead_slots import worth_telling
from leakline.ide.diagnostics import heap_diagnostics
from leakline.ide.lenses import lenses
from leakline.ide.model import Comparison, Origin, Severity, Slot
from leakline.ide.page import explain
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


PAGE = """\
# closures onError: +10 in each interval, kept by test.on('error')

It grew in every interval between the snapshots. No rule knows the pattern in the source.

**To do** at [app.js:1](file:///app/app.js#L1): remove the listener.

## Growth

| | a | b | c |
|---|---:|---:|---:|
| closures | 0 | 10 | 20 |
| their own size | 0 B | 560 B | 1.1 kB |

0 → 10 → 20 closures, 1.1 kB themselves, 9.6 kB with all that only they keep.

## Kept alive by

1. global.test (EventEmitter) [app.js:1](file:///app/app.js#L1) *global variable*

## Kept and never used

- data (Buffer, 9.6 kB) is never used by it, but kept because sibling (app.js:1) captured it in the same context\
: [app.js:1](file:///app/app.js#L1)
"""


def test_a_page_tells_all_about_one_suspect() -> None:
    assert explain(GROWN, "00000000") == PAGE
    assert explain(GROWN, "ffffffff") is None


def test_a_page_says_who_testifies() -> None:
    (suspect,) = GROWN.suspects
    assert suspect.cause is not None
    cause = replace(suspect.cause, rule="unremoved-listener", fix="Remove it in close()")
    both = replace(suspect, severity=Severity.ERROR, cause=cause)
    page = explain(replace(GROWN, suspects=(both,)), "00000000")
    assert page is not None
    assert "The source and the heap agree: the rule unremoved-listener knows the pattern" in page
    assert "A quick fix is there: Remove it in close()." in page
    alone = replace(suspect, counts=(20,), shallow_sizes=(1120,), growing=False)
    page = explain(replace(GROWN, suspects=(alone,)), "00000000")
    assert page is not None
    assert page.startswith("# closures onError: 20 alive, kept by test.on('error')\n")
    assert "## Numbers" in page


def test_names_from_code_cannot_become_markdown() -> None:
    (suspect,) = GROWN.suspects
    page = explain(Comparison((), (replace(suspect, name="<b>*x*</b>"),), ()), "00000000")
    assert page is not None
    assert r"\<b\>\*x\*\</b\>" in page


def test_a_dead_slot_that_keeps_nothing_by_itself_is_not_worth_telling() -> None:
    slots = tuple(Slot(name, kept, True, (), "work", "Buffer") for name, kept in (("lent", 0), ("own", 100)))
    told = replace(GROWN.suspects[0], slots=slots)
    assert [slot.name for slot in worth_telling(told)] == ["own"]
