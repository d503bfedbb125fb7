"""Run a small leaking program, take three snapshots of it and show its leak.

Where no Node.js 18 or later is found, snapshots that were recorded earlier are used instead, and it says so.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path

from leakline.cli.command import Exit
from leakline.cli.progress import shown
from leakline.ide.comparing import CompareOptions, PathMapping, compare_snapshots
from leakline.ide.errors import InputError
from leakline.ide.source_lines import SourceLines
from leakline.report import text

_OLDEST_NODE = 18
_SECONDS = 120
_RECORDED_AT = "/demo"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``demo``."""
    parser.add_argument("--recorded", action="store_true", help="use the recorded snapshots even where Node is found")


def run(options: argparse.Namespace) -> Exit:
    """Show the whole way from a running program to the line that leaks.

    The leak is meant to be there, so the code is 0.
    """
    with (
        resources.as_file(resources.files("leakline") / "demo") as folder,
        _snapshots(folder, options.recorded) as paths,
    ):
        _say(f"comparing {', '.join(path.name for path in paths)} ...\n")
        compare_options = CompareOptions(
            roots=(folder,), path_mappings=(PathMapping(_RECORDED_AT, folder),), cache=False
        )
        with shown() as report:
            comparison = compare_snapshots(paths, compare_options, report)
        sys.stdout.write(text.comparison_text(comparison, SourceLines(), folder, colour=sys.stdout.isatty()))
    if not comparison.suspects:
        raise InputError(
            "the demo found no leak, which is a defect of leakline: please report it with your Node version"
        )
    return Exit.NOTHING


@contextmanager
def _snapshots(folder: Path, recorded: bool) -> Iterator[list[Path]]:
    """Three snapshots of the demo program, oldest first."""
    node = None if recorded else _node()
    if node is None:
        _say("no Node.js 18 or later was found" if not recorded else "as asked", "using the recorded snapshots")
        yield sorted((folder / "recorded").glob("*.heapsnapshot.gz"))
        return
    with tempfile.TemporaryDirectory(prefix="leakline-demo-") as scratch:
        _say("running demo/leak.js with Node.js", "taking three snapshots of it ...")
        program = [node, "--no-warnings", "--expose-gc", str(folder / "leak.js"), scratch]
        done = subprocess.run(program, capture_output=True, text=True, timeout=_SECONDS, check=False)
        if done.returncode != 0:
            said = " ".join(done.stderr.split())[-300:]
            raise InputError(f"{node} could not run the demo program (exit {done.returncode}): {said}")
        yield sorted(Path(scratch).glob("*.heapsnapshot"))


def _node() -> str | None:
    """The Node.js on the search path, if it is new enough."""
    node = shutil.which("node")
    if node is None:
        return None
    done = subprocess.run([node, "--version"], capture_output=True, text=True, timeout=_SECONDS, check=False)
    major = done.stdout.strip().removeprefix("v").partition(".")[0]
    return node if major.isdigit() and int(major) >= _OLDEST_NODE else None


def _say(*parts: str) -> None:
    sys.stdout.write(f"leakline: {', '.join(parts)}\n")
    sys.stdout.flush()
