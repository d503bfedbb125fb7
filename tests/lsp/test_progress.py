"""Progress: begins when the client agrees, is throttled, never goes back, always ends."""

from __future__ import annotations

import asyncio
from typing import Any

from lsprotocol import types

from leakline.ide.progress import Progress
from leakline.lsp.progress import WorkDone


class Session:
    """Collects what is sent; ``agree`` is the client's answer."""

    def __init__(self) -> None:
        self.sent: list[dict[str, Any]] = []
        self.asked: list[Any] = []
        self.agree: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self.now = 0.0

    def send(self, method: str, params: dict[str, Any]) -> None:
        assert method == types.PROGRESS
        self.sent.append(params)

    def send_request_async(self, method: str, params: Any) -> asyncio.Future[Any]:
        assert method == types.WINDOW_WORK_DONE_PROGRESS_CREATE
        self.asked.append(params)
        return self.agree

    @property
    def kinds(self) -> list[str]:
        return [params["value"]["kind"] for params in self.sent]


def test_reports_come_at_most_ten_times_a_second_and_never_go_back() -> None:
    async def scenario() -> Session:
        session = Session()
        work = WorkDone(session, "title", clock=lambda: session.now)
        work.begin_with("token")
        for tick in range(100):
            session.now = tick / 100
            work.report(Progress(f"step {tick}", 99 - tick if tick > 50 else tick))
        work.end("done")
        work.end("done again")
        return session

    session = asyncio.run(scenario())
    assert {params["token"] for params in session.sent} == {"token"}
    assert session.sent[0]["value"] == {"kind": "begin", "percentage": 0, "title": "title", "cancellable": True}
    assert session.kinds == ["begin", *["report"] * 9, "end"]
    percentages = [params["value"]["percentage"] for params in session.sent[:-1]]
    assert percentages == sorted(percentages)
    assert session.sent[-1]["value"] == {"kind": "end", "message": "done"}


def test_work_does_not_wait_for_the_client_to_agree() -> None:
    async def scenario() -> Session:
        session = Session()
        work = WorkDone(session, "title", clock=lambda: session.now)
        creating = asyncio.ensure_future(work.create())
        await asyncio.sleep(0)
        work.report(Progress("early", 30))
        assert session.sent == []
        session.agree.set_result(None)
        await creating
        session.now = 1.0
        work.report(Progress("later", 60))
        work.end("done")
        return session

    session = asyncio.run(scenario())
    assert session.asked[0].token == session.sent[0]["token"]
    assert [params["value"].get("percentage") for params in session.sent] == [30, 60, None]
    assert session.kinds == ["begin", "report", "end"]


def test_nothing_is_shown_when_the_client_agrees_after_the_end() -> None:
    async def scenario() -> Session:
        session = Session()
        work = WorkDone(session, "title")
        creating = asyncio.ensure_future(work.create())
        await asyncio.sleep(0)
        work.end("done")
        session.agree.set_result(None)
        await creating
        return session

    assert asyncio.run(scenario()).sent == []
