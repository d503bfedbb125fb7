"""The source model beside ESLint's scope manager on the same files, and the model after an edit.

``python benchmarks/contexts.py``: fetches the packages once, then takes the best of three runs of each, one process a
run for the peer as for the model, so that both start cold.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from random import Random

from leakline.js import analyse, reanalyse
from leakline.text.edits import Edit

HERE = Path(__file__).parent / "scopes"
FILES = (
    "typescript/lib/typescript.js",
    "react-dom/cjs/react-dom.development.js",
    "lodash/lodash.js",
)
RUNS = 3
TIMES_THE_PEER = 2.0
EDITED_LINES = 10_000
JUDGED = FILES[1:2]  # about 10,000 lines; the other is longer, and mostly one function
EDITS = 200
EDIT_MILLISECONDS = 30.0
TYPED = (b"x", b"1", b" ", b";", b"a")


def main() -> int:
    """Print the comparison; 0 when the model keeps to its limits."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--model", type=Path, help="only: print the seconds of one model")
    chosen = options.parse_args()
    if chosen.model:
        print(json.dumps(model_once(chosen.model)))
        return 0
    folder = installed()
    good = True
    print(f"{'file':28} {'MB':>5} {'leakline':>10} {'eslint-scope':>13} {'times':>6}")
    for name in FILES:
        path = folder / "node_modules" / name
        ours = min(run([sys.executable, __file__, "--model", str(path)])["seconds"] for _ in range(RUNS))
        peer = min(run(["node", str(folder / "scopes.cjs"), str(path)])["seconds"] for _ in range(RUNS))
        good = good and ours <= TIMES_THE_PEER * peer
        size = path.stat().st_size / 1e6
        print(f"{path.name:28} {size:5.1f} {ours:8.2f} s {peer:11.2f} s {ours / peer:6.2f}", flush=True)
    for name in FILES[1:]:
        worst = edits(folder / "node_modules" / name)
        good = good and (name not in JUDGED or worst <= EDIT_MILLISECONDS)
    return 0 if good else 1


def model_once(path: Path) -> dict[str, float]:
    """Seconds from the text to the model with every function's contexts asked for, in a fresh process."""
    source = path.read_bytes()
    start = time.perf_counter()
    module = analyse(source, path)
    contexts = sum(len(function.contexts) for function in module.functions)
    return {"seconds": time.perf_counter() - start, "functions": len(module.functions), "contexts": contexts}


def edits(path: Path) -> float:
    """Type characters at random places of 10,000 lines of a file; the 95th percentile in milliseconds.

    An edit counts until the contexts and dead slots of the function around it are known. The time is the processor's,
    so that other programs of the machine do not count.
    """
    random = Random(path.name)
    source = whole_functions(path.read_bytes())
    module = analyse(source, path)
    taken: list[float] = []
    for _ in range(EDITS):
        place = random.randrange(len(source))
        edited = Edit(place, place, random.choice(TYPED)).apply(source)
        start = time.process_time()
        after = reanalyse(module, edited)
        function = after.enclosing_function(place)
        _ = function.contexts, function.dead_slots
        taken.append((time.process_time() - start) * 1000)
    taken.sort()
    middle, late = taken[len(taken) // 2], taken[int(len(taken) * 0.95)]
    print(
        f"{path.name}, {source.count(bytes([10]))} lines: {EDITS} edits, "
        f"median {middle:.1f} ms, 95th percentile {late:.1f} ms, slowest {taken[-1]:.1f} ms",
        flush=True,
    )
    return late


def whole_functions(source: bytes) -> bytes:
    """About the first 10,000 lines, cut behind a function, with what is still open closed.

    A file that is mostly one function is taken whole, however long.
    """
    lines = source.splitlines(keepends=True)
    limit = len(b"".join(lines[:EDITED_LINES]))
    module = analyse(source)
    outer = module.enclosing_function(limit)
    while outer.parent is not None and outer.parent.parent is not None:
        outer = outer.parent
    cut = max(function.end for function in outer.functions if function.end <= limit)
    if cut < 0.9 * limit:
        return source
    for ending in (b"\n}());\n", b"\n})();\n}\n", b"\n}.call(this));\n"):
        shorter = source[:cut] + ending
        if not analyse(shorter).has_errors:
            return shorter
    raise ValueError("no way to close what is open behind 10,000 lines")


def installed() -> Path:
    """The peer with its packages and the files to read, below ``LEAKLINE_BENCHMARK_CACHE`` or ``~/.cache``."""
    root = Path(os.environ.get("LEAKLINE_BENCHMARK_CACHE") or Path.home() / ".cache" / "leakline-benchmarks")
    folder = root.resolve() / "scopes"
    folder.mkdir(parents=True, exist_ok=True)
    manifest = folder / "package.json"
    if not manifest.exists() or manifest.read_bytes() != (HERE / "package.json").read_bytes():
        print(f"installing packages in {folder} (once)", flush=True)
        shutil.copy(HERE / "package.json", manifest)
        subprocess.run(
            ["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"], cwd=folder, check=True
        )
    shutil.copy(HERE / "scopes.cjs", folder)
    return folder


def run(command: list[str]) -> dict[str, float]:
    """The JSON that a command prints."""
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    answer: dict[str, float] = json.loads(done.stdout)
    return answer


if __name__ == "__main__":
    sys.exit(main())
