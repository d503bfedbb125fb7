"""Moves messages between a pair of byte streams and the protocol.

pygls reads in its thread pool, where two long handlers silence the connection and a running thread keeps the process
alive after the client has gone, and it takes every nested object that has a ``jsonrpc`` key for a message. Here a
daemon thread reads, and only the outermost object is a message.
"""

from __future__ import annotations

import asyncio
import json
import logging
import threading
from collections.abc import Callable
from typing import Any, BinaryIO

from leakline.lsp.garbage import Garbage
from leakline.lsp.protocol import LeaklineProtocol

log = logging.getLogger(__name__)


class Writer:
    """The outgoing stream as pygls wants it; a client that has gone away ends the session instead of raising."""

    def __init__(self, stream: BinaryIO, lost: Callable[[], None]) -> None:
        self._stream = stream
        self._lost = lost

    def write(self, data: bytes) -> None:
        """Send bytes at once."""
        try:
            self._stream.write(data)
            self._stream.flush()
        except (OSError, ValueError):
            self._lost()

    def close(self) -> None:
        """Do nothing: who opened the stream closes it."""


async def exchange(protocol: LeaklineProtocol, incoming: BinaryIO, outgoing: BinaryIO) -> None:
    """Handle messages until the client says ``exit`` or goes away."""
    loop = asyncio.get_running_loop()
    bodies: asyncio.Queue[bytes | None] = asyncio.Queue()

    def hand_over(body: bytes | None) -> None:
        try:
            loop.call_soon_threadsafe(bodies.put_nowait, body)
        except RuntimeError:  # the loop is closed: the session is over
            return

    protocol.set_writer(Writer(outgoing, lambda: bodies.put_nowait(None)))
    protocol.ended = lambda: bodies.put_nowait(None)
    threading.Thread(target=_read_all, args=(incoming, hand_over), name="client", daemon=True).start()
    garbage = Garbage(lambda: protocol.is_busy)
    try:
        while (body := await bodies.get()) is not None:
            garbage.put_off()
            receive(protocol, body)
    finally:
        garbage.stop()


def receive(protocol: LeaklineProtocol, body: bytes) -> None:
    """Handle one message; one that cannot be understood is answered with an error if it asks for an answer."""
    try:
        message = json.loads(body)
    except ValueError as error:
        log.warning("a message is not JSON: %s", error)
        return
    if not isinstance(message, dict) or message.get("jsonrpc") != "2.0":
        log.warning("a message is not JSON-RPC 2.0: %.200r", body)
        return
    if not protocol.is_open_for(message):
        return
    try:
        structured: Any = protocol.structure_message(message)
    except Exception as error:  # pygls and cattrs raise many kinds
        protocol.refuse(message, f"the parameters of {message.get('method')} cannot be read: {error}")
        return
    protocol.handle_message(structured)


def read_message(stream: BinaryIO) -> bytes | None:
    """Read one message's body; None at the end of the stream, also in the middle of a message."""
    length: int | None = None
    while line := stream.readline():
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-length" and value.strip().isdigit():
            length = int(value)
        elif not line.strip() and length is not None:
            body = stream.read(length)
            return body if len(body) == length else None
    return None


def _read_all(stream: BinaryIO, hand_over: Callable[[bytes | None], None]) -> None:
    try:
        while (body := read_message(stream)) is not None:
            hand_over(body)
    except (OSError, ValueError) as error:
        log.warning("the connection broke: %s", error)
    finally:
        hand_over(None)
