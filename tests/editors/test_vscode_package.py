"""One npm script turns the VS Code extension into a package that holds all it needs."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import pytest

from leakline.lsp.features.next_suspect import NEXT
from tests.editors.vscode_package import NPM_SECONDS, build_vsix, dependencies

ROOT = Path(__file__).parents[2]
EXTENSION = ROOT / "editors" / "vscode"
SETTINGS = {
    "snapshots", "pathMappings", "rules", "workspaceDiagnostics", "codeLens", "inlayHints.contexts",
    "minimumGrowth", "memoryLimit",
}  # fmt: skip
OWN_SETTINGS = {"command", "interpreter", "node", "notifyNewSnapshots", "trace.server"}
PYTHONS = ("311", "312", "313", "314")
MOST_BYTES = 10_000_000


@pytest.fixture(scope="module")
def vsix(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package for this machine's platform, built by the script that a person would run."""
    return build_vsix(tmp_path_factory.mktemp("vscode"))


@pytest.fixture(scope="module")
def package(vsix: Path) -> zipfile.ZipFile:
    """The packaged extension."""
    return zipfile.ZipFile(vsix)


@pytest.fixture(scope="module")
def manifest() -> Any:
    """The extension's ``package.json``."""
    return json.loads((EXTENSION / "package.json").read_text())


def test_the_package_holds_what_is_shipped_and_no_sources(package: zipfile.ZipFile, vsix: Path) -> None:
    names = {name.removeprefix("extension/") for name in package.namelist() if name.startswith("extension/")}
    kinds = {name.split("/")[0].lower() for name in names}
    assert kinds == {
        "package.json", "readme.md", "license.txt", "changelog.md", "dist", "media", "schemas", "bundled",
    }  # fmt: skip
    assert {name for name in names if name.startswith("dist/")} == {"dist/extension.js"}
    assert vsix.stat().st_size < MOST_BYTES


def test_the_readme_brings_its_pictures(package: zipfile.ZipFile) -> None:
    readme = package.read("extension/readme.md").decode()
    assert "](data:image/png;base64," in readme
    assert "](media/" not in readme


def test_the_same_sources_give_the_same_package(vsix: Path, tmp_path: Path) -> None:
    assert build_vsix(tmp_path, vsix.parents[1] / "source").read_bytes() == vsix.read_bytes()


def test_it_brings_the_libraries_for_every_python(package: zipfile.ZipFile) -> None:
    wheels = [name.rsplit("/", 1)[1] for name in package.namelist() if name.endswith(".whl")]
    for library in ("orjson", "tree_sitter"):
        builds = {wheel.split("-")[2] for wheel in wheels if wheel.startswith(f"{library}-")}
        assert builds == {f"cp{version}" for version in PYTHONS}
    for library in ("leakline", "pygls", "lsprotocol", "tree_sitter_javascript", "tree_sitter_typescript", "pip"):
        assert len([wheel for wheel in wheels if wheel.startswith(f"{library}-")]) == 1


def test_the_bundled_server_needs_nothing_that_is_installed(package: zipfile.ZipFile, tmp_path: Path) -> None:
    package.extractall(tmp_path / "vsix")
    launch = tmp_path / "vsix" / "extension" / "bundled" / "launch.py"
    bare: list[str | Path] = [sys.executable, "-S", launch, tmp_path / "storage"]  # -S: without what is installed
    (tmp_path / "app.js").write_text("setInterval(() => {}, 1000);\nmodule.exports = 1;\n")
    for version in ("0.1.0", "0.1.0", "0.2.0"):  # unpacked, found, updated: nothing is left of the old one
        command = [*bare, version, "check", "app.js"]
        run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120)
        assert run.returncode in {0, 1}, run.stderr
        assert run.stderr == ""
        (folder,) = (tmp_path / "storage").iterdir()
        assert folder.name == f"libraries-{version}-{sys.implementation.cache_tag}"


def test_the_bundle_needs_nothing_but_the_editor_and_node(package: zipfile.ZipFile) -> None:
    bundle = package.read("extension/dist/extension.js").decode()
    needed = {name.removeprefix("node:") for name in re.findall(r"""\brequire\(["']([^"']+)["']\)""", bundle)}
    built_in = subprocess.run(
        [shutil.which("node") or "node", "-p", "require('module').builtinModules.join()"],
        capture_output=True,
        text=True,
        check=True,
    )
    optional = {"bufferutil", "utf-8-validate"}  # of the WebSocket library, which works without them
    assert "vscode" in needed
    assert needed - {"vscode"} - optional <= set(built_in.stdout.strip().split(","))


def test_each_command_of_the_palette_is_registered(package: zipfile.ZipFile, manifest: Any) -> None:
    bundle = package.read("extension/dist/extension.js").decode()
    offered = {command["command"] for command in manifest["contributes"]["commands"]}
    registered_by_the_client = {NEXT}  # as it is for all that the server announces
    assert {command for command in offered if f'"{command}"' not in bundle} == registered_by_the_client


def test_commands_are_offered_where_they_make_sense(manifest: Any) -> None:
    known = {command["command"] for command in manifest["contributes"]["commands"]}
    enabled = {command["command"]: command.get("enablement", "") for command in manifest["contributes"]["commands"]}
    for items in manifest["contributes"]["menus"].values():
        assert {item["command"] for item in items} <= known
    for name in ("compare", "compareSelected", "record"):
        assert "isWorkspaceTrusted" in enabled[f"leakline.{name}"]


def test_every_setting_of_the_server_can_be_set(manifest: Any) -> None:
    properties = manifest["contributes"]["configuration"]["properties"]
    offered = {name.removeprefix("leakline.") for name in properties}
    assert offered - OWN_SETTINGS == SETTINGS
    assert all(
        "default" in one and ("description" in one or "markdownDescription" in one) for one in properties.values()
    )


def test_an_untrusted_workspace_cannot_say_what_is_started(manifest: Any) -> None:
    restricted = set(manifest["capabilities"]["untrustedWorkspaces"]["restrictedConfigurations"])
    assert {"leakline.command", "leakline.interpreter", "leakline.node", "leakline.snapshots"} <= restricted


def test_a_virtual_workspace_is_told_why_it_is_not_supported(manifest: Any) -> None:
    virtual = manifest["capabilities"]["virtualWorkspaces"]
    assert virtual["supported"] is False
    assert "disk" in virtual["description"]


def test_pictures_and_schemas_that_are_named_are_there(package: zipfile.ZipFile, manifest: Any) -> None:
    shipped = {name.removeprefix("extension/") for name in package.namelist()}
    named = set(re.findall(r"(?:media|schemas)/[\w./-]+", json.dumps(manifest)))
    assert named
    assert named <= shipped


def test_the_unit_tests_of_the_extension_pass() -> None:
    npm = shutil.which("npm")
    assert npm is not None
    folder = dependencies(npm)
    names = ("src", "test", "scripts", "package.json", "tsconfig.json")
    with tempfile.TemporaryDirectory() as scratch:
        for name in names:
            source = EXTENSION / name
            (shutil.copytree if source.is_dir() else shutil.copy)(source, Path(scratch) / name)
        (Path(scratch) / "node_modules").symlink_to(folder)
        run = subprocess.run([npm, "test"], cwd=scratch, capture_output=True, text=True, timeout=NPM_SECONDS)
    assert run.returncode == 0, run.stdout + run.stderr
    assert re.search(r"^# pass [1-9]", run.stdout, re.MULTILINE)


def test_the_lock_file_names_no_host_to_fetch_from() -> None:
    assert '"resolved"' not in (EXTENSION / "package-lock.json").read_text()
