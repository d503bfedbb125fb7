"""The one way in which kernels are compiled: cached on disk, without holding the interpreter's lock."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from leakline.heap.engine_cache import use_private_folder

use_private_folder()

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
