"""Only a container that the source really limits is said to be filling."""

from __future__ import annotations

from pathlib import Path

import pytest

from leakline.sources.source_file import SourceFile
from leakline.witness.limits import limit_of
from tests.witness.suspects import Program, keeper


def most(folder: Path, text: str, shape: str, *holder: str) -> int | None:
    program = Program(folder, text)
    file = program.sources.file(str(program.path))
    assert isinstance(file, SourceFile)
    own_classes = {one.name for one in file.module.classes}
    limit = limit_of(keeper(shape, holder), [file], own_classes)
    return limit.most if limit is not None else None


@pytest.mark.parametrize(
    "text",
    [
        "const cache = new LRUCache({ max: 500 });",
        "const MAX = 5_00;\nconst cache = new LRUCache({ ttl: 3, max: MAX });",
        "const cache = new QuickLRU({maxSize:500});",
        "const cache = new lru.LRU(500);",
        "class Service { cache = new LRUCache({ max: 500 }); }",
    ],
)
def test_a_limit_that_a_container_is_made_with(tmp_path: Path, text: str) -> None:
    assert most(tmp_path, text, "array", "cache", "#keys") == 500


@pytest.mark.parametrize(
    "text",
    [
        "const seen = new Map();\nconst full = () => { if (seen.size >= 500) seen.delete(seen.keys().next().value); };",
        "const LIMIT = 500;\nconst put = (x) => { seen.push(x); if (seen.length > LIMIT) seen.shift(); };",
        "class A { #seen = []; #max = 500;\n put(x) { if (this.#seen.length > this.#max) this.#seen.shift(); } }",
    ],
)
def test_a_limit_that_a_container_is_held_to(tmp_path: Path, text: str) -> None:
    assert most(tmp_path, text, "array", "#seen") == 500


@pytest.mark.parametrize(
    "text",
    [
        "const seen = new Map();",
        "const seen = new LRUCache({ ttl: 500 });",
        "const seen = new Pool({ max: 500 });",
        "class JobCache {}\nconst seen = new JobCache(500);",
        "const seen = new LRUCache({ max: 1e6 });",
        "const seen = new LRUCache({ max: size() });",
        "const other = new LRUCache({ max: 500 });\nconst seen = new Map();",
        "const seen = [];\nif (seen.length > 500) warn('many');",
        "const seen = [];\nif (seen.length > 0) seen.shift();",
    ],
)
def test_no_limit(tmp_path: Path, text: str) -> None:
    assert most(tmp_path, text, "array", "seen") is None


def test_a_limit_of_one_table_says_nothing_of_a_table_of_tables(tmp_path: Path) -> None:
    text = "const seen = new LRUCache({ max: 500 });"
    assert most(tmp_path, text, "map", "seen", "get(…)") is None


def test_listeners_have_no_limit(tmp_path: Path) -> None:
    assert most(tmp_path, "const seen = new Emitter({ max: 500 });", "emitter", "seen") is None
