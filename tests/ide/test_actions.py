"""Actions and hovers of findings, without an editor."""

from __future__ import annotations

from pathlib import Path

import pytest

from leakline.ide.actions import ActionKind, actions_at
from leakline.ide.checking import check_source
from leakline.ide.finding_hovers import finding_markdown
from leakline.ide.hovers import hover
from leakline.ide.model import Answer, JoinedFinding, Place, Position, Range, SourceFile
from leakline.rules import RULES, Rule
from leakline.text.edits import Edit

TEXT = """function one() {\r
  first = 1;\r
  return first;\r
}\r
function two() {\r
  second = 2;\r
  return second;\r
}\r
"""
SOURCE = SourceFile(Path("/w/a.js"), TEXT.encode())
FINDINGS = check_source(SOURCE)
EVERYWHERE = Range(Position(0, 0), Position(99, 0))


def after(edits: tuple[Edit, ...]) -> str:
    data = SOURCE.data
    for edit in reversed(edits):
        data = edit.apply(data)
    return data.decode()


def test_a_range_that_touches_no_finding_has_only_what_is_for_the_whole_file() -> None:
    assert {one.kind for one in actions_at(SOURCE, Range(Position(3, 0), Position(3, 1)), FINDINGS)} == {
        ActionKind.FIX_ALL
    }
    assert actions_at(SOURCE, EVERYWHERE, ()) == ()


def test_fixes_come_before_silence() -> None:
    titles = [one.title for one in actions_at(SOURCE, Range(Position(1, 2), Position(1, 2)), FINDINGS)]
    assert [title.split()[0] for title in titles] == ["Declare", "Fix", "Ignore", "Fix"]


def test_silence_is_a_comment_with_the_file_s_line_ends_that_works() -> None:
    (silence,) = [
        one
        for one in actions_at(SOURCE, Range(Position(5, 2), Position(5, 2)), FINDINGS)
        if one.title.startswith("Ignore")
    ]
    text = after(silence.edits)
    assert "  // leakline-ignore implicit-global -- why this is fine\r\n  second = 2;\r\n" in text
    assert len(check_source(SourceFile(SOURCE.path, text.encode()))) == len(FINDINGS) - 1


JSX = """exports.App = function App({ items }) {
  return (
    <ul className="all"
      ref={(node) => { list = node; }}>
      all
      {items.map((one) => { last = one; return one; })}
    </ul>
  );
}
"""
TEMPLATE = """exports.page = function page(items) {
  return `<ul>
    ${items.length} ${items.map((one) => { last = one; return `<li>
      ${(inner = one).name}</li>`; })}
  </ul>`;
}
"""


@pytest.mark.parametrize(
    ("name", "text", "marked", "commented"),
    [
        ("a.jsx", JSX, "last", "      all\n      {/* COMMENT */}\n      {items"),
        ("a.jsx", JSX, "list", '"all"\n      // COMMENT\n      ref='),
        ("a.js", TEMPLATE, "last", "    ${items.length} ${/* COMMENT */\n    items.map("),
        ("a.js", TEMPLATE, "inner", "<li>\n      ${/* COMMENT */\n      (inner = one)"),
    ],
)
def test_silence_is_put_where_a_comment_can_be(name: str, text: str, marked: str, commented: str) -> None:
    source = SourceFile(Path("/w") / name, text.encode())
    findings = check_source(source)
    (finding,) = [one for one in findings if f"'{marked}'" in one.message]
    (silence,) = [one for one in actions_at(source, finding.range, [finding]) if one.title.startswith("Ignore")]
    (edit,) = silence.edits
    silenced = SourceFile(source.path, edit.apply(source.data))
    assert commented.replace("COMMENT", "leakline-ignore implicit-global -- why this is fine") in silenced.data.decode()
    assert not silenced.module.has_errors
    assert [one.message for one in check_source(silenced)] == [one.message for one in findings if one is not finding]


def test_all_at_once_leaves_nothing_to_mend() -> None:
    (everything,) = [one for one in actions_at(SOURCE, EVERYWHERE, FINDINGS) if one.kind is ActionKind.FIX_ALL]
    assert len(everything.findings) == 2
    assert check_source(SourceFile(SOURCE.path, after(everything.edits).encode())) == ()


def test_fixes_that_touch_each_other_are_not_made_at_once() -> None:
    twice = (*FINDINGS, *FINDINGS)
    (everything,) = [one for one in actions_at(SOURCE, EVERYWHERE, twice) if one.kind is ActionKind.FIX_ALL]
    assert len(everything.findings) == 2


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_hover_says_what_happens_what_keeps_it_and_where_to_read_on(rule: Rule) -> None:
    suffixes = {"mjs": ".mjs", "ts": ".ts", "tsx": ".tsx", "jsx": ".jsx"}
    language, text = rule.programs("Example")[0]
    source = SourceFile(Path("/w/a").with_suffix(suffixes.get(language, ".js")), text.encode())
    finding = next(one for one in check_source(source) if one.rule == rule.id)
    lines = finding_markdown(finding, None, lambda name: f"file:///pages/{name}.md").splitlines()
    assert len(lines) < 12
    assert lines[0].startswith("### ")
    assert any(line.startswith("**What keeps it alive:** ") for line in lines)
    assert lines[-1].endswith(f"More: [{rule.id}](file:///pages/{rule.id}.md)")
    found = hover(source, finding.range.start, None, [finding])
    assert found is not None
    assert len(found.markdown.splitlines()) < 25


def test_a_hover_tells_that_the_heap_does_not_confirm() -> None:
    finding = FINDINGS[0]
    place = Place(finding.path, finding.range, finding.range, "one")
    refuted = JoinedFinding(finding.rule, finding.message, place, finding.severity, Answer.REFUTED)
    assert "nothing grew" in finding_markdown(finding, refuted, lambda _: None)
