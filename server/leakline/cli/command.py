"""What each command module offers, and what its outcome means to a shell."""

from __future__ import annotations

import argparse
from enum import IntEnum
from typing import Protocol


class Exit(IntEnum):
    """Exit codes of every command."""

    NOTHING = 0
    SOMETHING = 1
    UNUSABLE = 2
    INTERRUPTED = 130


class Command(Protocol):
    """A module of this folder: its name is the command's, its docstring the help."""

    __doc__: str | None
    __name__: str

    def configure(self, parser: argparse.ArgumentParser) -> None:
        """Add the command's arguments."""

    def run(self, options: argparse.Namespace) -> Exit:
        """Do the work and write the outcome to standard output."""
