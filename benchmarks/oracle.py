"""Hold the heap engine to Chrome DevTools, node by node, on large snapshots.

``python benchmarks/oracle.py --sizes 10,50`` compares retained size, distance and shallow size of every node, the class
tables and the comparisons of a with b, and of a with c. ``--record`` records the small ones that the tests use.
"""

from __future__ import annotations

import argparse
import gzip
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.peers import ask_devtools, snapshot_set
from leakline.heap import load_snapshot
from tests.heap.devtools_answers import Answers, differences
from tests.heap.snapshots_of_node import write_pair
from tests.node_versions import node_binary

FIXTURES = Path(__file__).parents[1] / "tests" / "heap" / "fixtures"
PAGE = FIXTURES.with_name("chrome.mjs")
RECORDED = (20, 24)
MOST_SHOWN = 10


def main() -> int:
    """Compare, print what differs, return 1 if anything does."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sizes", default="10,50", help="sizes of the first snapshot in MB (default: 10,50)")
    parser.add_argument("--snapshots", type=Path, help="folder with a folder of a, b and c.heapsnapshot for each size")
    parser.add_argument("--record", action="store_true", help="record the fixtures of the tests instead")
    options = parser.parse_args()
    if options.record:
        record()
        return 0
    wrong = 0
    for size in map(int, options.sizes.split(",")):
        folder = snapshot_set(size, options.snapshots)
        for last in ("b", "c"):
            files = [folder / f"{name}.heapsnapshot" for name in ("a", last)]
            base, target = (load_snapshot(file, cache=False) for file in files)
            found = differences(_asked(*files), base, target)
            nodes = f"{base.node_count:,} and {target.node_count:,} nodes"
            print(f"{size} MB, a and {last}: {nodes}, {len(found)} differences", flush=True)
            for line in found[:MOST_SHOWN]:
                print(f"  {line}")
            wrong += len(found)
    return 1 if wrong else 0


def record() -> None:
    """Record what Node and Chrome write and what DevTools says of it."""
    for major in RECORDED:
        folder = FIXTURES / f"node{major}"
        # A snapshot holds the paths that its process knows: these say nothing of the machine.
        with tempfile.TemporaryDirectory(prefix="leakline-") as scratch:
            node = Path(shutil.copy2(node_binary(major), Path(scratch) / "node"))
            write_pair(node, major, Path(scratch), _pair(scratch))
            _keep(folder, _pair(scratch))
    chrome = shutil.which("chromium") or shutil.which("google-chrome")
    if chrome is None:
        raise SystemExit("the recording of a page needs Chromium or Chrome on the path")
    with tempfile.TemporaryDirectory(prefix="leakline-") as scratch:
        profile = Path(scratch) / "profile"
        command = [str(node_binary(RECORDED[0])), str(PAGE), chrome, str(profile), *map(str, _pair(scratch))]
        subprocess.run(command, check=True)
        _keep(FIXTURES / "chrome", _pair(scratch))


def _pair(folder: str) -> list[Path]:
    return [Path(folder) / f"{name}.heapsnapshot" for name in ("before", "after")]


def _keep(folder: Path, pair: list[Path]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    answers = json.dumps(_asked(*pair), separators=(",", ":")).encode()
    for name, content in [*((path.name, path.read_bytes()) for path in pair), ("devtools.json", answers)]:
        (folder / f"{name}.gz").write_bytes(gzip.compress(content, 9, mtime=0))


def _asked(first: Path, last: Path) -> Answers:
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch) / "answers.json"
        ask_devtools(first, last, out)
        answers: Answers = json.loads(out.read_text())
        return answers


if __name__ == "__main__":
    sys.exit(main())
