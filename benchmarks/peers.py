"""The other readers of heap snapshots, and the sets of snapshots, in a cache outside of the tree.

Packages come from npm; sets of realistic snapshots are made by Node programs. Nothing here runs twice.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

HERE = Path(__file__).parent
PEERS = ("devtools", "toolkit", "memlab", "vscode")
SNAPSHOTS = ("a", "b", "c")
NODE_HEAP = "--max-old-space-size=16000"


def cache_directory() -> Path:
    """Where packages and snapshots are kept (``LEAKLINE_BENCHMARK_CACHE``, else below ``~/.cache``)."""
    folder = Path(os.environ.get("LEAKLINE_BENCHMARK_CACHE") or Path.home() / ".cache" / "leakline-benchmarks")
    folder.mkdir(parents=True, exist_ok=True)
    return folder.resolve()


def peers_directory() -> Path:
    """The folder of the peers' programs with their packages, installed on first use."""
    folder = cache_directory() / "peers"
    folder.mkdir(exist_ok=True)
    for file in (HERE / "peers").iterdir():
        shutil.copy2(file, folder / file.name)
    if not (folder / "devtools-worker.mjs").exists():
        print(f"installing the peers' packages in {folder} (once)", flush=True)
        subprocess.run([_program("npm"), "install", "--no-audit", "--no-fund", "--silent"], cwd=folder, check=True)
        subprocess.run([_program("node"), "bundle.mjs"], cwd=folder, check=True)
    return folder


def snapshot_set(size: int, folder: Path | None = None) -> Path:
    """A folder with a, b and c.heapsnapshot of one process, ``size`` MB the first; made on first use."""
    made = (folder or cache_directory() / "snapshots") / str(size)
    if not all((made / f"{name}.heapsnapshot").exists() for name in SNAPSHOTS):
        made.mkdir(parents=True, exist_ok=True)
        print(f"making a set of snapshots of {size} MB in {made} (once)", flush=True)
        options = [NODE_HEAP, "--expose-gc", "--stack-size=4000"]
        program = [_program("node"), *options, str(HERE / "make_snapshots.js"), str(size), str(made)]
        subprocess.run(program, check=True)
    return made


def peer_command(peer: str, first: Path, last: Path) -> list[str]:
    """The command that does the work with a peer."""
    return [_program("node"), NODE_HEAP, str(peers_directory() / "work.mjs"), peer, str(first), str(last)]


def ask_devtools(first: Path, last: Path, out: Path) -> None:
    """Write what DevTools says of two snapshots, and of the second against the first, as JSON."""
    program = [_program("node"), NODE_HEAP, str(peers_directory() / "oracle.mjs"), str(out), str(first), str(last)]
    subprocess.run(program, check=True)


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise FileNotFoundError(f"{name} is needed for the benchmarks: install Node 18 or later")
    return found
