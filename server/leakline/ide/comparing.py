"""Compares heap snapshots: the long work behind ``leakline compare`` and the editor's command.

Runs in a process that may import numpy: the command line, or the language server's heap worker.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from leakline.heap import Snapshot, SnapshotError, give_back_memory, load_snapshot, same_process, taken_before
from leakline.ide import configuration
from leakline.ide.claims import claims_of
from leakline.ide.errors import InputError
from leakline.ide.progress import Progress, Report
from leakline.js.collection import collection_paused
from leakline.leaks.overhead import find_overhead
from leakline.leaks.standing_out import find_standing_out
from leakline.leaks.suspects import find_suspects
from leakline.sources.scripts import PathMapping
from leakline.sources.source_file import SourceFile
from leakline.witness.model import Claim, Comparison, SnapshotSummary
from leakline.witness.redaction import without_data
from leakline.witness.suspects import place_suspects

__all__ = ["DEFAULT_MINIMUM_GROWTH", "CompareOptions", "PathMapping", "compare_snapshots", "load_errors"]

DEFAULT_MINIMUM_GROWTH = 2
_LOADED = 70.0
_PLACED = 92.0


@dataclass(frozen=True, slots=True)
class CompareOptions:
    """What to look for and where.

    ``roots`` are the workspace's folders. ``minimum_growth`` is by how many objects something has to grow in each
    interval to be reported. ``memory_limit`` is in bytes, None for what the machine has. ``raw`` shows each reference
    of the heap in leak traces, ``show_strings`` the keys of maps and objects, which are the program's data.
    """

    roots: tuple[Path, ...]
    path_mappings: tuple[PathMapping, ...] = ()
    minimum_growth: int = DEFAULT_MINIMUM_GROWTH
    memory_limit: int | None = None
    cache: bool = True
    raw: bool = False
    show_strings: bool = False


def compare_snapshots(paths: Sequence[Path], options: CompareOptions, report: Report) -> Comparison:
    """What grew in every interval between snapshots of one process, given in the order they were taken.

    Of one snapshot alone it is what stands out: what is there many times over, and growing nowhere.

    Raises InputError, in one line, for files that are missing, unreadable, no snapshots, too large, of different
    processes or in another order. ``report`` may raise to cancel.
    """
    _check_paths(paths)
    configuration.invalidate()  # a worker lives on while files are edited
    try:
        return _compared(paths, options, report)
    finally:
        give_back_memory()  # the snapshots are gone now, and this process may live on


def _compared(paths: Sequence[Path], options: CompareOptions, report: Report) -> Comparison:
    snapshots = [_load(path, index, len(paths), options, report) for index, path in enumerate(paths)]
    _check_kinship(paths, snapshots)

    def step(message: str, done: float) -> None:
        report(Progress(message, _LOADED + (_PLACED - _LOADED) * done))

    try:
        if len(snapshots) == 1:
            suspects = find_standing_out(snapshots[0], step, raw=options.raw)
        else:
            suspects = find_suspects(snapshots, options.minimum_growth, step, raw=options.raw)
    except SnapshotError as error:
        raise InputError(str(error)) from error
    report(Progress("finding source lines", _PLACED))
    warnings: dict[str, None] = {}

    def warn(warning: str) -> None:
        warnings.setdefault(warning)

    def claims(source: SourceFile) -> Sequence[Claim]:
        return claims_of(source, warn)

    with collection_paused():  # a bundle and what it was compiled from make millions of objects that all stay
        mappings = options.path_mappings
        placed, findings, filling = place_suspects(suspects, snapshots, options.roots, mappings, claims, warn)
    if not options.show_strings:
        placed = without_data(placed)
    overhead = (*find_overhead(snapshots), *filling) if len(snapshots) > 1 else ()
    report(Progress("done", 100.0))
    return Comparison(
        tuple(_summary(*pair) for pair in zip(paths, snapshots, strict=True)),
        placed,
        tuple(warnings),
        findings,
        overhead,
    )


@contextmanager
def load_errors(path: Path) -> Iterator[None]:
    """Turn whatever keeps a snapshot from being loaded into an InputError of one line."""
    try:
        if path.is_dir():
            raise InputError(f"{path} is a folder; give the .heapsnapshot files in it, oldest first")
        yield
    except FileNotFoundError as error:
        raise InputError(f"{path} does not exist; give the path of a .heapsnapshot file") from error
    except PermissionError as error:
        raise InputError(f"{path} cannot be read: no permission; change its mode or copy it") from error
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror or error}") from error
    except SnapshotError as error:
        text = str(error)
        raise InputError(text if str(path) in text else f"{path}: {text}") from error


def _check_paths(paths: Sequence[Path]) -> None:
    if not paths:
        raise InputError("no snapshots were given; give two or more of one process, oldest first, to see what grows")
    seen: set[str] = set()
    for path in paths:
        resolved = os.path.realpath(path)
        if resolved in seen:
            raise InputError(f"{path} is given twice; give snapshots that were taken one after the other")
        seen.add(resolved)
        with load_errors(path):
            path.stat()  # a missing third snapshot is told before the first two are loaded


def _load(path: Path, index: int, total: int, options: CompareOptions, report: Report) -> Snapshot:
    message = f"loading {path.name} ({index + 1} of {total})"
    report(Progress(message, _LOADED * index / total))

    def loaded(done: int, size: int) -> None:
        report(Progress(message, _LOADED * (index + min(1.0, done / max(1, size))) / total))

    with load_errors(path):
        return load_snapshot(path, progress=loaded, memory_limit=options.memory_limit, cache=options.cache)


def _check_kinship(paths: Sequence[Path], snapshots: Sequence[Snapshot]) -> None:
    for (earlier, first), (later, second) in pairwise(zip(paths, snapshots, strict=True)):
        if not same_process(first, second):
            raise InputError(
                f"{earlier} and {later} are of different processes (the same ids name other objects); "
                "compare snapshots that one process wrote without a restart in between; an inspector session that ends "
                "numbers objects anew: keep one connected for all snapshots, or take them with v8.writeHeapSnapshot()"
            )
        if taken_before(first, second) is False:
            raise InputError(f"{later} was taken before {earlier}; give the snapshots oldest first")


def _summary(path: Path, snapshot: Snapshot) -> SnapshotSummary:
    return SnapshotSummary(
        path=str(path),
        file_size=snapshot.file_size,
        nodes=snapshot.node_count,
        edges=snapshot.edge_count,
        shallow_size=int(snapshot.self_sizes.sum(dtype="uint64")),
    )
