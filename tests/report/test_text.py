"""The report for a terminal."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from leakline.ide.diagnostics import heap_diagnostics
from leakline.ide.model import (
    Answer,
    Capture,
    Cause,
    Comparison,
    JoinedFinding,
    Member,
    Origin,
    Overhead,
    Position,
    Range,
    Severity,
    SnapshotSummary,
    WhyNot,
)
from leakline.ide.page import explain
from leakline.report.comparison_sarif import comparison_sarif
from leakline.report.html import comparison_html
from leakline.report.json import comparison_json
from leakline.report.text import comparison_text
from leakline.sources.model import Written
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


def test_names_of_the_program_break_no_line_and_steer_no_terminal() -> None:
    evil = "x\ny\x1b[2J"
    (suspect,) = GROWN.suspects
    (slot,), (step,) = suspect.slots, suspect.trace
    assert suspect.cause is not None
    place_ = replace(suspect.cause.place, path=Path("/app") / evil)
    named = replace(
        suspect,
        name=evil,
        kept_by=evil,
        place=None,
        why_not=WhyNot("no-location", evil),
        cause=replace(suspect.cause, place=place_, remedy=evil, fix=f"{evil}!"),
        members=(Member("object", evil, (0, 1, 2), None),),
        slots=(replace(slot, name=evil, holds=evil, captured_by=(Capture(evil, place_),)),),
        trace=(replace(step, name=evil, place=place_),),
    )
    finding = JoinedFinding("unremoved-listener", evil, place_, Severity.HINT, Answer.REFUTED)
    evils = replace(GROWN, suspects=(named, named), findings=(finding,))
    tame = comparison_text(evils, Lines(), Path("/app"))
    assert tame.startswith(r"warning: closures x\ny\x1b[2J: +10")
    assert "x\n" not in tame
    assert "\x1b" not in tame


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
    assert text.endswith("1 thing stands out (a.heapsnapshot): growth shows in further snapshots of the same process\n")
    empty = comparison_text(Comparison(SNAPSHOTS[:1], (), ()), Lines(), Path("/app"))
    assert empty == "nothing stands out (a.heapsnapshot)\n"


def test_growth_that_is_not_the_programs_says_why() -> None:
    (suspect,) = GROWN.suspects
    path = Path("/app/node_modules/@scope/pool/index.js")
    inside = replace(suspect, origin=Origin.DEPENDENCY, place=place(path, TEXT, "function onError() {}"), cause=None)
    kept = "@scope/pool keeps this for itself: no call of the program was found that leads here"
    assert f"  = {kept}\n" in comparison_text(replace(GROWN, suspects=(inside,)), Lines(), Path("/app"))
    document = comparison_json(replace(GROWN, suspects=(inside, suspect)), Path("/app"))
    assert [one["kept_apart"] for one in document["suspects"]] == [kept, None]
    assert violations(document, "compare") == []


def test_growth_beside_the_programs_objects_is_told_with_its_reason() -> None:
    code = Overhead("compiled-code", "compiled code", "V8 compiles on the first call", (1000, 4000, 9000))
    files = Overhead("modules", "loaded in between", "a.js, b.js", (0, 1, 2))
    more = Comparison(SNAPSHOTS, (), (), overhead=(code, files))
    assert comparison_text(more, Lines(), Path("/app")).splitlines()[:3] == [
        "grew beside the program's objects:",
        "  +8.0 kB compiled code: V8 compiles on the first call",
        "  +2 files loaded in between: a.js, b.js",
    ]
    document = comparison_json(more, None)
    assert violations(document, "compare") == []
    assert document["overhead"][1]["sizes"] == [0, 1, 2]


def test_dead_slots_of_several_suspects_are_a_list_of_their_own() -> None:
    (suspect,) = GROWN.suspects
    (slot,) = suspect.slots
    other = replace(suspect, fingerprint="f" * 16, slots=(replace(slot, name="more", retained_size=96_000),))
    text = comparison_text(replace(GROWN, suspects=(suspect, other, suspect)), Lines(), Path("/app"))
    assert (
        "captured and never read, 106 kB:\n"
        "  more (Buffer, 96.0 kB) is kept only because sibling (src/app.js:1) captured it\n"
        "  data (Buffer, 9.6 kB) is kept only because sibling (src/app.js:1) captured it\n"
    ) in text
    assert "never read" not in comparison_text(GROWN, Lines(), Path("/app"))


def test_a_long_line_is_shown_around_its_place() -> None:
    text = f"{'x();' * 500}late();\n"

    class Bundle:
        def line(self, path: Path, number: int) -> str | None:
            return text.splitlines()[number] if number == 0 else None

    (suspect,) = GROWN.suspects
    grown = replace(GROWN, suspects=(replace(suspect, place=place(APP, text, "late();"), cause=None),))
    shown, marks = comparison_text(grown, Bundle(), Path("/app")).splitlines()[3:5]
    assert shown == f"1 | …{'x();' * 10}late();"
    assert marks.index("^") == shown.index("late")


ELSEWHERE = Written(
    Path("/app/src/bus.ts"),
    Range(Position(41, 2), Position(41, 8)),
    Range(Position(41, 2), Position(41, 8)),
    40,
    ("// two listeners", "  listen();", "}"),
)


def test_an_original_that_is_not_on_disk_is_shown_by_its_name_and_text_with_the_compiled_place() -> None:
    (suspect,) = GROWN.suspects
    here = place(APP, "listen(a);", "listen(a);")
    grown = replace(GROWN, suspects=(replace(suspect, place=replace(here, written=ELSEWHERE), cause=None),))
    lines = comparison_text(grown, Lines(), Path("/app")).splitlines()
    assert lines[1:5] == [
        "  --> src/bus.ts:42:3 (not on disk; from the source map of src/app.js:1:1)",
        "   |",
        "42 |   listen();",
        "   |   ^^^^^^ grows",
    ]
    page = comparison_html(grown, Lines(), Path("/app"))
    assert "src/bus.ts:42 (not on disk; from the source map of src/app.js:1:1) <i>grows</i>" in page
    assert "<span><i>   41</i> // two listeners</span><mark><i>   42</i>   listen();</mark>" in page
    document = comparison_json(grown, Path("/app"))
    assert violations(document, "compare") == []
    location = document["suspects"][0]["location"]
    assert (location["path"], location["line"], location["end_column"]) == ("src/bus.ts", 42, 9)
    assert location["compiled"] == {"path": "src/app.js", "line": 1, "column": 1}
    result = comparison_sarif(grown, Path("/app"))["runs"][0]["results"][0]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "src/app.js"


def test_the_editor_opens_the_compiled_place_and_names_the_original() -> None:
    (suspect,) = GROWN.suspects
    here = replace(place(APP, "listen(a);", "listen(a);"), written=ELSEWHERE)
    grown = replace(GROWN, suspects=(replace(suspect, place=here, cause=Cause(here, None, "stop")),))
    assert set(heap_diagnostics(grown)) == {APP}
    page = explain(grown, suspect.fingerprint)
    assert page is not None
    assert "[bus.ts:42](file:///app/src/app.js#L1)" in page
