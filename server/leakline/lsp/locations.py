"""URIs, paths and the folders of the workspace."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pygls import uris


def path_of(uri: str) -> Path | None:
    """The file that a URI names; None unless it is a ``file:`` URI of a name that a file can have."""
    name = uris.to_fs_path(uri)
    return Path(name) if name and "\0" not in name else None


def path_or_uri(text: str, folders: Sequence[Path]) -> Path | None:
    """The file that a person or a client names by URI, absolute path, ``~`` path or path below the first folder.

    None for a URI that names no file, and below the home of a user who does not exist.
    """
    if "://" in text:
        return path_of(text)
    try:
        path = Path(text).expanduser()
    except RuntimeError:
        return None
    return path if path.is_absolute() or not folders else folders[0] / path


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of the workspace, as the client names it and as the file system does."""

    path: Path
    real: Path

    @classmethod
    def at(cls, path: Path) -> Folder:
        """Resolve a folder's links once."""
        return cls(path, Path(os.path.realpath(path)))


def shown_path(path: Path, folders: Sequence[Folder]) -> Path:
    """A file's name for the client: Node reports files by their real path, editors by the path that was opened."""
    for folder in folders:
        if not path.is_relative_to(folder.path) and path.is_relative_to(folder.real):
            return folder.path / path.relative_to(folder.real)
    return path
