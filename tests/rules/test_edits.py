"""After an edit, the rules find what they find in a text that they see for the first time."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from leakline.js import Module, analyse, reanalyse
from leakline.rules import findings_of
from leakline.text.edits import Edit

TYPED = (b"x", b" ", b"\n", b"(", b"}", b"{", b"`", b"/*", b"//", b"x => x", b"a.b = 1;", b"this.a.on('b', c);", b"")
FIXTURES = sorted(Path(__file__).parent.glob("*/invalid.*s"))


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_findings_after_edits(fixture: Path) -> None:
    random = Random(fixture.parent.name)
    module = analyse(fixture.read_bytes(), fixture)
    findings_of(module)
    for _ in range(10):
        source = module.source
        start = random.randrange(len(source) + 1)
        end = min(len(source), start + random.choice([0, 0, 0, 1, 30]))
        edited = Edit(start, end, random.choice(TYPED)).apply(source)
        after = reanalyse(module, edited)
        # Of the same tree, since tree-sitter may mend broken code differently when it parses only a part.
        assert findings_of(after) == findings_of(Module(after.tree, after.kind, after.facts)), edited.decode()
        module = after
