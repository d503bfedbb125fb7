"""Ends this process when it needs more memory than it may."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from leakline.ide.errors import InputError
from leakline.lsp.worker.endings import WorkerExit

_INTERVAL_SECONDS = 0.02
_STATUS = Path("/proc/self/statm")


@contextmanager
def limited(limit: int | None) -> Iterator[None]:
    """Watch the resident size from a thread; over ``limit`` bytes the process ends with ``OVER_MEMORY_LIMIT``.

    Raises InputError where the system does not tell the resident size.
    """
    if limit is None:
        yield
        return
    if resident_size() is None:
        raise InputError(f"memoryLimit cannot be watched on {sys.platform}: remove the setting")
    done = threading.Event()
    threading.Thread(target=_watch, args=(limit, done), name="memory", daemon=True).start()
    try:
        yield
    finally:
        done.set()


def resident_size() -> int | None:
    """Bytes of this process in memory now; where the system tells only the highest so far, that; else None."""
    if _STATUS.exists():
        return int(_STATUS.read_bytes().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    if sys.platform == "win32":
        return None
    import resource  # does not exist on Windows

    highest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return highest if sys.platform == "darwin" else highest * 1024


def _watch(limit: int, done: threading.Event) -> None:
    while not done.wait(_INTERVAL_SECONDS):
        if (resident_size() or 0) > limit:
            os._exit(WorkerExit.OVER_MEMORY_LIMIT)
