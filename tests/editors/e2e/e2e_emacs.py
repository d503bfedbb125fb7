"""A real Emacs with eglot and the snippet that users load: findings, a fix, growth, the hover."""

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
from tests.editors.vscode_package import ROOT

HERE = Path(__file__).parent
DEMO = ROOT / "server" / "leakline" / "demo"


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What a user of Emacs sees."""
    emacs = shutil.which("emacs")
    assert emacs is not None, "Emacs and eglot are needed: apt-get install emacs-nox elpa-eglot"
    folder = tmp_path_factory.mktemp("emacs").resolve()
    project = folder / "project"  # eglot walks the whole folder: one of its own
    project.mkdir()
    shutil.copy(DEMO / "leak.js", project)
    for name in "abc":
        shutil.copy(DEMO / "recorded" / f"{name}.heapsnapshot.gz", project)
    widget = (HERE / "programs" / "widget.js").read_text()
    listening = "    this.onTick = () => this.draw();\n"
    (project / "widget.js").write_text(widget.replace(listening, f"{listening}    bus.on('tick', this.onTick);\n"))
    report = folder / "report.json"
    environment = os.environ | {
        "HOME": str(folder),
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
        "LEAKLINE_CACHE": str(cache_folder()),
        "LEAKLINE_SNIPPET": str(ROOT / "editors" / "emacs" / "leakline.el"),
        "LEAKLINE_PROJECT": str(project),
        "LEAKLINE_REPORT": str(report),
    }
    command: list[str | Path] = [emacs, "--batch", "-Q", "-l", HERE / "drive.el"]
    run = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, timeout=300)
    assert report.is_file(), run.stdout + run.stderr
    return json.loads(report.read_text())


def test_a_leak_pattern_is_reported_and_fixed(seen: Any) -> None:
    assert seen["server"] == "leakline"
    (finding,) = seen["findings"]
    assert finding["line"] == 8
    assert "'tick' listener is never removed" in finding["text"]
    assert seen["action"].startswith("Remove the listener")
    assert "bus.off('tick', this.onTick)" in seen["fixed"]


def test_the_line_that_leaks_is_marked(seen: Any) -> None:
    said = "'error' listener is never removed from 'test' (+10 in each interval)"
    (grown,) = seen["grown"]
    assert grown["line"] == 15
    assert said in grown["text"]


def test_what_the_source_says_stays_when_the_snapshots_are_forgotten(seen: Any) -> None:
    assert [one["line"] for one in seen["cleared"]] == [15, 15]
    assert not any("+10" in one["text"] for one in seen["cleared"])


def test_the_hover_explains(seen: Any) -> None:
    for said in ("on('error')", "innerData", "outClosure3"):
        assert said in seen["hover"]
