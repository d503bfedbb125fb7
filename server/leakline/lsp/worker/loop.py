"""The inside of a process of ours: takes messages from its input, one at a time, and answers.

Ends when its input ends, which it does when the server goes away for whatever reason.
"""

from __future__ import annotations

import os
import queue
import signal
import threading
import traceback
from collections.abc import Callable
from typing import BinaryIO

from leakline.lsp.streams import take_standard_streams
from leakline.lsp.worker import frames
from leakline.lsp.worker.endings import Failed, WorkerExit

IDLE_SECONDS = 0.15

Send = Callable[[object], None]


def serve(
    answer: Callable[[object, Send], object],
    niceness: int = 0,
    prepare: Callable[[Send], None] | None = None,
    idle: Callable[[], object] | None = None,
    answered: Callable[[], object] | None = None,
) -> None:
    """Answer messages until the server is gone; an error in ``answer`` is answered as ``Failed``.

    ``niceness`` leaves the processor to the language server where both want it. ``prepare`` runs before the first
    message is taken. ``answer`` and ``prepare`` may send messages of their own. ``answered`` runs when an answer is on
    its way, ``idle`` when no message came for a moment.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal's Ctrl-C reaches us too; the server decides
    if niceness and hasattr(os, "nice"):
        os.nice(niceness)
    incoming, outgoing = take_standard_streams()
    messages: queue.SimpleQueue[object] = queue.SimpleQueue()
    threading.Thread(target=_receive, args=(incoming, messages), name="server", daemon=True).start()

    def send(message: object) -> None:
        try:
            frames.send(outgoing, message)
        except OSError:
            os._exit(WorkerExit.SERVER_GONE)

    if prepare is not None:
        prepare(send)
    while True:
        send(_answer(answer, _next(messages, idle), send))
        if answered is not None:
            answered()


def _next(messages: queue.SimpleQueue[object], idle: Callable[[], object] | None) -> object:
    if idle is not None:
        try:
            return messages.get(timeout=IDLE_SECONDS)
        except queue.Empty:
            idle()
    return messages.get()


def _answer(answer: Callable[[object, Send], object], message: object, send: Send) -> object:
    try:
        return answer(message, send)
    except MemoryError:
        os._exit(WorkerExit.OUT_OF_MEMORY)
    except Exception as error:  # a defect: the server lives on and says so
        return Failed(f"{type(error).__name__}: {error}", traceback.format_exc())


def _receive(incoming: BinaryIO, messages: queue.SimpleQueue[object]) -> None:
    try:
        while True:
            messages.put(frames.receive(incoming))
    finally:
        os._exit(WorkerExit.SERVER_GONE)  # also in the middle of some work: nobody waits for it
