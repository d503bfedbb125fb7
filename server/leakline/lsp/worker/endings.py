"""How a process of ours says that its work came to nothing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class WorkerExit(IntEnum):
    """Exit codes by which the worker says why it ended itself."""

    SERVER_GONE = 0
    OVER_MEMORY_LIMIT = 77
    OUT_OF_MEMORY = 78


@dataclass(frozen=True, slots=True)
class Failed:
    """A defect of ours: the exception in one line, and its traceback for the log."""

    summary: str
    traceback: str
