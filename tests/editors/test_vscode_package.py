"""One npm script turns the VS Code extension into a package that holds all it needs."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.node_versions import cache_directory, locked

EXTENSION = Path(__file__).parents[2] / "editors" / "vscode"
SOURCES = ("src", "package.json", "tsconfig.json", "README.md", "LICENSE", ".vscodeignore")
SETTINGS = {
    "snapshots", "pathMappings", "rules", "codeLens", "inlayHints.contexts", "minimumGrowth", "memoryLimit",
}  # fmt: skip
NPM_SECONDS = 600


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """The packaged extension, built by the script that a person would run."""
    npm = shutil.which("npm")
    assert npm is not None, "npm is needed to build the extension"
    folder = tmp_path_factory.mktemp("vscode")
    for name in SOURCES:
        source = EXTENSION / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / name)
    (folder / "node_modules").symlink_to(_dependencies(npm))
    run = subprocess.run([npm, "run", "package"], cwd=folder, capture_output=True, text=True, timeout=NPM_SECONDS)
    assert run.returncode == 0, run.stdout + run.stderr
    return zipfile.ZipFile(folder / "leakline.vsix")


@pytest.fixture(scope="module")
def manifest() -> Any:
    """The extension's ``package.json``."""
    return json.loads((EXTENSION / "package.json").read_text())


def test_the_package_holds_the_bundle_and_no_sources(package: zipfile.ZipFile) -> None:
    names = {name.removeprefix("extension/") for name in package.namelist() if name.startswith("extension/")}
    assert {name.lower() for name in names} == {"package.json", "readme.md", "license.txt", "dist/extension.js"}


def test_the_bundle_needs_nothing_but_the_editor_and_node(package: zipfile.ZipFile) -> None:
    bundle = package.read("extension/dist/extension.js").decode()
    needed = {name.removeprefix("node:") for name in re.findall(r"""\brequire\(["']([^"']+)["']\)""", bundle)}
    built_in = subprocess.run(
        [shutil.which("node") or "node", "-p", "require('module').builtinModules.join()"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "vscode" in needed
    assert needed - {"vscode"} <= set(built_in.stdout.strip().split(","))


def test_each_command_of_the_palette_is_registered(package: zipfile.ZipFile, manifest: Any) -> None:
    bundle = package.read("extension/dist/extension.js").decode()
    registered = set(re.findall(r"""registerCommand\(["'](leakline\.[a-z]+)["']""", bundle))
    assert {command["command"] for command in manifest["contributes"]["commands"]} == registered


def test_every_setting_of_the_server_can_be_set(manifest: Any) -> None:
    offered = {name.removeprefix("leakline.") for name in manifest["contributes"]["configuration"]["properties"]}
    assert offered - {"command", "interpreter", "trace.server"} == SETTINGS


def test_an_untrusted_workspace_cannot_say_what_is_started(manifest: Any) -> None:
    restricted = manifest["capabilities"]["untrustedWorkspaces"]["restrictedConfigurations"]
    assert set(restricted) == {"leakline.command", "leakline.interpreter"}


def test_the_lock_file_names_no_host_to_fetch_from() -> None:
    assert '"resolved"' not in (EXTENSION / "package-lock.json").read_text()


def _dependencies(npm: str) -> Path:
    """``node_modules`` as the lock file states them, installed once."""
    lock = (EXTENSION / "package-lock.json").read_bytes()
    shelf = cache_directory() / "vscode"
    place = shelf / hashlib.sha256(lock).hexdigest()[:16]
    with locked(shelf):
        if not (place / "installed").exists():
            shutil.rmtree(place, ignore_errors=True)
            place.mkdir()
            for name in ("package.json", "package-lock.json", ".npmrc"):
                shutil.copy(EXTENSION / name, place)
            install = [npm, "ci", "--ignore-scripts", "--silent"]
            subprocess.run(install, cwd=place, check=True, timeout=NPM_SECONDS)
            (place / "installed").touch()
    return place / "node_modules"
