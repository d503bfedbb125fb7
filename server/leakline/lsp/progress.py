"""Progress that the client shows: ``window/workDoneProgress``, at most ten reports a second, cancellable."""

from __future__ import annotations

import asyncio
import time
import uuid
from collections.abc import Callable
from typing import Any, Protocol

from lsprotocol import types

from leakline.ide.progress import Progress

_SECONDS_BETWEEN_REPORTS = 0.1


class Channel(Protocol):
    """What progress needs of the session."""

    def send(self, method: str, params: dict[str, Any]) -> None:
        """Send a notification."""

    def send_request_async(self, method: str, params: Any) -> asyncio.Future[Any]:
        """Send a request."""


class WorkDone:
    """The progress of one piece of work.

    With a token of the client's own it begins at once; otherwise the client is asked to make one, and the work does not
    wait for its answer. A client that has no progress sees nothing.
    """

    def __init__(self, channel: Channel, title: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._channel = channel
        self._title = title
        self._clock = clock
        self._began = False
        self._ended = False
        self._last = Progress("", 0)
        self._sent_at = clock()
        self.token: types.ProgressToken = str(uuid.uuid4())

    def begin_with(self, token: types.ProgressToken) -> None:
        """Use the token that came with the client's request."""
        self.token = token
        self._begin()

    async def create(self) -> None:
        """Ask the client for a place to show progress; begins when it agrees, unless the work has ended by then."""
        params = types.WorkDoneProgressCreateParams(token=self.token)
        await self._channel.send_request_async(types.WINDOW_WORK_DONE_PROGRESS_CREATE, params)
        if not self._ended:
            self._begin()

    def report(self, progress: Progress) -> None:
        """Show how far the work is; a percentage never goes back."""
        self._last = Progress(progress.message, max(self._last.percentage, min(100.0, progress.percentage)))
        if self._began and self._clock() - self._sent_at >= _SECONDS_BETWEEN_REPORTS:
            self._send(self._value("report"))

    def end(self, message: str) -> None:
        """Remove it from the client's display."""
        if self._began and not self._ended:
            self._send({"kind": "end", "message": message})
        self._ended = True

    def _begin(self) -> None:
        self._began = True
        self._send({**self._value("begin"), "title": self._title, "cancellable": True})

    def _value(self, kind: str) -> dict[str, Any]:
        value = {"kind": kind, "percentage": int(self._last.percentage)}
        return {**value, "message": self._last.message} if self._last.message else value

    def _send(self, value: dict[str, Any]) -> None:
        self._sent_at = self._clock()
        self._channel.send(types.PROGRESS, {"token": self.token, "value": value})
