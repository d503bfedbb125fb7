"""Which files a comparison is asked for, however they are named."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from leakline.ide.errors import InputError
from leakline.lsp.snapshot_paths import from_arguments, from_settings

WORKSPACE = (Path("/w"),)


@pytest.mark.parametrize(
    "arguments",
    [
        ["file:///w/a%20b.heapsnapshot", "file:///w/c.heapsnapshot"],
        [["file:///w/a%20b.heapsnapshot", "file:///w/c.heapsnapshot"]],
        ["/w/a b.heapsnapshot", "/w/c.heapsnapshot"],
        [["a b.heapsnapshot", "c.heapsnapshot"]],
    ],
)
def test_uris_and_paths_one_by_one_or_as_a_list(arguments: list[object]) -> None:
    assert from_arguments(arguments, WORKSPACE) == (Path("/w/a b.heapsnapshot"), Path("/w/c.heapsnapshot"))


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("~nobody-of-this-name/*.heapsnapshot", "nothing matches '~nobody"),
        ("heap/**.heapsnapshot", "'heap/**.heapsnapshot'"),
        ("lo*p", "nothing matches 'lo*p'"),
    ],
)
def test_a_glob_that_cannot_match_is_said(tmp_path: Path, pattern: str, said: str) -> None:
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(InputError) as caught:
        from_settings([pattern], [tmp_path])
    assert said in str(caught.value)


def test_no_arguments_are_no_files() -> None:
    assert from_arguments([], WORKSPACE) == ()
    assert from_arguments([[]], WORKSPACE) == ()


@pytest.mark.parametrize("argument", [3, None, "", "https://example.org/a.heapsnapshot", {"uri": "file:///a"}])
def test_what_names_no_file_is_refused_by_its_value(argument: object) -> None:
    with pytest.raises(InputError, match="is not a snapshot file") as caught:
        from_arguments(["file:///a.heapsnapshot", argument], WORKSPACE)
    assert repr(argument) in str(caught.value)


def test_a_glob_gives_files_in_the_order_they_were_written(tmp_path: Path) -> None:
    for age, name in enumerate(["c", "a", "b"]):
        file = tmp_path / "heap" / f"{name}.heapsnapshot"
        file.parent.mkdir(exist_ok=True)
        file.touch()
        os.utime(file, (1000 + age, 1000 + age))
    found = from_settings(["heap/*.heapsnapshot"], [tmp_path])
    assert [path.name for path in found] == ["c.heapsnapshot", "a.heapsnapshot", "b.heapsnapshot"]
    found = from_settings(["heap/b.heapsnapshot", str(tmp_path / "**" / "*.heapsnapshot")], [tmp_path])
    assert [path.name for path in found] == ["b.heapsnapshot", "c.heapsnapshot", "a.heapsnapshot"]


def test_a_file_whose_name_looks_like_a_glob_is_that_file(tmp_path: Path) -> None:
    (tmp_path / "a[1].heapsnapshot").touch()
    assert from_settings(["a[1].heapsnapshot"], [tmp_path]) == (tmp_path / "a[1].heapsnapshot",)


def test_a_glob_that_matches_nothing_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"leakline.snapshots: nothing matches '\*.heapsnapshot'"):
        from_settings(["*.heapsnapshot"], [tmp_path])
