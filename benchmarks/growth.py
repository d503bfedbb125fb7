"""How the time of each rule grows with the size of a file, for files made of one shape many times.

The shapes are those of ``benchmarks.growth_shapes`` and every fixture of the rules, written over and over in one
file. Each is checked at twice and at four times a size; the exponent says how the time of a rule, or of the
model (parse, walk, calls), grew over the last doubling: 1 is linear, 2 quadratic. What takes little time is not shown.

    .venv/bin/python -m benchmarks.growth --limit 1.5
"""

from __future__ import annotations

import argparse
import gc
import math
import sys
import time
from functools import partial
from pathlib import Path

from benchmarks.growth_shapes import SHAPES, Shape
from leakline.js import analyse
from leakline.js.code import Code
from leakline.rules import RULES
from leakline.rules.deadline import TooLongError, deadline

FIXTURES = Path(__file__).parents[1] / "tests" / "rules"
SHOWN_FROM = 0.1  # seconds at the largest size
MOST_SECONDS = 40


def main() -> int:
    """Measure and print; returns 1 when something grows faster than the limit."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--size", type=int, default=1000, help="repetitions of a shape; bytes / 50 of a fixture")
    parser.add_argument("--limit", type=float, default=1.5, help="the largest exponent that is in order")
    parser.add_argument("--only", default="", help="shapes whose name has this word")
    options = parser.parse_args()
    above = 0
    print("| shape | KB | part | seconds | exponent |\n| --- | ---: | --- | ---: | ---: |")
    for name, make in {**SHAPES, **fixtures()}.items():
        if options.only not in name:
            continue
        texts = [make(options.size * factor).encode() for factor in (2, 4)]
        before, last = (seconds_of(text) for text in texts)
        size = len(texts[-1]) // 1000
        if before is None or last is None:
            print(f"| {name} | {size} | all | > {MOST_SECONDS} | |", flush=True)
            above += 1
            continue
        for part, seconds in last.items():
            if seconds < SHOWN_FROM:
                continue
            exponent = math.log2(seconds / max(before[part], 1e-4))
            if exponent > options.limit:
                above += 1
                print(f"| {name} | {size} | {part} | {seconds:.2f} | {exponent:.1f} |", flush=True)
    print(f"{above} parts grow faster than the {options.limit}th power")
    return int(above > 0)


def fixtures() -> dict[str, Shape]:
    """Every fixture of the rules, each in a function of its own, and all in one."""
    found: dict[str, Shape] = {}
    for path in sorted(FIXTURES.glob("*/*valid.*")):
        if path.suffix in (".js", ".mjs", ".jsx"):
            text = path.read_text()
            found[f"{path.parent.name}/{path.stem}"] = partial(repeated, text)
    return found


def repeated(text: str, size: int) -> str:
    """A program over and over, fifty bytes for each repetition of a shape, each in a function of its own."""
    body = "\n".join(line for line in text.splitlines() if not line.startswith(("import ", "export ")))
    part = f"(function () {{\n{body}\n}})();\n"
    return part * max(1, size * 50 // len(part))


def seconds_of(text: bytes) -> dict[str, float] | None:
    """Seconds of the processor for the model and each rule; None when it takes too long."""
    gc.collect()
    gc.disable()
    found = {}
    try:
        with deadline(MOST_SECONDS):
            began = time.process_time()
            module = analyse(text, "a.js")
            found["model"] = time.process_time() - began
            began = time.process_time()
            code = Code(module)
            code.listenings  # noqa: B018
            found["facts"] = time.process_time() - began
            for rule in RULES:
                began = time.process_time()
                if rule.concerns(text):
                    list(rule.check(code))
                found[rule.id] = time.process_time() - began
    except TooLongError:
        return None
    finally:
        gc.enable()
    return found


if __name__ == "__main__":
    sys.exit(main())
