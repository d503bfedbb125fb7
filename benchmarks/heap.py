"""leakline against other readers of heap snapshots, on the same work, in one run.

``python benchmarks/heap.py --sizes 50,200`` loads a snapshot with dominators and retained sizes, aggregates it by
class, loads a second one, compares both and finds 100 shortest paths; once for each reader, the whole process with its
start-up. Wall and CPU time and peak memory are the medians of the runs, behind one that does not count. leakline's
kernels are compiled before and its column cache is off.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.peers import PEERS, peer_command, snapshot_set

WORK = Path(__file__).parent / "heap_work.py"


@dataclass(frozen=True)
class Run:
    """One process: seconds, bytes, and what it said."""

    wall: float
    cpu: float
    peak: int
    said: dict[str, Any]


@dataclass(frozen=True)
class Result:
    """Medians of the runs of one reader."""

    reader: str
    wall: float
    cpu: float
    peak: int
    stages: dict[str, float]
    checks: dict[str, int]
    error: str | None


def main() -> None:
    """Run the readers on the sets and print the tables as Markdown."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sizes", default="50,200", help="sizes of the first snapshot in MB (default: 50,200)")
    parser.add_argument("--readers", default=",".join(("leakline", *PEERS)), help="which readers run")
    parser.add_argument("--runs", type=int, default=3, help="how often each reader runs (default: 3)")
    parser.add_argument("--snapshots", type=Path, help="folder with a folder of a, b and c.heapsnapshot for each size")
    parser.add_argument("--realtime", action="store_true", help="run at real-time priority, past what else runs")
    options = parser.parse_args()
    print(_machine(), flush=True)
    for size in map(int, options.sizes.split(",")):
        files = snapshot_set(size, options.snapshots)
        first, last = files / "a.heapsnapshot", files / "c.heapsnapshot"
        results = []
        for reader in options.readers.split(","):
            command = [sys.executable, str(WORK), str(first), str(last)]
            command = command if reader == "leakline" else peer_command(reader, first, last)
            results.append(_median(reader, command, options.runs, realtime=options.realtime))
            print(f"  {reader}: {results[-1].wall:.2f} s", file=sys.stderr, flush=True)
        print(_table(size, first, last, results, realtime=options.realtime), flush=True)


def _median(reader: str, command: list[str], runs: int, *, realtime: bool) -> Result:
    # Compiles the kernels where they are not yet. And on a virtual machine whose host takes unused memory back, whoever
    # touches a page first pays 100 times the usual price: each reader does so in a run that does not count.
    _run(command, realtime=realtime)
    found = [_run(command, realtime=realtime) for _ in range(runs)]
    said = found[0].said
    stages = {name: statistics.median(run.said["seconds"].get(name, 0.0) for run in found) for name in said["seconds"]}
    return Result(
        reader=reader,
        wall=statistics.median(run.wall for run in found),
        cpu=statistics.median(run.cpu for run in found),
        peak=int(statistics.median(run.peak for run in found)),
        stages=stages,
        checks=said["checks"],
        error=said["error"],
    )


def _run(command: list[str], *, realtime: bool) -> Run:
    if realtime:
        command = [shutil.which("chrt") or "chrt", "-r", "10", *command]
    started = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        output = process.stdout.read()
        _, _, usage = os.wait4(process.pid, 0)
        process.returncode = 0
    wall = time.perf_counter() - started
    lines = [line for line in output.splitlines() if line.startswith("{")]
    said = json.loads(lines[-1]) if lines else {"seconds": {}, "checks": {}, "error": "ended without a result"}
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024, said)


def _floor(file: Path) -> float:
    """Seconds to read a file once and touch each of its bytes, on one thread."""
    import numpy as np

    from leakline.heap.kernels.numbers import count_values

    buffer = np.zeros(1 << 21, np.uint8)
    count_values(buffer, 0, 1)
    best = float("inf")
    for _ in range(3):
        started = time.perf_counter()
        with file.open("rb", buffering=0) as stream:
            while count := stream.readinto(buffer.data):
                count_values(buffer, 0, count)
        best = min(best, time.perf_counter() - started)
    return best


def _table(size: int, first: Path, last: Path, results: list[Result], *, realtime: bool) -> str:
    both = (first.stat().st_size + last.stat().st_size) / 1e6
    lines = [
        f"\n### {size} MB set ({first.stat().st_size / 1e6:.0f} + {last.stat().st_size / 1e6:.0f} MB)\n",
        "| reader | wall s | CPU s | peak MB | wall, times leakline | CPU, times leakline | paths | remark |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |",
    ]
    ours = next((result for result in results if result.reader == "leakline"), None)
    for result in results:
        times = f"{result.wall / ours.wall:.1f} | {result.cpu / ours.cpu:.1f}" if ours else "|"
        row = (f"{result.wall:.2f}", f"{result.cpu:.2f}", f"{result.peak / 1e6:.0f}", times)
        lines.append(
            f"| {result.reader} | {' | '.join(row)} | {result.checks.get('paths', '')} | {result.error or ''} |"
        )
    if ours:
        floor = _floor(first)
        stages = _run([sys.executable, str(WORK), str(first), str(last), "stages"], realtime=realtime).said["seconds"]
        lines += [
            f"\nOne pass over the first file, each byte touched: {floor:.3f} s. Peak by size of both files: "
            f"{ours.peak / 1e6 / both:.2f}. leakline's stages one after the other, seconds and times that pass:\n",
            "| stage | s | times |",
            "| --- | ---: | ---: |",
            *(f"| {name} | {seconds:.3f} | {seconds / floor:.1f} |" for name, seconds in stages.items()),
        ]
    return "\n".join(lines)


def _machine() -> str:
    cpu = next(
        (
            line.split(":")[1].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if line.startswith("model name")
        ),
        platform.processor(),
    )
    cores = len(os.sched_getaffinity(0))
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
    return f"{cpu}, {cores} cores, {memory:.0f} GiB; Python {platform.python_version()}; {platform.platform()}"


if __name__ == "__main__":
    main()
