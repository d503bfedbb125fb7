"""Record what Node says about the cases: ``python -m tests.js.record [MAJOR]...``; review the diff."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tests.js.v8_oracle import Row, ask_v8

CASES = Path(__file__).with_name("cases")
VERSIONS = (16, 18, 20, 22, 24)
REFERENCE = 20


def case_files() -> list[Path]:
    """The programs, in the order of their names."""
    return sorted(path for path in CASES.iterdir() if path.suffix in (".js", ".mjs"))


def recorded(case: Path, major: int) -> tuple[Row, ...]:
    """What a version of Node said about a case."""
    by_version = json.loads(case.with_name(case.name + ".json").read_text())
    rows = by_version.get(str(major), by_version[str(REFERENCE)])
    return tuple(
        Row(line, column, name, tuple((kind, tuple(slots), ordered) for kind, slots, ordered in chain))
        for line, column, name, chain in rows
    )


def main(majors: list[int]) -> None:
    """Write the recordings; versions that say the same as the reference are left out."""
    for case in case_files():
        answers = {}
        for major in majors:
            answer = ask_v8([case], major)
            if answer.failed:
                raise SystemExit(f"{case.name} fails on Node {major}: {answer.failed}")
            rows = sorted(answer.rows[case], key=lambda row: (row.line, row.column, row.name, row.chain))
            answers[major] = [[row.line, row.column, row.name, row.chain] for row in rows if not is_wrapper(row)]
        kept = {
            str(major): rows for major, rows in answers.items() if major == REFERENCE or rows != answers.get(REFERENCE)
        }
        lines = ",\n".join(
            f' "{major}": [\n  ' + ",\n  ".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n ]"
            for major, rows in sorted(kept.items())
        )
        case.with_name(case.name + ".json").write_text(f"{{\n{lines}\n}}\n")
        print(case.name, {major: len(rows) for major, rows in answers.items()})


def is_wrapper(row: Row) -> bool:
    """The function that CommonJS wraps a file in: alive or not by accident."""
    return (row.line, row.column, row.name, row.chain) == (0, 0, "", ())


if __name__ == "__main__":
    main([int(argument) for argument in sys.argv[1:]] or list(VERSIONS))
