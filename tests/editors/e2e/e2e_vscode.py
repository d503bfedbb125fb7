"""The packaged extension in a real VS Code: tests in its extension host, and what a person does in its page."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import venv
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.editors.e2e.workbench import Workbench, chromium, playwright, workbench
from tests.editors.vscode_package import ROOT, build_vsix

HERE = Path(__file__).parent
DEMO = ROOT / "server" / "leakline" / "demo"
PICTURES = "LEAKLINE_PICTURES"
SECONDS = 900

Outcomes = Mapping[str, Mapping[str, Any]]


def named(file: str, call: str) -> list[str]:
    """The names of the tests or steps of a script, in their order."""
    return re.findall(rf'^\s*(?:await )?{call}\("([^"]+)"', (HERE / file).read_text(), re.MULTILINE)


@pytest.fixture(scope="module")
def vsix(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package as it is shipped."""
    return build_vsix(tmp_path_factory.mktemp("package"))


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with the demo and its recorded snapshots, a file to edit, and a program to record."""
    folder = tmp_path_factory.mktemp("workspace").resolve() / "demo"
    folder.mkdir()
    shutil.copy(DEMO / "leak.js", folder)
    for name in "abc":
        shutil.copyfile(DEMO / "recorded" / f"{name}.heapsnapshot.gz", folder / f"{name}.heapsnapshot.gz")
    for name in ("widget.js", "service.js"):
        shutil.copy(HERE / "programs" / name, folder)
    return folder


@pytest.fixture(scope="module")
def host(vsix: Path, demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Outcomes:
    """Outcomes of the tests in the extension host, on two folders, with this environment's Python."""
    folder = tmp_path_factory.mktemp("host").resolve()
    shutil.copytree(demo, folder / "demo")
    (folder / "second").mkdir()
    shutil.move(folder / "demo" / "widget.js", folder / "second")
    os.mkfifo(folder / "demo" / "endless.heapsnapshot")  # a comparison with it lasts until it is cancelled
    both = folder / "two.code-workspace"
    folders = [{"path": "demo"}, {"path": "second"}]
    both.write_text(json.dumps({"folders": folders, "settings": {"leakline.interpreter": sys.executable}}))
    with workbench(vsix, folder / "data", {}) as editor:
        return drive("host.mjs", editor, both, editor.extension, HERE / "host.js")


@pytest.fixture(scope="module")
def journey(vsix: Path, demo: Path, bare: Path, tmp_path_factory: pytest.TempPathFactory) -> Outcomes:
    """Outcomes of the steps of a person with a clean profile, and a Python that has no library at all."""
    folder = tmp_path_factory.mktemp("journey").resolve()
    shutil.copytree(demo, folder / "demo")
    node = Path(shutil.which("node") or "node").parent
    path = os.pathsep.join([str(bare.parent), str(node), "/usr/bin", "/bin"])
    sessions = folder / "sessions"
    with workbench(vsix, folder / "data", {"PATH": path, "SESSIONS": str(sessions)}) as editor:
        return drive("journey.mjs", editor, folder / "demo", sessions)


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Python that has no library at all."""
    folder = tmp_path_factory.mktemp("python").resolve()
    venv.create(folder, with_pip=False)
    return folder / "bin" / "python"


@pytest.fixture(scope="module")
def troubles(vsix: Path, demo: Path, bare: Path, tmp_path_factory: pytest.TempPathFactory) -> Outcomes:
    """Outcomes of the steps of a person whose machine lacks something."""
    folder = tmp_path_factory.mktemp("troubles").resolve()
    shutil.copytree(demo, folder / "demo")
    (folder / "bin").mkdir()
    unanswered = {"PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_FIND_LINKS": "", "PIP_CONFIG_FILE": os.devnull}
    with workbench(vsix, folder / "data", {"PATH": str(folder / "bin"), "PIP_RETRIES": "1", **unanswered}) as editor:
        return drive("troubles.mjs", editor, folder / "demo", folder / "bin", bare)


@pytest.fixture(scope="module")
def restricted(vsix: Path, demo: Path, bare: Path, tmp_path_factory: pytest.TempPathFactory) -> Outcomes:
    """Outcomes of the steps of a person who does not trust a folder, whose settings would start a program of it."""
    folder = tmp_path_factory.mktemp("restricted").resolve()
    shutil.copytree(demo, folder / "demo")
    (folder / "demo" / "leaky.js").write_text("exports.watch = (f) => { setInterval(f, 10); };\n")
    program = folder / "demo" / ".venv" / "bin" / "python"
    program.parent.mkdir(parents=True)
    program.write_text(f"#!/bin/sh\necho ran >> {folder}/trace\nexit 1\n")
    program.chmod(0o755)
    (folder / "demo" / ".vscode").mkdir()
    settings = {"leakline.command": [str(program)], "leakline.snapshots": ["*.heapsnapshot.gz"]}
    (folder / "demo" / ".vscode" / "settings.json").write_text(json.dumps(settings))
    path = os.pathsep.join([str(bare.parent), "/usr/bin", "/bin"])
    with workbench(vsix, folder / "data", {"PATH": path}, trust=True) as editor:
        return drive("restricted.mjs", editor, folder / "demo", folder / "trace")


@pytest.fixture(scope="module")
def virtual(vsix: Path, tmp_path_factory: pytest.TempPathFactory) -> Outcomes:
    """Outcomes of the steps of a person whose folder is on no disk."""
    folder = tmp_path_factory.mktemp("virtual").resolve()
    workspace = folder / "virtual.code-workspace"
    workspace.write_text(json.dumps({"folders": [{"uri": "memory:/project"}]}))
    with workbench(vsix, folder / "data", {}) as editor:
        return drive("virtual.mjs", editor, workspace)


@pytest.mark.parametrize("name", named("host.js", "test"))
def test_in_the_extension_host(host: Outcomes, name: str) -> None:
    assert host[name]["ok"], host[name]["error"]


@pytest.mark.parametrize("name", named("journey.mjs", "step"))
def test_by_hand(journey: Outcomes, name: str) -> None:
    assert name in journey, journey
    assert journey[name]["ok"], journey[name]["error"]


def test_the_page_can_be_read_in_every_theme(journey: Outcomes) -> None:
    themes = [outcome for name, outcome in journey.items() if name.startswith("the page can be read in ")]
    assert [outcome.get("error") for outcome in themes] == [None] * 4


@pytest.mark.parametrize("name", named("troubles.mjs", "step"))
def test_on_a_machine_that_lacks_something(troubles: Outcomes, name: str) -> None:
    assert name in troubles, troubles
    assert troubles[name]["ok"], troubles[name]["error"]


@pytest.mark.parametrize("name", named("restricted.mjs", "step"))
def test_in_a_folder_that_is_not_trusted(restricted: Outcomes, name: str) -> None:
    assert name in restricted, restricted
    assert restricted[name]["ok"], restricted[name]["error"]


@pytest.mark.parametrize("name", named("virtual.mjs", "step"))
def test_in_a_folder_that_is_on_no_disk(virtual: Outcomes, name: str) -> None:
    assert name in virtual, virtual
    assert virtual[name]["ok"], virtual[name]["error"]


def drive(script: str, editor: Workbench, *arguments: Path) -> Outcomes:
    """Run one of the scripts beside this file; what they print is one outcome a line."""
    environment = os.environ | {"PLAYWRIGHT": str(playwright()), "CHROMIUM": str(chromium())}
    if PICTURES in os.environ:
        environment["PICTURES"] = os.environ[PICTURES]
    command: list[str | Path] = [shutil.which("node") or "node", HERE / script, editor.address, *arguments]
    run = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=SECONDS)
    outcomes = [json.loads(line) for line in run.stdout.splitlines()]
    assert outcomes, run.stderr + (editor.data / "log").read_text()[-2000:]
    return {outcome["name"]: outcome for outcome in outcomes}
