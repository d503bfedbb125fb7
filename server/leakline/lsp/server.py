"""Starts the language server; its state is in ``session``, what it does in ``features``."""

from __future__ import annotations

import asyncio
import gc
import logging
import socket
import sys
from contextlib import suppress
from typing import BinaryIO

from leakline.lsp import generated_code
from leakline.lsp.checker.process import Checker
from leakline.lsp.streams import take_standard_streams


def serve_stdio() -> None:
    """Serve one client on standard input and output; raises SystemExit(1) if it went away without ``shutdown``."""
    _configure_logging()
    if code := _serve(*take_standard_streams()):
        raise SystemExit(code)


def serve_tcp(host: str, port: int) -> None:
    """Serve clients on an address, one after the other, until interrupted; port 0 takes a free one."""
    _configure_logging()
    with socket.create_server((host, port)) as listener:
        sys.stderr.write("leakline: listening on {}:{}\n".format(*listener.getsockname()[:2]))
        sys.stderr.flush()
        while True:
            connection, _ = listener.accept()
            with connection, connection.makefile("rb") as incoming, connection.makefile("wb") as outgoing:
                _serve(incoming, outgoing)
                with suppress(OSError):  # the client closed it already
                    connection.shutdown(socket.SHUT_RDWR)  # else closing waits for the thread that reads


def _serve(incoming: BinaryIO, outgoing: BinaryIO) -> int:
    return asyncio.run(_exchange(incoming, outgoing))


async def _exchange(incoming: BinaryIO, outgoing: BinaryIO) -> int:
    checker = Checker()
    await checker.start()  # its imports run beside those that follow
    gc.disable()  # as it stays until the first pause
    code = generated_code.use()
    from leakline.lsp.features import ALL
    from leakline.lsp.session import Session
    from leakline.lsp.transport import exchange

    session = Session(checker, code)
    for feature in ALL:
        feature.register(session)
    try:
        await exchange(session.protocol, incoming, outgoing)
    finally:
        session.close()
        await session.stopped()
    return session.protocol.exit_code


def _configure_logging() -> None:
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s")
