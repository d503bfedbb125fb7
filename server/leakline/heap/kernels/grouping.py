"""Numbering rows that agree in all columns, in one pass over a hash table."""

from __future__ import annotations

import numpy as np

from leakline.heap.columns import Ints, Ordinals, Table
from leakline.heap.kernels.kernel import kernel

_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)  # 2^64 / golden ratio: spreads neighbouring numbers (Knuth, TAOCP 6.4)
_SHIFT = np.uint64(29)


@kernel
def number_rows(columns: Table, table: Ordinals, codes: Ordinals, firsts: Ints) -> int:
    """Number the rows of ``columns`` (int64[columns, rows]) by their values, in the order in which values first occur.

    Writes each row's number to ``codes``, the first row of each number to ``firsts`` (both as long as there are rows),
    and returns how many numbers there are. ``table`` is a power of two of -1, more than there are rows.
    """
    width, rows = columns.shape
    mask = np.uint64(table.size - 1)
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
