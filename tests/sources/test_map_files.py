"""The map of a compiled file and the files it came from are found where tools put them, and nowhere else."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from urllib.parse import quote

import pytest

from leakline.sources.map_files import FoundMap, find_map, find_source, map_url
from leakline.sources.model import WhyNot
from leakline.sources.scripts import PathMapping
from leakline.sources.source_file import SourceFile
from leakline.sources.source_maps import OriginalSource
from leakline.text.positions import Position

MAP = json.dumps({"version": 3, "sources": ["a.ts"], "mappings": "AAAA"})
TEXT = "export const a = 1;\n"


def compiled(folder: Path, comment: str) -> SourceFile:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "a.js"
    path.write_text(f"const a = 1;\n{comment}")
    return SourceFile(path, path.read_bytes())


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("f();\n//# sourceMappingURL=a.js.map\n", "a.js.map"),
        ("f();\r\n//@ sourceMappingURL=a.js.map\r\n", "a.js.map"),
        ("a{}\n/*# sourceMappingURL=a.css.map */", "a.css.map"),
        ("//# sourceMappingURL=old.map\nf();\n//# sourceMappingURL=new.map", "new.map"),
        ("f(); //# sourceMappingURL=a.js.map", "a.js.map"),
        ("f('//# sourceMappingURL=' + name);\n", None),
        ("f();\n", None),
    ],
)
def test_the_last_comment_names_the_map(text: str, url: str | None) -> None:
    assert map_url(text.encode()) == url


@pytest.mark.parametrize(
    "comment",
    [
        "//# sourceMappingURL=maps/a.js.map",
        "//# sourceMappingURL=maps/a.js.map?v=1",
        "//# sourceMappingURL=./maps/../maps/a.js.map",
        f"//# sourceMappingURL=data:application/json;charset=utf-8;base64,{base64.b64encode(MAP.encode()).decode()}",
        f"//# sourceMappingURL=data:application/json,{quote(MAP)}",
    ],
)
def test_a_map_is_in_the_file_or_relative_to_it(tmp_path: Path, comment: str) -> None:
    (tmp_path / "maps").mkdir()
    (tmp_path / "maps" / "a.js.map").write_text(MAP)
    found = find_map(compiled(tmp_path, comment))
    assert isinstance(found, FoundMap)
    assert found.map.at(Position(0, 3)) is not None


@pytest.mark.parametrize(
    "comment", ["", "//# sourceMappingURL=https://cdn.example.com/x/a.js.map", "/app/dist/a.js.map"]
)
def test_the_map_beside_the_file_is_taken_where_the_comment_leads_away(tmp_path: Path, comment: str) -> None:
    file = compiled(tmp_path, comment)
    assert not isinstance(find_map(file), FoundMap)
    (tmp_path / "a.js.map").write_text(MAP)
    assert isinstance(find_map(file), FoundMap)


def test_an_absolute_map_of_another_machine_is_found_by_a_path_mapping(tmp_path: Path) -> None:
    (tmp_path / "maps").mkdir()
    (tmp_path / "maps" / "x.map").write_text(MAP)
    file = compiled(tmp_path / "dist", "//# sourceMappingURL=file:///app/maps/x.map")
    assert isinstance(find_map(file, [PathMapping("/app", tmp_path)]), FoundMap)


@pytest.mark.parametrize(
    ("comment", "reason"),
    [
        ("//# sourceMappingURL=missing.map", "no-source-map"),
        ("//# sourceMappingURL=data:application/json;base64,AA", "bad-source-map"),
        ("//# sourceMappingURL=data:application/json;base64,A", "bad-source-map"),
    ],
)
def test_a_map_that_cannot_be_read_says_why(tmp_path: Path, comment: str, reason: str) -> None:
    found = find_map(compiled(tmp_path, comment))
    assert isinstance(found, WhyNot)
    assert found.reason == reason


def test_without_a_comment_and_a_file_beside_it_nothing_was_compiled(tmp_path: Path) -> None:
    assert find_map(compiled(tmp_path, "")) is None


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    source = tmp_path / "packages" / "api" / "src" / "a b.ts"
    source.parent.mkdir(parents=True)
    source.write_text(TEXT)
    (tmp_path / "packages" / "api" / "dist").mkdir()
    return tmp_path


@pytest.mark.parametrize(
    "url",
    [
        "../src/a b.ts",
        "webpack://api/./src/a%20b.ts?6f2e",
        "webpack:///./src/a%20b.ts",
        "webpack:///src/a%20b.ts",
        "webpack:///packages/api/src/a%20b.ts",
        "turbopack:///[project]/packages/api/src/a%20b.ts",
        "file:///home/other/packages/api/src/a%20b.ts",
        "/home/other/packages/api/src/a b.ts",
        "/home/other/packages/api/src/../src/a b.ts",
        "C:\\other\\packages\\api\\src\\a b.ts",
    ],
)
def test_a_source_is_found_however_its_tool_names_it(workspace: Path, url: str) -> None:
    folder = workspace / "packages" / "api" / "dist"
    assert find_source(OriginalSource(url, TEXT), folder, [workspace], []) == folder.parent / "src" / "a b.ts"


def test_a_source_that_was_edited_at_its_beginning_is_still_itself(workspace: Path) -> None:
    folder = workspace / "packages" / "api" / "dist"
    found = find_source(OriginalSource("../src/a b.ts", "// gone\n" + TEXT), folder, [workspace], [])
    assert found == folder.parent / "src" / "a b.ts"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "missing.ts",
        "webpack/runtime/define",
        "webpack:///external commonjs",
        "https://example.com/src/other.ts",
        "../src",
    ],
)
def test_a_source_that_is_not_here_says_so(workspace: Path, url: str) -> None:
    found = find_source(OriginalSource(url, None), workspace / "packages" / "api" / "dist", [workspace], [])
    assert isinstance(found, WhyNot)
    assert found.reason == "no-original"


def test_a_file_of_the_same_name_with_other_content_is_not_the_source(workspace: Path) -> None:
    source = OriginalSource("/home/other/src/a b.ts", "something else\n")
    found = find_source(source, workspace / "dist", [workspace / "packages" / "api"], [])
    assert isinstance(found, WhyNot)
    assert found.reason == "file-changed"
