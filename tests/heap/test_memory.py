"""What is freed is kept while snapshots are loaded, and given back when they are gone."""

from __future__ import annotations

import subprocess
import sys

ARRAY = 24 << 20

PROGRAM = f"""
import numpy as np
from leakline.heap.memory import give_back_memory, keep_freed_memory, resident_memory
keep_freed_memory()
before = resident_memory()
array = np.ones({ARRAY}, np.uint8)
address = array.ctypes.data
kept = [array]
kept.append(kept)  # a cycle, as a snapshot and its graph are
del array, kept
held = resident_memory() - before
give_back_memory()
print(held, resident_memory() - before)
again = np.ones({ARRAY}, np.uint8)
print(again.ctypes.data - address)
"""


def test_freed_memory_is_kept_until_it_is_given_back() -> None:
    command = [sys.executable, "-c", PROGRAM]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    held, left, moved = map(int, output.split())
    assert held > ARRAY * 3 // 4
    assert left < ARRAY // 4
    assert moved == 0
