"""Names from outside, such as those of files, on one line of a terminal."""

from __future__ import annotations

import re

# C0 and C1, the line ends of Unicode, and what turns the direction of a text around
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def one_line(text: str) -> str:
    """A text with its line ends and control characters as escapes, such as ``\\n``: it can break or hide nothing."""
    return _CONTROL.sub(lambda match: repr(match[0])[1:-1], text)
