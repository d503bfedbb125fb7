"""Which configuration holds for a file, looked up again only when one was written or removed."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from leakline.ide.checking import CheckSettings
from leakline.ide.configuration import FILE, configured
from leakline.ide.errors import InputError

NAMES = (FILE, "package.json")


@dataclass(frozen=True, slots=True)
class Configuration:
    """The settings of a folder's files, and what is wrong with the file that should have set them."""

    settings: CheckSettings
    problem: str | None = None


class Configurations:
    """The configurations of the folders asked about so far."""

    def __init__(self) -> None:
        self._known: dict[Path, tuple[tuple[int, ...], Configuration]] = {}

    def of(self, path: Path) -> Configuration:
        """The configuration of a file; that of a text without a folder is the default."""
        if not path.is_absolute():
            return Configuration(CheckSettings())
        folder = path.parent
        stamp = _stamp(folder)
        known = self._known.get(folder)
        if known is None or known[0] != stamp:
            known = self._known[folder] = stamp, _read(folder)
        return known[1]


def _read(folder: Path) -> Configuration:
    try:
        return Configuration(CheckSettings(configured(folder)))
    except InputError as error:
        return Configuration(CheckSettings(), str(error))


def _stamp(folder: Path) -> tuple[int, ...]:
    """When each file that could configure a folder was written; 0 where there is none."""
    return tuple(_written(os.path.join(parent, name)) for parent in (folder, *folder.parents) for name in NAMES)  # noqa: PTH118  this runs at every keystroke


def _written(file: str) -> int:
    try:
        return os.stat(file).st_mtime_ns  # noqa: PTH116  this runs at every keystroke
    except OSError:
        return 0
