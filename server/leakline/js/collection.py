"""Pause Python's cyclic garbage collector while a model is built."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collection_paused() -> Iterator[None]:
    """Collect no cycles meanwhile.

    A walk makes hundreds of thousands of objects and drops none of them, so each collection looks at all of them in
    vain: half the time of a walk over 9 MB. Two threads that pause at once leave the collector running in the end, as
    it was.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
