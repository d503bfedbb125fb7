"""The ``leakline`` command: picks the command, turns outcomes into exit codes."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from typing import NoReturn, cast

from leakline import __version__
from leakline.cli.command import Command, Exit
from leakline.ide.errors import InputError
from leakline.text.escapes import one_line

COMMANDS = ("check", "compare", "contexts", "stats", "serve", "demo", "warmup")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns 0 for nothing to report, 1 for something to report, 2 for a usage or input error."""
    given = sys.argv[1:] if arguments is None else arguments
    # only what is asked for is imported: a language server that never loads a heap needs no numpy
    parser = _parser(given[:1] if given and given[0] in COMMANDS else () if given == ["--version"] else COMMANDS)
    options = parser.parse_args(given)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # an arrow where the terminal knows Latin-1 alone
    try:
        outcome: Exit = options.run(options)
        sys.stdout.flush()
    except InputError as error:
        sys.stderr.write(f"leakline: {one_line(str(error))}\n")
        return Exit.UNUSABLE
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        _forget_output()
        return Exit.SOMETHING
    except OSError as error:  # the disk is full, this folder was removed: nothing that a stack trace explains
        sys.stderr.write(f"leakline: {one_line(str(error))}\n")
        _forget_output()
        return Exit.UNUSABLE
    except KeyboardInterrupt:
        sys.stderr.write("leakline: interrupted\n")
        return Exit.INTERRUPTED
    return outcome


def _forget_output() -> None:
    """Let what is still to be written go nowhere, or the interpreter tries, and complains, at its end."""
    with suppress(OSError):  # a stream without a file
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class _Parser(argparse.ArgumentParser):
    """Says what is wrong with the arguments in one line, as every other error is said."""

    def error(self, message: str) -> NoReturn:
        self.exit(Exit.UNUSABLE, f"{self.prog}: {one_line(message)}; {self.prog} --help tells more\n")


def _parser(names: Sequence[str]) -> _Parser:
    parser = _Parser(
        prog="leakline",
        description="Find the line that leaks: compares heap snapshots of a Node.js process and reads its source.",
    )
    parser.add_argument("--version", action="version", version=f"leakline {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name in names:
        command = cast(Command, import_module(f"leakline.cli.{name}"))
        summary, _, details = (command.__doc__ or "").partition("\n")
        own = commands.add_parser(
            name,
            help=summary.rstrip("."),
            description=f"{summary}\n{details}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        command.configure(own)
        own.set_defaults(run=command.run)
    return parser


if __name__ == "__main__":
    sys.exit(main())
