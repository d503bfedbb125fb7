"""What grows beside the program's objects while it runs: what V8 keeps for itself, and files that are loaded late."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from leakline.heap import Snapshot
from leakline.heap.runtime_scripts import is_runtime_script
from leakline.leaks.model import Overhead

_LEAST_SHARE = 0.01  # of all objects; less is there whenever something runs
_RECORDS = (
    (
        "compiled-code",
        "code",
        "compiled code",
        "V8 compiles a function when it is first called, and keeps what it learns of its types",
    ),
    (
        "object-shapes",
        "object shape",
        "object shapes",
        "V8 describes objects with the same properties once, when the first of them is made",
    ),
)
"""Reason, V8's type of node, what it is called and why it grows."""

_FILES_NAMED = 3


def find_overhead(snapshots: Sequence[Snapshot]) -> tuple[Overhead, ...]:
    """What became more between the first and the last of the snapshots without being an object of the program."""
    return (*_records(snapshots), *_late_files(snapshots))


def _records(snapshots: Sequence[Snapshot]) -> Iterator[Overhead]:
    least = _LEAST_SHARE * int(snapshots[-1].self_sizes.sum(dtype="uint64"))
    for reason, node_type, what, detail in _RECORDS:
        sizes = tuple(int(one.self_sizes[one.nodes_of_type(node_type)].sum()) for one in snapshots)
        if sizes[-1] - sizes[0] >= least:
            yield Overhead(reason, what, detail, sizes)


def _late_files(snapshots: Sequence[Snapshot]) -> Iterator[Overhead]:
    """The files that a closure is left of in the last snapshot, and in none of the first."""
    urls = [{script.url for script in one.scripts if _is_file(script.url)} for one in snapshots]
    late = sorted(urls[-1] - urls[0])
    if late:
        names = ", ".join(url.replace("\\", "/").rpartition("/")[2] for url in late[:_FILES_NAMED])
        more = f" and {len(late) - _FILES_NAMED} more" if len(late) > _FILES_NAMED else ""
        counts = tuple(len(known & set(late)) for known in urls)
        yield Overhead("modules", "loaded in between", f"{names}{more}", counts)


def _is_file(url: str) -> bool:
    return bool(url) and not is_runtime_script(url)
