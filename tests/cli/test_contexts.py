"""``leakline contexts`` as a shell sees it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.test_compare import refused, run
from tests.contracts import violations

RUN3 = """const bus = make();
function run3() {
  const innerData = Buffer.alloc(100);
  const outClosure3 = function () { void innerData; };
  bus.on('error', () => { console.log('error'); });
  outClosure3();
}
"""


def test_json_names_each_closure_its_contexts_and_its_dead_slots(tmp_path: Path) -> None:
    (tmp_path / "run3.js").write_text(RUN3)
    done = run("contexts", "run3.js", "--format", "json", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (1, "")
    document = json.loads(done.stdout)
    assert violations(document, "contexts") == []
    assert document["path"] == "run3.js"
    assert document["closures"][-1] == {
        "line": 5,
        "column": 19,
        "name": "",
        "chain": [
            {"kind": "function", "line": 2, "slots": ["innerData"]},
            {"kind": "function", "line": 1, "slots": ["bus"]},
        ],
        "dead_slots": ["innerData", "bus"],
    }


def test_text_is_one_line_a_function_and_one_a_context(tmp_path: Path) -> None:
    (tmp_path / "run3.js").write_text(RUN3)
    done = run("contexts", "run3.js", cwd=tmp_path)
    assert "5:19 (anonymous)  never reads innerData, bus\n    function {innerData}  line 2\n" in done.stdout


def test_a_package_json_says_how_a_file_is_run(tmp_path: Path) -> None:
    (tmp_path / "package.json").write_text('{"type": "module"}')
    (tmp_path / "a.js").write_text("const x = {};\nglobalThis.f = () => x;\n")
    document = json.loads(run("contexts", "a.js", "--format", "json", cwd=tmp_path).stdout)
    assert document["closures"][0]["chain"][-1]["kind"] == "module"


@pytest.mark.parametrize(("name", "words"), [("gone.js", "cannot be read"), ("notes.txt", "is not JavaScript")])
def test_what_is_no_source_file_is_refused(tmp_path: Path, name: str, words: str) -> None:
    (tmp_path / "notes.txt").write_text("hello")
    assert words in refused("contexts", name, cwd=tmp_path)


def test_broken_code_has_a_partial_model(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text("function f() { const a = 1; return () => a; }\nfunction {{{")
    assert "f" in run("contexts", "a.js", cwd=tmp_path).stdout


def test_a_line_chooses_its_functions_and_the_one_around_it(tmp_path: Path) -> None:
    (tmp_path / "run3.js").write_text(RUN3)
    document = json.loads(run("contexts", "run3.js", "--line", "5", "--format", "json", cwd=tmp_path).stdout)
    assert [(one["line"], one["name"]) for one in document["closures"]] == [(2, "run3"), (5, "")]
    assert "has no line 900" in refused("contexts", "run3.js", "--line", "900", cwd=tmp_path)


def test_a_list_that_nobody_could_read_is_refused_and_abbreviated_as_text(tmp_path: Path) -> None:
    names = [f"name{number}" for number in range(2300)]
    text = "".join(f"let {name}; function f{name}() {{ return {name}; }}\n" for name in names)
    (tmp_path / "wide.js").write_text(text)
    assert "2,300 functions that hold 5,290,000 variables" in refused(
        "contexts", "wide.js", "--format", "json", cwd=tmp_path
    )
    lines = run("contexts", "wide.js", cwd=tmp_path).stdout.splitlines()
    assert lines[0].startswith("1:")
    assert lines[0].endswith(" and 2,269 more")
    assert max(map(len, lines)) < 500
    one = run("contexts", "wide.js", "--line", "7", "--format", "json", cwd=tmp_path)
    assert len(json.loads(one.stdout)["closures"][0]["dead_slots"]) == 2299


def test_a_package_json_nested_without_end_says_nothing_of_the_module(tmp_path: Path) -> None:
    (tmp_path / "run3.js").write_text(RUN3)
    plain = run("contexts", "run3.js", cwd=tmp_path)
    (tmp_path / "package.json").write_text("[" * 100_000)
    assert run("contexts", "run3.js", cwd=tmp_path).stdout == plain.stdout
