"""A script's name leads to the file it was loaded from, or to the reason why not."""

from __future__ import annotations

from pathlib import Path

import pytest

from leakline.sources.model import Origin, WhyNot
from leakline.sources.placing import Sources
from leakline.sources.scripts import PathMapping, find_file, linked_package, owner_of, script_path
from leakline.sources.source_file import SourceFile

TEXT = "'use strict';\nconst cache = new Map();\n"


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "app.js").write_text(TEXT)
    return tmp_path


def test_an_absolute_path_is_the_file(workspace: Path) -> None:
    file = workspace / "src" / "app.js"
    assert find_file(str(file), TEXT, [workspace]) == file


def test_a_file_url_is_the_file_also_with_escapes(workspace: Path) -> None:
    file = workspace / "a b.mjs"
    file.write_text(TEXT)
    assert find_file(file.as_uri(), TEXT, [workspace]) == file


def test_a_mapped_folder_comes_first(workspace: Path) -> None:
    mapping = PathMapping("/app", workspace)
    assert find_file("/app/src/app.js", "", [], [mapping]) == workspace / "src" / "app.js"


def test_a_link_that_loops_leads_nowhere(workspace: Path) -> None:
    loop = workspace / "node_modules" / "loop"
    loop.parent.mkdir()
    loop.symlink_to("loop")
    assert linked_package(loop / "a.js", [workspace]) is None
    mapping = PathMapping.parse(f"/app={loop}", workspace)
    assert isinstance(find_file("/app/src/app.js", TEXT, [], [mapping]), WhyNot)


def test_a_package_that_is_a_link_into_the_workspace_is_its_own(workspace: Path) -> None:
    link = workspace / "node_modules" / "app"
    link.parent.mkdir()
    link.symlink_to(workspace / "src")
    assert linked_package(link / "app.js", [workspace]) == workspace.resolve() / "src" / "app.js"


def test_a_mapping_takes_whole_folder_names_only(workspace: Path) -> None:
    found = find_file("/apple/src/app.js", "", [], [PathMapping("/app", workspace)])
    assert isinstance(found, WhyNot)
    assert found.reason == "not-in-the-workspace"


def test_without_a_mapping_the_content_tells_the_file(workspace: Path) -> None:
    assert find_file("/container/service/src/app.js", TEXT, [workspace]) == workspace / "src" / "app.js"


def test_a_file_of_the_same_name_with_other_content_is_not_taken(workspace: Path) -> None:
    found = find_file("/container/service/src/app.js", "something else", [workspace])
    assert isinstance(found, WhyNot)
    assert found.reason == "file-changed"


def test_where_the_content_is_not_known_a_name_alone_is_not_enough(workspace: Path) -> None:
    found = find_file("/container/src/app.js", "", [workspace])
    assert isinstance(found, WhyNot)
    assert found.reason == "not-in-the-workspace"
    assert "/container/src/app.js" in found.detail


@pytest.mark.parametrize("head", ["\ufeff" + TEXT, "#!/usr/bin/env node\n" + TEXT])
def test_a_byte_order_mark_and_a_hashbang_do_not_matter(workspace: Path, head: str) -> None:
    file = workspace / "tool.js"
    file.write_text(head, encoding="utf-8")
    assert find_file(str(file), head, []) == file
    assert find_file(str(file), head.removeprefix("\ufeff"), []) == file


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("", "code-from-a-string"),
        ("evalmachine.<anonymous>", "code-from-a-string"),
        ("node:internal/timers", "runtime-internal"),
        ("internal/timers.js", "runtime-internal"),
        ("events.js", "runtime-internal"),
        ("/nowhere/app.js", "not-in-the-workspace"),
    ],
)
def test_what_cannot_be_found_says_why(url: str, reason: str) -> None:
    found = find_file(url, "", [])
    assert isinstance(found, WhyNot)
    assert found.reason == reason


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("/app/src/app.js", "/app/src/app.js"),
        ("file:///app/a%20b.mjs", "/app/a b.mjs"),
        ("C:\\app\\src\\app.js", "C:/app/src/app.js"),
        ("file:///c:/app/app.mjs", "C:/app/app.mjs"),
    ],
)
def test_the_path_in_a_name(url: str, path: str) -> None:
    assert script_path(url) == path


@pytest.mark.parametrize(
    ("url", "owner"),
    [
        ("/shop/src/app.js", Origin.WORKSPACE),
        ("/app/src/app.js", Origin.WORKSPACE),
        ("/shop/node_modules/express/lib/router.js", Origin.DEPENDENCY),
        ("/usr/lib/node_modules/npm/cli.js", Origin.DEPENDENCY),
        ("node:fs", Origin.RUNTIME),
        ("/elsewhere/app.js", Origin.UNKNOWN),
        ("", Origin.UNKNOWN),
    ],
)
def test_whose_code_it_is(url: str, owner: Origin) -> None:
    assert owner_of(url, [Path("/shop")], [PathMapping("/app", Path("/shop"))]) is owner


@pytest.mark.parametrize("rule", ["", "/app", "=x", "/app="])
def test_a_mapping_that_is_none_is_refused(rule: str) -> None:
    with pytest.raises(ValueError, match="expected FROM=TO"):
        PathMapping.parse(rule, Path("/shop"))


def test_a_mapping_is_relative_to_where_it_was_written(tmp_path: Path) -> None:
    assert PathMapping.parse("/app=src", tmp_path) == PathMapping("/app", (tmp_path / "src").resolve())


def test_a_package_of_the_workspace_is_its_own_also_by_the_link_to_it(tmp_path: Path) -> None:
    (tmp_path / "node_modules").mkdir()
    own = tmp_path / "packages" / "logger"
    stored = tmp_path / "node_modules" / ".pnpm" / "other@1" / "node_modules" / "other"
    for folder, link in ((own, "logger"), (stored, "other")):
        folder.mkdir(parents=True)
        (folder / "index.js").write_text("exports.a = 1;\n")
        (tmp_path / "node_modules" / link).symlink_to(folder)
    sources = Sources([tmp_path], [], {})
    found = sources.file(str(tmp_path / "node_modules" / "logger" / "index.js"))
    assert isinstance(found, SourceFile)
    assert found.path == own / "index.js"
    assert sources.owner(str(tmp_path / "node_modules" / "logger" / "index.js")) is Origin.WORKSPACE
    assert sources.owner(str(tmp_path / "node_modules" / "other" / "index.js")) is Origin.DEPENDENCY
