"""One snapshot's statistics as JSON and as text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from leakline.ide.wording import size
from leakline.report.json import VERSION
from leakline.text.escapes import one_line

if TYPE_CHECKING:
    from leakline.ide.statistics import SnapshotStatistics


def statistics_json(statistics: SnapshotStatistics) -> dict[str, Any]:
    """The outcome of ``stats`` for scripts; sizes in bytes."""
    return {"version": VERSION, **asdict(statistics)}


def statistics_text(statistics: SnapshotStatistics) -> str:
    """Counts, then the two tables."""
    took = ", ".join(f"{stage} {seconds:.2f} s" for stage, seconds in statistics.seconds.items())
    lines = [
        one_line(f"{statistics.path}: {size(statistics.file_size)}"),
        f"{statistics.nodes:,} nodes, {statistics.edges:,} edges, {statistics.strings:,} strings, "
        f"{size(statistics.shallow_size)} of objects",
        f"{took}, {size(statistics.peak_rss)} of memory",
        "",
        *_table(
            ("constructor", "count", "shallow", "retained"),
            (
                (row.name, f"{row.count:,}", size(row.shallow_size), size(row.retained_size))
                for row in statistics.classes
            ),
        ),
        "",
        *_table(
            ("largest objects", "id", "distance", "shallow", "retained"),
            (
                (row.name, f"@{row.id}", str(row.distance), size(row.shallow_size), size(row.retained_size))
                for row in statistics.largest
            ),
        ),
    ]
    return "\n".join(lines) + "\n"


_NAME_WIDTH = 60


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    cut = [[_cut(row[0]), *row[1:]] for row in (head, *rows)]
    widths = [max(len(row[column]) for row in cut) for column in range(len(head))]
    return [
        "  ".join(
            [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
        )
        for row in cut
    ]


def _cut(text: str) -> str:
    name = one_line(text)
    return name if len(name) <= _NAME_WIDTH else name[: _NAME_WIDTH - 1] + "…"
