"""A worker whose jobs are named after what it shall do; speaks the real worker's frames."""

from __future__ import annotations

import os
import signal
import threading

from leakline.ide.errors import InputError
from leakline.ide.model import Comparison
from leakline.ide.progress import Progress
from leakline.lsp.streams import take_standard_streams
from leakline.lsp.worker import frames
from leakline.lsp.worker.endings import Failed, WorkerExit
from leakline.lsp.worker.messages import Finished, Job, Refused


def main() -> None:
    """Answer jobs until the input ends."""
    incoming, outgoing = take_standard_streams()
    while isinstance(job := frames.receive(incoming), Job):
        match [path.name for path in job.snapshots]:
            case ["finish"]:
                frames.send(outgoing, Progress("half", 50))
                frames.send(outgoing, Finished(Comparison((), (), (str(os.getpid()),))))
            case ["refuse"]:
                frames.send(outgoing, Refused(str(InputError("a: not a heap snapshot; take it again"))))
            case ["fail"]:
                frames.send(outgoing, Failed("ValueError: two\nlines", "Traceback ..."))
            case ["wait"]:
                frames.send(outgoing, Progress(str(os.getpid()), 10))
                threading.Event().wait()
            case ["signal", number]:
                os.kill(os.getpid(), signal.Signals[number])
            case ["exit", code]:
                os._exit(int(code))
            case ["cut"]:
                outgoing.write(frames.packed(Finished(Comparison((), (), ())))[:-1])
                outgoing.flush()
                os._exit(WorkerExit.SERVER_GONE)
            case ["nonsense"]:
                frames.send(outgoing, {"comparison": None})


if __name__ == "__main__":
    main()
