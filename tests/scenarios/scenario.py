"""Real programs under ``programs/``: their snapshots, recorded once for each Node, and what must be said about them.

A program is an ordinary module with a ``work()`` that ``record.js`` calls between snapshots. Comments state what the
comparison of its snapshots must say. A marker speaks of the line of code above it, ``^`` of the column under it and
``<-`` of the line's first character::

    test.on('error', () => { console.log('error'); });
    //               ^ grows: closure (anonymous) 0 10 20
    //<- cause

``captures dead NAME`` and ``captures used NAME`` mark a function that puts a variable into the suspect's contexts.
Where a file has several suspects, ``of NAME`` says which one is meant. Two remarks stand for the whole file:
``// nothing grows`` and ``// trace: VIA NAME -> VIA NAME``, steps that the leak trace has in this order; ``*`` is any
text.
"""

from __future__ import annotations

import gzip
import hashlib
import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.node_versions import cache_directory, locked, node_binary

PROGRAMS = Path(__file__).parent / "programs"
RUNNER = Path(__file__).parent / "record.js"
RECORDING_SECONDS = 300

_MARKER = re.compile(r"^\s*//\s*(\^+|<-)\s+(.+?)\s*$")
_GROWS = re.compile(r"grows: (\S+) (\S.*?) (\d+(?: \d+)+)")
_CAUSE = re.compile(r"cause(?: of (\S+))?")
_CAPTURES = re.compile(r"captures (dead|used) (\S+)(?: of (\S+))?")
_TRACE = re.compile(r"^// trace: (.+)$", re.MULTILINE)
_NOTHING = re.compile(r"^// nothing grows$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Growth:
    """A suspect that must be reported, at a one-based line and column; a name ``*`` is any name."""

    line: int
    column: int
    kind: str
    name: str
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Cause:
    """Where the fix of a suspect belongs; ``of`` is the suspect's name where there are several."""

    line: int
    column: int
    of: str | None


@dataclass(frozen=True, slots=True)
class Capture:
    """A function that puts a variable into the context of a suspect."""

    line: int
    column: int
    variable: str
    dead: bool
    of: str | None


@dataclass(frozen=True, slots=True)
class Expectations:
    """All that the comments of a program state."""

    growths: tuple[Growth, ...]
    causes: tuple[Cause, ...]
    captures: tuple[Capture, ...]
    trace: tuple[str, ...]


def program(name: str) -> Path:
    """Path of a program by its file name."""
    path = PROGRAMS / name
    if not path.is_file():
        raise FileNotFoundError(f"no program {name} in {PROGRAMS}")
    return path


def programs() -> tuple[Path, ...]:
    """All programs, in order of their names."""
    return tuple(sorted(path for path in PROGRAMS.iterdir() if path.suffix in {".js", ".mjs", ".cjs", ".ts"}))


def record(path: Path, node_major: int) -> tuple[Path, ...]:
    """Compressed snapshots of a program under a Node version, oldest first; kept outside the tree and made once."""
    made_from = (str(path), path.read_bytes(), RUNNER.read_bytes(), _version(node_binary(node_major)))
    place = hashlib.sha256(str(path).encode()).hexdigest()[:8]
    content = hashlib.sha256(repr(made_from).encode()).hexdigest()[:16]
    shelf = cache_directory() / "scenarios" / str(node_major) / f"{path.stem}-{place}"
    folder = shelf / content
    with locked(shelf):
        if not folder.is_dir():
            _forget(shelf)
            _record(node_major, path, folder)
    return tuple(sorted(folder.iterdir()))


def take_snapshots(path: Path, node_major: int, folder: Path, flags: Sequence[str] = ()) -> tuple[Path, ...]:
    """Snapshots of a program anywhere, written to an empty folder as Node writes them, oldest first."""
    command: list[str | Path] = [node_binary(node_major), "--expose-gc", *flags, RUNNER, path, folder]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=RECORDING_SECONDS)
    if run.returncode != 0:
        raise RuntimeError(f"{path.name} failed under Node {node_major}:\n{run.stderr}")
    return tuple(sorted(folder.glob("*.heapsnapshot")))


def expectations(path: Path) -> Expectations:
    """What the comments of a program state; raises ValueError for a marker that nobody understands."""
    text = path.read_text(encoding="utf-8")
    growths: list[Growth] = []
    causes: list[Cause] = []
    captures: list[Capture] = []
    for line, column, words in _markers(text):
        if match := _GROWS.fullmatch(words):
            counts = tuple(int(count) for count in match[3].split())
            growths.append(Growth(line, column, match[1], match[2], counts))
        elif match := _CAUSE.fullmatch(words):
            causes.append(Cause(line, column, match[1]))
        elif match := _CAPTURES.fullmatch(words):
            captures.append(Capture(line, column, match[2], match[1] == "dead", match[3]))
        else:
            raise ValueError(f"{path.name}:{line}: unknown marker {words!r}")
    if bool(growths) == bool(_NOTHING.search(text)):
        raise ValueError(f"{path.name}: state either what grows or '// nothing grows'")
    trace = _TRACE.search(text)
    return Expectations(tuple(growths), tuple(causes), tuple(captures), tuple(trace[1].split(" -> ")) if trace else ())


def _markers(text: str) -> list[tuple[int, int, str]]:
    """One-based line and column that each marker speaks of, and its words."""
    found: list[tuple[int, int, str]] = []
    code, code_line = "", 0
    for number, line in enumerate(text.splitlines(), 1):
        match = _MARKER.match(line)
        if match is None:
            code, code_line = line, number
            continue
        column = len(code) - len(code.lstrip()) if match[1] == "<-" else match.start(1)
        found.append((code_line, column + 1, match[2]))
    return found


def _record(node_major: int, path: Path, folder: Path) -> None:
    with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
        raw, packed = Path(scratch) / "raw", Path(scratch) / "packed"
        raw.mkdir()
        packed.mkdir()
        for snapshot in take_snapshots(path, node_major, raw):
            with (
                snapshot.open("rb") as source,
                gzip.open(packed / f"{snapshot.name}.gz", "wb", compresslevel=1) as target,
            ):
                shutil.copyfileobj(source, target)
        packed.rename(folder)


def _forget(shelf: Path) -> None:
    """Drop the snapshots of earlier versions of a program."""
    for old in shelf.iterdir():
        if old.is_dir():
            shutil.rmtree(old)


def _version(node: Path) -> str:
    return subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout
