"""One snapshot as a whole, for ``leakline stats``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from leakline.ide.comparing import load_errors
from leakline.ide.progress import Progress, Report

if TYPE_CHECKING:
    from leakline.heap.statistics import ClassRow, NodeRow, SnapshotStatistics

__all__ = ["ClassRow", "NodeRow", "SnapshotStatistics", "snapshot_statistics"]


def snapshot_statistics(
    path: Path, *, top: int, memory_limit: int | None, cache: bool, report: Report
) -> SnapshotStatistics:
    """Counts, the class table and the largest nodes; raises InputError for what cannot be read as a snapshot."""
    from leakline.heap.statistics import measure

    def loaded(done: int, size: int) -> None:
        report(Progress(f"loading {path.name}", 90.0 * done / max(1, size)))

    with load_errors(path):
        return measure(path, top=top, progress=loaded, memory_limit=memory_limit, cache=cache)
