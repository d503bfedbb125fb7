"""Globs as ``.gitignore`` and ``leakline.json`` have them: ``*``, ``**``, ``?`` and ``[...]`` over paths with ``/``."""

from __future__ import annotations

import re
from functools import lru_cache


@lru_cache(maxsize=4096)
def glob_expression(glob: str) -> re.Pattern[str]:
    """A glob of ``leakline.json`` as an expression over a path below its folder.

    One without a slash matches at any depth; one that ends with a slash, all below a folder.
    """
    text = glob.removeprefix("./")
    anchored = "/" in text.rstrip("/")
    return path_expression(text.lstrip("/") + ("**" if text.endswith("/") else ""), anchored=anchored)


def path_expression(pattern: str, *, anchored: bool) -> re.Pattern[str]:
    """A pattern as an expression over a path below a folder; one that is not ``anchored`` matches at any depth."""
    out = "" if anchored else r"(?:.*/)?"
    index = 0
    while index < len(pattern):
        if pattern.startswith("**/", index):
            out, index = out + r"(?:.*/)?", index + 3
        elif pattern.startswith("**", index):
            out, index = out + ".*", index + 2
        elif pattern[index] == "*":
            out, index = out + "[^/]*", index + 1
        elif pattern[index] == "?":
            out, index = out + "[^/]", index + 1
        elif pattern[index] == "[" and "]" in pattern[index + 2 :]:
            end = pattern.index("]", index + 2)
            inner = pattern[index + 1 : end].replace("\\", r"\\")
            out, index = out + f"[{'^' + inner[1:] if inner[:1] == '!' else inner}]", end + 1
        else:
            out, index = out + re.escape(pattern[index]), index + 1
    try:
        return re.compile(out + r"\Z")
    except re.error:
        return re.compile(re.escape(pattern) + r"\Z")
