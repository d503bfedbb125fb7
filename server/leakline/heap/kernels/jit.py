"""The one way in which kernels are compiled: cached on disk, without holding the interpreter's lock."""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import Any, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from leakline.heap.engine_cache import use_private_folder

use_private_folder()

# numba makes 300,000 objects that live as long as the process: while it does the collector has nothing to find, and
# later it need not look at them again (that shortens the start, every collection, and the end of the process).
_collects = gc.isenabled()
gc.disable()

import numba  # noqa: E402  (the cache folder has to be known first)

Function = TypeVar("Function", bound=Callable[..., Any])

Bytes = NDArray[np.uint8]
Flags = NDArray[np.bool_]
Ints = NDArray[np.int64]
Columns = NDArray[np.unsignedinteger[Any]]
"""A column whose width depends on the snapshot."""
UInts = NDArray[np.uint32]
Ordinals = NDArray[np.int32]

integer = cast(Callable[[Any], int], np.int64)
"""The signed 64-bit integer that kernels reckon with; to the type checker it is a plain int."""


def kernel(function: Function) -> Function:
    """Compile a kernel on its first call for the types it is called with, and keep the result on disk."""
    return cast(Function, numba.njit(cache=True, nogil=True)(function))


def inlined(function: Function) -> Function:
    """Compile a small function into the kernels that call it."""
    return cast(Function, numba.njit(inline="always")(function))


@kernel
def _begin(value: int) -> int:
    return value


_begin(0)  # the first call of any kernel makes numba load the greater part of itself
gc.freeze()
if _collects:
    gc.enable()
