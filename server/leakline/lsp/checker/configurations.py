"""Which settings hold for a file now: configurations are read again when one was written, made or removed."""

from __future__ import annotations

import os
from pathlib import Path

from leakline.ide.check_settings import CheckSettings
from leakline.ide.configuration import invalidate, settings_for
from leakline.ide.configuration_files import NAMES
from leakline.ide.errors import InputError


class Configurations:
    """The settings of files, and the times of what they come from."""

    def __init__(self) -> None:
        self._written: dict[str, int] = {}

    def of(self, path: Path) -> tuple[CheckSettings, str | None]:
        """The settings of a file, and what is wrong with a configuration that cannot be used, in one line."""
        if not path.is_absolute():  # never saved
            return CheckSettings(), None
        if self._changed(path.parent):
            invalidate()
        try:
            return settings_for(path), None
        except InputError as error:
            return CheckSettings(), str(error)

    def _changed(self, folder: Path) -> bool:
        """Whether a file that configures a folder is another one than when it was looked at before."""
        changed = False
        for parent in (folder, *folder.parents):
            for name in NAMES:
                file = f"{parent}{os.sep}{name}"
                written = _written(file)
                changed = changed or self._written.setdefault(file, written) != written
                self._written[file] = written
        return changed


def _written(file: str) -> int:
    """When a file was written, in nanoseconds; 0 where there is none."""
    try:
        return os.stat(file).st_mtime_ns  # noqa: PTH116  thirty of them at each keystroke
    except OSError:
        return 0
