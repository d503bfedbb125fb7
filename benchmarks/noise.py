"""Count what the rules say about mature packages: findings for each 1,000 code lines by rule, and each finding.

    python benchmarks/noise.py FOLDER [--list] [--rule ID]

``FOLDER`` holds packages, one a folder, and a ``files.txt`` (one file a line) and a ``loc.json`` (code lines); without
them every JavaScript and TypeScript file counts, and a code line is one that is neither empty nor a comment. Files that
``leakline check`` skips, such as minified ones, are left out.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from leakline.ide.checking import why_skipped
from leakline.js import analyse, language_of
from leakline.rules import findings_of

Row = tuple[str, str, str, int, str, str]


def main() -> int:
    """Print the table; the exit code says whether the noise is within its bounds."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--list", action="store_true", help="print each finding")
    parser.add_argument("--rule", help="only this rule")
    options = parser.parse_args()
    files, thousands = _files(options.folder), _code_lines(options.folder) / 1000
    began = time.perf_counter()
    with ProcessPoolExecutor() as pool:
        rows = [row for found in pool.map(_check, files, chunksize=16) for row in found]
    rows = [row for row in rows if options.rule in (None, row[1])]
    if options.list:
        for path, rule, certainty, line, message, source in rows:
            print(f"{path}:{line}: {certainty} {rule}: {message}\n    {source}")
    counts = Counter((rule, certainty) for _, rule, certainty, *_ in rows)
    for (rule, certainty), count in sorted(counts.items()):
        print(f"{rule:24} {certainty:10} {count:5} {count / thousands:8.3f} per KLOC")
    certain = sum(count for (_, certainty), count in counts.items() if certainty == "certain")
    print(f"{len(files)} files, {thousands:.1f} KLOC, {time.perf_counter() - began:.1f} s")
    print(f"warning and above {certain / thousands:.3f}, with information {len(rows) / thousands:.3f} per KLOC")
    return 0 if certain / thousands <= 0.10 and len(rows) / thousands <= 0.30 else 1


def _check(path: Path) -> list[Row]:
    data = path.read_bytes()
    module = analyse(data if why_skipped(data) is None else b"", path)
    found = []
    for finding in findings_of(module):
        line = module.lines.position(finding.start).line
        source = module.lines.line_text(line).strip()[:140]
        found.append((str(path), finding.rule, finding.certainty.value, line + 1, finding.message, source))
    return found


def _files(folder: Path) -> list[Path]:
    listed = folder / "files.txt"
    if listed.exists():
        return [folder / line for line in listed.read_text().splitlines() if line]
    return sorted(
        path for path in folder.rglob("*") if path.is_file() and language_of(path) and ".min." not in path.name
    )


def _code_lines(folder: Path) -> int:
    counted = folder / "loc.json"
    if counted.exists():
        packages = json.loads(counted.read_text())
        return sum(package["code_lines"] for package in packages if "version" in package)
    text = "\n".join(path.read_text(errors="replace") for path in _files(folder))
    return sum(1 for line in text.splitlines() if line.strip() and not re.match(r"\s*(?://|/?\*)", line))


if __name__ == "__main__":
    sys.exit(main())
