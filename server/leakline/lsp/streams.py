"""Standard input and output kept for a protocol alone: what anything else prints goes to standard error."""

from __future__ import annotations

import os
import sys
from typing import BinaryIO


def take_standard_streams() -> tuple[BinaryIO, BinaryIO]:
    """Take descriptors 0 and 1 away from the process; returns private copies of them.

    Afterwards standard input is empty and standard output is standard error, for ``print`` as for native code and child
    processes. Call once, before anything reads or writes.
    """
    sys.stdout.flush()
    incoming = os.fdopen(os.dup(0), "rb")
    outgoing = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    return incoming, outgoing
