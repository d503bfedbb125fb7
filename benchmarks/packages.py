"""Public packages that linters are measured on, in a cache outside of the tree."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from benchmarks.peers import cache_directory

# Mature packages of several kinds: servers, clients, tools, browser code, TypeScript.
PACKAGES = {
    "express": "4.21.2",
    "koa": "2.15.4",
    "ws": "8.18.0",
    "pino": "9.6.0",
    "lodash": "4.17.21",
    "commander": "13.1.0",
    "webpack": "5.97.1",
    "rxjs": "7.8.1",
    "leaflet": "1.9.4",
    "ioredis": "5.4.2",
}
SOURCES = {
    "express": ("lib", "index.js"),
    "koa": ("lib",),
    "ws": ("lib", "index.js"),
    "pino": ("lib", "pino.js"),
    "commander": ("lib", "index.js"),
    "webpack": ("lib", "hot"),
    "rxjs": ("src/internal",),
    "leaflet": ("src",),
    "ioredis": ("built",),
}


def lint_directory() -> Path:
    """The folder of the linters and of what they are measured on."""
    folder = cache_directory() / "lint"
    folder.mkdir(exist_ok=True)
    return folder


def lint_packages() -> Path:
    """A folder with the sources of the packages, one folder each, fetched on first use."""
    folder = lint_directory() / "packages"
    folder.mkdir(exist_ok=True)
    for name, version in PACKAGES.items():
        target = folder / f"{name}-{version}"
        if not target.exists():
            _fetch(name, version, target)
    return folder


def _fetch(name: str, version: str, target: Path) -> None:
    npm, tar = shutil.which("npm"), shutil.which("tar")
    assert npm is not None
    assert tar is not None
    unpacked = target.with_name(f".{target.name}")
    shutil.rmtree(unpacked, ignore_errors=True)
    unpacked.mkdir()
    print(f"fetching {name} {version} (once)", flush=True)
    subprocess.run([npm, "pack", "--silent", f"{name}@{version}"], cwd=unpacked, check=True, stdout=subprocess.DEVNULL)
    (archive,) = unpacked.glob("*.tgz")
    subprocess.run([tar, "xzf", archive.name, "--strip-components=1"], cwd=unpacked, check=True)
    archive.unlink()
    kept = SOURCES.get(name)
    if kept is not None:
        for path in unpacked.iterdir():
            if not any(one.split("/")[0] == path.name for one in kept):
                shutil.rmtree(path) if path.is_dir() else path.unlink()
    unpacked.rename(target)
