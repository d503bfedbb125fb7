"""Numbers on the command line."""

from __future__ import annotations

import argparse

from leakline.ide.errors import InputError
from leakline.text.sizes import bytes_of


def count(value: str) -> int:
    """A whole number above zero; for argparse's ``type``."""
    if not value.isdigit() or int(value) == 0:
        raise argparse.ArgumentTypeError(f"{value!r} is not a whole number above zero")
    return int(value)


def memory_size(value: str | None) -> int | None:
    """Bytes of a size such as ``800MB`` or ``4GB``, in powers of 1000; None for none. Raises InputError for others."""
    if value is None:
        return None
    size = bytes_of(value)
    if size is None:
        raise InputError(f"--memory-limit {value}: expected a size such as 800MB or 4GB")
    return size
