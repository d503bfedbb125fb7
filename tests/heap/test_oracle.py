"""The engine agrees with Chrome DevTools in every node, every class and the comparison, on recorded snapshots.

The recordings are two snapshots of ``leaky.js`` by Node 20 and by Node 24, two of a page by Chrome 156, and what
DevTools (npm's chrome-devtools-frontend) says of them; ``benchmarks/oracle.py --record`` makes them anew.
"""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from leakline.heap import load_snapshot
from tests.heap.devtools_answers import differences

FIXTURES = Path(__file__).parent / "fixtures"


@pytest.mark.parametrize("writer", ["node20", "node24", "chrome"])
def test_agrees_with_devtools(writer: str) -> None:
    folder = FIXTURES / writer
    answers = json.loads(gzip.decompress((folder / "devtools.json.gz").read_bytes()))
    base, target = (load_snapshot(folder / f"{name}.heapsnapshot.gz") for name in ("before", "after"))
    assert differences(answers, base, target) == []


def test_a_difference_would_be_seen() -> None:
    folder = FIXTURES / "node20"
    answers = json.loads(gzip.decompress((folder / "devtools.json.gz").read_bytes()))
    base, target = (load_snapshot(folder / f"{name}.heapsnapshot.gz") for name in ("before", "after"))
    answers["base"]["nodes"][7][0] += 8
    answers["target"]["aggregates"][",(string)"][1] += 1
    answers["comparison"].popitem()
    found = differences(answers, base, target)
    assert len(found) == 3
    assert found[0].startswith("base: retained size of 1 nodes, first of node 7")


def test_contexts_of_a_page_are_read_with_compressed_pointers() -> None:
    snapshot = load_snapshot(FIXTURES / "chrome" / "after.heapsnapshot.gz")
    slots = [snapshot.contexts.slots(int(node)) for node in snapshot.contexts.nodes]
    names = [sorted(slot.name for slot in one) for one in slots]
    assert names.count(["item", "section"]) == 300
    held = next(one for one in slots if {slot.name for slot in one} == {"item", "section"})
    assert {slot.name: snapshot.node_name(slot.target) for slot in held} == {"item": "Item", "section": "<section>"}


def test_recordings_stay_small() -> None:
    assert sum(path.stat().st_size for path in FIXTURES.rglob("*") if path.is_file()) < 12_000_000
