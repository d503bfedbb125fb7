"""Messages on a pipe: eight bytes of length, big end first, then a pickle.

Pickle suits: both ends are this program, started by itself, and nobody else can write to the pipe.
"""

from __future__ import annotations

import asyncio
import pickle
import struct
from typing import BinaryIO

_LENGTH = struct.Struct(">Q")


def packed(message: object) -> bytes:
    """A message as it goes over the pipe."""
    body = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    return _LENGTH.pack(len(body)) + body


def send(stream: BinaryIO, message: object) -> None:
    """Write one message; raises OSError when the other end is gone."""
    stream.write(packed(message))
    stream.flush()


def receive(stream: BinaryIO) -> object:
    """Read one message; raises EOFError when the other end is gone."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    (length,) = _LENGTH.unpack(head)
    body = stream.read(length)
    if len(body) < length:
        raise EOFError
    return pickle.loads(body)  # noqa: S301  see the module's docstring


async def receive_async(stream: asyncio.StreamReader) -> object:
    """Read one message; raises EOFError (``asyncio.IncompleteReadError``) when the other end is gone."""
    (length,) = _LENGTH.unpack(await stream.readexactly(_LENGTH.size))
    return pickle.loads(await stream.readexactly(length))  # noqa: S301  see the module's docstring
