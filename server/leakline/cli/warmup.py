"""Prepare the heap engine ahead of the first snapshot.

The engine is compiled for this machine once; without this, the first comparison does it.
"""

from __future__ import annotations

import argparse
import sys
import time

from leakline.cli.command import Exit
from leakline.ide.progress import Progress
from leakline.ide.warming import warm_up


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``warmup``: there are none."""
    parser.set_defaults()


def run(_options: argparse.Namespace) -> Exit:
    """Prepare, and say what was done and how long it took."""
    started = time.monotonic()
    warm_up(_say)
    sys.stdout.write(f"leakline: the heap engine is ready ({time.monotonic() - started:.1f} s)\n")
    return Exit.NOTHING


def _say(progress: Progress) -> None:
    sys.stdout.write(f"leakline: {progress.message} ...\n")
    sys.stdout.flush()
