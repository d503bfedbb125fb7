"""Where the source leads to a container by another name, each way is known."""

from __future__ import annotations

from pathlib import Path

import pytest

from leakline.witness.paths import PASSED_IN
from leakline.witness.ways import Way, ways_of
from tests.witness.suspects import Program


def ways(folder: Path, text: str) -> tuple[Way, ...]:
    """The ways to what the one ``push`` of a program is called on."""
    program = Program(folder, text)
    (file,) = program.sources.workspace_files()
    (call,) = (call for call in file.module.calls if call.name == "push")
    assert call.receiver is not None
    return ways_of(file, call.receiver)


@pytest.mark.parametrize(
    ("text", "names", "lookups"),
    [
        ("const a = new Map();\nfunction f(k, x) { const b = a.get(k); b.push(x); }", ("a",), 1),
        ("const a = new Map();\nfunction f(k, x) { const m = a.get(k); const b = m.get(x); b.push(x); }", ("a",), 2),
        ("const a = {};\nfunction of(k) { return a[k]; }\nfunction f(k, x) { of(k).push(x); }", ("a", "[…]"), 0),
        ("const a = {};\nconst of = (k) => a[k];\nfunction f(k, x) { const b = of(k); b.push(x); }", ("a", "[…]"), 0),
        ("const a = {};\nconst of = (k) => (k || log(k), a[k]);\nfunction f(k, x) { of(k).push(x); }", ("a", "[…]"), 0),
        ("const a = {};\nfunction of() { return a; }\nfunction f(x) { of().rows.push(x); }", ("a", "rows"), 0),
        (
            "class A {\n  #of(k) { return this.rows.get(k); }\n  f(k, x) { this.#of(k).push(x); }\n}",
            ("this", "rows"),
            1,
        ),
        ("function f(a, x) { a.rows.push(x); }", (PASSED_IN, "rows"), 0),
        ("const ROWS = Symbol('rows');\nconst a = {};\nfunction f(x) { a[ROWS].push(x); }", ("a", "rows"), 0),
        ("const ROWS = 'rows';\nconst a = {};\nfunction f(x) { a[ROWS].push(x); }", ("a", "rows"), 0),
    ],
)
def test_what_leads_to_the_container(tmp_path: Path, text: str, names: tuple[str, ...], lookups: int) -> None:
    assert (names, lookups) in [(way.names, way.lookups) for way in ways(tmp_path, text)]


@pytest.mark.parametrize(
    "text",
    [
        "function f(x) { return f(x); }\nfunction g(x) { f(x).push(x); }",
        "let a = b.rows, b = a.rows;\nfunction g(x) { a.push(x); }",
        "function f() { return []; }\nfunction g(x) { f().push(x); }",
    ],
)
def test_what_leads_in_circles_or_nowhere_ends(tmp_path: Path, text: str) -> None:
    found = ways(tmp_path, text)
    assert found
    assert len(found) < 10
