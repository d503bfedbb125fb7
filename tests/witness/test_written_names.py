"""What a compiler made of an import is called by what is imported."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from leakline.leaks.model import HeapStep, Site, Verdict
from leakline.sources.source_file import SourceFile
from leakline.witness.written_names import kept_by, written_member, written_names
from tests.sources.test_source_maps import vlq
from tests.witness.suspects import Program, keeper, suspect


def program(folder: Path, loaded: str) -> Program:
    """A compiled file with a map that tells no names."""
    text = f"const shapes_1 = {loaded};\nfunction work() {{ shapes_1.Shape.drawn.push(1); }}\n"
    (folder / "shapes.ts").write_text("import { Shape } from './shapes';\nfunction work() { Shape.drawn.push(1); }\n")
    written = {"version": 3, "sources": ["shapes.ts"], "names": [], "mappings": "AAAA;AACA"}
    (folder / "app.js.map").write_text(json.dumps(written))
    return Program(folder, text)


@pytest.mark.parametrize(
    "loaded",
    [
        'require("./lib/shapes")',
        "__importStar(require('./lib/shapes'))",
        "t.__importDefault(require('./lib/shapes'))",
    ],
)
@pytest.mark.parametrize(
    ("holder", "shown"),
    [
        (("shapes_1", "Shape", "drawn"), "Shape.drawn"),
        (("shapes_1", "default", "drawn"), "shapes.drawn"),
        (("other", "drawn"), "other.drawn"),
    ],
)
def test_an_import_reads_like_what_it_brings(tmp_path: Path, loaded: str, holder: tuple[str, ...], shown: str) -> None:
    compiled = program(tmp_path, loaded)
    context = compiled.file_context("work", "shapes_1")
    names = written_names(context, compiled.sources)
    assert names == {"shapes_1": "import './lib/shapes'"}
    assert kept_by(suspect(None, keeper("array", holder, None, context)), names) == shown


MINIFIED = "class t{#e=[];add(e){this.#e.push(e);this.o.push(e)}}const n=new t;function w(){n.add(1)}\n"
WRITTEN = (
    "class Queue{#jobs=[];add(job){this.#jobs.push(job);this.waiting.push(job)}}"
    "const queue=new Queue;function w(){queue.add(1)}\n"
)


def minified(folder: Path, compiled_text: str = MINIFIED, text: str = WRITTEN) -> tuple[Program, SourceFile]:
    """A minified file with a map that tells where each word stood, and no names."""
    (folder / "queue.js").write_text(text)
    mappings, before = [], (0, 0)
    for words in zip(re.finditer(r"[#\w]+", compiled_text), re.finditer(r"[#\w]+", text), strict=True):
        compiled, written = (word.start() for word in words)
        mappings.append(vlq(compiled - before[0], 0, 0, written - before[1]))
        before = compiled, written
    source_map = {"version": 3, "sources": ["queue.js"], "names": [], "mappings": ",".join(mappings)}
    (folder / "app.js.map").write_text(json.dumps(source_map))
    program = Program(folder, compiled_text)
    file = program.sources.file(str(program.path))
    assert isinstance(file, SourceFile)
    return program, file


def step(via: str, site: Site | None = None) -> HeapStep:
    return HeapStep(via, "Object", "object", Verdict.EXPECTED, None, site)


def test_a_property_that_a_minifier_renamed_is_called_as_its_author_did(tmp_path: Path) -> None:
    program, file = minified(tmp_path)
    constructor = file.module.classes[0].constructor
    assert constructor is not None
    at = constructor.v8_position
    queue = step("queue", Site(str(program.path), at.line, at.column, "t", 1))
    assert written_member(queue, "#e", None, program.sources) == "#jobs"
    assert written_member(queue, "o", None, program.sources) == "waiting"
    assert written_member(step("queue"), "o", file, program.sources) == "waiting"
    assert written_member(step("queue"), "length", file, program.sources) == "length"


def test_a_short_name_that_stands_for_two_is_left_as_it_is(tmp_path: Path) -> None:
    program, file = minified(
        tmp_path, MINIFIED.replace("this.#e.push", "this.o.pop"), WRITTEN.replace("this.#jobs.push", "this.done.pop")
    )
    assert written_member(step("queue"), "o", file, program.sources) == "o"


def test_an_import_and_its_export_that_a_bundler_made_of_one_word_are_that_word(tmp_path: Path) -> None:
    program, file = minified(tmp_path, "function w(t){t.j.add(1)}\n", "function work(_, locks){locks.add(1)}\n")
    source_map = json.loads((tmp_path / "app.js.map").read_text())
    before, mappings = (0, 0), []
    for compiled, written in ((0, 0), (9, 9), (11, 14), (14, 24), (18, 30)):
        mappings.append(vlq(compiled - before[0], 0, 0, written - before[1]))
        before = compiled, written
    (tmp_path / "app.js.map").write_text(json.dumps({**source_map, "mappings": ",".join(mappings)}))
    assert written_member(step("t"), "j", file, program.sources) == "locks"
    assert written_member(step("e"), "j", file, program.sources) == "j"


def test_what_was_not_compiled_keeps_its_names(tmp_path: Path) -> None:
    compiled = program(tmp_path, 'require("./lib/shapes")')
    (tmp_path / "app.js.map").unlink()
    assert written_names(compiled.file_context("work", "shapes_1"), compiled.sources) == {}
