"""Text from outside on one line of a terminal: names of files and of what a program made, and lines of source."""

from __future__ import annotations

import re

# C0 and C1, the line ends of Unicode, and what turns the direction of a text around
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_TAB = "\t"
_PICTURES = 0x2400
"""Unicode's Control Pictures: one for each of C0."""


def one_line(text: str) -> str:
    """A text with its line ends and control characters as escapes, such as ``\\n``: it can break or hide nothing."""
    return _CONTROL.sub(lambda match: repr(match[0])[1:-1], text)


def visible(line: str) -> str:
    """A line of source whose control characters, tabs left out, are replaced one by one: columns stay as they are."""
    return _CONTROL.sub(lambda match: _picture(match[0]), line)


def _picture(character: str) -> str:
    if character == _TAB:
        return character
    return chr(_PICTURES + ord(character)) if character < " " else "\N{REPLACEMENT CHARACTER}"
