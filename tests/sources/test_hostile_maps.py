"""Whatever stands in a source map, an answer comes back: a place that exists, or the reason why there is none."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leakline.js import CallShape, ClassShape, Function
from leakline.sources.model import WhyNot
from leakline.sources.originals import Original, Originals
from leakline.sources.places import place_of
from leakline.sources.source_file import SourceFile
from leakline.sources.source_maps import SourceMap, read_source_map
from leakline.text.positions import Position

BUNDLE = Path(__file__).parent / "fixtures" / "bundle"
DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
WRITTEN = json.loads((BUNDLE / "out" / "main.js.map").read_text())

_JUNK: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)
_URLS = st.sampled_from(
    [
        "../src/main.ts",
        "/etc/passwd",
        "webpack://[",
        "http://[::1/a.ts",
        "file://%00/a.ts",
        "file:///%ff%fe.ts",
        "\ud800.ts",
        "a\0.ts",
        "x" * 5000,
        "../" * 300 + "a.ts",
        "webpack:///./src/main.ts?" + "y" * 400,
        "data:text/plain,a",
        "",
    ]
) | st.text(max_size=30)


def _broken_mappings(draw: st.DrawFn) -> str:
    """The real mappings with a part cut out, doubled or replaced by digits that mean something else."""
    text: str = WRITTEN["mappings"]
    start = draw(st.integers(0, len(text)))
    end = draw(st.integers(start, min(len(text), start + 40)))
    return text[:start] + draw(st.text(DIGITS + ",;!é", max_size=40)) + text[end:]


@st.composite
def hostile_maps(draw: st.DrawFn) -> Any:
    """A map that begins as a real one does, with anything in some of its fields."""
    found = dict(WRITTEN, mappings=_broken_mappings(draw))
    for key in draw(
        st.sets(st.sampled_from(["version", "sources", "names", "sourcesContent", "sourceRoot", "mappings"]))
    ):
        found[key] = draw(_JUNK)
    if draw(st.booleans()):
        found["sources"] = draw(st.lists(_URLS, max_size=4))
        found["sourcesContent"] = draw(st.lists(st.none() | st.text(max_size=40), max_size=6))
    if draw(st.booleans()):
        offset = {"line": draw(st.integers(-1, 3)), "column": draw(st.integers(-1, 10**12))}
        sections = [{"offset": offset, "map": found}] * draw(st.integers(0, 3))
        found = {"version": 3, "sections": draw(st.just(sections) | _JUNK)}
    return found


def answers(folder: Path, written: str) -> list[Original | WhyNot | None]:
    """What is said of every call and function of a bundle with such a map."""
    (folder / "out" / "main.js.map").write_text(written, encoding="utf-8", errors="surrogatepass")
    compiled = folder / "out" / "main.js"
    file = SourceFile(compiled, compiled.read_bytes())
    originals = Originals([folder], [])
    shapes: list[CallShape | Function | ClassShape] = [*file.module.calls, *file.module.functions[1:]]
    shapes += file.module.classes
    found = [originals.of(file, place_of(file, shape.start, shape.end, None)) for shape in shapes]
    for shape in shapes:
        originals.name_at(file, shape.start)
    return found


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(hostile=hostile_maps())
def test_any_map_gives_places_that_exist_or_reasons(hostile: Any) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        folder = shutil.copytree(BUNDLE, Path(scratch) / "bundle")
        for answer in answers(folder, json.dumps(hostile)):
            if isinstance(answer, Original):
                lines = answer.place.path.read_text("utf-8", "replace").count("\n") + 1
                assert answer.place.range.start.line < lines
                assert answer.place.range.start <= answer.place.range.end
            elif answer is not None:
                assert answer.reason in {"bad-source-map", "not-mapped", "no-original", "file-changed", "unreadable"}


@pytest.mark.parametrize("shift", [1, 3, 12, 40])
def test_a_map_for_another_text_is_not_believed(tmp_path: Path, shift: int) -> None:
    folder = shutil.copytree(BUNDLE, tmp_path / "bundle")
    compiled = folder / "out" / "main.js"
    compiled.write_bytes(b"/*" + b"-" * shift + b"*/" + compiled.read_bytes())
    found = answers(folder, json.dumps(WRITTEN))
    assert {answer.reason for answer in found if isinstance(answer, WhyNot)} >= {"bad-source-map"}
    assert not any(isinstance(answer, Original) for answer in found)


def test_a_chain_of_maps_that_names_itself_ends(tmp_path: Path) -> None:
    folder = shutil.copytree(BUNDLE, tmp_path / "bundle")
    turning = dict(WRITTEN, sources=["main.js"] * len(WRITTEN["sources"]), sourcesContent=None)
    assert answers(folder, json.dumps(turning))


def test_large_mappings_are_decoded_as_far_as_they_are_asked_for() -> None:
    mappings = ";" * 20_000_000 + "AAAA" + ",CAAC" * 2_000_000
    found = read_source_map(json.dumps({"version": 3, "sources": ["a.ts"], "names": [], "mappings": mappings}))
    assert isinstance(found, SourceMap)
    assert found.at(Position(100, 0)) is None
    assert found.begins_at(Position(2, 5)) is False


def test_numbers_beyond_any_text_have_no_place(tmp_path: Path) -> None:
    folder = shutil.copytree(BUNDLE, tmp_path / "bundle")
    far = dict(WRITTEN, mappings="AA" + "ggggggB" + "A," + "CA+/////DA," * 50)
    assert not any(isinstance(answer, Original) for answer in answers(folder, json.dumps(far)))
