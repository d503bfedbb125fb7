"""Where things stand in a JSON text, for messages about them."""

from __future__ import annotations

import json
import re

Key = str | int

PIECE = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+')


def place_of(text: str, path: tuple[Key, ...]) -> tuple[int, int]:
    """Line and column, from one, of what a path of keys and indices leads to in a valid JSON text.

    A key of an object stands for itself and its value. The nearest place is given where the path leads nowhere.
    """
    offsets = _offsets(text)
    offset = next((offsets[path[:depth]] for depth in range(len(path), 0, -1) if path[:depth] in offsets), 0)
    line_start = text.rfind("\n", 0, offset) + 1
    return text.count("\n", 0, offset) + 1, offset - line_start + 1


def _offsets(text: str) -> dict[tuple[Key, ...], int]:
    """The offset of each key and each element of a list, by its path."""
    found: dict[tuple[Key, ...], int] = {}
    path: list[Key] = []
    kinds: list[str] = []
    expects_key = False
    for match in PIECE.finditer(text):
        piece = match[0]
        if piece in "}]":
            kinds.pop()
            path.pop()
            expects_key = False
        elif piece == ",":
            if kinds[-1] == "[":
                path[-1] = int(path[-1]) + 1
            expects_key = kinds[-1] == "{"
        elif piece != ":":
            if expects_key:
                path[-1] = json.loads(piece)
            if expects_key or (kinds and kinds[-1] == "["):
                found[tuple(path)] = match.start()
            expects_key = False
            if piece in "{[":
                kinds.append(piece)
                path.append(0)
                expects_key = piece == "{"
    return found
