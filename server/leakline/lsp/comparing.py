"""At most one comparison at a time: a newer one takes the place of one that runs."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from pygls.exceptions import JsonRpcRequestCancelled

from leakline.ide.model import Comparison
from leakline.ide.progress import Report
from leakline.lsp.worker.messages import Job
from leakline.lsp.worker.process import HeapWorker

SUPERSEDED = "superseded by a newer comparison"
CANCELLED = "the comparison was cancelled"


class Comparing:
    """Runs comparisons in the worker; ``restart`` is called when one was ended, to have a worker ready again."""

    def __init__(self, worker: HeapWorker, restart: Callable[[], None]) -> None:
        self._worker = worker
        self._restart = restart
        self._task: asyncio.Task[object] | None = None
        self._reasons: dict[asyncio.Task[object], str] = {}

    async def run(self, job: Job, report: Report) -> Comparison:
        """Compare; raises JsonRpcRequestCancelled when cancelled or superseded, else as ``HeapWorker.compare``."""
        self.cancel(SUPERSEDED)
        task = asyncio.current_task()
        assert task is not None
        self._task = task
        try:
            return await self._worker.compare(job, report)
        except asyncio.CancelledError:
            if task not in self._reasons:  # $/cancelRequest, or the end of the session
                self._restart()
                raise
            raise JsonRpcRequestCancelled(self._reasons[task]) from None
        finally:
            self._reasons.pop(task, None)
            if self._task is task:
                self._task = None

    def cancel(self, reason: str = CANCELLED) -> None:
        """End the comparison that runs, if one does."""
        if self._task is None:
            return
        self._reasons[self._task] = reason
        self._task.cancel()
        self._task = None
        self._worker.stop()
        if reason is not SUPERSEDED:
            self._restart()
