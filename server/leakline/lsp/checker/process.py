"""The server's hold on a checker: asks it, and ends it when a text takes too long."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Sequence
from pathlib import Path

from leakline.lsp.checker.messages import Checked, CheckFile, CheckText, Forget, WritePages
from leakline.lsp.worker.child import Child, ChildEndedError
from leakline.lsp.worker.endings import Failed

log = logging.getLogger(__name__)

# -P: a file of the workspace must never be imported in the place of a library.
COMMAND = (sys.executable, "-P", "-m", "leakline.lsp.checker")
SECONDS_PER_TEXT = 30.0


class Checker(Child):
    """One checking process; its messages are answered one after the other, each within ``seconds``."""

    def __init__(self, command: Sequence[str] = COMMAND, seconds: float = SECONDS_PER_TEXT) -> None:
        super().__init__(command)
        self.seconds = seconds
        self._turn = asyncio.Lock()

    async def check(self, message: CheckText | CheckFile) -> Checked:
        """The findings of a text; one that cannot be checked is skipped, with the reason."""
        async with self._turn:
            return await self._check(message)

    async def forget(self, uri: str) -> None:
        """Let go of a closed text."""
        async with self._turn:
            if self.pid is not None:
                await self._check(Forget(uri))

    async def write_pages(self, folder: Path) -> None:
        """Write the pages about the rules into a folder."""
        async with self._turn:
            await self._check(WritePages(folder))

    async def idle(self) -> None:
        """Wait until everything is answered that was asked before."""
        async with self._turn:
            return

    async def _check(self, message: object) -> Checked:
        try:
            reply = await asyncio.wait_for(self.ask(message), self.seconds)
        except TimeoutError:
            return Checked((), f"checking it takes more than {self.seconds:.0f} seconds")
        except ChildEndedError as ended:
            return Checked((), f"the checker ended with exit code {ended.code}")
        if isinstance(reply, Failed):
            log.error("a check failed\n%s", reply.traceback)
            return Checked((), f"the check failed: {' '.join(reply.summary.split())}; please report this")
        assert isinstance(reply, Checked)
        return reply
