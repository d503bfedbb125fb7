"""The worker's process itself: what it loads, what it prints, when it ends."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import BinaryIO, cast

import pytest

from leakline.ide.progress import Progress
from leakline.lsp.worker import frames
from leakline.lsp.worker.endings import WorkerExit
from leakline.lsp.worker.messages import Job, Refused
from tests.lsp.clients import WAIT_SECONDS, process

WORKER = (sys.executable, "-P", "-m", "leakline.lsp.worker")


def modules_after(code: str) -> set[str]:
    script = f"{code}\nimport json, sys\nprint(json.dumps(sorted(sys.modules)))"
    answer = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, timeout=WAIT_SECONDS)
    return {name.partition(".")[0] for name in json.loads(answer.stdout)}


def test_the_worker_knows_no_protocol() -> None:
    loaded = modules_after("import leakline.lsp.worker.__main__\nleakline.lsp.worker.__main__.warm_up(lambda _: None)")
    assert loaded.isdisjoint({"pygls", "lsprotocol", "cattrs"})
    assert "numpy" in loaded


def test_the_server_knows_neither_numbers_nor_grammars() -> None:
    loaded = modules_after(
        "from leakline.lsp.features import ALL\nfrom leakline.lsp.session import Session\n"
        "[one.register(s) for s in [Session()] for one in ALL]"
    )
    assert loaded.isdisjoint({"numpy", "numba", "llvmlite", "tree_sitter"})
    assert "pygls" in loaded


def streams(worker: subprocess.Popen[bytes]) -> tuple[BinaryIO, BinaryIO]:
    return cast(BinaryIO, worker.stdin), cast(BinaryIO, worker.stdout)


def test_the_worker_ends_when_its_input_ends() -> None:
    with process(*WORKER) as worker:
        assert worker.stdin is not None
        worker.stdin.close()
        assert worker.wait() == WorkerExit.SERVER_GONE


def test_the_worker_ends_when_the_server_is_killed() -> None:
    server = (
        "import subprocess, sys, os\n"
        f"worker = subprocess.Popen({WORKER!r}, stdin=subprocess.PIPE)\n"
        "print(worker.pid, flush=True)\n"
        "sys.stdin.read()"
    )
    with process(sys.executable, "-c", server) as worker:
        assert worker.stdout is not None
        line = b""
        while not line.endswith(b"\n"):
            line += worker.stdout.read(1)
        worker.kill()
        worker.wait()
        # the worker holds the same standard output: it ends when the last writer is gone
        assert worker.stdout.read() == b""
    assert not Path(f"/proc/{int(line)}/cmdline").exists() or not Path(f"/proc/{int(line)}/cmdline").read_bytes()


def test_a_snapshot_that_is_none_is_refused_and_the_worker_lives_on(tmp_path: Path) -> None:
    file = tmp_path / "a.heapsnapshot"
    file.write_text("no snapshot")
    (tmp_path / "b.heapsnapshot").touch()
    with process(*WORKER) as worker:
        to_worker, from_worker = streams(worker)
        for _ in range(2):
            frames.send(to_worker, Job((file, tmp_path / "b.heapsnapshot")))
            reply = frames.receive(from_worker)
            while isinstance(reply, Progress):
                reply = frames.receive(from_worker)
            assert isinstance(reply, Refused)
            assert str(file) in reply.message
            assert "\n" not in reply.message
        to_worker.close()
        worker.wait()


def test_over_its_memory_limit_the_worker_ends_by_a_code_of_its_own() -> None:
    code = (
        "import threading\n"
        "from leakline.lsp.worker.memory import limited, resident_size\n"
        "with limited(resident_size() + 50_000_000):\n"
        "    held = bytearray(200_000_000)\n"
        "    held[::4096] = b'x' * len(held[::4096])\n"
        "    threading.Event().wait()\n"
    )
    with process(sys.executable, "-c", code) as worker:
        assert worker.wait() == WorkerExit.OVER_MEMORY_LIMIT


def test_under_its_memory_limit_work_goes_on() -> None:
    code = (
        "from leakline.lsp.worker.memory import limited, resident_size\n"
        "with limited(resident_size() + 500_000_000):\n"
        "    held = bytearray(20_000_000)\n"
        "print(len(held))\n"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=WAIT_SECONDS)
    assert (answer.returncode, answer.stdout) == (0, b"20000000\n")


def test_the_resident_size_follows_what_is_allocated() -> None:
    code = (  # a process of its own: one that has freed memory before need not grow
        "from leakline.lsp.worker.memory import resident_size\n"
        "before = resident_size()\n"
        "held = bytearray(b'x' * 50_000_000)\n"
        "print(resident_size() - before)\n"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, timeout=WAIT_SECONDS)
    assert 40_000_000 < int(answer.stdout) < 200_000_000


def test_what_others_print_never_reaches_the_protocol() -> None:
    code = (
        "import os, sys, subprocess\n"
        "from leakline.lsp.streams import take_standard_streams\n"
        "incoming, outgoing = take_standard_streams()\n"
        "print('python'); sys.stdout.flush(); os.write(1, b'native\\n'); subprocess.run(['echo', 'child'])\n"
        "assert os.read(0, 1) == b''\n"
        "outgoing.write(incoming.read())\n"
        "outgoing.flush()\n"
    )
    answer = subprocess.run([sys.executable, "-c", code], input=b"ping", capture_output=True, timeout=WAIT_SECONDS)
    assert answer.stdout == b"ping"
    assert answer.stderr.split() == [b"python", b"native", b"child"]


def test_a_cut_frame_is_the_end() -> None:
    data = frames.packed(Job((Path("a"),)))
    assert frames.receive(io.BytesIO(data)) == Job((Path("a"),))
    for cut in (0, 3, 8, len(data) - 1):
        with pytest.raises(EOFError):
            frames.receive(io.BytesIO(data[:cut]))
