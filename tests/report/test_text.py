"""The report for a terminal."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from leakline.ide.model import Answer, Cause, Comparison, JoinedFinding, Severity, SnapshotSummary, WhyNot
from leakline.report.json import comparison_json
from leakline.report.text import comparison_text
from tests.contracts import violations
from tests.lsp.comparisons import comparison, place

TEXT = "\tbus.on('error', onError);\nfunction onError() {}\n"
APP = Path("/app/src/app.js")
SNAPSHOTS = tuple(SnapshotSummary(f"{name}.heapsnapshot", 1000, 10, 20, 300) for name in "abc")
GROWN = replace(
    comparison(place(APP, TEXT, "function onError() {}"), related=place(APP, TEXT, "bus.on('error', onError)")),
    snapshots=SNAPSHOTS,
)

EXPECTED = """\
warning: closures onError: +10 in each interval, kept by test.on('error')
 --> src/app.js:1:2
  |
1 |     bus.on('error', onError);
  |     ^^^^^^^^^^^^^^^^^^^^^^^^ kept from here
 ::: src/app.js:2:1
  |
2 | function onError() {}
  | ^^^^^^^^^^^^^^^^^^^^^ grows
  = 0 → 10 → 20 closures, 1.1 kB themselves, 9.6 kB with all that only they keep
  = data (Buffer, 9.6 kB) is never used by it, but kept because sibling (src/app.js:1) captured it in the same context
  = kept alive by:
      global.test (EventEmitter)  src/app.js:1  [global variable]
  = help: remove the listener

1 suspect (a.heapsnapshot, b.heapsnapshot, c.heapsnapshot)
"""


class Lines:
    """Lines of the one file."""

    def line(self, path: Path, number: int) -> str | None:
        return TEXT.splitlines()[number] if path == APP and number < 2 else None


def test_a_suspect_reads_like_a_compilers_message() -> None:
    assert comparison_text(GROWN, Lines(), Path("/app")) == EXPECTED


def test_colour_changes_no_words() -> None:
    coloured = comparison_text(GROWN, Lines(), Path("/app"), colour=True)
    plain = coloured
    for code in ("31;1", "32;1", "33;1", "34", "1"):
        plain = plain.replace(f"\x1b[{code}m", "")
    assert plain.replace("\x1b[0m", "") == EXPECTED
    assert coloured != plain


def test_what_cannot_be_placed_says_why() -> None:
    (suspect,) = GROWN.suspects
    unplaced = replace(suspect, place=None, cause=None, why_not=WhyNot("no-location", "V8 records no location for it"))
    text = comparison_text(Comparison(SNAPSHOTS, (unplaced,), ()), Lines(), Path("/app"))
    assert "= no source line: V8 records no location for it" in text
    assert "-->" not in text


def test_no_growth_is_said_in_one_line() -> None:
    text = comparison_text(Comparison(SNAPSHOTS, (), ()), Lines(), Path("/app"))
    assert text == "nothing grew in every interval (a.heapsnapshot, b.heapsnapshot, c.heapsnapshot)\n"


def test_top_says_how_many_are_not_shown() -> None:
    many = comparison(*[place(APP, TEXT, "function onError() {}")] * 3)
    text = comparison_text(replace(many, snapshots=SNAPSHOTS), Lines(), Path("/app"), top=1)
    assert text.count("warning:") == 1
    assert "3 suspects, 2 not shown" in text


def test_json_keeps_to_the_schema_and_counts_from_one() -> None:
    document = comparison_json(GROWN, Path("/app"))
    assert violations(document, "compare") == []
    (suspect,) = document["suspects"]
    assert suspect["location"] == {
        "path": "src/app.js", "line": 2, "column": 1, "end_line": 2, "end_column": 22, "function": "run",
    }  # fmt: skip
    assert (suspect["cause"]["line"], suspect["cause"]["column"]) == (1, 2)
    assert comparison_json(GROWN, None)["suspects"][0]["location"]["path"] == "/app/src/app.js"


REFUTED = JoinedFinding(
    "unremoved-listener", "never removed", place(APP, TEXT, "bus.on('error', onError)"), Severity.HINT, Answer.REFUTED
)


def test_a_suspect_names_the_rule_that_knows_it_and_the_fix() -> None:
    (suspect,) = GROWN.suspects
    cause = Cause(
        place(APP, TEXT, "bus.on('error', onError)"), "unremoved-listener", "remove it", "Remove it in close()"
    )
    both = replace(GROWN, suspects=(replace(suspect, severity=Severity.ERROR, cause=cause),))
    text = comparison_text(both, Lines(), Path("/app"))
    assert text.startswith("error[unremoved-listener]: closures onError: +10 in each interval")
    assert "  = help: remove it\n  = fix: Remove it in close()\n" in text


def test_findings_that_did_not_grow_are_hints_behind_the_suspects() -> None:
    text = comparison_text(Comparison(SNAPSHOTS, (), (), (REFUTED,)), Lines(), Path("/app"))
    first, _ = text.split("\n\n")
    assert first == "hint[unremoved-listener]: never removed (it ran, but nothing grew)  src/app.js:1:2"
    silent = replace(REFUTED, answer=Answer.SILENT)
    assert "hint" not in comparison_text(Comparison(SNAPSHOTS, (), (), (silent,)), Lines(), Path("/app"))


def test_json_tells_what_the_heap_said_to_findings() -> None:
    document = comparison_json(replace(GROWN, findings=(REFUTED,)), Path("/app"))
    assert violations(document, "compare") == []
    (finding,) = document["findings"]
    assert (finding["path"], finding["line"], finding["answer"]) == ("src/app.js", 1, "refuted")


def test_one_snapshot_has_numbers_and_no_growth() -> None:
    (suspect,) = GROWN.suspects
    alone = replace(suspect, counts=(20,), shallow_sizes=(1120,), growing=False, severity=Severity.INFORMATION)
    text = comparison_text(replace(GROWN, snapshots=SNAPSHOTS[:1], suspects=(alone,)), Lines(), Path("/app"))
    assert text.startswith("information: closures onError: 20 alive, kept by test.on('error')\n")
    assert "made here" in text
    assert "= 20 closures, 1.1 kB themselves" in text
    empty = comparison_text(Comparison(SNAPSHOTS[:1], (), ()), Lines(), Path("/app"))
    assert empty == "nothing stands out (a.heapsnapshot)\n"
