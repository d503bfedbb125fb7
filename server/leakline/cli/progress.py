"""Progress on a terminal's standard error: one line that is written over and removed at the end."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from leakline.ide.progress import Progress, Report
from leakline.text.escapes import one_line

_ERASE_LINE = "\r\x1b[K"


@contextmanager
def shown() -> Iterator[Report]:
    """Give a function that shows progress on standard error; where that is no terminal, it shows nothing."""
    stream = sys.stderr
    if not stream.isatty():
        yield _silent
        return

    def show(progress: Progress) -> None:
        stream.write(f"{_ERASE_LINE}{progress.percentage:3.0f} %  {one_line(progress.message)}")
        stream.flush()

    try:
        yield show
    finally:
        stream.write(_ERASE_LINE)
        stream.flush()


def _silent(_progress: Progress) -> None:
    """Show nothing."""
