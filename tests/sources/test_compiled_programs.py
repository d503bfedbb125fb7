"""Programs that a compiler wrote, really run: what leaks is named where its author wrote it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from leakline.cli.main import main
from tests.scenarios.scenario import take_snapshots
from tests.scenarios.test_scenarios import arguments, check

FIXTURES = Path(__file__).parent / "fixtures"


def compare(program: Path, root: Path, capfd: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    """Exit code and output of a comparison of three snapshots of a program."""
    folder = root / "snapshots"
    folder.mkdir()
    exit_code = main([str(one) for one in arguments(take_snapshots(program, 20, folder), root)])
    return exit_code, *capfd.readouterr()


@pytest.mark.parametrize("compiled", ["out", "es5", "min"])
def test_a_typescript_class_and_a_listener_are_named_at_their_ts_lines(
    tmp_path: Path, compiled: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    root = shutil.copytree(FIXTURES / "tsc", tmp_path / "program")
    monkeypatch.chdir(root / "src")  # whose markers have paths of its own
    exit_code, output, errors = compare(root / compiled / "sessions.js", root, capfd)
    check(root / "src" / "sessions.ts", tuple(sorted((root / "snapshots").iterdir())), exit_code, output, errors)


def test_a_minified_bundle_is_named_at_the_lines_and_by_the_names_of_its_modules(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    root = shutil.copytree(FIXTURES / "bundle", tmp_path / "program")
    monkeypatch.chdir(root)
    _, output, _ = compare(root / "out" / "main.js", root, capfd)
    (suspect,) = [one for one in json.loads(output)["suspects"] if one["growing"]]
    assert (suspect["name"], suspect["origin"], tuple(suspect["counts"])) == ("measure", "workspace", (0, 10, 20))
    assert point(suspect["location"]) == "src/main.ts:7:19"
    assert point(suspect["cause"]) == "src/subscribers.ts:6:3"
    assert "subscribers" in suspect["cause"]["remedy"]
    assert suspect["trace"][0]["via"] == "subscribers"
    assert "context of work {scratch}" in [step["name"] for step in suspect["trace"]]
    assert [(slot["name"], slot["scope"]) for slot in suspect["slots"]] == [("scratch", "work")]


def test_without_its_sources_their_lines_are_told_from_the_map_with_the_compiled_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    root = shutil.copytree(FIXTURES / "bundle", tmp_path / "program")
    shutil.rmtree(root / "src")
    monkeypatch.chdir(root)
    _, output, _ = compare(root / "out" / "main.js", root, capfd)
    (suspect,) = [one for one in json.loads(output)["suspects"] if one["growing"]]
    assert (suspect["name"], suspect["origin"]) == ("measure", "workspace")
    assert point(suspect["location"]) == "src/main.ts:7:19"
    assert point(suspect["cause"]) == "src/subscribers.ts:6:3"
    for place in (suspect["location"], suspect["cause"]):
        assert point(place["compiled"]).startswith("out/main.js:1:")
    snapshots = [str(one) for one in sorted((root / "snapshots").iterdir())]
    main(["compare", *snapshots, "--root", str(root)])
    output = capfd.readouterr().out
    assert "src/subscribers.ts:6:3 (not on disk; from the source map of out/main.js:1:" in output
    assert "  subscribers.push(handler);\n" in output


def test_without_its_sources_and_their_text_the_compiled_file_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    root = shutil.copytree(FIXTURES / "bundle", tmp_path / "program")
    shutil.rmtree(root / "src")
    source_map = root / "out" / "main.js.map"
    content = json.loads(source_map.read_text())
    del content["sourcesContent"]
    source_map.write_text(json.dumps(content))
    monkeypatch.chdir(root)
    _, output, errors = compare(root / "out" / "main.js", root, capfd)
    (suspect,) = [one for one in json.loads(output)["suspects"] if one["growing"]]
    assert point(suspect["location"]).startswith("out/main.js:1:")
    assert point(suspect["cause"]).startswith("out/main.js:1:")
    assert "main.js is shown as it was compiled" in errors


def test_minified_code_without_a_map_is_called_so(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    root = shutil.copytree(FIXTURES / "bundle", tmp_path / "program")
    shutil.rmtree(root / "src")
    (root / "out" / "main.js.map").unlink()
    compiled = root / "out" / "main.js"
    line = compiled.read_text().splitlines()[0]
    compiled.write_text(f"{line}/* {'as long as bundles are ' * 30} */\n")
    _, _, errors = compare(compiled, root, capfd)
    assert "main.js is minified and has no source map here" in errors


def point(place: Any) -> str:
    return f"{place['path']}:{place['line']}:{place['column']}"
