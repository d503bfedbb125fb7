"""Real files, whole and mutated: no rule raises, every fix leaves the file parsing and its finding gone.

Tokens and lines of files are deleted, doubled and swapped, files are cut and spliced. Each fix of each finding is
applied, and all safe ones of a kind and of the file at once. A fix may leave no more errors of syntax than there were.

    .venv/bin/python -m benchmarks.fuzz --seconds 300 folder ...
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from tree_sitter import Query, QueryCursor

from benchmarks.packages import lint_packages
from leakline.ide.actions import fix_all
from leakline.ide.check_model import CheckDiagnostic
from leakline.ide.checking import check_source, why_skipped
from leakline.ide.source_tree import source_paths
from leakline.js.language import grammar
from leakline.js.module import Module
from leakline.sources.source_file import SourceFile
from leakline.text.edits import Edit

TOKEN = re.compile(rb"[\w$]+|\s+|[^\w\s$]")
LARGEST = 60_000  # bytes of a file that is mutated
MOST_FIXED = 30  # findings of a file whose fixes are applied


def main() -> int:
    """Fuzz and print what falls out; returns 1 if anything does."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folders", type=Path, nargs="*", help="folders of programs, instead of packages from npm")
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="a folder for the texts that fail")
    options = parser.parse_args()
    files, _ = source_paths(options.folders or [lint_packages()])
    chance = random.Random(options.seed)
    told: Counter[str] = Counter()
    checked = findings = 0
    for name, text in programs(files, chance, time.perf_counter() + options.seconds):
        checked += 1
        try:
            number, problems = failures(name, text)
            findings += number
        except Exception:
            problems = [traceback.format_exc(limit=-3)]
        for problem in problems:
            told[problem] += 1
            if told[problem] == 1:
                print(f"{name}: {problem}", flush=True)
                if options.keep is not None:
                    kept = options.keep / f"{sum(told.values())}-{name.name}"
                    kept.write_bytes(text)
    print(f"{checked} texts, {findings} findings, {sum(told.values())} failures of {len(told)} kinds")
    return int(bool(told))


def programs(files: Sequence[Path], chance: random.Random, until: float) -> Iterator[tuple[Path, bytes]]:
    """Every file as it is, then mutated ones until the time is over."""
    texts = [(path, path.read_bytes()) for path in files]
    texts = [(path, text) for path, text in texts if why_skipped(text) is None]
    yield from texts
    small = [(path, text) for path, text in texts if 200 < len(text) < LARGEST]
    # Mutations of files with findings tell more about fixes.
    rich = [one for one in small if check_source(SourceFile(one[0], one[1]))] or small
    while time.perf_counter() < until:
        path, text = chance.choice(rich if chance.random() < 0.7 else small)
        other = chance.choice(rich)[1]
        for _ in range(chance.randint(1, 4)):
            text = mutated(text, other, chance)
        yield path, text


def mutated(text: bytes, other: bytes, chance: random.Random) -> bytes:
    """The text with one change."""
    how = chance.randrange(9)
    parts = TOKEN.findall(text) if how < 3 else text.splitlines(keepends=True)
    if not parts:
        return text
    first, second = chance.randrange(len(parts)), chance.randrange(len(parts))
    match how % 3:
        case 0:
            del parts[first]
        case 1:
            parts.insert(first, parts[first])
        case _:
            parts[first], parts[second] = parts[second], parts[first]
    if how == 6:
        return text[: chance.randrange(len(text) + 1)]
    if how == 7:
        return text[: chance.randrange(len(text) + 1)] + other[chance.randrange(len(other)) :]
    if how == 8:
        start = chance.randrange(len(parts))
        return b"".join(parts[:start] + parts[start + chance.randint(1, 8) :])
    return b"".join(parts)


def failures(path: Path, text: bytes) -> tuple[int, list[str]]:
    """The number of findings of a text, and what is wrong with their fixes."""
    source = SourceFile(path, text)
    findings = check_source(source)
    before = Counter(map(kind, findings))
    problems = []
    for finding in findings[:MOST_FIXED]:
        for fix in finding.fixes:
            said = f"{finding.rule}: '{general(fix.title)}'"
            problems += [f"{said}: {what}" for what in faults(source, fix.edits, [finding], before)]
    for rule in {one.rule for one in findings} | {""}:
        for action in fix_all(one for one in findings if rule in ("", one.rule)):
            said = f"{rule or 'all'}: all fixes at once"
            problems += [f"{said}: {what}" for what in faults(source, action.edits, action.findings, before)]
    return len(findings), problems


def faults(
    source: SourceFile, edits: Sequence[Edit], mended: Iterable[CheckDiagnostic], before: Counter[tuple[str, str]]
) -> list[str]:
    """What is wrong with edits that should mend some of the findings of a text."""
    fixed = with_edits(source.data, edits)
    if fixed is None:
        return ["edits overlap"]
    after = SourceFile(source.path, fixed)
    if number_of_errors(after.module) > number_of_errors(source.module):
        return ["the file does not parse any more"]
    left = Counter(map(kind, check_source(after)))
    asked = Counter(map(kind, mended))
    return [f"a finding of {one[0]} is left" for one, number in asked.items() if left[one] > before[one] - number]


def kind(finding: CheckDiagnostic) -> tuple[str, str]:
    """What findings that are the same to a reader share."""
    return finding.rule, finding.message


def general(title: str) -> str:
    """A title without the names in it."""
    return re.sub(r"'[^']*'", "'...'", title)


def with_edits(text: bytes, edits: Sequence[Edit]) -> bytes | None:
    """The text with edits in their order; None when they overlap."""
    if any(one.old_end > other.start for one, other in pairwise(edits)):
        return None
    for edit in reversed(edits):
        text = edit.apply(text)
    return text


def number_of_errors(module: Module) -> int:
    """The nodes that are no program."""
    root = module.tree.tree.root_node
    if not root.has_error:
        return 0
    query = Query(grammar(module.tree.language), "(ERROR) @error (MISSING) @error")
    return len(QueryCursor(query).captures(root).get("error", ()))


if __name__ == "__main__":
    sys.exit(main())
