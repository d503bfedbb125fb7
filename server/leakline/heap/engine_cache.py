"""Where the compiled kernels are kept: a private folder of the user, so that a read-only installation works."""

from __future__ import annotations

import atexit
import os
import shutil
import stat
import sys
import tempfile
from functools import cache
from pathlib import Path


def cache_folder() -> Path:
    """The user's cache folder of leakline (``LEAKLINE_CACHE``, else the platform's); not made yet."""
    if own := os.environ.get("LEAKLINE_CACHE"):
        return Path(own)
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "leakline"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "leakline"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "leakline"


@cache
def kernel_folder() -> Path:
    """The folder of the kernels' machine code, which exists.

    What lies in it is run: a folder that belongs to somebody else, or that others can write to, is not used. Where the
    user's folder cannot be written, a fresh temporary folder serves this process alone.
    """
    folder = cache_folder() / "kernels"
    if is_private(folder):
        return folder
    own = tempfile.mkdtemp(prefix="leakline-kernels-")
    atexit.register(shutil.rmtree, own, ignore_errors=True)
    return Path(own)


def is_private(folder: Path) -> bool:
    """Whether a folder can be written by this user alone; it is made where it is missing."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError:
        return False
    if not hasattr(os, "getuid"):
        return True
    status = folder.stat()
    return status.st_uid == os.getuid() and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
