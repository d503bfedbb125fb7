"""What grows beside the program's objects, in a process that loads files and compiles code between snapshots."""

from __future__ import annotations

from pathlib import Path

from leakline.heap import load_snapshot
from leakline.leaks.overhead import find_overhead
from tests.scenarios.scenario import take_snapshots

MAIN = """
let n = 0;
exports.work = () => {
  n += 1;
  if (n === 12) require('./late.js')(n);
};
"""
LATE = """
const made = [];
for (let i = 0; i < 3000; i += 1) made.push(`function f${i}(a, b) { return a.x${i} + b + ${i}; }`);
const all = new Function(`${made.join('\\n')} return [${made.map((_, i) => `f${i}`)}];`)();
module.exports = (n) => { for (const one of all) one({ x: n }, n); };
"""


def test_compiled_code_and_late_files_are_told_with_their_sizes(tmp_path: Path) -> None:
    program, taken = tmp_path / "program", tmp_path / "taken"
    program.mkdir()
    taken.mkdir()
    (program / "late.js").write_text(LATE)
    (program / "main.js").write_text(MAIN)
    snapshots = [load_snapshot(path) for path in take_snapshots(program / "main.js", 20, taken)]
    found = {one.reason: one for one in find_overhead(snapshots)}
    assert found["modules"].sizes == (0, 0, 1)
    assert found["modules"].detail == "late.js"
    first, _, last = found["compiled-code"].sizes
    assert last - first > 500_000
    assert find_overhead(snapshots[:2]) == ()
