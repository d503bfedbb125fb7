"""What the server and its checkers tell each other; both ends run the same version of this code."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from leakline.ide.check_model import CheckDiagnostic


@dataclass(frozen=True, slots=True)
class CheckText:
    """Check a text that the client has open; ``uri`` names it in later messages."""

    uri: str
    path: Path
    data: bytes


@dataclass(frozen=True, slots=True)
class CheckFile:
    """Check a file as it is on the disk."""

    path: Path


@dataclass(frozen=True, slots=True)
class Forget:
    """A text was closed."""

    uri: str


@dataclass(frozen=True, slots=True)
class WritePages:
    """Write the pages about the rules into a folder."""

    folder: Path


@dataclass(frozen=True, slots=True)
class Checked:
    """The outcome: findings in document order, or why the text was not read.

    ``problem`` is one line about a configuration that cannot be used; the check went on without it. ``left_out`` says
    which rules took too long, and why that is too long.
    """

    diagnostics: tuple[CheckDiagnostic, ...]
    skipped: str | None = None
    problem: str | None = None
    left_out: str | None = None
