"""The worker's own process: ``python -m leakline.lsp.worker``. Takes jobs from its input, one at a time, and answers.

Ends when its input ends, which it does when the server goes away for whatever reason.
"""

from __future__ import annotations

import os
import queue
import signal
import threading
import traceback
from typing import BinaryIO

from leakline.ide.errors import InputError
from leakline.ide.progress import Progress
from leakline.lsp.streams import take_standard_streams
from leakline.lsp.worker import frames
from leakline.lsp.worker.comparison import compare, warm_up
from leakline.lsp.worker.memory import limited
from leakline.lsp.worker.messages import Failed, Finished, Job, Refused, Reply, WorkerExit


def main() -> None:
    """Serve jobs until the server is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal's Ctrl-C reaches us too; the server decides
    _step_back()
    incoming, outgoing = take_standard_streams()
    jobs: queue.SimpleQueue[Job] = queue.SimpleQueue()
    threading.Thread(target=_receive, args=(incoming, jobs), name="server", daemon=True).start()
    warm_up(lambda progress: _send(outgoing, progress))
    while True:
        _send(outgoing, _reply(jobs.get(), outgoing))


def _step_back() -> None:
    """Leave the processor to the language server where both want it: hovers come before heaps."""
    if hasattr(os, "nice"):
        os.nice(5)


def _reply(job: Job, outgoing: BinaryIO) -> Reply:
    def report(progress: Progress) -> None:
        _send(outgoing, progress)

    try:
        with limited(job.memory_limit):
            return Finished(compare(job, report))
    except InputError as error:
        return Refused(str(error))
    except MemoryError:
        os._exit(WorkerExit.OUT_OF_MEMORY)
    except Exception as error:  # a defect: the server lives on and says so
        return Failed(f"{type(error).__name__}: {error}", traceback.format_exc())


def _send(outgoing: BinaryIO, reply: Reply) -> None:
    try:
        frames.send(outgoing, reply)
    except OSError:
        os._exit(WorkerExit.SERVER_GONE)


def _receive(incoming: BinaryIO, jobs: queue.SimpleQueue[Job]) -> None:
    try:
        while isinstance(job := frames.receive(incoming), Job):
            jobs.put(job)
    finally:
        os._exit(WorkerExit.SERVER_GONE)  # also in the middle of a comparison: nobody waits for it


if __name__ == "__main__":
    main()
