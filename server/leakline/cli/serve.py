"""Start the language server on standard input and output.

Editors start this themselves. --tcp listens on an address instead, for debugging the server.
"""

from __future__ import annotations

import argparse

from leakline.cli.command import Exit
from leakline.ide.errors import InputError


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``serve``."""
    parser.add_argument("--tcp", metavar="HOST:PORT", help="listen on this address, for debugging")
    parser.add_argument("--stdio", action="store_true", help="the default; editors add it by themselves")


def run(options: argparse.Namespace) -> Exit:
    """Serve until the editor ends the session."""
    from leakline.lsp import server  # other commands need not wait for the protocol's 0.5 s import

    if options.tcp is None:
        server.serve_stdio()
        return Exit.NOTHING
    host, separator, port = options.tcp.rpartition(":")
    if not separator or not port.isdigit() or int(port) > 65535:
        raise InputError(f"--tcp {options.tcp}: expected HOST:PORT, such as 127.0.0.1:9257")
    server.serve_tcp(host or "127.0.0.1", int(port))
    return Exit.NOTHING
