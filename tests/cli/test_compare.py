"""``leakline compare`` as a shell sees it: exit codes, one line for bad input, nothing lost on the way."""

from __future__ import annotations

import gzip
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

import leakline
from leakline.cli.main import main
from tests.heap.snapshot_builder import SnapshotBuilder

LEAKLINE = Path(sys.executable).with_name("leakline")
DEMO = Path(leakline.__file__).parent / "demo"


def started(*arguments: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    """What the installed command does in a process of its own."""
    command = [str(LEAKLINE), *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=120, check=False)


def run(*arguments: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    """What the command does in this process, which is there already."""
    given, output, errors = [str(argument) for argument in arguments], io.StringIO(), io.StringIO()
    with chdir(cwd), redirect_stdout(output), redirect_stderr(errors):
        try:
            code = main(given)
        except SystemExit as end:  # of argparse
            code = int(end.code or 0)
    return subprocess.CompletedProcess(given, code, output.getvalue(), errors.getvalue())


def refused(*arguments: object, cwd: Path) -> str:
    """The one line that a command ends with when its input cannot be used."""
    return refusal(run(*arguments, cwd=cwd))


def refusal(done: subprocess.CompletedProcess[str]) -> str:
    """The one line of a command that ended because its input cannot be used."""
    assert done.returncode == 2, done.stdout + done.stderr
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert line.startswith("leakline: ")
    return line


@pytest.fixture
def snapshots(tmp_path: Path) -> list[Path]:
    """Three snapshots of a process in which one array grows."""
    builder = SnapshotBuilder()
    rows = builder.array()
    builder.global_property("rows", rows)
    paths = []
    for number, name in enumerate("abc"):
        for index in range(number * 10):
            builder.element(rows, index, builder.object("Object"))
        paths.append(tmp_path / f"{name}.heapsnapshot")
        paths[-1].write_bytes(builder.build())
    return paths


def test_growth_is_exit_code_1(snapshots: list[Path], tmp_path: Path) -> None:
    done = started("compare", *snapshots, cwd=tmp_path)
    assert done.returncode == 1
    assert "kept by rows (Array)" in done.stdout
    assert done.stderr == ""


def test_no_growth_is_exit_code_0(snapshots: list[Path], tmp_path: Path) -> None:
    done = started("compare", *snapshots, "--minimum-growth", 1000, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("nothing grew in every interval")


def test_a_snapshot_that_is_missing_is_exit_code_2(tmp_path: Path) -> None:
    assert "does not exist" in refusal(started("compare", "a.heapsnapshot", "b.heapsnapshot", cwd=tmp_path))


def test_compressed_snapshots_are_the_same(snapshots: list[Path], tmp_path: Path) -> None:
    for path in snapshots:
        path.with_suffix(".heapsnapshot.gz").write_bytes(gzip.compress(path.read_bytes()))
    compressed = run("compare", *(path.with_suffix(".heapsnapshot.gz") for path in snapshots), cwd=tmp_path)
    plain = run("compare", *snapshots, cwd=tmp_path)
    assert compressed.stdout.replace(".gz", "") == plain.stdout


def _write(path: Path, data: bytes) -> None:
    path.write_bytes(data)


def _replace_by_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


CASES: dict[str, tuple[Callable[[Path], None], str]] = {
    "cut": (lambda path: _write(path, path.read_bytes()[:-700]), ""),
    "empty": (lambda path: _write(path, b""), "empty"),
    "no json": (lambda path: _write(path, b"hello"), ""),
    "json but no snapshot": (lambda path: _write(path, b'{"nodes": [], "edges": []}'), ""),
    "a list": (lambda path: _write(path, b"[1, 2, 3]"), ""),
    "an edge that points outside": (lambda path: _write(path, _with_wild_edge(path.read_bytes())), ""),
    "missing": (lambda path: path.unlink(), "does not exist"),
    "a folder": (_replace_by_folder, "is a folder"),
}


def _with_wild_edge(data: bytes) -> bytes:
    document = json.loads(data)
    document["edges"][2] = 10**9
    return json.dumps(document).encode()


@pytest.mark.parametrize("case", CASES)
def test_a_snapshot_that_cannot_be_used_is_refused_in_one_line(
    snapshots: list[Path], tmp_path: Path, case: str
) -> None:
    change, words = CASES[case]
    change(snapshots[1])
    line = refused("compare", *snapshots, cwd=tmp_path)
    assert "b.heapsnapshot" in line
    assert words in line


def test_a_gz_that_is_cut(snapshots: list[Path], tmp_path: Path) -> None:
    packed = tmp_path / "b.heapsnapshot.gz"
    packed.write_bytes(gzip.compress(snapshots[1].read_bytes())[:-40])
    assert "b.heapsnapshot.gz" in refused("compare", snapshots[0], packed, cwd=tmp_path)


@pytest.mark.parametrize("percent", range(1, 100, 7))
def test_a_snapshot_cut_anywhere_is_refused(snapshots: list[Path], tmp_path: Path, percent: int) -> None:
    data = snapshots[1].read_bytes()
    snapshots[1].write_bytes(data[: len(data) * percent // 100])
    assert "b.heapsnapshot" in refused("compare", *snapshots[:2], cwd=tmp_path)


def test_no_permission(snapshots: list[Path], tmp_path: Path) -> None:
    snapshots[1].chmod(0)
    if os.access(snapshots[1], os.R_OK):  # root may read anything: then the file is simply read
        assert run("compare", *snapshots, cwd=tmp_path).returncode == 1
    else:
        assert "no permission" in refused("compare", *snapshots, cwd=tmp_path)


def test_snapshots_in_the_wrong_order(snapshots: list[Path], tmp_path: Path) -> None:
    line = refused("compare", *reversed(snapshots), cwd=tmp_path)
    assert "was taken before" in line
    assert "oldest first" in line


def test_one_snapshot_tells_what_stands_out_and_nothing_grows(tmp_path: Path) -> None:
    last, first = DEMO / "recorded" / "c.heapsnapshot.gz", DEMO / "recorded" / "a.heapsnapshot.gz"
    done = run("compare", last, "--no-cache", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "information: anonymous closures: 20 alive, kept by test.on('error')" in done.stdout
    assert "faulty" not in done.stdout
    assert run("compare", first, "--no-cache", cwd=tmp_path).stdout.startswith("nothing stands out")


def test_raw_traces_have_each_reference_of_the_heap(tmp_path: Path) -> None:
    demo = sorted((DEMO / "recorded").iterdir())
    folded = run("compare", *demo, "--no-cache", cwd=tmp_path).stdout
    raw = run("compare", *demo, "--no-cache", "--raw", cwd=tmp_path).stdout
    assert "on('error')[" in folded
    assert "_events" not in folded
    assert "_events" in raw


@pytest.mark.parametrize(("name", "beginning"), [("sarif", "{"), ("html", "<!doctype html>")])
def test_other_formats_are_written_whole(snapshots: list[Path], tmp_path: Path, name: str, beginning: str) -> None:
    done = run("compare", *snapshots, "--format", name, cwd=tmp_path)
    assert done.returncode == 1, done.stderr
    assert done.stdout.startswith(beginning)
    if name == "sarif":
        assert json.loads(done.stdout)["runs"][0]["tool"]["driver"]["name"] == "leakline"
    else:
        assert done.stdout.rstrip().endswith("</html>")


def test_the_same_snapshot_twice(snapshots: list[Path], tmp_path: Path) -> None:
    assert "is given twice" in refused("compare", snapshots[0], snapshots[0], cwd=tmp_path)


def test_snapshots_of_two_processes(snapshots: list[Path], tmp_path: Path) -> None:
    other = tmp_path / "other.heapsnapshot.gz"
    other.write_bytes((DEMO / "recorded" / "a.heapsnapshot.gz").read_bytes())
    line = refused("compare", snapshots[0], other, cwd=tmp_path)
    assert "different processes" in line


def test_a_limit_on_memory(snapshots: list[Path], tmp_path: Path) -> None:
    assert "memory" in refused("compare", *snapshots, "--memory-limit", "1MB", cwd=tmp_path)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--root", "nowhere"), "no such folder"),
        (("--root", "a" * 300), "no such folder"),
        (("--root", "loop"), "no such folder"),
        (("--map", "nonsense"), "expected FROM=TO"),
        (("--memory-limit", "much"), "expected a size"),
    ],
)
def test_options_that_make_no_sense(
    snapshots: list[Path], tmp_path: Path, arguments: tuple[str, str], words: str
) -> None:
    (tmp_path / "loop").symlink_to("loop")
    assert words in refused("compare", *snapshots, *arguments, cwd=tmp_path)


@pytest.mark.parametrize("name", ["loop", "a" * 300, "no\nsuch"])
@pytest.mark.parametrize("command", ["compare", "stats"])
def test_names_that_lead_to_no_snapshot(tmp_path: Path, command: str, name: str) -> None:
    (tmp_path / "loop").symlink_to("loop")
    assert name.replace("\n", r"\n") in refused(command, name, cwd=tmp_path)


def test_a_snapshot_whose_name_has_line_breaks_is_shown_on_one_line(snapshots: list[Path], tmp_path: Path) -> None:
    odd = snapshots[0].rename(tmp_path / "o\nd\x1b[2J.heapsnapshot")
    assert run("stats", odd.name, cwd=tmp_path).stdout.startswith(r"o\nd\x1b[2J.heapsnapshot: ")
    assert r"(o\nd\x1b[2J.heapsnapshot)" in run("compare", odd.name, cwd=tmp_path).stdout.splitlines()[-1]


def test_top_is_a_number(snapshots: list[Path], tmp_path: Path) -> None:
    done = run("compare", *snapshots, "--top", "0", cwd=tmp_path)
    assert done.returncode == 2
    assert "not a whole number above zero" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_path_mapping_leads_to_the_source(tmp_path: Path) -> None:
    recorded = sorted((DEMO / "recorded").glob("*.gz"))
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "leak.js").write_bytes((DEMO / "leak.js").read_bytes())
    done = run("compare", *recorded, "--map", "/demo=src", cwd=tmp_path)
    assert done.returncode == 1
    assert "--> src/leak.js:15:3" in done.stdout


def test_a_path_mapping_into_a_link_that_loops_leads_nowhere(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    done = run("compare", *sorted((DEMO / "recorded").glob("*.gz")), "--map", "/demo=loop/x", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (1, "")
    assert "no source line: /demo/leak.js does not exist here" in done.stdout


def test_a_changed_source_gets_a_reason_and_no_line(tmp_path: Path) -> None:
    recorded = sorted((DEMO / "recorded").glob("*.gz"))
    (tmp_path / "leak.js").write_text("// nothing of the kind\n")
    done = run("compare", *recorded, "--map", "/demo=.", cwd=tmp_path)
    assert done.returncode == 1
    assert "-->" not in done.stdout
    assert "it changed since" in done.stdout


def test_secrets_stay_in_the_heap(tmp_path: Path) -> None:
    builder = SnapshotBuilder()
    rows = builder.object("Object")
    builder.global_property("sessions", rows)
    paths = []
    for number, name in enumerate("abc"):
        for index in range(number * 10):
            token = builder.string(f"token-{number}-{index}-hunter2")
            builder.property(rows, f"user-{number}-{index}@example.com", builder.object("Object", {"token": token}))
        paths.append(tmp_path / f"{name}.heapsnapshot")
        paths[-1].write_bytes(builder.build())
    for format_ in ("text", "json"):
        done = run("compare", *paths, "--format", format_, cwd=tmp_path)
        assert done.returncode == 1
        assert "sessions" in done.stdout
        assert "hunter2" not in done.stdout
        assert "example.com" not in done.stdout
