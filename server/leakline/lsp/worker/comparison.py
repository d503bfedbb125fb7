"""The work itself, imported in the worker's process alone: everything below brings numpy and compiled code with it."""

from __future__ import annotations

import sys

from leakline.ide.errors import InputError
from leakline.ide.model import Comparison
from leakline.ide.progress import Report
from leakline.lsp.worker.messages import Job


def compare(job: Job, report: Report) -> Comparison:
    """Compare a job's snapshots; raises InputError for input that cannot be used, or without the heap engine."""
    try:
        return _compare(job, report)
    except ModuleNotFoundError as error:
        if _is_ours(error):
            raise
        raise InputError(_no_engine(error)) from None


def warm_up(report: Report) -> None:
    """Import and compile ahead of the first job; a failure is one line now, and told to the user when that job comes.

    A job that comes meanwhile waits; its user sees what ``report`` was told.
    """
    try:
        import leakline.ide.comparing  # noqa: F401
        from leakline.ide import warming

        warming.warm_up(report)
    except ModuleNotFoundError as error:
        sys.stderr.write(f"leakline: {_no_engine(error)}\n")
    except Exception as error:  # whatever it is, the first job meets it again and says it whole
        said = " ".join(f"{type(error).__name__}: {error}".split())
        sys.stderr.write(f"leakline: the heap engine could not be prepared: {said}\n")


def _compare(job: Job, report: Report) -> Comparison:
    from leakline.ide.comparing import DEFAULT_MINIMUM_GROWTH, CompareOptions, PathMapping, compare_snapshots

    options = CompareOptions(
        roots=job.roots,
        path_mappings=tuple(PathMapping(prefix, folder) for prefix, folder in job.path_mappings),
        minimum_growth=job.minimum_growth or DEFAULT_MINIMUM_GROWTH,
        memory_limit=job.memory_limit,
    )
    return compare_snapshots(job.snapshots, options, report)


def _is_ours(error: ModuleNotFoundError) -> bool:
    """Whether a module of this program is missing, which is a defect."""
    return (error.name or "").partition(".")[0] == "leakline"


def _no_engine(error: ModuleNotFoundError) -> str:
    return (
        f"heap snapshots cannot be read without the heap engine: {error.name} is not installed for {sys.executable}; "
        "install leakline with its dependencies (pipx install leakline)"
    )
