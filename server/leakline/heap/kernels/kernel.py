"""What a kernel is: a function whose machine code is made once and called with plain addresses.

A kernel's annotations are its signature: they say which columns it takes, and there is no other way to call it. Its
body is the Python that numba compiles (``compiling``); a process that analyses heaps never imports numba.
"""

from __future__ import annotations

import ctypes
import typing
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, update_wrapper
from typing import Any, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from leakline.heap.columns import Columns, Ordinals
from leakline.heap.machine_code import machine_code

Function = TypeVar("Function", bound=Callable[..., Any])

integer = cast(Callable[[Any], int], np.int64)
"""The signed 64-bit integer that kernels reckon with; to the type checker it is a plain int."""

WIDTHS = (np.dtype(np.uint32), np.dtype(np.uint64))
MOST_RETURNED = 2


@dataclass(frozen=True, slots=True)
class Column:
    """A parameter that is an array in C order; ``dtype`` None is a column of either width."""

    dtype: np.dtype[Any] | None
    dimensions: int


class Kernel:
    """A function to compile; calling it runs its machine code without holding the interpreter's lock."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self.function = function
        self.name = f"{function.__module__.rpartition('.')[2]}.{function.__name__}"
        self._entries: dict[int, Callable[[Any], int]] = {}
        update_wrapper(self, function)

    @cached_property
    def parameters(self) -> tuple[Column | None, ...]:
        """What the kernel takes, None for a number."""
        hints = typing.get_type_hints(self.function)
        return tuple(_parameter(hint) for name, hint in hints.items() if name != "return")

    @cached_property
    def returned(self) -> int:
        """How many numbers the kernel returns."""
        hint = typing.get_type_hints(self.function)["return"]
        return 0 if hint is type(None) else len(typing.get_args(hint)) or 1

    @cached_property
    def widths(self) -> tuple[np.dtype[Any], ...]:
        """The widths of columns that it is compiled for; one where it takes none that vary."""
        varies = any(column is not None and column.dtype is None for column in self.parameters)
        return WIDTHS if varies else WIDTHS[:1]

    def __call__(self, *arguments: Any) -> Any:
        """Run the kernel; raises TypeError for what is not of its signature."""
        words, width = self._words(arguments)
        entry = self._entries.get(width)
        if entry is None:
            entry = self._entries[width] = machine_code().entry(f"{self.name}.{width}")
        frame = (ctypes.c_int64 * len(words))(*words)
        if entry(frame):
            raise IndexError(f"{self.name} left one of its arrays")
        if self.returned == 0:
            return None
        return frame[0] if self.returned == 1 else tuple(frame[: self.returned])

    def _words(self, arguments: tuple[Any, ...]) -> tuple[list[int], int]:
        """The numbers of a call, behind room for what is returned: each argument, for arrays address and lengths."""
        width = 0
        words = [0] * MOST_RETURNED
        for column, argument in zip(self.parameters, arguments, strict=True):
            if column is None:
                words.append(int(argument))
                continue
            dtype = argument.dtype
            fits = dtype == column.dtype if column.dtype is not None else dtype in WIDTHS
            if column.dtype is None:
                fits = fits and width in (0, dtype.itemsize)
                width = dtype.itemsize
            if not fits or argument.ndim != column.dimensions or not argument.flags.c_contiguous:
                raise TypeError(f"{self.name}: {dtype}[{argument.ndim}] where {column} is asked for")
            words.append(argument.__array_interface__["data"][0])
            words.extend(argument.shape)
        return words, width or WIDTHS[0].itemsize


def kernel(function: Function) -> Function:
    """Make a kernel of a function; it allocates nothing: what it needs besides its input is handed to it."""
    return cast(Function, Kernel(function))


def inlined(function: Function) -> Function:
    """Mark a small function that is compiled into the kernels that call it."""
    function.is_inlined = True  # type: ignore[attr-defined]
    return function


def prefetch(column: NDArray[Any], place: int) -> None:
    """Ask the processor for a place of a column, so that it is there when it is read; the compiler puts it in."""


def hash_table(most: int) -> Ordinals:
    """An empty table (-1) for kernels that hash: a power of two of places, at least twice as many as rows."""
    return np.full(1 << max(4, (2 * most - 1).bit_length()), -1, np.int32)


def same_width(*columns: Columns) -> tuple[Columns, ...]:
    """Columns that are read together, widened to the widest of them."""
    widest = max((column.dtype for column in columns), key=lambda dtype: dtype.itemsize)
    return tuple(column.astype(widest, copy=False) for column in columns)


def _parameter(hint: Any) -> Column | None:
    if hint is int or hint is bool:
        return None
    shape, dtype = typing.get_args(hint)
    (scalar,) = typing.get_args(dtype)
    lengths = typing.get_args(shape)
    dimensions = len(lengths) if lengths and Ellipsis not in lengths else 1
    return Column(None if typing.get_origin(scalar) is np.unsignedinteger else np.dtype(scalar), dimensions)
