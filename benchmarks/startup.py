"""First diagnostics in VS Code after a file of 500 lines is opened: leakline's beside those of the TypeScript server.

``python benchmarks/startup.py [--runs N]`` packages the extension and opens the file in a real workbench, in
turns in a window that is still starting, in one that has settled on a folder whose own files are no JavaScript, and in
one that has settled on a project, where the extension is active before; a new one for each run. Both servers count
from the same moment. The first run unpacks the bundled libraries and is told apart.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from itertools import product
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.editors.e2e.workbench import chromium, playwright, workbench
from tests.editors.vscode_package import ROOT, build_vsix

LINES = 500
HOST = ROOT / "tests" / "editors" / "e2e" / "host.mjs"
SECONDS = 300
WINDOWS = ("starting", "settled", "project")  # names of folders, which the tests look at


def main() -> None:
    """Measure and print one line a run, and the medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=4)
    runs = parser.parse_args().runs
    measured: dict[str, list[Mapping[str, float]]] = {window: [] for window in WINDOWS}
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        vsix = build_vsix(folder / "package")
        for window in WINDOWS:
            (folder / window / "src").mkdir(parents=True)
            (folder / window / "src" / "large.ts").write_text(program())
        (folder / "project" / "package.json").write_text("{}")
        with workbench(vsix, folder / "data", {}) as editor:
            node, tests = shutil.which("node") or "node", Path(__file__).with_suffix(".js")
            for run, window in product(range(runs), WINDOWS):
                one = measure([node, HOST, editor.address, folder / window, editor.extension, tests])
                measured[window].append(one)
                print(f"{window}, run {run + 1}: {line(one)}", flush=True)
    for window, all_runs in measured.items():
        warm = all_runs[1:] or all_runs
        middle = {name: statistics.median(one[name] for one in warm) for name in warm[0]}
        print(f"{window}, median without the first: {line(middle)}")


def program() -> str:
    """A program with one leak pattern and one error of types, at its end."""
    parts = ["import { EventEmitter } from 'events';", "export const bus = new EventEmitter();"]
    number = 0
    while len(parts) < LINES - 10:
        number += 1
        parts += [f"export function work{number}(given: number): number {{", f"  const sum = given + {number};"]
        parts += ["  return sum * 2;", "}"]
    parts += [
        "export class Widget {",
        "  constructor() {",
        "    bus.on('tick', () => this.draw());",
        "  }",
        "  draw() {}",
    ]
    parts += ["}", "export const wrong: number = 'text';"]
    return "\n".join(parts) + "\n"


def measure(command: list[str | Path]) -> Mapping[str, float]:
    """Milliseconds since the file was opened: the extension active, processes started, findings; and processor time."""
    environment = os.environ | {"PLAYWRIGHT": str(playwright()), "CHROMIUM": str(chromium())}
    run = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=SECONDS)
    assert run.returncode == 0, run.stdout + run.stderr
    seen: dict[str, float] = json.loads(run.stdout)
    return seen


def line(seen: Mapping[str, float]) -> str:
    """The figures of a run; processor time is that of a server's processes until its first findings."""
    after, ours = seen["leakline"] - seen["activated"], seen["server processor"] + seen.get("checker processor", 0)
    active = f"{after:.0f} ms after activation" if seen["activated"] > 0 else "activated before"
    return (
        f"leakline {seen['leakline']:.0f} ms after opening, {active}, "
        f"{seen['leakline'] - seen['server started']:.0f} ms after its server started, processor {ours:.0f} ms; "
        f"TypeScript server {seen['ts']:.0f} ms after opening, {seen['ts'] - seen['tsserver started']:.0f} ms after "
        f"it started, processor {seen['tsserver processor']:.0f} ms"
    )


if __name__ == "__main__":
    main()
