"""The work itself, imported in the worker's process alone: everything below brings numpy and compiled code with it."""

from __future__ import annotations

import sys
import traceback

from leakline.ide.model import Comparison
from leakline.ide.progress import Report
from leakline.lsp.worker.messages import Job


def compare(job: Job, report: Report) -> Comparison:
    """Compare a job's snapshots; raises InputError for input that cannot be used."""
    from leakline.ide.comparing import DEFAULT_MINIMUM_GROWTH, CompareOptions, PathMapping, compare_snapshots

    options = CompareOptions(
        roots=job.roots,
        path_mappings=tuple(PathMapping(prefix, folder) for prefix, folder in job.path_mappings),
        minimum_growth=job.minimum_growth or DEFAULT_MINIMUM_GROWTH,
        memory_limit=job.memory_limit,
    )
    return compare_snapshots(job.snapshots, options, report)


def warm_up(report: Report) -> None:
    """Import and compile ahead of the first job; a failure is told again, to the user, when that job comes.

    A job that comes meanwhile waits; its user sees what ``report`` was told.
    """
    try:
        import leakline.ide.comparing  # noqa: F401
        from leakline.ide import warming

        warming.warm_up(report)
    except Exception:
        traceback.print_exc(file=sys.stderr)
