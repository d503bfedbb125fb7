"""Random nested programs: the model must predict the chain of every closure that V8 makes of them.

100 programs by default; ``LEAKLINE_PROGRAMS=2000`` for a long run, ``LEAKLINE_NODE=24`` for another version.
"""

from __future__ import annotations

import os
import tempfile
from dataclasses import replace
from pathlib import Path
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leakline.js import analyse
from tests.js.programs import program
from tests.js.v8_oracle import Row, ask_v8, disagreement, release_of

PROGRAMS = int(os.environ.get("LEAKLINE_PROGRAMS", "100"))
MAJOR = int(os.environ.get("LEAKLINE_NODE", "20"))
BATCH = 25
ORDER_SINCE = 20  # before, functions hoisted out of nested blocks may stand elsewhere; see docs/contexts.md
KINDS = ("sloppy", "sloppy", "strict", "module")

seeds = st.tuples(st.sampled_from(KINDS), st.binary(min_size=30, max_size=60), st.integers(0, 400))


def test_random_programs_get_the_contexts_that_v8_makes() -> None:
    compared: list[int] = []

    @settings(
        max_examples=max(1, PROGRAMS // BATCH),
        deadline=None,
        suppress_health_check=list(HealthCheck),
        derandomize="LEAKLINE_PROGRAMS" not in os.environ,
    )
    @given(st.lists(seeds, min_size=BATCH, max_size=BATCH))
    def compare(batch: list[tuple[str, bytes, int]]) -> None:
        # hypothesis draws the start of each program and the seed's random bytes go on from there
        texts = [(program(start + Random(start).randbytes(length), kind), kind) for kind, start, length in batch]
        compared.append(agreeing_closures(texts))

    compare()
    assert len(compared) * BATCH >= PROGRAMS
    assert sum(compared) > 5 * PROGRAMS, "too few closures: the generator makes programs that do not run"


def without_order(row: Row) -> Row:
    return replace(row, chain=tuple((kind, slots, False) for kind, slots, _ in row.chain))


def agreeing_closures(sources: list[tuple[str, str]]) -> int:
    """Run programs and compare; the number of closures, which all agree."""
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for index, (text, kind) in enumerate(sources):
            file = Path(folder).resolve() / f"program{index}.{'mjs' if kind == 'module' else 'js'}"
            file.write_text(text)
            files.append(file)
        answer = ask_v8(files, MAJOR)
        compared = 0
        for file in files:
            module = analyse(file.read_bytes(), file, v8=release_of(MAJOR))
            for row in answer.rows.get(file, ()):
                if (row.line, row.column, row.name, row.chain) == (0, 0, "", ()):
                    continue
                compared += 1
                wrong = disagreement(module, row if MAJOR >= ORDER_SINCE else without_order(row))
                assert wrong is None, f"{wrong}\n{file.read_text()}"
        return compared
