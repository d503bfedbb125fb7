"""How long an editor's user waits while typing: from a keystroke to its diagnostics, and for hovers meanwhile.

Starts ``leakline serve`` and types and deletes characters all over a file, as an editor sends them. After each
keystroke the diagnostics of the new text are waited for: asked for at once by a client that asks, sent by the server to
one that does not. A second client types every 50 ms without waiting, as people do, and asks for hovers.

    .venv/bin/python -m benchmarks.editing --limits 2000=50,10000=150 --hover-limit 50
"""

from __future__ import annotations

import argparse
import asyncio
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.keystrokes import TYPED, lines_of, programs
from benchmarks.packages import lint_packages
from benchmarks.responsiveness import Client
from leakline.text.positions import LineIndex

SECONDS_BETWEEN_KEYS = 0.05
PULLING = {
    "textDocument": {"diagnostic": {}, "publishDiagnostics": {}, "hover": {"contentFormat": ["markdown"]}},
    "workspace": {"diagnostics": {"refreshSupport": True}},
}
PUSHED = {"textDocument": {"publishDiagnostics": {"versionSupport": True}}}


def main() -> int:
    """Measure and print; returns 1 where a limit is not kept."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--limits", default="2000=50,10000=150", help="lines=milliseconds at the 95th percentile, ...")
    parser.add_argument("--hover-limit", type=float, default=50, help="milliseconds at the 99th percentile")
    parser.add_argument("--keys", type=int, default=200, help="keystrokes for each file")
    parser.add_argument("--packages", type=Path, help="a folder of packages, instead of those from npm")
    options = parser.parse_args()
    limits = [tuple(map(int, part.split("="))) for part in options.limits.split(",")]
    files = sorted((options.packages or lint_packages()).rglob("*.js"))
    late = False
    print("| file | lines | what | median ms | 95 % ms | 99 % ms | slowest ms |")
    print("| --- | ---: | --- | ---: | ---: | ---: | ---: |")
    for lines, limit in limits:
        for name, text in programs(files, lines):
            asked, hovers = asyncio.run(measure(text.decode(), options.keys))
            late |= row(name, text, "asked for", asked)[0] > limit
            late |= row(name, text, "hover while typing", hovers)[1] > options.hover_limit
    return int(late)


def row(name: str, text: bytes, what: str, seconds: list[float]) -> tuple[float, float]:
    """Print one line of the table; returns the 95th and 99th percentile in milliseconds."""
    sorted_ = sorted(1000 * one for one in seconds)
    high, higher = (sorted_[int(len(sorted_) * share)] for share in (0.95, 0.99))
    shown = " | ".join(f"{one:.0f}" for one in (statistics.median(sorted_), high, higher, sorted_[-1]))
    print(f"| {name} | {lines_of(text)} | {what} | {shown} |", flush=True)
    return high, higher


async def measure(text: str, keys: int) -> tuple[list[float], list[float]]:
    """Seconds from keystrokes to their diagnostics, and seconds of hovers while somebody types."""
    with tempfile.TemporaryDirectory() as folder:
        client = await Client.start(folder)
        await client.request("initialize", {"capabilities": PULLING, "rootUri": Path(folder).as_uri()})
        client.notify("initialized", {})
        document = Document(client, (Path(folder) / "typed.js").as_uri(), text)
        await document.diagnostics()
        await document.hover()
        waits = []
        for _ in range(keys):
            document.type()
            began = time.perf_counter()
            await document.diagnostics()
            waits.append(time.perf_counter() - began)
        hovers = []
        typing = asyncio.ensure_future(document.type_on(keys))
        while not typing.done():
            began = time.perf_counter()
            await document.hover()
            hovers.append(time.perf_counter() - began)
            await asyncio.wait([typing], timeout=SECONDS_BETWEEN_KEYS / 3)
        await client.request("shutdown", None)
        client.notify("exit", None)
        await client.process.wait()
        return waits, hovers


class Document:
    """An open document that somebody types in: every second keystroke takes back the one before."""

    def __init__(self, client: Client, uri: str, text: str) -> None:
        self._client = client
        self._identifier = {"uri": uri}
        self._version = 1
        self._lines = LineIndex(text.encode())
        self._chance = random.Random(1)
        self._undo: dict[str, Any] | None = None
        item = {"uri": uri, "languageId": "javascript", "version": 1, "text": text}
        client.notify("textDocument/didOpen", {"textDocument": item})

    def type(self) -> None:
        """Send one keystroke."""
        change, self._undo = (self._undo, None) if self._undo is not None else self._typed()
        self._version += 1
        identifier = {**self._identifier, "version": self._version}
        params = {"textDocument": identifier, "contentChanges": [change]}
        self._client.notify("textDocument/didChange", params)

    async def type_on(self, keys: int) -> None:
        """Type at a person's speed, and ask for diagnostics as editors do, without waiting for them."""
        asked = []
        for _ in range(keys):
            self.type()
            asked.append(asyncio.ensure_future(self.diagnostics()))
            await asyncio.sleep(SECONDS_BETWEEN_KEYS)
        await asyncio.gather(*asked)

    async def diagnostics(self) -> None:
        """Ask for the diagnostics of the newest text."""
        answer = await self._client.request("textDocument/diagnostic", {"textDocument": self._identifier})
        if "result" not in answer:
            raise SystemExit(f"no diagnostics: {answer}")

    async def hover(self) -> None:
        """Ask for a hover somewhere; one that the next keystroke overtakes is answered as well."""
        line = self._chance.randrange(len(self._lines.starts))
        position = {"line": line, "character": 4}
        await self._client.request("textDocument/hover", {"textDocument": self._identifier, "position": position})

    def _typed(self) -> tuple[dict[str, Any], dict[str, Any]]:
        words = self._chance.choice(TYPED)
        line = self._chance.randrange(len(self._lines.starts))
        column = self._chance.randrange(len(self._lines.line_text(line)) + 1)
        start = {"line": line, "character": column}
        end = {"line": line + 1, "character": 0} if words == "\n" else {"line": line, "character": column + len(words)}
        typed = {"range": {"start": start, "end": start}, "text": words}
        return typed, {"range": {"start": start, "end": end}, "text": ""}


if __name__ == "__main__":
    sys.exit(main())
