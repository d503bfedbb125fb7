"""``leakline.compareSnapshots``: the main job."""

from __future__ import annotations

from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from leakline.ide.errors import InputError
from leakline.ide.model import Comparison
from leakline.lsp import snapshot_paths
from leakline.lsp.background import in_thread
from leakline.lsp.evidence import read
from leakline.lsp.locations import path_or_uri
from leakline.lsp.progress import WorkDone
from leakline.lsp.session import Session
from leakline.lsp.worker.messages import Job
from leakline.lsp.worker.process import WorkerError
from leakline.report.json import comparison_json


def register(session: Session) -> None:
    """Add the command."""
    session.command("leakline.compareSnapshots")(compare_snapshots)


async def compare_snapshots(ls: Session, params: types.ExecuteCommandParams) -> dict[str, Any]:
    """Compare the snapshots that the arguments name, else those of the settings; publishes and returns the suspects.

    Input that cannot be used and a worker that dies are answered with RequestFailed and one line; what earlier
    comparisons found stays.
    """
    try:
        job = await _job(ls, params)
        comparison = await _compare(ls, job, params.work_done_token)
    except (InputError, WorkerError) as error:
        raise JsonRpcException(str(error), types.LSPErrorCodes.RequestFailed) from None
    for warning in comparison.warnings:
        ls.window_show_message(types.ShowMessageParams(type=types.MessageType.Warning, message=warning))
    ls.publisher.publish()
    ls.refresh_diagnostics()
    ls.refresh_lenses()
    return comparison_json(comparison, None)


async def _job(ls: Session, params: types.ExecuteCommandParams) -> Job:
    settings, folders = await ls.current_settings(), ls.folder_paths
    snapshots = snapshot_paths.from_arguments(params.arguments or (), folders)
    if not snapshots and settings.snapshots:
        snapshots = await in_thread(lambda: snapshot_paths.from_settings(settings.snapshots, folders))
    if not snapshots:
        raise InputError("no snapshots: give their URIs, oldest first, or set leakline.snapshots")
    mappings = ((prefix, path_or_uri(folder, folders)) for prefix, folder in settings.path_mappings)
    return Job(
        snapshots=snapshots,
        roots=tuple(folder.real for folder in ls.folders),
        path_mappings=tuple((prefix, folder) for prefix, folder in mappings if folder is not None),
        minimum_growth=settings.minimum_growth,
        memory_limit=settings.memory_limit,
    )


async def _compare(ls: Session, job: Job, token: types.ProgressToken | None) -> Comparison:
    """Run the job with progress, and make its outcome the one that everything shows."""
    work = WorkDone(ls.protocol, "Comparing heap snapshots")
    if token is not None:
        work.begin_with(token)
    elif ls.client.progress:
        ls.tasks.start(work.create())
    ls.cancellable[work.token] = ls.comparing.cancel
    message = "cancelled"
    try:
        comparison = await ls.comparing.run(job, work.report)
        reading = await in_thread(lambda: read(comparison))
        message = _summary(comparison)
    except (InputError, WorkerError):
        message = "failed"
        raise
    finally:
        del ls.cancellable[work.token]
        work.end(message)
    ls.evidence.take(reading)
    for document in ls.documents:
        ls.evidence.show(document.source.path, document.source.lines)
    current = ls.evidence.comparison
    assert current is not None
    return current


def _summary(comparison: Comparison) -> str:
    growing = sum(suspect.growing for suspect in comparison.suspects)
    return f"{growing} growing suspect{'' if growing == 1 else 's'}"
