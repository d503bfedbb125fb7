"""Compare heap snapshots of one process and name the lines that leak.

Give two or more .heapsnapshot files (or .heapsnapshot.gz) in the order they were taken: before the work, after some of
it, after more of it. What grew in every interval is reported with its source line, numbers and leak trace: as an error
where a rule finds the same fault in the source, as a warning where none does, as information after one interval only.
Findings of rules whose code ran while nothing grew follow as hints.

Of a single snapshot it is what stands out: closures, objects and elements that are there many times over, by the memory
that they keep.
"""

from __future__ import annotations

import argparse
import os
import sys
from contextlib import suppress
from pathlib import Path

from leakline.cli.command import Exit
from leakline.cli.numbers import count, memory_size
from leakline.cli.progress import shown
from leakline.ide.comparing import DEFAULT_MINIMUM_GROWTH, CompareOptions, PathMapping, compare_snapshots
from leakline.ide.errors import InputError
from leakline.ide.model import Comparison
from leakline.ide.source_lines import SourceLines
from leakline.report import json, text
from leakline.report.comparison_sarif import comparison_sarif
from leakline.report.html import comparison_html
from leakline.text.escapes import one_line


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``compare``."""
    parser.add_argument("snapshots", nargs="+", metavar="SNAPSHOT", help="snapshot files, oldest first")
    parser.add_argument("--root", type=Path, default=Path(), metavar="DIR", help="the workspace (default: this folder)")
    parser.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="FROM=TO",
        help="scripts below FROM lie below TO here, such as /app=. (may be repeated)",
    )
    parser.add_argument(
        "--format", choices=("text", "json", "sarif", "html"), default="text", help="how to write the outcome"
    )
    parser.add_argument("--top", type=count, metavar="N", help="report the first N suspects only")
    parser.add_argument(
        "--minimum-growth", type=count, default=None, metavar="N", help="ignore what grew by less in an interval"
    )
    parser.add_argument("--raw", action="store_true", help="show each reference of the heap in leak traces, unfolded")
    parser.add_argument(
        "--show-strings", action="store_true", help="show keys of maps and objects in leak traces: the program's data"
    )
    parser.add_argument("--memory-limit", metavar="SIZE", help="refuse snapshots that need more memory, such as 4GB")
    parser.add_argument("--no-cache", action="store_true", help="read the files even where they were read before")


def run(options: argparse.Namespace) -> Exit:
    """Compare, print, and say by the exit code whether anything grew."""
    compare_options = CompareOptions(
        roots=(_root(options.root),),
        path_mappings=tuple(_mapping(rule) for rule in options.map),
        minimum_growth=options.minimum_growth or DEFAULT_MINIMUM_GROWTH,
        memory_limit=memory_size(options.memory_limit),
        cache=not options.no_cache,
        raw=options.raw,
        show_strings=options.show_strings,
    )
    with shown() as report:
        comparison = compare_snapshots([Path(path) for path in options.snapshots], compare_options, report)
    for warning in comparison.warnings:
        sys.stderr.write(f"leakline: warning: {one_line(warning)}\n")
    sys.stdout.write(_written(comparison, options))
    return Exit.SOMETHING if any(suspect.growing for suspect in comparison.suspects) else Exit.NOTHING


def _written(comparison: Comparison, options: argparse.Namespace) -> str:
    """The outcome in the format that was asked for."""
    here, top = Path.cwd(), options.top
    match options.format:
        case "json":
            return json.dumps(json.comparison_json(comparison, here, top)) + "\n"
        case "sarif":
            return json.dumps(comparison_sarif(comparison, here, top)) + "\n"
        case "html":
            return comparison_html(comparison, SourceLines(), here, top=top)
        case _:
            return text.comparison_text(comparison, SourceLines(), here, top=top, colour=sys.stdout.isatty())


def _root(folder: Path) -> Path:
    real = Path(os.path.realpath(folder))
    with suppress(OSError):  # a name that no folder can have is none
        if real.is_dir():
            return real
    raise InputError(f"--root {folder}: no such folder")


def _mapping(rule: str) -> PathMapping:
    try:
        return PathMapping.parse(rule, relative_to=Path.cwd())
    except ValueError as error:
        raise InputError(f"--map: {error}") from error
