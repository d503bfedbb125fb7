"""What V8 says: run files under a real Node, and read the context chain of every closure out of a heap snapshot."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from leakline.js import V8, Function, Module
from leakline.text.positions import Position
from tests.node_versions import node_binary

ORACLE = Path(__file__).with_name("oracle")
READER_NODE = 20
RUN_SECONDS = 300


@dataclass(frozen=True, slots=True)
class Row:
    """One closure of a running Node; ``chain`` is (kind, slots, whether their order is known), innermost first."""

    line: int
    column: int
    name: str
    chain: tuple[tuple[str, tuple[str, ...], bool], ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """Rows by file, and the files that could not be loaded with the reason."""

    rows: dict[Path, tuple[Row, ...]]
    failed: dict[Path, str]


def ask_v8(files: Sequence[Path], major: int, *, flags: Sequence[str] = (), runner: str = "run.cjs") -> Answer:
    """Load files in one Node process and read the contexts of the closures that live on."""
    node = node_binary(major)
    with tempfile.TemporaryDirectory() as scratch:
        listed, snapshot = Path(scratch, "files.json"), Path(scratch, "all.heapsnapshot")
        listed.write_text(json.dumps([str(file) for file in files]))
        command = [str(node), *flags, str(ORACLE / runner), str(listed), str(snapshot)]
        ran = subprocess.run(command, capture_output=True, text=True, timeout=RUN_SECONDS, cwd=scratch)
        if ran.returncode != 0:
            raise RuntimeError(f"Node {major} failed on {len(files)} files: {ran.stderr[-2000:]}")
        failed = {Path(name): why for name, why in json.loads(ran.stdout[ran.stdout.rindex("{") :]).items()}
        return Answer(read_rows(snapshot, [str(file.parent) for file in files]), failed)


def read_rows(snapshot: Path, prefixes: Sequence[str]) -> dict[Path, tuple[Row, ...]]:
    """The closures of a snapshot whose script's path starts with a prefix."""
    command = [str(node_binary(READER_NODE)), "--max-old-space-size=4096", str(ORACLE / "read.cjs"), str(snapshot)]
    read = subprocess.run([*command, *sorted(set(prefixes))], capture_output=True, text=True, check=True)
    rows: dict[Path, list[Row]] = {}
    for script, line, column, name, chain in json.loads(read.stdout):
        links = tuple((kind, tuple(slots), ordered) for kind, slots, ordered in chain)
        rows.setdefault(Path(unquote(script)), []).append(Row(line, column, name, links))
    return {path: tuple(found) for path, found in rows.items()}


def disagreement(module: Module, row: Row) -> str | None:
    """How the model's answer for a closure differs from V8's, None when it does not."""
    function = module.function_at(Position(row.line, row.column), name=row.name)
    if function is None:
        return f"{row.line + 1}:{row.column + 1} {row.name!r}: no function there, V8 has {shown(row)[:300]}"
    if function.name != row.name:
        return f"{row.line + 1}:{row.column + 1}: V8 calls it {row.name!r}, the model {function.name!r}"
    if same_chain(function, row):
        return None
    return f"{row.line + 1}:{row.column + 1} {row.name!r}: {difference(function, row)}"


def same_chain(function: Function, row: Row) -> bool:
    """Whether a function's predicted chain is V8's: kinds, slots, and the order of slots where V8 shows it."""
    if len(function.contexts) != len(row.chain):
        return False
    for context, (kind, slots, ordered) in zip(function.contexts, row.chain, strict=True):
        names = context.slot_names
        if context.kind != kind or (names != slots if ordered else sorted(names) != sorted(slots)):
            return False
    return True


def difference(function: Function, row: Row) -> str:
    """The first context in which a predicted chain is not V8's."""
    kinds = [context.kind for context in function.contexts]
    if kinds != [kind for kind, _, _ in row.chain]:
        return f"V8 has {shown(row)[:400]}, the model {str(list(function.contexts))[:400]}"
    for depth, (context, (kind, slots, _)) in enumerate(zip(function.contexts, row.chain, strict=True)):
        only_v8 = sorted(set(slots) - set(context.slot_names))
        only_model = sorted(set(context.slot_names) - set(slots))
        if only_v8 or only_model:
            return f"context {depth} ({kind}): only V8 has {only_v8}, only the model has {only_model}"
        if context.slot_names != slots:
            return f"context {depth} ({kind}): V8's order is {slots}, the model's {context.slot_names}"
    return "equal"


def shown(row: Row) -> str:
    """A chain of V8's as the model's are shown."""
    return str([f"{kind} {{{', '.join(slots)}}}" for kind, slots, _ in row.chain])


def release_of(major: int) -> V8:
    """The model's release for a Node version."""
    return V8.of_node(major)
