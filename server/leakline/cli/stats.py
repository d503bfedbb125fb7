"""Show what one heap snapshot holds: counts, the class table, the largest objects.

The numbers are those that Chrome DevTools shows for the same file.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from leakline.cli.command import Exit
from leakline.cli.numbers import count, memory_size
from leakline.cli.progress import shown
from leakline.ide.statistics import snapshot_statistics
from leakline.report import json
from leakline.report import statistics as report


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``stats``."""
    parser.add_argument("snapshot", type=Path, metavar="SNAPSHOT", help="a .heapsnapshot file, also compressed (.gz)")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how to write the outcome")
    parser.add_argument("--top", type=count, default=20, metavar="N", help="show N classes and objects (default: 20)")
    parser.add_argument("--memory-limit", metavar="SIZE", help="refuse a snapshot that needs more memory, such as 4GB")
    parser.add_argument("--no-cache", action="store_true", help="read the file even where it was read before")


def run(options: argparse.Namespace) -> Exit:
    """Print the statistics; there is nothing to report in them, so the code is 0."""
    with shown() as progress:
        statistics = snapshot_statistics(
            options.snapshot,
            top=options.top,
            memory_limit=memory_size(options.memory_limit),
            cache=not options.no_cache,
            report=progress,
        )
    if options.format == "json":
        sys.stdout.write(json.dumps(report.statistics_json(statistics)) + "\n")
    else:
        sys.stdout.write(report.statistics_text(statistics))
    return Exit.NOTHING
