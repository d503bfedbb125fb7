"""Compare the model with V8 on the closures of public packages: ``make contexts-natural``.

Installs the packages of ``packages.json`` once into the tests' cache, runs each program of ``programs/`` in a Node of
its own, takes a heap snapshot, and asks the model about every closure whose script is a file of a package.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from leakline.js import Module, Slot, analyse
from leakline.text.positions import Position
from tests.js.v8_oracle import Row, ask_v8, disagreement, release_of
from tests.node_versions import cache_directory, locked

HERE = Path(__file__).parent
GOAL = 0.9999


@dataclass
class Tally:
    """What was compared. A false claim is a slot that is said to be kept and is not, or the other way round."""

    closures: int = 0
    functions: set[tuple[Path, int, int]] = field(default_factory=set)
    files: set[Path] = field(default_factory=set)
    wrong: dict[str, int] = field(default_factory=Counter)
    false_claims: int = 0
    skipped: Counter[str] = field(default_factory=Counter)


def main() -> int:
    """Run the comparison; 0 when enough closures agree and there is no false claim."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("--node", type=int, action="append", help="major version, may be repeated (default: 20)")
    options.add_argument("--only", help="name of one program")
    chosen = options.parse_args()
    folder = installed()
    good = True
    for major in chosen.node or [20]:
        tally = Tally()
        for program in sorted(folder.glob("*.[cm]js")):
            if chosen.only is None or program.stem == chosen.only:
                compare(program, major, tally)
        good = report(major, tally) and good
    return 0 if good else 1


def installed() -> Path:
    """A folder with the packages and the programs."""
    folder = cache_directory() / "natural"
    with locked(folder):
        wanted = (HERE / "packages.json").read_bytes()
        manifest = folder / "package.json"
        if not manifest.exists() or manifest.read_bytes() != wanted:
            manifest.write_bytes(wanted)
            print("installing packages (once)", file=sys.stderr)
            subprocess.run(
                ["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"], cwd=folder, check=True
            )
        for program in (HERE / "programs").iterdir():
            shutil.copy(program, folder)
    return folder


def compare(program: Path, major: int, tally: Tally) -> None:
    """Run one program and compare all closures of its packages."""
    started = time.perf_counter()
    answer = ask_v8([program], major)
    for failed, why in answer.failed.items():
        print(f"Node {major}: {failed.name} stopped early: {why}")
    before = tally.closures
    for path, rows in answer.rows.items():
        if not path.is_file():
            tally.skipped["code without a file"] += len(rows)
            continue
        module = analyse(path.read_bytes(), path, package_json=package_json(path.parent), v8=release_of(major))
        tally.files.add(path)
        for row in rows:
            if (row.line, row.column, row.name, row.chain) == (0, 0, "", ()):
                continue  # the function that CommonJS wraps a file in
            tally.closures += 1
            tally.functions.add((path, row.line, row.column))
            wrong = disagreement(module, row)
            if wrong is not None:
                tally.wrong[f"{path.name}:{wrong}"] += 1
                tally.false_claims += claims_falsely(module, row)
    seconds = time.perf_counter() - started
    print(f"Node {major}: {program.name}: {tally.closures - before} closures, {seconds:.1f} s", flush=True)


def claims_falsely(module: Module, row: Row) -> bool:
    """Whether the model says that the closure keeps a slot that V8 does not have."""
    function = module.function_at(Position(row.line, row.column), name=row.name)
    if function is None:
        return False
    kept: list[Slot] = [slot for context in function.contexts for slot in context.slots]
    real = Counter(name for _, slots, _ in row.chain for name in slots)
    return bool(Counter(slot.name for slot in kept) - real)


def report(major: int, tally: Tally) -> bool:
    """Print the result; True when the goal is met."""
    wrong = sum(tally.wrong.values())
    share = 1 - wrong / tally.closures if tally.closures else 0.0
    print(
        f"Node {major}: {tally.closures - wrong} of {tally.closures} distinct closure rows equal ({share:.4%}), "
        f"{len(tally.functions)} functions of {len(tally.files)} files, {tally.false_claims} false claims, "
        f"{sum(tally.skipped.values())} rows of code without a file left out"
    )
    for line in list(tally.wrong):
        print("   ", line[:1000])
    return share >= GOAL and tally.false_claims == 0


@cache
def package_json(folder: Path) -> bytes | None:
    """The nearest ``package.json``, which says how ``.js`` files are evaluated."""
    manifest = folder / "package.json"
    if manifest.is_file():
        return manifest.read_bytes()
    return package_json(folder.parent) if folder.parent != folder else None


if __name__ == "__main__":
    sys.exit(main())
