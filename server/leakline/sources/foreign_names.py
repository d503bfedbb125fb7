"""File names and URLs that a heap or a source map brought along: whatever they are, asking about them never raises."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit


def is_file(path: Path) -> bool:
    """Whether there is such a file; a name that no file can have, such as one of 300 letters, is none."""
    try:
        return path.is_file()
    except OSError:
        return False


def path_in(url: str) -> str:
    """The path in a URL, decoded; empty for what is no URL, such as ``webpack://[``."""
    try:
        return unquote(urlsplit(url).path)
    except ValueError:
        return ""
