"""Find leak patterns in JavaScript and TypeScript source.

Folders are walked: node_modules, what .gitignore leaves out and minified files are not read unless they are named. A
finding is silenced by a comment on its line or the line before it: // leakline-ignore <rule> -- <reason>
"""

from __future__ import annotations

import argparse
import os
import sys
from dataclasses import replace
from pathlib import Path

from leakline.cli.command import Exit
from leakline.ide.checking import ORDER, CheckSettings, check_paths, known_rules
from leakline.ide.configuration import settings_for
from leakline.ide.errors import InputError
from leakline.ide.source_lines import SourceLines
from leakline.report.findings import findings_json, findings_text
from leakline.report.github import findings_github
from leakline.report.json import dumps
from leakline.report.sarif import findings_sarif


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``check``."""
    parser.add_argument("paths", type=Path, nargs="+", metavar="PATH", help="files or folders")
    parser.add_argument(
        "--format", choices=("text", "json", "sarif", "github"), default="text", help="how to write the outcome"
    )
    parser.add_argument(
        "--rule", action="append", default=[], metavar="ID", help="check only this rule; may be repeated"
    )
    parser.add_argument(
        "--min-severity",
        choices=tuple(severity.value for severity in ORDER),
        default="hint",
        help="leave out what is less severe",
    )


def run(options: argparse.Namespace) -> Exit:
    """Print the findings; one is enough to have something to report."""
    unknown = [rule for rule in options.rule if rule not in known_rules()]
    if unknown:
        raise InputError(f"there is no rule {unknown[0]}; known are {', '.join(known_rules())}")
    minimum = next(severity for severity in ORDER if severity.value == options.min_severity)
    here = Path.cwd()
    rules = frozenset(options.rule)

    def settings(path: Path) -> CheckSettings:
        return replace(settings_for(path), rules=rules, minimum=minimum)

    checked = check_paths([Path(os.path.realpath(path)) for path in options.paths], settings)
    match options.format:
        case "json":
            sys.stdout.write(dumps(findings_json(checked, here)) + "\n")
        case "sarif":
            sys.stdout.write(dumps(findings_sarif(checked, here)) + "\n")
        case "github":
            sys.stdout.write(findings_github(checked, here))
        case _:
            sys.stdout.write(findings_text(checked, SourceLines(), here, colour=sys.stdout.isatty()))
    return Exit.SOMETHING if checked.diagnostics else Exit.NOTHING
