"""Fixes are proven by running: each program in ``leaking`` leaks, and no longer does after the action for its rule.

The file is named after the rule. What leaks are instances of the class ``Payload``, counted in three snapshots of Node.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import orjson
import pytest
import pytest_asyncio
from lsprotocol import types

from tests.lsp.clients import Client, applied, connected
from tests.scenarios.scenario import take_snapshots

pytestmark = pytest.mark.asyncio(loop_scope="module")

LEAKING = Path(__file__).parent / "leaking"
NODE = 20
LIBRARIES = {
    "react": """let cleanups = [];
exports.useEffect = (effect) => {
  const cleanup = effect();
  if (cleanup) cleanups.push(cleanup);
};
exports.mount = (component) => {
  cleanups = [];
  component();
  return cleanups;
};
""",
    "rxjs": """exports.Subject = class {
  observers = new Set();
  subscribe(observer) {
    this.observers.add(observer);
    return { unsubscribe: () => this.observers.delete(observer) };
  }
};
""",
}
"""The little of other people's modules that the programs need."""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def client(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Client]:
    async with connected("vscode", tmp_path_factory.mktemp("editor")) as client:
        yield client


@pytest.mark.parametrize("program", sorted(LEAKING.glob("*.js")), ids=lambda program: program.stem)
async def test_the_heap_grows_before_the_fix_and_not_after(client: Client, program: Path, tmp_path: Path) -> None:
    text = program.read_text()
    fixed = await mended(client, program, text)
    before, after = (counted(name, words, tmp_path) for name, words in (("before", text), ("after", fixed)))
    assert before[0] < before[2], "the program must leak"
    assert after[2] < before[2], fixed
    assert after[1] == after[2], fixed


async def mended(client: Client, program: Path, text: str) -> str:
    """The text after the first fix of the rule's finding; checks that the finding is gone then."""
    uri, rule = program.as_uri(), program.stem
    client.open(uri, text)
    (found,) = [one for one in await client.items(uri) if one.code == rule]
    actions = await client.actions(uri, found.range, "quickfix", diagnostics=[found])
    fix = next(one for one in actions if one.diagnostics == (found,))
    assert not fix.title.startswith("Ignore")
    fixed = applied(text, (await client.edits(fix))[uri])
    whole = types.TextDocumentContentChangeWholeDocument(fixed)
    identifier = types.VersionedTextDocumentIdentifier(version=2, uri=uri)
    client.text_document_did_change(types.DidChangeTextDocumentParams(identifier, [whole]))
    assert rule not in [one.code for one in await client.items(uri)], fixed
    return fixed


def counted(name: str, text: str, folder: Path) -> list[int]:
    """How many payloads there are in each of three snapshots of a program."""
    for library, code in LIBRARIES.items():
        file = folder / "node_modules" / library / "index.js"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(code)
    program = folder / f"{name}.js"
    program.write_text(text)
    (folder / name).mkdir()
    return [payloads(snapshot) for snapshot in take_snapshots(program, NODE, folder / name)]


def payloads(snapshot: Path) -> int:
    """The nodes of type ``object`` that are named after the class."""
    heap = orjson.loads(snapshot.read_bytes())
    meta = heap["snapshot"]["meta"]
    fields, types_ = meta["node_fields"], meta["node_types"][0]
    if "Payload" not in heap["strings"]:
        return 0
    wanted = types_.index("object"), heap["strings"].index("Payload")
    kinds, names = (heap["nodes"][fields.index(field) :: len(fields)] for field in ("type", "name"))
    return sum(node == wanted for node in zip(kinds, names, strict=True))
