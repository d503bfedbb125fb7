"""A real Neovim with the plugin: compare, and see the line, the hover and the code lens."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from leakline.heap.engine_cache import cache_folder
from tests.editors.neovim_binary import neovim_binaries, neovim_binary
from tests.scenarios.scenario import expectations, program, take_snapshots

HERE = Path(__file__).parent
PLUGIN = HERE.parents[1] / "editors" / "neovim"
MACHINE_NODE = 20


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with the founding example, and three snapshots of it."""
    folder = tmp_path_factory.mktemp("project").resolve()
    (folder / "package.json").write_text("{}")
    (folder / "src").mkdir()
    (folder / "heap").mkdir()
    source = Path(shutil.copy(program("shared-context.js"), folder / "src" / "app.js"))
    take_snapshots(source, MACHINE_NODE, folder / "heap")
    return folder


@pytest.fixture(scope="module", params=neovim_binaries())
def seen(request: pytest.FixtureRequest, workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What a user of this Neovim sees, step by step."""
    home = tmp_path_factory.mktemp("home")
    report = home / "report.json"
    server = f"{{ {str(Path(sys.executable).with_name('leakline'))!r}, 'serve' }}"
    command: list[str | Path] = [neovim_binary(request.param), "--headless", "-n", "-i", "NONE"]
    command += ["--cmd", f"lua vim.g.leakline = {{ command = {server} }}"]
    command += ["--cmd", f"lua vim.opt.runtimepath:prepend({str(PLUGIN)!r})", "-u", "NORC"]
    command += [workspace / "src" / "app.js", "-S", HERE / "drive.lua"]
    environment = os.environ | {
        "HOME": str(home),
        **{f"XDG_{kind}_HOME": str(home / kind.lower()) for kind in ("CONFIG", "DATA", "STATE", "CACHE")},
        "LEAKLINE_CACHE": str(cache_folder()),
        "LEAKLINE_HELP": str(shutil.copytree(PLUGIN / "doc", home / "help" / "doc")),  # tags are written beside it
        "LEAKLINE_REPORT": str(report),
        "LEAKLINE_SNAPSHOTS": " ".join(str(workspace / "heap" / f"{name}.heapsnapshot") for name in "abc"),
    }
    run = subprocess.run(command, cwd=workspace, env=environment, capture_output=True, text=True, timeout=300)
    assert report.is_file(), run.stdout + run.stderr
    answer = json.loads(report.read_text())
    assert "failure" not in answer, answer["failure"] + run.stderr
    return answer


def test_it_starts_in_the_project_of_the_file(seen: Any, workspace: Path) -> None:
    assert seen["root"] == str(workspace)
    assert seen["encoding"] == ("utf-8" if float(seen["version"].split(".")[1]) >= 11 else "utf-16")


def test_the_line_that_leaks_is_underlined(seen: Any) -> None:
    expected = expectations(program("shared-context.js"))
    (growth,), (cause,) = expected.growths, expected.causes
    (listener,) = seen["diagnostics"]
    assert (listener["code"], listener["severity"]) == ("unremoved-listener", "ERROR")
    assert (listener["file"], listener["source"]) == ("app.js", "leakline")
    assert listener["line"] + 1 in {growth.line, cause.line}
    assert "(+10 in each interval)" in listener["message"]
    assert seen["everywhere"] == seen["diagnostics"]
    assert any(entry["line"] + 1 == growth.line for entry in listener["related"])


def test_what_the_source_says_is_shown_before_and_after(seen: Any) -> None:
    assert [(one["code"], one["severity"]) for one in seen["before"]] == [
        ("unremoved-listener", "WARN"),
        ("shared-context", "WARN"),
    ]
    assert seen["cleared"] == seen["before"]


def test_the_hover_explains(seen: Any) -> None:
    (capture,) = expectations(program("shared-context.js")).captures
    for said in ("0 → 10 → 20", "global.test", "innerData", f"outClosure3 (app.js:{capture.line})"):
        assert said in seen["hover"], seen["hover"]


def test_the_command_and_the_code_lens_explain_too(seen: Any) -> None:
    assert seen["explained"] == seen["lens_explained"]
    assert "on('error')" in seen["explained"]
    assert "innerData" in seen["explained"]


def test_the_next_suspect_is_gone_to(seen: Any) -> None:
    (cause,) = expectations(program("shared-context.js")).causes
    assert seen["next_suspect"]["line"] == cause.line
    assert "kept by" in seen["next_suspect"]["title"]


def test_the_code_lens_counts(seen: Any) -> None:
    (lens,) = seen["lenses"]
    assert "+10" in lens["title"]


def test_the_quickfix_list_has_the_steps_of_the_trace(seen: Any) -> None:
    (growth,), (cause,) = (getattr(expectations(program("shared-context.js")), name) for name in ("growths", "causes"))
    first, *steps = seen["quickfix"]
    assert (first["file"], first["line"]) == ("app.js", cause.line)
    assert "0 → 10 → 20" in first["text"]
    assert [step["text"].strip() for step in steps if "the faulty reference" in step["text"]] != []
    assert any(step["line"] == growth.line for step in steps)
    assert seen["quickfix_title"] == "leakline"


def test_the_help_is_found(seen: Any) -> None:
    assert seen["help"] == "leakline.txt"


def test_a_bad_snapshot_is_explained_and_the_diagnostics_stay(seen: Any) -> None:
    assert "missing.heapsnapshot" in seen["complaint"]
    assert seen["kept"] == len(seen["diagnostics"])


def test_snapshots_of_the_project_are_found(seen: Any) -> None:
    assert seen["found_by_itself"] == seen["diagnostics"]


def test_a_cancelled_comparison_says_nothing_more(seen: Any) -> None:
    assert seen["cancelled"] == "leakline: cancelled"
    said = [message for message in seen["messages"] if "growing" in message]
    assert said == ["leakline: 1 growing; :LeaklineSuspects lists them"] * 2


def test_progress_is_shown_where_neovim_tells_of_it(seen: Any) -> None:
    if has_progress_events(seen):
        assert any("%" in line for line in seen["progress"])
        assert all(line.startswith("leakline: ") for line in seen["progress"])
    else:
        assert seen["progress"] == []


def has_progress_events(seen: Any) -> bool:
    """Neovim has had ``LspProgress`` since 0.10."""
    return int(seen["version"].split(".")[1]) >= 10


@pytest.mark.parametrize("version", neovim_binaries())
def test_a_server_that_is_not_installed_is_named(version: str, workspace: Path, tmp_path: Path) -> None:
    command: list[str | Path] = [neovim_binary(version), "--headless", "-n", "-i", "NONE", "-u", "NORC"]
    command += ["--cmd", "lua vim.g.leakline = { command = { 'not-installed', 'serve' } }"]
    command += ["--cmd", f"lua vim.opt.runtimepath:prepend({str(PLUGIN)!r})"]
    command += [workspace / "heap", "-c", "LeaklineCompare a b", "-c", "qa!"]
    run = subprocess.run(command, env=os.environ | {"HOME": str(tmp_path)}, capture_output=True, text=True, timeout=60)
    assert "leakline is not running: not-installed cannot be run" in run.stdout + run.stderr
