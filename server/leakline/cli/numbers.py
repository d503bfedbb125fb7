"""Numbers on the command line."""

from __future__ import annotations

import argparse

from leakline.ide.errors import InputError

_UNITS = {"": 1, "k": 1000, "m": 1000**2, "g": 1000**3}


def count(value: str) -> int:
    """A whole number above zero; for argparse's ``type``."""
    if not value.isdigit() or int(value) == 0:
        raise argparse.ArgumentTypeError(f"{value!r} is not a whole number above zero")
    return int(value)


def memory_size(value: str | None) -> int | None:
    """Bytes of a size such as ``800MB`` or ``4GB``, in powers of 1000; None for none. Raises InputError for others."""
    if value is None:
        return None
    number = value.lower().removesuffix("b").removesuffix("i")
    unit = number[-1:] if number[-1:] in _UNITS else ""
    digits = number.removesuffix(unit)
    if not digits.isdigit() or int(digits) == 0:
        raise InputError(f"--memory-limit {value}: expected a size such as 800MB or 4GB")
    return int(digits) * _UNITS[unit]
