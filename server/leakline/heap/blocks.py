"""The bytes of a snapshot in blocks: read once, handed to the parsing threads while the next block is read."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from typing import Protocol

import numpy as np

from leakline.heap.columns import Bytes
from leakline.heap.errors import SnapshotError

BLOCK = 1 << 21
MOST_BUFFERS = 4

SPACE = b" \n\r\t"

Task = Future[None]


class Source(Protocol):
    """Bytes to be read from the front; ``done`` and ``total`` count the bytes of the file, compressed or not."""

    total: int
    compressed: bool

    @property
    def done(self) -> int:
        """Bytes of the file that have been read."""

    def readinto(self, buffer: memoryview) -> int:
        """Fill the buffer's front, return how many bytes; 0 at the end."""


class Blocks:
    """A window over the source: ``data[position:end]`` is read and not yet used, ``data[0]`` is byte ``base``.

    A buffer is filled again only after every task that was given to :meth:`lend` while it was the window is done.
    """

    def __init__(self, source: Source, progress: Callable[[int, int], None] | None) -> None:
        self._source = source
        self._progress = progress
        self._buffers = 0
        self._free: list[bytearray] = []
        self._lent: deque[tuple[bytearray, list[Task]]] = deque()
        self._tasks: list[Task] = []
        self.data = self._buffer()
        self.view: Bytes = np.frombuffer(self.data, np.uint8)
        self.position = self.end = self.base = 0

    def more(self) -> bool:
        """Read on, keeping what is not used yet; False at the end of the file."""
        rest = self.end - self.position
        if rest >= BLOCK:
            raise SnapshotError(
                f"byte {self.base + self.position}: nothing ends within {BLOCK} bytes: is this a snapshot?"
            )
        buffer = self._buffer()
        buffer[:rest] = self.data[self.position : self.end]
        got = rest
        with memoryview(buffer) as window:
            while got < BLOCK:
                count = self._source.readinto(window[got:BLOCK])
                if count == 0:
                    break
                got += count
        if self._tasks:
            self._lent.append((self.data, self._tasks))
            self._tasks = []
        else:
            self._free.append(self.data)
        self.base += self.position
        self.data, self.position, self.end = buffer, 0, got
        self.view = np.frombuffer(buffer, np.uint8)
        if self._progress is not None:
            self._progress(self._source.done, self._source.total)
        return got > rest

    def lend(self, task: Task) -> None:
        """Keep the present buffer untouched until the task is done."""
        self._tasks.append(task)

    def settle(self) -> None:
        """Wait for all tasks; raises the error of the one that came first in the file."""
        while self._lent:
            self._reclaim()
        tasks, self._tasks = self._tasks, []
        for task in tasks:
            task.result()

    def abandon(self) -> None:
        """Wait until no task runs any more, whatever became of them."""
        for _, tasks in self._lent:
            for task in tasks:
                task.exception()
        for task in self._tasks:
            task.exception()

    def next_byte(self) -> int:
        """The next byte that is no white space, not used up; -1 at the end of the file."""
        while True:
            while self.position < self.end and self.data[self.position] in SPACE:
                self.position += 1
            if self.position < self.end:
                return self.data[self.position]
            if not self.more():
                return -1

    def where(self) -> int:
        """Byte of the file at which the window stands."""
        return self.base + self.position

    def _buffer(self) -> bytearray:
        if not self._free and self._buffers >= MOST_BUFFERS and self._lent:
            self._reclaim()
        if self._free:
            return self._free.pop()
        self._buffers += 1
        return bytearray(BLOCK + 1)

    def _reclaim(self) -> None:
        buffer, tasks = self._lent.popleft()
        try:
            for task in tasks:
                task.result()
        except BaseException:  # also one that a task raised: the others may still be reading this buffer
            self._lent.appendleft((buffer, tasks))
            raise
        self._free.append(buffer)
