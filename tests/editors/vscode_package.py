"""Builds the VS Code extension's package with the script that a person would run, in a copy of its folder."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.node_versions import cache_directory, locked

ROOT = Path(__file__).parents[2]
EXTENSION = ROOT / "editors" / "vscode"
NPM_SECONDS = 600
_NAMES = (
    "src", "test", "scripts", "bundled", "media",
    "package.json", "tsconfig.json", "README.md", "CHANGELOG.md", "LICENSE",
)  # fmt: skip
_SERVER = ("pyproject.toml", "README.md", "LICENSE", "server", "docs")


def build_vsix(folder: Path, source: Path | None = None) -> Path:
    """The package for this machine's platform; everything that is written is written below ``folder``.

    ``source`` is the server's source; by default it is copied to ``folder / "source"`` first.
    """
    npm = shutil.which("npm")
    assert npm is not None, "npm is needed to build the extension"
    if source is None:
        source = folder / "source"
        for name in _SERVER:
            _copy(ROOT / name, source / name)
    extension = folder / "extension"
    for name in _NAMES:
        _copy(EXTENSION / name, extension / name)
    (extension / "node_modules").symlink_to(dependencies(npm))
    environment = os.environ | {"LEAKLINE_SOURCE": str(source), "PYTHON": sys.executable}
    command = [npm, "run", "package", "--", "this"]
    run = subprocess.run(command, cwd=extension, env=environment, capture_output=True, text=True, timeout=NPM_SECONDS)
    assert run.returncode == 0, run.stdout + run.stderr
    (package,) = extension.glob("*.vsix")
    return package


def dependencies(npm: str) -> Path:
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


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    else:
        shutil.copy(source, target)
