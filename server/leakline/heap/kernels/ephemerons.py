"""Recognising the names of WeakMap pairs among all strings."""

from __future__ import annotations

import numpy as np

from leakline.heap.columns import Bytes, Columns, Ints
from leakline.heap.kernels.kernel import inlined, integer, kernel


@inlined
def _at(raw: Bytes, p: int, stop: int, text: Bytes) -> bool:
    if p + text.size > stop:
        return False
    for i in range(text.size):  # noqa: SIM110 (numba)
        if raw[p + i] != text[i]:
            return False
    return True


@inlined
def _after_id(raw: Bytes, p: int, stop: int, text: Bytes) -> int:
    """Position behind the first `` @digits)`` that ``text`` follows, from p on; -1 if there is none or a line ends."""
    while p < stop:
        c = raw[p]
        if c == 10 or c == 13:
            return -1
        if c == 92 and p + 1 < stop:
            e = raw[p + 1]
            if e == 110 or e == 114:
                return -1
            unicode = e == 117 and p + 5 < stop and raw[p + 2] == 50 and raw[p + 3] == 48 and raw[p + 4] == 50
            if unicode and (raw[p + 5] == 56 or raw[p + 5] == 57):
                return -1
            p += 2
            continue
        if c == 0xE2 and p + 2 < stop and raw[p + 1] == 0x80 and (raw[p + 2] == 0xA8 or raw[p + 2] == 0xA9):
            return -1
        if c == 32 and p + 2 < stop and raw[p + 1] == 64:
            q = p + 2
            while q < stop and 48 <= raw[q] <= 57:
                q += 1
            if q > p + 2 and q < stop and raw[q] == 41 and _at(raw, q + 1, stop, text):
                return q + 1 + text.size
        p += 1
    return -1


@kernel
def match_ephemerons(
    raw: Bytes,
    starts: Columns,
    ends: Columns,
    key: Bytes,
    value: Bytes,
    pair: Bytes,
    names: Ints,
    tables: Ints,
    hashes: Ints,
) -> int:
    """Note each matching string's index, table id and a hash of what follows its number; returns how many match.

    ``key``, ``value`` and ``pair`` are the words before the key, the value and the table.
    When there are more than fit, the rest is only counted. (FNV-1a, 64 bits, over the bytes as they are in the file.)
    """
    count = 0
    for i in range(ends.size):
        start, stop = integer(starts[i]), integer(ends[i])
        if stop - start > 60 and 48 <= raw[start] <= 57:
            p = start
            while p < stop and 48 <= raw[p] <= 57:
                p += 1
            body = p
            if _at(raw, p, stop, key):
                p = _after_id(raw, p + key.size, stop, value)
                if p >= 0:
                    p = _after_id(raw, p, stop, pair)
                if p >= 0:
                    table = integer(0)
                    digits = 0
                    while p < stop and 48 <= raw[p] <= 57 and digits < 18:
                        table = table * 10 + integer(raw[p]) - 48
                        digits += 1
                        p += 1
                    if digits > 0 and p + 1 == stop and raw[p] == 41:
                        if count < names.size:
                            mix = np.uint64(14695981039346656037)
                            for q in range(body, stop):
                                mix = (mix ^ np.uint64(raw[q])) * np.uint64(1099511628211)
                            names[count] = i
                            tables[count] = table
                            hashes[count] = integer(mix)
                        count += 1
    return count
