"""Show which variables V8 keeps in which contexts, for one source file, without running it.

For each function: the contexts that its closures hold, innermost first, and the slots among them that neither the
function nor any function inside it can ever read. The text names the first thirty of a context, the JSON all; a file
with too many for that is refused, which --line avoids.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from leakline.cli.command import Exit
from leakline.ide.contexts import file_contexts
from leakline.report import contexts as report
from leakline.report import json


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``contexts``."""
    parser.add_argument("file", type=Path, metavar="FILE", help="a JavaScript or TypeScript file")
    parser.add_argument("--line", type=int, metavar="N", help="only the functions on this line, and the one around it")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how to write the outcome")


def run(options: argparse.Namespace) -> Exit:
    """Print the model; functions with dead slots are something to report."""
    most_dead = report.MOST_NAMES if options.format == "text" else None
    closures = file_contexts(options.file, options.line, most_dead)
    if options.format == "json":
        path = Path(os.path.realpath(options.file))
        sys.stdout.write(json.dumps(report.contexts_json(closures, path, Path.cwd())) + "\n")
    else:
        sys.stdout.write(report.contexts_text(closures))
    return Exit.SOMETHING if any(closure.dead_slots for closure in closures) else Exit.NOTHING
