"""Hints of what functions keep."""

from __future__ import annotations

from pathlib import Path

from leakline.ide.inlays import inlays
from leakline.ide.model import Position, Range, SourceFile

RUN3 = b"""const bus = make();
function run3() {
  const innerData = Buffer.alloc(100);
  const outClosure3 = function () { void innerData; };
  bus.on('error', () => { console.log('error'); });
  outClosure3();
}
"""
FILE = SourceFile(Path("/app/run3.js"), RUN3)
ALL = Range(Position(0, 0), Position(99, 0))


def test_each_function_shows_what_it_keeps_and_marks_what_it_never_uses() -> None:
    assert [(hint.position, hint.label) for hint in inlays(FILE, ALL)] == [
        (Position(3, 22), "keeps {innerData}"),
        (Position(4, 18), "keeps {innerData (unused)}"),
    ]
    assert "outClosure3 (line 4) captured it" in inlays(FILE, ALL)[1].tooltip


def test_only_the_range_is_answered() -> None:
    assert [hint.position.line for hint in inlays(FILE, Range(Position(4, 0), Position(5, 0)))] == [4]


def test_many_slots_are_counted() -> None:
    names = [f"v{number}" for number in range(9)]
    text = f"function f({', '.join(names)}) {{ return () => [{', '.join(names)}]; }}"
    (hint,) = inlays(SourceFile(Path("/app/x.js"), text.encode()), ALL)
    assert hint.label.endswith(", … 5 more}")
