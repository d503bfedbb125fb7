"""What the heap says stays on its code while texts change."""

from __future__ import annotations

from pathlib import Path

from leakline.ide.model import PlacedSuspect
from leakline.lsp.evidence import Evidence, Reading, read
from leakline.lsp.places import places_of
from leakline.text.edits import Edit
from leakline.text.positions import LineIndex
from tests.lsp.comparisons import comparison, place, span

PATH = Path("/w/a.js")
TEXT = "const a = '😋'; test.on('error', f);\ncache.set(a, b);\n"
OTHER = Path("/w/b.js")


def evidence(text: str = TEXT) -> Evidence:
    held = Evidence()
    found = comparison(place(PATH, text, "test.on"), related=place(PATH, text, "cache.set"))
    held.take(Reading(found, {PATH: text.encode()}))
    return held


def only_suspect(held: Evidence) -> PlacedSuspect:
    assert held.comparison is not None
    (suspect,) = held.comparison.suspects
    return suspect


def follow(held: Evidence, text: str, edit: Edit) -> str:
    after = edit.apply(text.encode())
    assert held.follow(PATH, text.encode(), [edit], LineIndex(after))
    return after.decode()


def test_all_places_follow_an_edit() -> None:
    held = evidence()
    text = follow(held, TEXT, Edit(0, 0, "// é\n".encode()))
    suspect = only_suspect(held)
    assert suspect.place is not None
    assert suspect.cause is not None
    (slot,) = suspect.slots
    assert span(text, suspect.place.range) == span(text, suspect.place.head) == "test.on"
    assert span(text, suspect.cause.place.range) == "cache.set"
    assert span(text, slot.captured_by[0].place.range) == "cache.set"
    assert suspect.trace[0].place == suspect.cause.place
    assert held.lines(PATH) == LineIndex(text.encode())


def test_what_is_deleted_says_so_and_comes_back_with_the_text() -> None:
    held = evidence()
    data = TEXT.encode()
    line = data.index(b"\n") + 1
    text = follow(held, TEXT, Edit(0, line, b""))
    suspect = only_suspect(held)
    assert suspect.place is None
    assert suspect.why_not is not None
    assert suspect.why_not.reason == "code-deleted"
    assert suspect.cause is not None
    follow(held, text, Edit(0, 0, data[:line]))
    assert only_suspect(held) == only_suspect(evidence())


def test_a_cause_or_capture_that_is_deleted_is_left_out() -> None:
    held = evidence()
    line = TEXT.encode().index(b"\n") + 1
    follow(held, TEXT, Edit(line, len(TEXT.encode()), b""))
    suspect = only_suspect(held)
    assert suspect.place is not None
    assert (suspect.cause, suspect.slots[0].captured_by, suspect.trace[0].place) == (None, (), None)


def test_a_text_that_differs_from_the_file_is_matched_line_by_line() -> None:
    held = evidence()
    unsaved = "#!/usr/bin/env node\n" + TEXT.replace("cache", "store")
    assert held.show(PATH, LineIndex(unsaved.encode()))
    suspect = only_suspect(held)
    assert suspect.place is not None
    assert span(unsaved, suspect.place.range) == "test.on"
    assert not held.show(PATH, LineIndex(unsaved.encode()))
    assert held.show(PATH, LineIndex(TEXT.encode()))
    assert only_suspect(held) == only_suspect(evidence())


def test_other_files_are_left_alone() -> None:
    held = evidence()
    before = held.comparison
    assert not held.follow(OTHER, b"", [Edit(0, 0, b"x")], LineIndex(b"x"))
    assert not held.show(OTHER, LineIndex(b"x"))
    assert held.comparison is before
    assert held.lines(OTHER) is None


def test_the_same_object_is_given_until_something_changes() -> None:
    held = evidence()
    follow(held, TEXT, Edit(0, 0, b"\n"))
    assert held.comparison is held.comparison


def test_nothing_is_left_after_clearing() -> None:
    held = evidence()
    held.take(None)
    assert held.comparison is None
    assert held.lines(PATH) is None


def test_paths_are_resolved_and_files_read_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    (tmp_path / "real/a.js").write_text(TEXT)
    gone = place(tmp_path / "gone.js", TEXT, "cache.set")
    reading = read(comparison(place(tmp_path / "link/a.js", TEXT, "test.on"), related=gone))
    assert reading.texts == {tmp_path / "real/a.js": TEXT.encode()}
    resolved = place(tmp_path / "real/a.js", TEXT, "test.on")
    assert list(places_of(reading.comparison)) == [resolved, gone, gone, gone]
    held = Evidence()
    held.take(reading)
    assert held.comparison == reading.comparison
