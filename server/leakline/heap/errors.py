"""The exceptions of the heap room; importing them costs nothing."""

from __future__ import annotations


class SnapshotError(Exception):
    """A snapshot cannot be read: one line that says what is wrong, at which byte, and what to do."""


class SnapshotTooLarge(SnapshotError):  # noqa: N818 (it says what the snapshot is)
    """A snapshot would need more memory than the limit or the machine allows; raised before it is loaded."""


class EngineError(SnapshotError):
    """No snapshot can be read, as the engine's machine code cannot be made or loaded; one line that says why."""
