"""The tree of allocation stacks of a ``.heaptimeline``: nested lists to columns."""

from __future__ import annotations

import numpy as np

from leakline.heap.columns import Bytes, Ints, Ordinals
from leakline.heap.kernels.kernel import kernel

FIELDS = 4


@kernel
def parse_tree(data: Bytes, rows: Ints, parents: Ordinals) -> int:
    """Flatten ``[id, function info, count, size, [children...]]`` into ``rows`` (FIELDS numbers a row) and parents.

    ``data`` is the whole list. Returns how many rows there are, or -1 - position for a byte that does not belong there.
    """
    count = 0
    field = 0
    depth = 0
    parent = np.int32(-1)
    value = np.int64(-1)
    for p in range(data.size):
        c = data[p]
        if 48 <= c <= 57:
            if depth == 0 or field >= FIELDS or value > 1 << 53:
                return -1 - p
            value = (0 if value < 0 else value * 10) + np.int64(c) - 48
            continue
        if value >= 0:
            if field == 0:
                if count == parents.size:
                    return -1 - p
                parents[count] = parent
                count += 1
            rows[(count - 1) * FIELDS + field] = value
            field += 1
            value = np.int64(-1)
        if c == 44:
            if field > FIELDS:
                field = 0
        elif c == 91:
            if depth > 0:
                if field != FIELDS:
                    return -1 - p
                parent = np.int32(count - 1)
            depth += 1
            field = 0
        elif c == 93:
            depth -= 1
            if depth < 0 or (field != 0 and field <= FIELDS):
                return -1 - p
            if depth > 0:
                parent = parents[parent]
            # The list of children was the last thing of its node: a comma and another node may follow.
            field = FIELDS + 1
        elif c != 32 and c != 10 and c != 13 and c != 9:
            return -1 - p
    return count if depth == 0 else -1 - data.size
