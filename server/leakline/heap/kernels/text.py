"""Finding the ends of JSON values and strings, and a text among all strings."""

from __future__ import annotations

import numpy as np

from leakline.heap.columns import Bytes, Columns, Ints, UInts
from leakline.heap.kernels.kernel import inlined, integer, kernel

DEPTH, IN_STRING, ESCAPED, STARTED = 0, 1, 2, 3


@kernel
def skip_value(data: Bytes, start: int, stop: int, state: Ints) -> int:
    """Position behind a JSON value that began in this or an earlier block, -1 if it goes on after this block.

    ``state`` (int64[4]: depth, in a string, after a backslash, begun) is kept between blocks; zeros at first.
    """
    depth, in_string, escaped, started = state[0], state[1], state[2], state[3]
    for p in range(start, stop):
        c = data[p]
        if in_string:
            if escaped:
                escaped = 0
            elif c == 92:
                escaped = 1
            elif c == 34:
                in_string = 0
                if depth == 0:
                    return p + 1
        elif c == 34:
            in_string = 1
            started = 1
        elif c == 91 or c == 123:
            depth += 1
            started = 1
        elif c == 93 or c == 125:
            if depth == 0:
                return p
            depth -= 1
            if depth == 0:
                return p + 1
        elif depth == 0 and (c == 44 or (c <= 32 and started)):
            return p
        elif c > 32:
            started = 1
    state[0], state[1], state[2], state[3] = depth, in_string, escaped, started
    return -1


@kernel
def scan_strings(data: Bytes, start: int, stop: int, base: int, raw: Bytes, ends: Columns, state: Ints) -> int:
    """Copy the contents of a list's strings (still escaped) and note where each ends in ``raw``.

    Returns the position of the closing bracket, -1 if the list goes on, -2 - position for a byte that does not belong
    there. ``state`` (int64[6]) is kept between blocks, zeros at first: the mode (0 a string or the end is next, 1 in a
    string, 2 after a backslash, 3 a comma or the end is next, 4 a string is next); bytes used of ``raw``; strings
    found; the byte of the file (``base`` is that of ``data[0]``) at which the first string's content begins; how many
    bytes are between two contents, -1 where that differs; the byte at which the last content ended.
    """
    mode, used, count, first, gap, last = state[0], state[1], state[2], state[3], state[4], state[5]
    p = start
    result = -1
    while p < stop:
        c = data[p]
        if mode == 1:
            while c != 34 and c != 92:
                raw[used] = c
                used += 1
                p += 1
                if p == stop:
                    break
                c = data[p]
            if p == stop:
                break
            if c == 34:
                ends[count] = used
                count += 1
                last = base + p
                mode = 3
            else:
                raw[used] = c
                used += 1
                mode = 2
        elif mode == 2:
            raw[used] = c
            used += 1
            mode = 1
        elif c == 32 or c == 10 or c == 13 or c == 9:
            pass
        elif c == 34 and mode != 3:
            mode = 1
            if count == 0:
                first = base + p + 1
            elif count == 1:
                gap = base + p + 1 - last
            elif base + p + 1 - last != gap:
                gap = -1
        elif mode == 3 and c == 44:
            mode = 4
        elif c == 93 and mode != 4:
            result = p
            break
        else:
            result = -2 - p
            break
        p += 1
    state[0], state[1], state[2], state[3], state[4], state[5] = mode, used, count, first, gap, last
    return result


@inlined
def unit(raw: Bytes, p: int, stop: int) -> tuple[int, int, int]:
    """UTF-16 unit at p that is no plain ASCII, a second one of its pair or -1, and the position behind."""
    c = integer(raw[p])
    low = integer(-1)
    if c == 92 and p + 1 < stop:
        e = raw[p + 1]
        p += 2
        if e == 117 and p + 4 <= stop:
            c = 0
            for q in range(p, p + 4):
                h = integer(raw[q])
                c = c * 16 + (h - 48 if h < 58 else (h & 31) + 9)
            p += 4
        elif e == 110:
            c = 10
        elif e == 116:
            c = 9
        elif e == 114:
            c = 13
        elif e == 98:
            c = 8
        elif e == 102:
            c = 12
        else:
            c = integer(e)
    elif c < 224 and p + 1 < stop:
        c = ((c & 31) << 6) | (integer(raw[p + 1]) & 63)
        p += 2
    elif c < 240 and p + 2 < stop:
        c = ((c & 15) << 12) | ((integer(raw[p + 1]) & 63) << 6) | (integer(raw[p + 2]) & 63)
        p += 3
    elif p + 3 < stop:
        c = ((c & 7) << 18) | ((integer(raw[p + 1]) & 63) << 12)
        c |= ((integer(raw[p + 2]) & 63) << 6) | (integer(raw[p + 3]) & 63)
        p += 4
        low = 0xDC00 + ((c - 0x10000) & 0x3FF)
        c = 0xD800 + (((c - 0x10000) >> 10) & 0x3FF)
    else:
        p += 1
    return c, low, p


@kernel
def find_text(raw: Bytes, starts: Columns, ends: Columns, units: UInts, prefix: bool, found: Ints) -> int:
    """Indexes of the strings that are this text (or begin with it), given as UTF-16 units; returns how many.

    Stops when ``found`` is full. Escapes and UTF-8 are decoded on the way, so that every spelling is found.
    """
    wanted = units.size
    matches = 0
    for i in range(ends.size):
        start, stop = integer(starts[i]), integer(ends[i])
        # Every unit takes at least one byte of JSON, and six at most.
        if stop - start >= wanted and (prefix or stop - start <= 6 * wanted):
            p = start
            k = 0
            while p < stop and k < wanted:
                c = integer(raw[p])
                low = integer(-1)
                if c < 128 and c != 92:
                    p += 1
                else:
                    c, low, p = unit(raw, p, stop)
                if units[k] != c:
                    break
                k += 1
                if low >= 0:
                    if k < wanted and units[k] != low:
                        k = 0
                        break
                    k += 1
            if k >= wanted and (prefix or (p == stop and k == wanted)):
                found[matches] = i
                matches += 1
                if matches == found.size:
                    return matches
    return matches


@kernel
def hash_strings(raw: Bytes, starts: Columns, ends: Columns, out: Ints) -> None:
    """FNV-1a (64 bits) over every string's UTF-16 units."""
    for i in range(ends.size):
        stop = integer(ends[i])
        mix = np.uint64(14695981039346656037)
        p = integer(starts[i])
        while p < stop:
            c = integer(raw[p])
            low = integer(-1)
            if c < 128 and c != 92:
                p += 1
            else:
                c, low, p = unit(raw, p, stop)
            mix = (mix ^ np.uint64(c)) * np.uint64(1099511628211)
            if low >= 0:
                mix = (mix ^ np.uint64(low)) * np.uint64(1099511628211)
        out[i] = integer(mix)
