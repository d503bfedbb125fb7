"""Files are found again by the name that the client uses."""

from __future__ import annotations

from pathlib import Path

from leakline.lsp.locations import Folder, path_of, shown_path


def test_only_file_uris_name_files() -> None:
    assert path_of("file:///w/a%20b.js") == Path("/w/a b.js")
    assert path_of("untitled:Untitled-1") is None
    assert path_of("file:///w/a%00b.js") is None


def test_a_folder_that_is_a_link_to_itself_is_its_own_name(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    assert Folder.at(tmp_path / "loop").real == tmp_path.resolve() / "loop"


def test_a_file_below_a_linked_folder_is_shown_below_the_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    folders = (Folder.at(tmp_path / "other"), Folder.at(tmp_path / "link"))
    assert shown_path(tmp_path / "real/src/a.js", folders) == tmp_path / "link/src/a.js"
    assert shown_path(tmp_path / "elsewhere/a.js", folders) == tmp_path / "elsewhere/a.js"
