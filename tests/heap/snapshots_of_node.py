"""Snapshots that real Node processes of each version write, once, into the cache of the tests."""

from __future__ import annotations

import hashlib
import subprocess
from pathlib import Path

from tests.node_versions import cache_directory, locked, node_binary

PROGRAM = Path(__file__).with_name("leaky.js")
VERSIONS = (12, 14, 16, 18, 20, 22, 24)


def leaky_pair(major: int, run: int = 1) -> tuple[Path, Path]:
    """Two snapshots of one process of this major version of Node that runs ``leaky.js``; each run is a process."""
    program = _program(major)
    digest = hashlib.sha256(program.encode()).hexdigest()[:12]
    folder = cache_directory() / "heap" / f"leaky-{digest}-{major}-{run}"
    before, after = folder / "before.heapsnapshot", folder / "after.heapsnapshot"
    with locked(folder):
        if not after.exists():
            parts = [path.with_suffix(".part") for path in (before, after)]
            write_pair(node_binary(major), major, folder, parts)
            for part, path in zip(parts, (before, after), strict=True):
                part.rename(path)
    return before, after


def write_pair(node: Path, major: int, folder: Path, files: list[Path]) -> None:
    """Let a Node of this version run the program in a folder and write its two snapshots; its environment is empty."""
    (folder / "leaky.js").write_text(_program(major))
    command = [str(node), "leaky.js", *map(str, files)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=folder, env={})


def _program(major: int) -> str:
    # Node 12 does not know the prefix of its own modules.
    return PROGRAM.read_text().replace("node:", "") if major == 12 else PROGRAM.read_text()
