"""What people read of real comparisons: hovers that fit, pages that tell all, fingerprints that stay."""

from __future__ import annotations

from pathlib import Path

import pytest

from leakline.ide.comparing import CompareOptions, compare_snapshots
from leakline.ide.diagnostics import shown_place
from leakline.ide.hovers import hover
from leakline.ide.model import Comparison, SourceFile
from leakline.ide.page import explain
from tests.scenarios.scenario import expectations, program, programs, record, take_snapshots

NODE = 20
HOVER_LINES = 25
LEAKING = [path for path in programs() if expectations(path).growths]
STABLE = (
    "abort-listeners.js",
    "agents.js",
    "bound-listener.js",
    "interval.js",
    "map-cache.js",
    "nested-contexts.js",
    "registry.js",
    "two-leaks.js",
)


def compared(paths: tuple[Path, ...], root: Path) -> Comparison:
    return compare_snapshots(paths, CompareOptions(roots=(root,)), lambda _: None)


def fingerprints(comparison: Comparison) -> set[str]:
    return {suspect.fingerprint for suspect in comparison.suspects}


@pytest.mark.parametrize("path", LEAKING, ids=lambda path: path.stem)
def test_hovers_fit_and_pages_tell_what_to_do(path: Path) -> None:
    comparison = compared(record(path, NODE), path.parent)
    assert comparison.suspects
    for suspect in comparison.suspects:
        place = shown_place(suspect)
        assert place is not None
        told = hover(SourceFile(place.path, place.path.read_bytes()), place.head.start, comparison)
        assert told is not None
        assert len(told.markdown.splitlines()) < HOVER_LINES, told.markdown
        page = explain(comparison, suspect.fingerprint)
        assert page is not None
        assert suspect.cause is not None
        assert "**To do**" in page
        assert "Kept alive by" in page


@pytest.mark.parametrize("name", STABLE)
def test_fingerprints_are_the_same_on_another_node(name: str) -> None:
    path = program(name)
    assert fingerprints(compared(record(path, 20), path.parent)) == fingerprints(
        compared(record(path, 22), path.parent)
    )


@pytest.mark.parametrize("name", ["two-leaks.js", "shared-context.js"])
def test_fingerprints_are_the_same_in_another_run_and_another_folder(name: str, tmp_path: Path) -> None:
    path = program(name)
    moved = tmp_path / "elsewhere" / name
    moved.parent.mkdir()
    moved.write_text("\n\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    snapshots = tmp_path / "snapshots"
    snapshots.mkdir()
    again = compared(take_snapshots(moved, NODE, snapshots), moved.parent)
    assert fingerprints(again) == fingerprints(compared(record(path, NODE), path.parent))
