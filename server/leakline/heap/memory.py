"""How much memory a snapshot takes, how much there is, and the refusal where that is not enough."""

from __future__ import annotations

import ctypes
import gc
import os
import sys
from itertools import pairwise
from pathlib import Path

from leakline.heap.errors import SnapshotTooLarge

ENGINE_BYTES = 100 << 20
"""What the engine takes without any snapshot: Python, numpy, LLVM and the kernels."""

PER_BYTE = 1.3
"""Bytes of memory for each byte of a snapshot while it is loaded and analysed (measured: see benchmarks/README.md)."""

PER_NODE, PER_EDGE = 62, 16
"""The same by what is in the file: columns and the largest stage of the analysis."""

NO_LIMIT = 1 << 60

M_TRIM_THRESHOLD, M_MMAP_THRESHOLD, M_ARENA_MAX = -1, -3, -8  # glibc's malloc.h
NEVER = -1
LARGEST_KEPT = 32 << 20  # more is refused


def estimate_memory(file_size: int) -> int:
    """Bytes that a process needs to load and analyse one uncompressed snapshot of this size."""
    return ENGINE_BYTES + int(PER_BYTE * file_size)


def estimate_columns(nodes: int, edges: int) -> int:
    """Bytes that the columns of a snapshot and their analysis need, without its strings."""
    return nodes * PER_NODE + edges * PER_EDGE


def check_memory(needed: int, memory_limit: int | None) -> None:
    """Raise SnapshotTooLarge where ``needed`` more bytes exceed this process' limit or the machine's free memory."""
    used = resident_memory()
    if memory_limit is not None and used + needed > memory_limit:
        raise SnapshotTooLarge(
            f"loading needs about {megabytes(used + needed)}, more than the limit of {megabytes(memory_limit)}: "
            "raise leakline.memoryLimit or take a smaller snapshot"
        )
    free = free_memory()
    if free is not None and needed > free:
        raise SnapshotTooLarge(
            f"loading needs about {megabytes(needed)}, but {megabytes(free)} of memory are free: "
            "close other programs or take a smaller snapshot"
        )


def megabytes(size: int) -> str:
    """A size for people: ``1,234 MB``."""
    return f"{size / 1e6:,.0f} MB"


def keep_freed_memory() -> None:
    """Make the C library keep what is freed for the arrays that come next (glibc; nothing elsewhere).

    Left alone, it fetches each large array from the system and returns it when it is freed: much of the memory that
    loading and analysing touch is then touched for the first time, page by page. Only the largest arrays still are
    fetched alone: kept, they would leave holes that nothing fits (a tenth more memory at 1 GB).
    """
    if sys.platform == "linux" and (mallopt := getattr(ctypes.CDLL(None), "mallopt", None)) is not None:
        for option, value in ((M_ARENA_MAX, 1), (M_TRIM_THRESHOLD, NEVER), (M_MMAP_THRESHOLD, LARGEST_KEPT)):
            mallopt(option, value)


def give_back_memory() -> None:
    """Free what nothing refers to any more, and return all free memory to the system."""
    gc.collect()
    if sys.platform == "linux" and (malloc_trim := getattr(ctypes.CDLL(None), "malloc_trim", None)) is not None:
        malloc_trim(0)


def resident_memory() -> int:
    """Bytes of memory that this process holds now."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, AttributeError):
        return peak_memory()


def peak_memory() -> int:
    """The most bytes of memory that this process ever held; 0 where the system does not say.

    (What getrusage says on Linux includes the process that started this one.)
    """
    try:
        for line in Path("/proc/self/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    if sys.platform == "win32":
        return 0
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def free_memory() -> int | None:
    """Bytes that can be had without swapping, within the container's limits; None where the system does not say."""
    candidates = [size for size in (_machine_free(), _container_free()) if size is not None]
    return min(candidates) if candidates else None


def _machine_free() -> int | None:
    try:
        for line in Path("/proc/meminfo").read_text().splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    try:
        return os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (ValueError, OSError, AttributeError):
        return None


def _container_free(root: Path = Path("/sys/fs/cgroup")) -> int | None:
    for limit, usage in (
        ("memory.max", "memory.current"),
        ("memory/memory.limit_in_bytes", "memory/memory.usage_in_bytes"),
    ):
        try:
            allowed = (root / limit).read_text().strip()
            used = int((root / usage).read_text())
            statistics = (root / usage).with_name("memory.stat").read_text().split()
        except (OSError, ValueError):
            continue
        if allowed.isdigit() and int(allowed) < NO_LIMIT:
            # What the kernel keeps of files can be dropped at once.
            kept = sum(int(size) for name, size in pairwise(statistics) if name in ("inactive_file", "active_file"))
            return max(0, int(allowed) - used + kept)
    return None
