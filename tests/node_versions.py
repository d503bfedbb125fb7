"""Node binaries of several major versions: the machine's own where it fits, else npm's, fetched once into a cache.

The cache lies outside the tree, in ``LEAKLINE_TEST_CACHE`` or ``~/.cache/leakline-tests``.
"""

from __future__ import annotations

import fcntl
import os
import platform
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

ARCHITECTURES = {"x86_64": "x64", "aarch64": "arm64"}
DOWNLOAD_SECONDS = 600


def cache_directory() -> Path:
    """The folder for everything that tests make or fetch once; made if it is missing."""
    folder = Path(os.environ.get("LEAKLINE_TEST_CACHE") or Path.home() / ".cache" / "leakline-tests")
    folder.mkdir(parents=True, exist_ok=True)
    return folder.resolve()


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold a folder of the cache for this process alone, so that parallel test runs make a thing once."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@cache
def node_binary(major: int) -> Path:
    """Path of a Node binary with this major version."""
    own = shutil.which("node")
    if own and major_version(Path(own)) == major:
        return Path(own).resolve()
    folder = cache_directory() / "node" / str(major)
    binary = folder / "bin" / "node"
    with locked(folder):
        if not binary.exists():
            _fetch(major, binary)
    return binary


def major_version(node: Path) -> int:
    """Major version that a Node binary reports."""
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=True)
    return int(answer.stdout.strip().removeprefix("v").split(".")[0])


def _fetch(major: int, binary: Path) -> None:
    npm = shutil.which("npm")
    if npm is None:
        raise FileNotFoundError(f"npm is needed to fetch Node {major}: install npm, or put {binary} there")
    package = f"node-linux-{ARCHITECTURES[platform.machine()]}@{major}"
    with tempfile.TemporaryDirectory(dir=binary.parents[1]) as scratch:
        command = [npm, "pack", "--silent", "--pack-destination", scratch, package]
        subprocess.run(command, cwd=scratch, check=True, stdout=subprocess.PIPE, timeout=DOWNLOAD_SECONDS)
        (archive,) = Path(scratch).glob("*.tgz")
        with tarfile.open(archive) as files:
            source = files.extractfile("package/bin/node")
            assert source is not None, f"{package} holds no bin/node"
            unpacked = Path(scratch) / "node"
            with unpacked.open("wb") as target:
                shutil.copyfileobj(source, target)
        unpacked.chmod(0o755)
        binary.parent.mkdir(exist_ok=True)
        unpacked.rename(binary)
