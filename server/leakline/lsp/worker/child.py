"""A process of ours that answers one message at a time: started when needed, ended when it must not go on."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress

from leakline.ide.progress import Progress
from leakline.lsp.worker import frames


class ChildEndedError(Exception):
    """The process ended in the middle of its work; ``code`` is its exit code, negative for a signal."""

    def __init__(self, code: int) -> None:
        super().__init__(f"ended with {code}")
        self.code = code


class Child:
    """One process at a time, started when needed and again after it ended.

    Cancelling ``ask`` ends the process: what it does cannot be interrupted in any other way.
    """

    def __init__(self, command: Sequence[str]) -> None:
        self._command = tuple(command)
        self._process: asyncio.subprocess.Process | None = None
        self._starting = asyncio.Lock()
        self._ending: set[asyncio.Task[None]] = set()

    @property
    def pid(self) -> int | None:
        """Process id of the living process."""
        return self._process.pid if self._process and self._process.returncode is None else None

    async def start(self) -> asyncio.subprocess.Process:
        """Make sure that the process runs, so that the first message need not wait for its imports."""
        async with self._starting:
            if self._process is not None and self._process.returncode is not None:
                self._forget(self._process)
            if self._process is None:
                self._process = await asyncio.create_subprocess_exec(
                    *self._command, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
                )
            return self._process

    async def ask(self, message: object, report: Callable[[Progress], None] = lambda _: None) -> object:
        """Send one message and wait for its answer; raises ChildEndedError when the process ends instead."""
        process = await self.start()
        assert process.stdin is not None
        assert process.stdout is not None
        idle = False
        try:
            process.stdin.write(frames.packed(message))
            while True:
                reply = await frames.receive_async(process.stdout)
                if isinstance(reply, Progress):
                    report(reply)
                    continue
                idle = True
                return reply
        except (EOFError, ConnectionError):
            raise ChildEndedError(await process.wait()) from None
        finally:
            if not idle:
                self._forget(process)

    def stop(self) -> None:
        """End the process at once; what it was doing fails or was cancelled."""
        if self._process is not None:
            self._forget(self._process)

    async def stopped(self) -> None:
        """End the process and wait until nothing is left of it."""
        self.stop()
        await asyncio.gather(*self._ending)

    def _forget(self, process: asyncio.subprocess.Process) -> None:
        if self._process is not process:  # ended before; to ask for it again could take its exit code from asyncio
            return
        self._process = None
        if process.returncode is None:
            with suppress(ProcessLookupError):
                process.kill()
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
