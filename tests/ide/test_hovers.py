"""What a hover says of a function's contexts and of what grows there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from leakline.ide.check_model import CheckDiagnostic
from leakline.ide.hovers import hover
from leakline.ide.model import Answer, JoinedFinding, Position, Severity, SourceFile, TraceStep, Verdict
from tests.lsp.comparisons import comparison, place

RUN5 = """function run5(bigData) {
  const innerData = Buffer.alloc(100);
  const outClosure5 = function () {
    const closureData = { size: bigData.length };
    const innerClosure5 = function () { void innerData; };
    const innerClosure5_1 = function () { return closureData; };
    return [innerClosure5, innerClosure5_1];
  };
  return outClosure5();
}
"""
FILE = SourceFile(Path("/app/run5.js"), RUN5.encode())


def text_at(marked: str, source: SourceFile = FILE) -> str | None:
    position = source.lines.position(source.data.index(marked.encode()))
    found = hover(source, position, None)
    return found.markdown if found is not None else None


def test_a_closure_shows_its_own_context_and_the_one_around_it() -> None:
    text = text_at("function () { return closureData")
    assert text is not None
    assert text.splitlines() == [
        r"**innerClosure5\_1** keeps alive, called or not:",
        "",
        "- context of outClosure5 {closureData}, line 3",
        "- context of run5 {bigData, innerData} (`previous`), line 1",
        "- `bigData` is never used by it, kept because outClosure5 (line 3) captured it",
        "- `innerData` is never used by it, kept because innerClosure5 (line 5) captured it",
    ]


def test_a_slot_that_the_function_or_one_inside_it_uses_is_not_dead() -> None:
    text = text_at("function () {\n    const closureData")
    assert text is not None
    assert "never used" not in text
    assert "context of run5 {bigData, innerData}" in text


def test_the_variables_of_the_file_are_no_news() -> None:
    source = SourceFile(Path("/app/a.js"), b"const cache = new Map();\nfunction get(k) { return cache.get(k); }\n")
    assert text_at("function get", source) is None


@pytest.mark.parametrize("marked", ["return [innerClosure5", "return outClosure5"])
def test_there_is_nothing_to_say_inside_a_body(marked: str) -> None:
    assert text_at(marked) is None


def test_growth_comes_first_and_the_contexts_after_it() -> None:
    grown = comparison(place(FILE.path, RUN5, "function () { return closureData; }"))
    position = FILE.lines.position(FILE.data.index(b"function () { return closureData"))
    found = hover(FILE, position, grown)
    assert found is not None
    first, _, second = found.markdown.partition("\n\n---\n\n")
    assert "closures onError: +10 in each interval" in first
    assert "0 → 10 → 20 closures" in first
    assert second.startswith(r"**innerClosure5\_1** keeps alive")
    assert len(found.markdown.splitlines()) <= 25


def test_growth_of_another_file_is_not_shown() -> None:
    grown = comparison(place(Path("/app/other.js"), RUN5, "function run5"))
    assert hover(FILE, Position(0, 3), grown) is None


@pytest.mark.parametrize("text", ["", "function (", "{{{{", "\x00\x01", "const a = `${"])
def test_half_written_code_has_no_hover_and_no_error(text: str) -> None:
    assert hover(SourceFile(Path("/app/x.js"), text.encode()), Position(0, 0), None) is None


def test_a_long_trace_keeps_its_beginning_and_the_faulty_reference_with_its_holder() -> None:
    source = SourceFile(Path("/app/a.js"), b"function onError() {}\n")
    grown = comparison(place(source.path, source.data.decode(), "function onError() {}"))
    steps = tuple(TraceStep(f"step{number}", "Object", "object", Verdict.UNKNOWN, None, None) for number in range(60))
    long = replace(grown.suspects[0], trace=steps, faulty_step=30)
    found = hover(source, Position(0, 0), replace(grown, suspects=(long,)))
    assert found is not None
    shown = [line.strip() for line in found.markdown.splitlines()]
    assert len(shown) < 25
    fence = shown.index("```text")
    assert shown[fence + 1] == "step0 (Object)"
    faulty = next(number for number, line in enumerate(shown) if line.endswith("the faulty reference"))
    assert shown[faulty].startswith("└─ step30 ")
    assert shown[faulty - 1].startswith("└─ step29 ")


def test_of_findings_about_one_fault_the_one_that_is_the_error_is_told() -> None:
    text = "pending.set(id, { resolve });\n"
    source = SourceFile(Path("/app/app.js"), text.encode())
    at = place(source.path, text, "pending.set(id, { resolve })")
    other, named = (
        CheckDiagnostic(source.path, rule, (), Severity.WARNING, message, at.range, "map", (), ())
        for rule, message in (
            ("unbounded-cache", "'pending' gets entries"),
            ("unremoved-entry", "'pending' keeps each"),
        )
    )
    grown = comparison(at)
    answers = tuple(
        JoinedFinding(one.rule, one.message, at, severity, Answer.CONFIRMED, grown.suspects[0].fingerprint)
        for one, severity in ((other, Severity.INFORMATION), (named, Severity.ERROR))
    )
    found = hover(source, at.range.start, replace(grown, findings=answers), (other, named))
    assert found is not None
    assert "'pending' keeps each" in found.markdown
    assert "gets entries" not in found.markdown
