"""Edges that are alive only together: from a WeakMap's key, and from its table, to the value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from leakline.heap.columns import Ints, Ordinals
from leakline.heap.kernels.ephemerons import match_ephemerons

if TYPE_CHECKING:
    from leakline.heap.strings import Strings

KEY, VALUE, PAIR = b" / part of key (", b" -> value (", b" pair in WeakMap (table @"


@dataclass(frozen=True, slots=True)
class Ephemerons:
    """The edge names that tell a WeakMap's pairs, as V8 has written them since 8.4.

    ``of_name`` (int32[strings]) is the number of the name in the other columns, -1 for all other strings. ``tables``
    (int64) is the node id of the WeakMap's table; ``pairs`` (int32) is the same number for the two names of one pair.
    """

    of_name: Ordinals
    tables: Ints
    pairs: Ordinals


def find_ephemerons(strings: Strings) -> Ephemerons:
    """Recognise the names by DevTools' pattern.

    ``^\\d+( / part of key \\(.*? @\\d+\\) -> value \\(.*? @\\d+\\) pair in WeakMap \\(table @(\\d+)\\))$``, whose dot
    matches no line end; the two edges of a pair agree in all but the leading number.
    """
    of_name = np.full(len(strings) + 1, -1, np.int32)
    key, value, pair = (np.frombuffer(bytearray(word), np.uint8) for word in (KEY, VALUE, PAIR))
    room = 1 << 10
    while True:
        names = np.empty(room, np.int64)
        tables = np.empty(room, np.int64)
        hashes = np.empty(room, np.int64)
        count = int(
            match_ephemerons(strings.raw, strings.starts, strings.ends, key, value, pair, names, tables, hashes)
        )
        if count <= room:
            break
        room = count
    of_name[names[:count]] = np.arange(count)
    pairs = np.unique(hashes[:count], return_inverse=True)[1].astype(np.int32)
    return Ephemerons(of_name, tables[:count].copy(), pairs)
