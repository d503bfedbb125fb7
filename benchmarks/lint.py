"""``leakline check`` beside ESLint with the plugins that look for leaks, on the same files, in one run.

Both as whole processes on all cores, start-up included, one after the other in turns; ESLint and its plugins come from
npm on first use. Of the plugin ``n`` only the rule against synchronous calls is on, as the others are not about
leaks or blocking.

    .venv/bin/python -m benchmarks.lint --runs 3
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.packages import lint_directory, lint_packages
from leakline.ide.source_tree import source_paths

LEAKLINE = Path(sys.executable).with_name("leakline")
MODULES = {
    "eslint": "9.39.5",
    "@typescript-eslint/parser": "8.73.0",
    "typescript": "5.9.3",
    "eslint-plugin-listeners": "1.6.0",
    "eslint-plugin-observers": "1.0.1",
    "eslint-plugin-react-web-api": "1.53.1",
    "eslint-plugin-n": "18.5.0",
}
CONFIGURATION = """
import parser from "@typescript-eslint/parser";
import listeners from "eslint-plugin-listeners";
import observers from "eslint-plugin-observers";
import api from "eslint-plugin-react-web-api";
import n from "eslint-plugin-n";

const rules = {
  "listeners/no-missing-remove-event-listener": "warn",
  "listeners/matching-remove-event-listener": "warn",
  "listeners/no-inline-function-event-listener": "warn",
  "observers/no-missing-unobserve-or-disconnect": "warn",
  "observers/matching-unobserve-target": "warn",
  "react-web-api/no-leaked-event-listener": "warn",
  "react-web-api/no-leaked-interval": "warn",
  "react-web-api/no-leaked-resize-observer": "warn",
  "react-web-api/no-leaked-timeout": "warn",
  "n/no-sync": "warn",
};
const plugins = { listeners, observers, "react-web-api": api, n };
export default [
  { ignores: ["**/*.min.js", "**/*.d.ts"] },
  { linterOptions: { reportUnusedDisableDirectives: "off", noInlineConfig: true } },
  { files: ["**/*.js", "**/*.cjs", "**/*.mjs"], plugins, rules },
  { files: ["**/*.ts"], plugins, rules, languageOptions: { parser } },
];
"""


def main() -> int:
    """Measure and print; returns 1 when leakline takes longer."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    packages, eslint = lint_packages(), eslint_program()
    files, _ = source_paths([packages])
    lines = sum(path.read_bytes().count(b"\n") for path in files)
    print(f"{len(files)} files, {lines} lines, {os.cpu_count()} cores")
    commands = {
        "leakline": [str(LEAKLINE), "check", "--format", "json", str(packages)],
        "eslint": [*eslint, "--concurrency", "auto", "--format", "json", str(packages)],
    }
    walls: dict[str, list[float]] = {name: [] for name in commands}
    processors: dict[str, list[float]] = {name: [] for name in commands}
    print("| program | wall s | CPU s | files | findings |\n| --- | ---: | ---: | ---: | ---: |")
    for run in range(options.runs):
        for name, command in commands.items():
            wall, processor, text = timed(command)
            walls[name].append(wall)
            processors[name].append(processor)
            print(f"| {name} {run + 1} | {wall:.2f} | {processor:.2f} | {counted(name, text)} |", flush=True)
    ratio, work = (statistics.median(one["eslint"]) / statistics.median(one["leakline"]) for one in (walls, processors))
    print(f"medians: ESLint takes {ratio:.2f} times as long as leakline, and {work:.2f} times the processor's time")
    return int(ratio < 1)


def eslint_program() -> list[str]:
    """The command of ESLint in a folder with its plugins and configuration, installed on first use."""
    folder = lint_directory()
    (folder / "eslint.config.mjs").write_text(CONFIGURATION)
    (folder / "package.json").write_text(json.dumps({"private": True, "dependencies": MODULES}))
    npm, node = shutil.which("npm"), shutil.which("node")
    assert npm is not None
    assert node is not None
    if not (folder / "node_modules" / "eslint-plugin-n").exists():
        print(f"installing ESLint and its plugins in {folder} (once)", flush=True)
        subprocess.run([npm, "install", "--no-audit", "--no-fund", "--ignore-scripts"], cwd=folder, check=True)
    return [node, str(folder / "node_modules" / "eslint" / "bin" / "eslint.js")]


def timed(command: list[str]) -> tuple[float, float, bytes]:
    """Seconds on the clock and of the processor, and the output; findings give an exit code of 1."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    done = subprocess.run(command, cwd=lint_directory(), capture_output=True, check=False)
    wall = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in (0, 1):
        raise RuntimeError(f"{command[0]} failed: {done.stderr.decode()[-500:]}")
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return wall, processor, done.stdout


def counted(name: str, text: bytes) -> str:
    """Numbers of files and findings."""
    outcome = json.loads(text)
    if name == "leakline":
        return f"{outcome['files']} | {len(outcome['findings'])}"
    fatal = sum(1 for file in outcome for message in file["messages"] if message.get("fatal"))
    found = sum(len(file["messages"]) for file in outcome) - fatal
    return f"{len(outcome) - fatal} | {found}"


if __name__ == "__main__":
    sys.exit(main())
