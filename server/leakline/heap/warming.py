"""Making the engine's machine code ahead of the first snapshot."""

from __future__ import annotations

from collections.abc import Callable


def warm_up(progress: Callable[[str], None] | None = None) -> None:
    """Have the kernels ready: compiled, which takes seconds once per machine and version, and loaded.

    ``progress`` is told what is going on, in words for a person, where there is something to wait for. Raises
    EngineError where the kernels cannot be compiled.
    """
    from leakline.heap.machine_code import is_prepared, machine_code

    if progress is not None and not is_prepared():
        progress("preparing the heap engine, once")
    machine_code()
