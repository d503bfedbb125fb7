"""What a compiler made of an import is called by what is imported."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from leakline.witness.written_names import kept_by, written_names
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


def test_what_was_not_compiled_keeps_its_names(tmp_path: Path) -> None:
    compiled = program(tmp_path, 'require("./lib/shapes")')
    (tmp_path / "app.js.map").unlink()
    assert written_names(compiled.file_context("work", "shapes_1"), compiled.sources) == {}
