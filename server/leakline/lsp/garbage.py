"""Collects garbage while nobody waits: with the model of a large file, a collection takes longer than a hover may."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable

SECONDS_OF_QUIET = 0.15
_FEWEST_OBJECTS = 10_000
_MOST_OBJECTS = 1_000_000  # of about 100 bytes each


class Garbage:
    """Python's collector in the server's process: off while messages come, at work in the first pause after them.

    ``is_busy`` says whether a client waits for an answer.
    """

    def __init__(self, is_busy: Callable[[], bool]) -> None:
        self._is_busy = is_busy
        self._later: asyncio.TimerHandle | None = None
        gc.disable()
        gc.freeze()  # what was imported stays, and need not be looked at in each collection

    def put_off(self) -> None:
        """A message came: collect later, or at once where too much is left of what came before."""
        if gc.get_count()[0] > _MOST_OBJECTS:
            gc.collect()
        if self._later is not None:
            self._later.cancel()
        self._later = asyncio.get_running_loop().call_later(SECONDS_OF_QUIET, self._collect)

    def stop(self) -> None:
        """Leave the collector as Python has it."""
        if self._later is not None:
            self._later.cancel()
        gc.unfreeze()
        gc.enable()

    def _collect(self) -> None:
        if self._is_busy():
            self.put_off()
        elif gc.get_count()[0] > _FEWEST_OBJECTS:
            gc.collect()
