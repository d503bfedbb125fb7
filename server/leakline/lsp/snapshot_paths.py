"""Which snapshot files a comparison is asked for."""

from __future__ import annotations

import glob
from collections.abc import Iterator, Sequence
from pathlib import Path

from leakline.ide.errors import InputError
from leakline.lsp.locations import path_or_uri


def from_arguments(arguments: Sequence[object], folders: Sequence[Path]) -> tuple[Path, ...]:
    """Files from a command's arguments, URIs or paths, one by one or as one list; raises InputError for all else."""
    names = arguments[0] if len(arguments) == 1 and isinstance(arguments[0], list | tuple) else arguments
    paths = []
    for name in names:
        path = path_or_uri(name, folders) if isinstance(name, str) and name else None
        if path is None:
            raise InputError(f"{name!r} is not a snapshot file: give file URIs or paths, oldest first")
        paths.append(path)
    return tuple(paths)


def from_settings(patterns: Sequence[str], folders: Sequence[Path]) -> tuple[Path, ...]:
    """Files from the setting ``leakline.snapshots``; those that one glob matches come in the order they were written.

    Raises InputError when a glob is none or matches nothing. Reads directories: call off the event loop.
    """
    paths: list[Path] = []
    for pattern in patterns:
        found = tuple(_matches(pattern, folders))
        if not found:
            raise InputError(f"leakline.snapshots: nothing matches {pattern!r}; take snapshots or change the setting")
        paths.extend(path for path in found if path not in paths)
    return tuple(paths)


def _matches(pattern: str, folders: Sequence[Path]) -> Iterator[Path]:
    path = path_or_uri(pattern, folders)
    if path is None:
        return
    if not glob.has_magic(pattern) or path.exists():
        yield path
        return
    try:
        found = [file for file in Path(path.anchor).glob(str(path.relative_to(path.anchor))) if file.exists()]
    except ValueError as error:
        raise InputError(f"leakline.snapshots: {pattern!r} is no glob: {error}; change the setting") from error
    yield from sorted(found, key=lambda file: (file.stat().st_mtime_ns, file.name))
