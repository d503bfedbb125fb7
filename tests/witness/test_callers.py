"""Where a library puts things away, the program's call of it is the cause."""

from __future__ import annotations

from pathlib import Path

import pytest

from leakline.sources.placing import Sources
from leakline.witness.causes import find_cause
from tests.witness.suspects import Program, keeper, suspect

LIBRARY = (
    "const tracked = new Set();\n"
    "exports.track = function track(thing) {\n  tracked.add(thing);\n};\n"
    "exports.Table = class Table {\n  rows = [];\n  put(key, row) {\n    this.rows[this.rows.length] = row;\n  }\n};\n"
)


def program_with_library(folder: Path, text: str) -> Program:
    """A program beside an installed package ``lib``; both ran."""
    installed = folder / "node_modules" / "lib"
    installed.mkdir(parents=True)
    (installed / "index.js").write_text(LIBRARY)
    program = Program(folder, text)
    heads = {str(program.path): text[:1024], str(installed / "index.js"): LIBRARY[:1024]}
    program.sources = Sources([folder], [], heads)
    return program


def cause(
    program: Program, holder: tuple[str, ...], shape: str, library: str | None, name: str
) -> tuple[str, int] | None:
    """File and one-based line of the cause of objects of a class."""
    context = None
    if library is not None:
        path = program.path.parent / "node_modules" / "lib" / "index.js"
        inside = Program.__new__(Program)
        inside.path, inside.text, inside.sources = path, LIBRARY, program.sources
        context = inside.file_context(library)
    found = find_cause(suspect(None, keeper(shape, holder, None, context), "object", name), program.sources, None)
    return (found.place.path.name, found.place.range.start.line + 1) if found is not None else None


def test_a_call_that_gives_the_library_its_parameter(tmp_path: Path) -> None:
    text = "const lib = require('lib');\nclass Job {}\nfunction run() {\n  lib.track(new Job());\n  lib.other(1);\n}\n"
    assert cause(program_with_library(tmp_path, text), ("tracked",), "set", "track", "Job") == ("app.js", 4)


def test_a_call_on_the_object_that_the_keeper_is_a_part_of(tmp_path: Path) -> None:
    text = (
        "const { Table } = require('lib');\nconst table = new Table();\n"
        "function row(k) {\n  if (table.get(k)) return;\n  table.put(k, { k });\n  table.delete(k);\n}\n"
    )
    assert cause(program_with_library(tmp_path, text), ("table", "rows"), "array", None, "Object") == ("app.js", 5)


def test_of_two_calls_that_fit_equally_well_the_library_itself_is_shown(tmp_path: Path) -> None:
    text = "const lib = require('lib');\nfunction a(x) {\n  lib.track(x);\n}\nfunction b(x) {\n  lib.track(x);\n}\n"
    assert cause(program_with_library(tmp_path, text), ("tracked",), "set", "track", "Job") == ("index.js", 3)


@pytest.mark.parametrize(
    ("statement", "is_cause"),
    [
        ("list.push(x);", True),
        ("list = [...list, x];", True),
        ("list = list.concat(x);", True),
        ("list = [];", False),
        ("list = list.filter((one) => one !== x);", False),
        ("list = null;", False),
    ],
)
def test_what_empties_a_container_is_no_cause(tmp_path: Path, statement: str, is_cause: bool) -> None:
    program = Program(tmp_path, f"let list = [];\nfunction add(x) {{\n  {statement}\n}}\n")
    kept = keeper("array", ("list",), None, program.file_context("add"))
    found = find_cause(suspect(None, kept, "object", "Object"), program.sources, None)
    assert (found is not None) is is_cause


def test_a_state_that_is_copied_names_the_copy(tmp_path: Path) -> None:
    text = "function reduce(state, id) {\n  return {\n    order: [...state.order, id],\n  };\n}\n"
    program = Program(tmp_path, text)
    kept = keeper("array", ("state", "order"), None, program.file_context("reduce"))
    found = find_cause(suspect(None, kept, "object", "Object"), program.sources, None)
    assert found is not None
    assert found.place.range.start.line + 1 == 3


def test_a_callback_that_is_passed_on_is_kept_where_it_is_passed_to(tmp_path: Path) -> None:
    text = (
        "function every(ms, run) {\n  setInterval(run, ms);\n}\nfunction work() { every(5, function leaked() {}); }\n"
    )
    program = Program(tmp_path, text)
    site = program.site("leaked")
    place = program.sources.function(site.url, site.line, site.column)
    found = find_cause(
        suspect(site, keeper("timer", (), "setInterval")), program.sources, place if isinstance(place, tuple) else None
    )
    assert found is not None
    assert found.place.range.start.line + 1 == 2


def test_a_lookup_that_gives_what_to_make_is_the_cause_and_not_a_call_on_what_it_returned(tmp_path: Path) -> None:
    text = (
        "const { Table } = require('lib');\nconst table = new Table();\n"
        "function row(k) {\n  return table.rows.get(k, { k });\n}\n"
        "function work(k) {\n  if (!table.rows.get(k)) return;\n  const found = row(k);\n  found.touch('now');\n}\n"
    )
    assert cause(program_with_library(tmp_path, text), ("table", "rows"), "array", None, "Object") == ("app.js", 4)
