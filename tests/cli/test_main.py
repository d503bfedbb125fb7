"""The command line itself: what is wrong with arguments is said in one line, by the command that was meant."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from leakline.cli.main import COMMANDS
from tests.cli.test_compare import run

ONE_LINE = re.compile(r"leakline( \w+)?: [^\n]+; leakline( \w+)? --help tells more\n")


@pytest.mark.parametrize("command", COMMANDS)
def test_an_unknown_option_is_said_in_one_line(tmp_path: Path, command: str) -> None:
    done = run(command, "x.js", "--no-such", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert ONE_LINE.fullmatch(done.stderr)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "leakline: the following arguments are required: COMMAND"),
        (("chek",), "leakline: argument COMMAND: invalid choice: 'chek'"),
        (("check",), "leakline check: the following arguments are required: PATH"),
        (("check", "x", "--format", "xml\n"), r"leakline check: argument --format: invalid choice: 'xml\n'"),
        (("check", "x", "--a\nb"), r"leakline: unrecognized arguments: --a\nb"),
        (("compare", "x", "--top", "many"), "leakline compare: argument --top: "),
        (
            ("contexts", "x.js", "--line", "\x1b[2J"),
            r"leakline contexts: argument --line: invalid int value: '\x1b[2J'",
        ),
    ],
)
def test_wrong_arguments_are_said_in_one_line(tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    done = run(*arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(said)
    assert ONE_LINE.fullmatch(done.stderr)
