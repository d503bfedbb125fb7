"""The program of ``make demo`` and the snapshots that stand in for it where there is no Node."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import leakline
from tests.node_versions import node_binary

DEMO = Path(leakline.__file__).parent / "demo"
PROGRAM = DEMO / "leak.js"
RECORDED = tuple(sorted((DEMO / "recorded").iterdir()))
RECORDED_AT = "/demo"
LEAKLINE = Path(sys.executable).with_name("leakline")
MOST_BYTES = 4_000_000


def test_the_program_leaks_as_it_says(tmp_path: Path) -> None:
    subprocess.run([node_binary(20), "--no-warnings", "--expose-gc", PROGRAM, tmp_path], check=True, timeout=120)
    snapshots = sorted(tmp_path.glob("*.heapsnapshot"))
    assert told(compare(*snapshots)) == what_leaks()


def test_the_recorded_snapshots_say_the_same() -> None:
    assert [path.name for path in RECORDED] == [f"{name}.heapsnapshot.gz" for name in "abc"]
    assert told(compare(*RECORDED, "--map", f"{RECORDED_AT}={DEMO}")) == what_leaks()


def test_the_recorded_snapshots_are_small() -> None:
    assert sum(path.stat().st_size for path in RECORDED) < MOST_BYTES


def what_leaks() -> tuple[list[int], int, int]:
    """Counts, the listener's line and the cause's line, read off the program."""
    lines = PROGRAM.read_text().splitlines()
    (listener,) = (number for number, line in enumerate(lines, 1) if "test.on('error'" in line)
    return [0, 10, 20], listener, listener


def told(answer: Any) -> tuple[list[int], int, int]:
    """The same of the one growing suspect of a comparison."""
    (suspect,) = (suspect for suspect in answer["suspects"] if suspect["growing"])
    assert suspect["location"]["path"] == suspect["cause"]["path"] == "leak.js"
    assert [slot["name"] for slot in suspect["slots"] if slot["dead"]] == ["innerData"]
    return suspect["counts"], suspect["location"]["line"], suspect["cause"]["line"]


def compare(*arguments: str | Path) -> Any:
    """What ``leakline compare`` prints about snapshots of the demo program."""
    command: list[str | Path] = [LEAKLINE, "compare", *arguments, "--format", "json", "--root", DEMO]
    run = subprocess.run(command, cwd=DEMO, capture_output=True, text=True, timeout=120)
    assert run.returncode == 1, run.stdout[-4000:] + run.stderr
    return json.loads(run.stdout)
