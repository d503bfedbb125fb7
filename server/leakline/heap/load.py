"""The way in: from a path or bytes to a snapshot."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from pathlib import Path

from leakline.heap.analysis import Analysis
from leakline.heap.column_cache import Entry, entry_of, open_entry, store_entry
from leakline.heap.errors import SnapshotError, SnapshotTooLarge
from leakline.heap.memory import check_memory, estimate_columns, keep_freed_memory
from leakline.heap.meta import Meta
from leakline.heap.parts import Parts, parts_of
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
    """Load a ``.heapsnapshot`` or ``.heaptimeline``, also compressed by gzip.

    ``progress`` is called with bytes read and bytes in all, on this thread; what it raises ends the loading.
    ``memory_limit`` is the most bytes that this process may come to hold. With ``cache`` the columns of a large file
    are kept in the user's cache folder once they are analysed, and taken from there the next time.
    Raises SnapshotError with one line for everything that cannot be loaded, SnapshotTooLarge for what would not fit.
    """
    keep_freed_memory()
    path = None if isinstance(source, bytes) else os.fspath(source)
    entry = entry_of(Path(path)) if cache and path is not None else None
    if entry is not None and (kept := open_entry(entry)) is not None:
        size = Path(entry.source).stat().st_size
        if progress is not None:
            progress(size, size)
        return Snapshot(kept[0], path, size, analysis=kept[1])
    try:
        with opened(source) as stream:

            def admit(meta: Meta) -> None:
                strings = 0 if stream.compressed else stream.total // 10
                check_memory(estimate_columns(meta.node_count, meta.edge_count) + strings, memory_limit)

            parts = parts_of(read_sections(stream, progress, admit))
            return Snapshot(parts, path, stream.total, analysed=_keeper(entry, parts))
    except SnapshotError as error:
        if path is not None and path not in str(error):
            raise type(error)(f"{path}: {error}") from error
        raise
    except MemoryError as error:
        raise SnapshotTooLarge(f"{path or 'the snapshot'}: there is not enough memory to load it") from error


def _keeper(entry: Entry | None, parts: Parts) -> Callable[[Analysis], None] | None:
    """What keeps the columns once they are analysed, on a thread of its own that the process waits for when it ends."""
    if entry is None:
        return None
    return lambda analysis: threading.Thread(target=store_entry, args=(entry, parts, analysis)).start()
