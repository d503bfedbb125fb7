"""Numbering rows that agree in all columns, in one pass over a hash table."""

from __future__ import annotations

import numpy as np

from leakline.heap.kernels.jit import Ints, Ordinals, kernel

_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)  # 2^64 / golden ratio: spreads neighbouring numbers (Knuth, TAOCP 6.4)
_SHIFT = np.uint64(29)


@kernel
def number_rows(columns: Ints, codes: Ordinals, firsts: Ints) -> int:
    """Number the rows of ``columns`` (int64[columns, rows]) by their values, in the order in which values first occur.

    Writes each row's number to ``codes``, the first row of each number to ``firsts`` (both as long as there are rows),
    and returns how many numbers there are.
    """
    width, rows = columns.shape
    capacity = 16
    while capacity < 2 * rows:
        capacity *= 2
    table = np.full(capacity, -1, np.int32)
    mask = np.uint64(capacity - 1)
    found = 0
    for row in range(rows):
        hash_ = np.uint64(width)
        for column in range(width):
            hash_ = (hash_ ^ np.uint64(columns[column, row])) * _MULTIPLIER
            hash_ ^= hash_ >> _SHIFT
        slot = np.int64(hash_ & mask)
        while True:
            number = table[slot]
            if number < 0:
                table[slot] = found
                firsts[found] = row
                codes[row] = found
                found += 1
                break
            first = firsts[number]
            same = True
            for column in range(width):
                if columns[column, first] != columns[column, row]:
                    same = False
                    break
            if same:
                codes[row] = number
                break
            slot = (slot + 1) & np.int64(mask)
    return found
