"""Where the compiled kernels are kept: a private folder of the user, so that a read-only installation works."""

from __future__ import annotations

import os
import stat
import sys
import tempfile
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


def use_private_folder() -> Path:
    """Point numba at the folder of compiled kernels; has to run before numba is imported, and says which it is.

    numba loads what lies in its cache as code: a folder that belongs to somebody else, or that others can write to, is
    not used. Where the user's folder cannot be written, a fresh temporary folder serves this process alone.
    """
    if chosen := os.environ.get("NUMBA_CACHE_DIR"):
        return Path(chosen)
    folder = cache_folder() / "kernels"
    if not _private(folder):
        folder = Path(tempfile.mkdtemp(prefix="leakline-kernels-"))
    os.environ["NUMBA_CACHE_DIR"] = str(folder)
    return folder


def _private(folder: Path) -> bool:
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
