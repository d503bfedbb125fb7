"""The kernels do not leave their arrays: the tests of this room run once more with numba's bounds checks on."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOM = Path(__file__).parent
CHECKED = tuple(f"test_{name}.py" for name in ("analysis", "classes", "hostile", "paths", "snapshot", "timeline"))


def test_no_kernel_leaves_its_arrays() -> None:
    environment = os.environ | {
        "NUMBA_BOUNDSCHECK": "1",
        "LEAKLINE_FUZZ": "500",
        "LEAKLINE_FUZZ_FIRST": "1000000",
    }
    command = [sys.executable, "-m", "pytest", "-q", "-x", *(str(ROOM / name) for name in CHECKED)]
    run = subprocess.run(command, env=environment, cwd=ROOM.parents[1], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout[-4000:] + run.stderr[-2000:]


def test_bounds_checks_would_be_seen() -> None:
    program = (
        "import numpy as np\n"
        "from leakline.heap.kernels.rows import reverse_edges\n"
        "one = np.array([7], np.uint32)\n"
        "reverse_edges(one, np.zeros(3, np.uint32), np.zeros(1, np.uint32))\n"
    )
    environment = os.environ | {"NUMBA_BOUNDSCHECK": "1"}
    run = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=False)
    assert "IndexError" in run.stderr
