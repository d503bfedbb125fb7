"""How fast the language server answers hovers while its worker loads large snapshots.

Writes two snapshots of a Node process (once, into the cache), starts ``leakline serve``, asks it to compare them, and
meanwhile asks for a hover on another file every 20 ms. Prints the latencies; ``--limit`` makes slower ones an error.
Before that it cancels a comparison once its worker holds half a snapshot, and prints when the answer came and when the
worker's memory was free. Kept snapshots are not used.

    .venv/bin/python benchmarks/responsiveness.py --size 200 --limit 50
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from leakline.heap.engine_cache import kernel_folder

LEAKLINE = Path(sys.executable).with_name("leakline")
SECONDS_BETWEEN_HOVERS = 0.02
BYTES_PER_RECORD = 600

PROGRAM = """
'use strict';
const v8 = require('node:v8');
const [count, ...files] = process.argv.slice(1);
const shards = [];
function grow(records) {
  for (let made = 0; made < records; made += 1000) {
    const shard = [];
    for (let i = 0; i < 1000; i += 1) {
      const id = made + i;
      shard.push({ id: id + 0.5, name: 'record ' + id, tags: [id % 7, id % 11], next: () => id });
    }
    shards.push(shard);
  }
}
grow(Number(count));
for (const file of files) {
  global.gc();
  v8.writeHeapSnapshot(file);
  grow(Number(count) / 10);
}
"""

DOCUMENT = """
function outer(kept) {
  const unused = new Array(10);
  const reader = () => unused.length;
  return function inner() { return kept; };
}
"""


def main() -> int:
    """Measure and print; returns 1 when a hover took longer than the limit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=200, help="megabytes of the first snapshot")
    parser.add_argument("--snapshots", type=Path, nargs="+", help="compare these instead")
    parser.add_argument("--limit", type=float, help="milliseconds that a hover may take")
    options = parser.parse_args()
    snapshots = [path.resolve() for path in options.snapshots or recorded(options.size)]
    print("snapshots:", ", ".join(f"{path.stat().st_size / 1e6:.0f} MB" for path in snapshots))
    with tempfile.TemporaryDirectory() as cache:
        (Path(cache) / "kernels").symlink_to(kernel_folder())
        os.environ["LEAKLINE_CACHE"] = cache
        gc.disable()  # a collection here would look like a late answer
        answered, freed, quiet, busy, seconds, error = asyncio.run(measure(snapshots))
    print(f"cancelled: answered after {1000 * answered:.0f} ms, memory free after {1000 * freed:.0f} ms")
    report("nothing else to do", quiet)
    report("while comparing", busy)
    print(f"comparison: {seconds:.1f} s" + (f", refused: {error}" if error else ""))
    return int(options.limit is not None and max(busy) > options.limit)


def recorded(size: int) -> list[Path]:
    """Two snapshots of one process, the first of about ``size`` megabytes; made once."""
    cache = Path(os.environ.get("LEAKLINE_TEST_CACHE") or Path.home() / ".cache" / "leakline-tests")
    folder = cache / "responsiveness" / str(size)
    files = [folder / name for name in ("a.heapsnapshot", "b.heapsnapshot")]
    if not all(file.exists() for file in files):
        node = shutil.which("node")
        if node is None:
            raise SystemExit("Node.js is needed to write snapshots; or give some with --snapshots")
        folder.mkdir(parents=True, exist_ok=True)
        print(f"writing snapshots of {size} MB into {folder}", file=sys.stderr)
        with tempfile.TemporaryDirectory(dir=folder) as scratch:
            made = [Path(scratch) / file.name for file in files]
            count = size * 1_000_000 // BYTES_PER_RECORD
            command = [node, "--expose-gc", "--max-old-space-size=8192", "-e", PROGRAM, "--", str(count)]
            subprocess.run([*command, *map(str, made)], check=True)
            for source, target in zip(made, files, strict=True):
                source.replace(target)
    return files


def report(title: str, seconds: list[float]) -> None:
    """Print a line of latencies."""
    milliseconds = sorted(1000 * one for one in seconds)
    late = milliseconds[int(0.99 * (len(milliseconds) - 1))]
    print(
        f"{title:20} {len(milliseconds):5} hovers: median {statistics.median(milliseconds):5.1f} ms, "
        f"99th percentile {late:5.1f} ms, longest {milliseconds[-1]:5.1f} ms"
    )


async def measure(snapshots: list[Path]) -> tuple[float, float, list[float], list[float], float, str | None]:
    """How long cancelling takes, latencies before and during a comparison, its time, and why it failed if it did."""
    with tempfile.TemporaryDirectory() as folder:
        document = Path(folder) / "app.js"
        document.write_text(DOCUMENT)
        client = await Client.start(folder)
        await client.request("initialize", {"capabilities": {}, "rootUri": Path(folder).as_uri()})
        client.notify("initialized", {})
        item = {"uri": document.as_uri(), "languageId": "javascript", "version": 1, "text": DOCUMENT}
        client.notify("textDocument/didOpen", {"textDocument": item})
        place = {"textDocument": {"uri": document.as_uri()}, "position": {"line": 4, "character": 12}}
        for _ in range(5):
            await client.request("textDocument/hover", place)

        command = {"command": "leakline.compareSnapshots", "arguments": [str(path) for path in snapshots]}
        answered, freed = await cancelled(client, command, snapshots[0].stat().st_size // 2)
        quiet = [await timed(client, place) for _ in range(100)]
        started = time.perf_counter()
        comparing = asyncio.ensure_future(client.request("workspace/executeCommand", command))
        busy = []
        while not comparing.done():
            busy.append(await timed(client, place))
            await asyncio.wait([comparing], timeout=SECONDS_BETWEEN_HOVERS)
        seconds = time.perf_counter() - started
        answer = comparing.result()
        await client.request("shutdown", None)
        client.notify("exit", None)
        await client.process.wait()
        return answered, freed, quiet, busy, seconds, answer.get("error", {}).get("message")


async def cancelled(client: Client, command: dict[str, Any], size: int) -> tuple[float, float]:
    """Seconds from cancelling a comparison, whose worker holds ``size`` bytes, to its answer and to freed memory."""
    comparing = asyncio.ensure_future(client.request("workspace/executeCommand", command))
    await asyncio.sleep(0)  # it is sent
    number = client.last
    while not (large := [child for child in children(client.process.pid) if resident(child) > size]):
        await asyncio.sleep(0.001)
        if comparing.done():
            raise SystemExit(f"the comparison ended before it could be cancelled: {comparing.result()}")
    started = time.perf_counter()
    client.notify("$/cancelRequest", {"id": number})
    answer = await comparing
    answered = time.perf_counter() - started
    if "error" not in answer:
        raise SystemExit("the comparison was not cancelled")
    while any(resident(child) for child in large):
        await asyncio.sleep(0.001)
    return answered, time.perf_counter() - started


def children(pid: int) -> list[int]:
    """The processes that a process started."""
    lists = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for one in lists for child in one.read_text().split()]


def resident(pid: int) -> int:
    """Bytes of a process in memory, 0 when it has ended."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError):
        return 0


async def timed(client: Client, place: dict[str, Any]) -> float:
    """Seconds that one hover takes."""
    started = time.perf_counter()
    answer = await client.request("textDocument/hover", place)
    taken = time.perf_counter() - started
    if not answer.get("result"):
        raise SystemExit(f"the hover says nothing: {answer}")
    return taken


class Client:
    """The little of a client that is needed here."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.last = 0
        self._answers: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._reading = asyncio.ensure_future(self._read())

    @classmethod
    async def start(cls, folder: str) -> Client:
        """Start a server."""
        pipe = asyncio.subprocess.PIPE
        return cls(await asyncio.create_subprocess_exec(LEAKLINE, "serve", stdin=pipe, stdout=pipe, cwd=folder))

    def notify(self, method: str, params: object) -> None:
        """Send a notification."""
        self._send({"method": method, "params": params})

    async def request(self, method: str, params: object) -> dict[str, Any]:
        """Send a request and wait for its answer."""
        self.last = number = len(self._answers)
        self._answers[number] = asyncio.get_running_loop().create_future()
        self._send({"id": number, "method": method, "params": params})
        return await self._answers[number]

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))

    async def _read(self) -> None:
        assert self.process.stdout is not None
        while head := await self.process.stdout.readline():
            if not head.lower().startswith(b"content-length:"):
                continue
            while (await self.process.stdout.readline()).strip():
                pass
            message = json.loads(await self.process.stdout.readexactly(int(head.split(b":")[1])))
            if "id" in message and "method" not in message:
                self._answers[message["id"]].set_result(message)


if __name__ == "__main__":
    sys.exit(main())
