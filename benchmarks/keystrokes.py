"""How long new findings take after a keystroke: parse again, model again, all rules.

Types and deletes characters inside of statements all over a file, one after the other, in this process: what the
server's checker does for each change, without the way there and back (``benchmarks/editing.py`` has that). As there,
garbage is collected between keystrokes.

    .venv/bin/python -m benchmarks.keystrokes --limits 2000=50,10000=150

The files are parts of public packages, put together to the wanted number of lines. ``--limits`` makes a 95th
percentile above so many milliseconds an error.
"""

from __future__ import annotations

import argparse
import gc
import random
import statistics
import sys
import time
from pathlib import Path

from benchmarks.packages import lint_packages
from leakline.ide.checking import check_source
from leakline.sources.source_file import SourceFile

TYPED = ("x", "foo", " ", ".", "(", ")", ";", "\n", "'", "a = 1;", "x => x", "// y", "{", "}")


def main() -> int:
    """Measure and print; returns 1 where a limit is not kept."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--limits", default="2000=50,10000=150", help="lines=milliseconds, ...")
    parser.add_argument("--keys", type=int, default=200, help="keystrokes for each file")
    parser.add_argument("--packages", type=Path, help="a folder of packages, instead of those from npm")
    options = parser.parse_args()
    limits = [tuple(map(int, part.split("="))) for part in options.limits.split(",")]
    files = sorted((options.packages or lint_packages()).rglob("*.js"))
    late = False
    print(
        "| file | lines | median ms | 95 % ms | slowest ms | 95 % processor ms |\n"
        "| --- | ---: | ---: | ---: | ---: | ---: |"
    )
    for lines, limit in limits:
        for name, text in programs(files, lines):
            measured = typed(text, options.keys)
            seconds, processor = (sorted(one[index] for one in measured) for index in (0, 1))
            high = seconds[int(len(seconds) * 0.95)]
            late = late or high * 1000 > limit
            row = (statistics.median(seconds), high, seconds[-1], processor[int(len(processor) * 0.95)])
            shown = " | ".join(f"{one * 1000:.0f}" for one in row)
            print(f"| {name} | {lines_of(text)} | {shown} |", flush=True)
    return int(late)


def programs(files: list[Path], lines: int) -> list[tuple[str, bytes]]:
    """The file whose length is nearest above, and a program made of many small files, each in a function of its own."""
    longest = min(
        (file for file in files if lines_of(file.read_bytes()) >= lines), key=lambda file: lines_of(file.read_bytes())
    )
    chosen = random.Random(lines).sample([file for file in files if 60 < lines_of(file.read_bytes()) < 700], 60)
    parts, total = [], 0
    for file in chosen:
        if total >= lines:
            break
        part = b"(function () {\n" + file.read_bytes() + b"\n})();\n"
        if b"\nimport " in part or b"\nexport " in part:
            continue
        parts.append(part)
        total += part.count(b"\n")
    return [(longest.name, longest.read_bytes()), ("many", b"".join(parts))]


def lines_of(text: bytes) -> int:
    """The lines of a text."""
    return text.count(b"\n")


def typed(text: bytes, keys: int) -> list[tuple[float, float]]:
    """Seconds from each keystroke to its findings, and those of the processor."""
    chance = random.Random(1)
    source = SourceFile(Path("typed.js"), text)
    check_source(source)
    gc.disable()
    seconds: list[tuple[float, float]] = []
    undo = False
    while len(seconds) < keys:
        if undo:
            data = text
        else:
            place = chance.randrange(len(text))
            data = text[:place] + chance.choice(TYPED).encode() + text[place + chance.choice((0, 0, 1)) :]
        began, worked = time.perf_counter(), time.process_time()
        source = source.edited(data)
        check_source(source)
        seconds.append((time.perf_counter() - began, time.process_time() - worked))
        gc.collect()
        undo = not undo
    return seconds


if __name__ == "__main__":
    sys.exit(main())
