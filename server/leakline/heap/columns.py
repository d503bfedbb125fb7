"""The column types of the heap room."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]
Flags = NDArray[np.bool_]
Ints = NDArray[np.int64]
Columns = NDArray[np.unsignedinteger[Any]]
"""A column whose width, 32 or 64 bits, depends on the snapshot; all of one kernel's call have the same."""
UInts = NDArray[np.uint32]
Ordinals = NDArray[np.int32]
Table = np.ndarray[tuple[int, int], np.dtype[np.int64]]
Cells = np.ndarray[tuple[int, int], np.dtype[np.int32]]
