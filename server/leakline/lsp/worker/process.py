"""The server's hold on its heap worker: starts it, gives it a job, ends it."""

from __future__ import annotations

import asyncio
import logging
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress

from leakline.ide.errors import InputError
from leakline.ide.model import Comparison
from leakline.ide.progress import Progress, Report
from leakline.lsp.worker import frames
from leakline.lsp.worker.messages import Failed, Finished, Job, Refused, WorkerExit

log = logging.getLogger(__name__)

# -P: a file of the workspace must never be imported in the place of a library.
COMMAND = (sys.executable, "-P", "-m", "leakline.lsp.worker")


class WorkerError(Exception):
    """The worker could not finish a job; the message says what happened and what to do, in one line."""


class HeapWorker:
    """One worker process at a time, started when needed and again after it ended.

    Cancelling ``compare`` ends the process: loading a snapshot cannot be interrupted in any other way.
    """

    def __init__(self, command: Sequence[str] = COMMAND) -> None:
        self._command = tuple(command)
        self._process: asyncio.subprocess.Process | None = None
        self._starting = asyncio.Lock()
        self._ending: set[asyncio.Task[None]] = set()

    @property
    def pid(self) -> int | None:
        """Process id of the living worker."""
        return self._process.pid if self._process and self._process.returncode is None else None

    async def start(self) -> asyncio.subprocess.Process:
        """Make sure that a worker runs, so that the first job need not wait for its imports."""
        async with self._starting:
            if self._process is not None and self._process.returncode is not None:
                self._forget(self._process)
            if self._process is None:
                self._process = await asyncio.create_subprocess_exec(
                    *self._command, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
                )
            return self._process

    async def compare(self, job: Job, report: Report) -> Comparison:
        """Run one job; raises InputError for bad input and WorkerError when the worker fails or dies."""
        process = await self.start()
        assert process.stdin is not None
        assert process.stdout is not None
        idle = False
        try:
            process.stdin.write(frames.packed(job))
            while True:
                reply = await frames.receive_async(process.stdout)
                if isinstance(reply, Progress):
                    report(reply)
                    continue
                idle = True
                return _outcome(reply)
        except (EOFError, ConnectionError):
            raise WorkerError(describe_end(await process.wait(), job.memory_limit)) from None
        finally:
            if not idle:
                self._forget(process)

    def stop(self) -> None:
        """End the worker at once; what it was doing fails or was cancelled."""
        if self._process is not None:
            self._forget(self._process)

    async def stopped(self) -> None:
        """End the worker and wait until nothing is left of it."""
        self.stop()
        await asyncio.gather(*self._ending)

    def _forget(self, process: asyncio.subprocess.Process) -> None:
        if process.returncode is None:
            with suppress(ProcessLookupError):
                process.kill()
        if self._process is process:
            self._process = None
            task = asyncio.ensure_future(_reap(process))
            self._ending.add(task)
            task.add_done_callback(self._ending.discard)


async def _reap(process: asyncio.subprocess.Process) -> None:
    """Wait for the end of a killed process and of its pipes."""
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.close()
    await process.wait()
    with suppress(ConnectionError):
        await process.stdin.wait_closed()
    await process.stdout.read()


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
