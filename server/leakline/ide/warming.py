"""Prepares the heap engine ahead of the first snapshot."""

from __future__ import annotations

from leakline.ide.progress import Progress, Report


def warm_up(report: Report) -> None:
    """Compile the engine's kernels, or load them where this machine has them already."""
    from leakline.heap.warming import warm_up as warm_up_heap

    warm_up_heap(lambda message: report(Progress(message, 0.0)))
