"""The server's hold on its heap worker: starts it, gives it a job, ends it."""

from __future__ import annotations

import logging
import signal
import sys
from collections.abc import Sequence

from leakline.ide.errors import InputError
from leakline.ide.model import Comparison
from leakline.ide.progress import Report
from leakline.lsp.worker.child import Child, ChildEndedError
from leakline.lsp.worker.endings import Failed, WorkerExit
from leakline.lsp.worker.messages import Finished, Job, Refused

log = logging.getLogger(__name__)

# -P: a file of the workspace must never be imported in the place of a library.
COMMAND = (sys.executable, "-P", "-m", "leakline.lsp.worker")


class WorkerError(Exception):
    """The worker could not finish a job; the message says what happened and what to do, in one line."""


class HeapWorker(Child):
    """The process that loads snapshots; cancelling ``compare`` ends it."""

    def __init__(self, command: Sequence[str] = COMMAND) -> None:
        super().__init__(command)

    async def compare(self, job: Job, report: Report) -> Comparison:
        """Run one job; raises InputError for bad input and WorkerError when the worker fails or dies."""
        try:
            return _outcome(await self.ask(job, report))
        except ChildEndedError as ended:
            raise WorkerError(describe_end(ended.code, job.memory_limit)) from None


def describe_end(code: int, memory_limit: int | None) -> str:
    """What the end of a worker means, from its exit code (negative: a signal)."""
    restarted = "it is started again at the next comparison"
    if code == WorkerExit.OVER_MEMORY_LIMIT and memory_limit is not None:
        return (
            f"the comparison needs more memory than leakline.memoryLimit allows ({memory_limit / 1e6:.0f} MB): "
            "raise it or take smaller snapshots"
        )
    if code == WorkerExit.OUT_OF_MEMORY:
        return (
            "the comparison needs more memory than this machine gives: close other programs or take smaller snapshots"
        )
    if code < 0:
        name = signal.Signals(-code).name if -code in set(signal.Signals) else "unknown"
        hint = ", which is how the kernel stops programs when memory runs out" if name == "SIGKILL" else ""
        return f"the heap worker was ended by signal {-code} ({name}){hint}; {restarted}"
    return f"the heap worker ended with exit code {code}; {restarted}"


def _outcome(reply: object) -> Comparison:
    match reply:
        case Finished(comparison):
            return comparison
        case Refused(message):
            raise InputError(message)
        case Failed(summary, traceback):
            log.error("the comparison failed\n%s", traceback)
            raise WorkerError(f"the comparison failed: {' '.join(summary.split())}; please report this")
    raise WorkerError(f"the heap worker answered {type(reply).__name__}")
