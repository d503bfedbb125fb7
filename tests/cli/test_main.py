"""The command line itself: what is wrong with arguments is said in one line, by the command that was meant."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from leakline.cli.main import COMMANDS
from tests.cli.test_compare import LEAKLINE, run

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


def test_a_folder_that_was_removed_meanwhile_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "gone").mkdir()
    inside = f"cd gone && rmdir ../gone && {LEAKLINE} check ."
    done = subprocess.run(["sh", "-c", inside], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert re.fullmatch(r"leakline: [^\n]*No such file or directory\n", done.stderr)


def test_output_that_cannot_be_written_is_said_in_one_line(tmp_path: Path) -> None:
    file = tmp_path / "a.js"
    file.write_text("")
    with file.open() as only_read:
        done = subprocess.run(
            [LEAKLINE, "check", file], stdout=only_read, stderr=subprocess.PIPE, text=True, timeout=60, check=False
        )
    assert done.returncode == 2
    assert re.fullmatch(r"leakline: [^\n]*Bad file descriptor\n", done.stderr)


def test_what_the_terminal_has_no_letter_for_is_escaped(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text("class A { b() { process.on('→ é', () => this.c()); } }\n", "utf-8")
    done = subprocess.run(
        [LEAKLINE, "check", "a.js"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONIOENCODING": "latin-1"},
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (1, b"")
    assert rb"'\u2192 " + "é' listener".encode("latin-1") in done.stdout
