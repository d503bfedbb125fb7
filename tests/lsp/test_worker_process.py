"""The server's hold on its worker: every way that a job can end."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

import pytest
from pygls.exceptions import JsonRpcRequestCancelled

from leakline.ide.errors import InputError
from leakline.ide.progress import Progress
from leakline.lsp.comparing import Comparing
from leakline.lsp.worker.messages import Job
from leakline.lsp.worker.process import HeapWorker, WorkerError, describe_end

SCRIPTED = (sys.executable, "-m", "tests.lsp.scripted_worker")


def job(*words: str, memory_limit: int | None = None) -> Job:
    return Job(tuple(Path(word) for word in words), memory_limit=memory_limit)


def nothing(_progress: Progress) -> None:
    pass


def run(scenario: Coroutine[Any, Any, None]) -> None:
    asyncio.run(asyncio.wait_for(scenario, 60))


def test_a_worker_is_kept_between_jobs_and_reports_progress() -> None:
    async def scenario() -> None:
        worker = HeapWorker(SCRIPTED)
        assert worker.pid is None
        await worker.start()
        pid = worker.pid
        seen: list[Progress] = []
        first = await worker.compare(job("finish"), seen.append)
        second = await worker.compare(job("finish"), seen.append)
        assert first.warnings == second.warnings == (str(pid),)
        assert seen == [Progress("half", 50)] * 2
        worker.stop()
        assert worker.pid is None
        await worker.stopped()

    run(scenario())


def test_bad_input_and_defects_leave_the_worker_alive() -> None:
    async def scenario() -> None:
        worker = HeapWorker(SCRIPTED)
        with pytest.raises(InputError, match=r"^a: not a heap snapshot; take it again$"):
            await worker.compare(job("refuse"), nothing)
        pid = worker.pid
        with pytest.raises(WorkerError, match=r"^the comparison failed: ValueError: two lines; please report this$"):
            await worker.compare(job("fail"), nothing)
        with pytest.raises(WorkerError, match="answered dict"):
            await worker.compare(job("nonsense"), nothing)
        assert worker.pid == pid
        await worker.stopped()

    run(scenario())


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (("signal", "SIGKILL"), r"ended by signal 9 \(SIGKILL\), which is how the kernel stops programs when memory"),
        (("signal", "SIGSEGV"), r"ended by signal 11 \(SIGSEGV\); it is started again at the next comparison"),
        (("exit", "3"), "ended with exit code 3; it is started again at the next comparison"),
        (("exit", "77"), r"more memory than leakline.memoryLimit allows \(64 MB\): raise it or take smaller snapshots"),
        (("exit", "78"), "more memory than this machine gives"),
        (("cut",), "ended with exit code 0"),
    ],
)
def test_a_worker_that_dies_is_reported_and_started_again(words: tuple[str, ...], what: str) -> None:
    async def scenario() -> None:
        worker = HeapWorker(SCRIPTED)
        with pytest.raises(WorkerError, match=what) as caught:
            await worker.compare(job(*words, memory_limit=64_000_000), nothing)
        assert "\n" not in str(caught.value)
        assert worker.pid is None
        assert (await worker.compare(job("finish"), nothing)).warnings == (str(worker.pid),)
        await worker.stopped()

    run(scenario())


def test_a_worker_that_died_while_idle_is_started_again() -> None:
    async def scenario() -> None:
        worker = HeapWorker(SCRIPTED)
        process = await worker.start()
        process.kill()
        await process.wait()
        await worker.compare(job("finish"), nothing)
        assert worker.pid != process.pid
        await worker.stopped()

    run(scenario())


def test_a_program_that_is_no_worker_is_reported() -> None:
    async def scenario() -> None:
        worker = HeapWorker((sys.executable, "-c", "raise SystemExit(5)"))
        with pytest.raises(WorkerError, match="exit code 5"):
            await worker.compare(job("finish"), nothing)
        await worker.stopped()

    run(scenario())


def test_cancelling_ends_the_process() -> None:
    async def scenario() -> None:
        worker = HeapWorker(SCRIPTED)
        waiting: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        running = asyncio.ensure_future(
            worker.compare(job("wait"), lambda progress: waiting.set_result(int(progress.message)))
        )
        pid = await waiting
        process = worker._process
        assert process is not None
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running
        await process.wait()
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
        await worker.compare(job("finish"), nothing)
        await worker.stopped()

    run(scenario())


def test_a_newer_comparison_takes_the_place_of_one_that_runs() -> None:
    async def scenario() -> None:
        worker = HeapWorker(SCRIPTED)
        restarts: list[int] = []
        comparing = Comparing(worker, lambda: restarts.append(1))
        waiting = asyncio.Event()
        older = asyncio.ensure_future(comparing.run(job("wait"), lambda _: waiting.set()))
        await waiting.wait()
        newer = asyncio.ensure_future(comparing.run(job("finish"), nothing))
        with pytest.raises(JsonRpcRequestCancelled, match="superseded by a newer comparison"):
            await older
        assert (await newer).warnings == (str(worker.pid),)
        assert restarts == []
        await worker.stopped()

    run(scenario())


@pytest.mark.parametrize("by_user", [True, False])
def test_a_cancelled_comparison_leaves_a_worker_ready_for_the_next(by_user: bool) -> None:
    async def scenario() -> None:
        worker = HeapWorker(SCRIPTED)
        restarts: list[int] = []
        comparing = Comparing(worker, lambda: restarts.append(1))
        waiting = asyncio.Event()
        running = asyncio.ensure_future(comparing.run(job("wait"), lambda _: waiting.set()))
        await waiting.wait()
        if by_user:
            comparing.cancel()
            with pytest.raises(JsonRpcRequestCancelled, match="the comparison was cancelled"):
                await running
        else:
            running.cancel()
            with pytest.raises(asyncio.CancelledError):
                await running
        assert restarts == [1]
        comparing.cancel()  # nothing runs: nothing happens
        assert restarts == [1]
        await worker.stopped()

    run(scenario())


def test_a_signal_without_a_name_is_still_told() -> None:
    assert "signal 63 (unknown)" in describe_end(-63, None)


def test_without_the_heap_engine_it_says_so_in_a_line(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    missing = "import sys; sys.modules['numpy'] = None; from leakline.lsp.worker.__main__ import main; main()"

    async def scenario() -> None:
        worker = HeapWorker((sys.executable, "-c", missing))
        with pytest.raises(InputError, match=r"numpy is not installed for .*; install leakline with its dependencies"):
            await worker.compare(job(str(tmp_path / "a.heapsnapshot"), str(tmp_path / "b.heapsnapshot")), nothing)
        await worker.stopped()

    run(scenario())
    (line,) = capfd.readouterr().err.splitlines()
    assert line.startswith("leakline: heap snapshots cannot be read without the heap engine: numpy is not installed")
