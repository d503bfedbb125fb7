"""A place in compiled code leads to the same function, class or call of the original, also after an edit."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from leakline.sources.model import Place, WhyNot
from leakline.sources.moved_lines import MovedLines
from leakline.sources.originals import Original, Originals
from leakline.sources.places import place_of
from leakline.sources.source_file import SourceFile
from tests.sources.test_source_maps import vlq

FIXTURES = Path(__file__).parent / "fixtures"


@pytest.fixture
def tsc(tmp_path: Path) -> Path:
    return shutil.copytree(FIXTURES / "tsc", tmp_path / "tsc")


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    return shutil.copytree(FIXTURES / "bundle", tmp_path / "bundle")


def file_of(path: Path) -> SourceFile:
    return SourceFile(path, path.read_bytes())


def place_of_text(file: SourceFile, text: str) -> Place:
    start = file.data.index(text.encode())
    return place_of(file, start, start + len(text.encode()), None)


def original(root: Path, compiled: str, text: str) -> Original | WhyNot | None:
    file = file_of(root / compiled)
    return Originals([root], []).of(file, place_of_text(file, text))


def says(found: Original | WhyNot | None) -> tuple[str, str]:
    """The name of the file and the first line of the text that a place covers."""
    assert isinstance(found, Original), found
    file = file_of(found.place.path)
    start, end = (file.lines.offset(place) for place in (found.place.head.start, found.place.head.end))
    return found.place.path.name, file.data[start:end].decode()


OPEN = """function open(user) {
    const session = new Session(user);
    sessions.set(user, session);
    return session;
}"""


@pytest.mark.parametrize(
    ("compiled", "text", "head"),
    [
        ("out/sessions.js", OPEN, "function open(user: string): Session {"),
        ("out/sessions.js", "sessions.set(user, session)", "sessions.set(user, session)"),
        (
            "out/sessions.js",
            "(reason) => `${user} ${reason ?? ''}`",
            "(reason?: string): string => `${user} ${reason ?? ''}`",
        ),
        ("out/sessions.js", "this.visits.push({ user, at: 0 })", "this.visits.push({ user, at: 0 })"),
        ("es5/sessions.js", "sessions.set(user, session)", "sessions.set(user, session)"),
        ("min/sessions.js", "sessions.set(e,s)", "sessions.set(user, session)"),
        ("min/sessions.js", 's=>`${e} ${s??""}`', "(reason?: string): string => `${user} ${reason ?? ''}`"),
    ],
)
def test_the_same_code_of_the_original(tsc: Path, compiled: str, text: str, head: str) -> None:
    assert says(original(tsc, compiled, text)) == ("sessions.ts", head)


def test_what_is_neither_function_nor_call_goes_from_its_first_to_its_last_mapped_word(tsc: Path) -> None:
    found = original(tsc, "out/sessions.js", "const sessions = new Map()")
    assert says(found) == ("sessions.ts", "const sessions = new Map<string, Session>()")


def test_a_name_that_was_shortened_is_the_authors(bundle: Path) -> None:
    file = file_of(bundle / "out" / "main.js")
    (subscribe,) = [one for one in file.module.functions if one.name == "o"]
    found = Originals([bundle], []).of(file, place_of(file, subscribe.start, subscribe.end, None))
    assert isinstance(found, Original)
    assert (found.place.path.name, found.name) == ("subscribers.ts", "subscribe")


def test_an_edit_above_moves_the_place_with_its_text(bundle: Path) -> None:
    source = bundle / "src" / "subscribers.ts"
    source.write_text("// one more line\n\n" + source.read_text().replace("reduce((sum", "reduceRight((sum"))
    found = original(bundle, "out/main.js", "i.push(r)")
    assert says(found) == ("subscribers.ts", "subscribers.push(handler)")
    assert isinstance(found, Original)
    assert found.place.range.start.line == 7


def test_what_was_deleted_since_has_no_place_instead_of_a_wrong_one(bundle: Path) -> None:
    source = bundle / "src" / "subscribers.ts"
    source.write_text(source.read_text().replace("  subscribers.push(handler);\n", "  handler('');\n"))
    found = original(bundle, "out/main.js", "i.push(r)")
    assert isinstance(found, WhyNot)
    assert found.reason == "file-changed"


def test_a_call_on_a_line_that_was_edited_is_found_by_its_function(bundle: Path) -> None:
    source = bundle / "src" / "subscribers.ts"
    source.write_text("// a line more\n" + source.read_text().replace("subscribers", "everybody"))
    assert says(original(bundle, "out/main.js", "i.push(r)")) == ("subscribers.ts", "everybody.push(handler)")
    source.write_text(source.read_text().replace("  everybody.push(", "  everybody.push(() => 1);\n  everybody.push("))
    found = original(bundle, "out/main.js", "i.push(r)")
    assert isinstance(found, WhyNot), "one of two calls alike is no better than a guess"
    assert found.reason == "file-changed"


def test_of_a_source_that_is_not_here_the_map_tells_name_line_and_text(bundle: Path) -> None:
    source = bundle / "src" / "subscribers.ts"
    lines = source.read_text().splitlines()
    source.unlink()
    found = original(bundle, "out/main.js", "i.push(r)")
    assert isinstance(found, Original)
    assert found.place.path == bundle / "out" / "main.js"
    written = found.place.written
    assert written is not None
    assert (written.path, written.head.start.line) == (source, 5)
    assert list(written.excerpt) == lines[3:8]
    assert written.first_line == 3


def test_of_a_source_whose_text_nobody_has_it_is_said(bundle: Path) -> None:
    (bundle / "src" / "subscribers.ts").unlink()
    path = bundle / "out" / "main.js.map"
    content = json.loads(path.read_text())
    del content["sourcesContent"]
    path.write_text(json.dumps(content))
    found = original(bundle, "out/main.js", "i.push(r)")
    assert isinstance(found, WhyNot)
    assert found.reason == "no-original"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("webpack://shop/./src/subscribers.ts", "src/subscribers.ts"),
        ("/build/src/subscribers.ts", "/build/src/subscribers.ts"),
        ("../lib/subscribers.ts?1f", "lib/subscribers.ts"),
    ],
)
def test_a_source_of_another_machine_is_called_as_its_map_does(bundle: Path, name: str, shown: str) -> None:
    shutil.rmtree(bundle / "src")
    path = bundle / "out" / "main.js.map"
    path.write_text(path.read_text().replace("../src/subscribers.ts", name))
    found = original(bundle, "out/main.js", "i.push(r)")
    assert isinstance(found, Original)
    assert found.place.written is not None
    assert found.place.written.path == bundle / shown


def test_what_a_bundler_calls_its_own_code_is_no_file(bundle: Path) -> None:
    shutil.rmtree(bundle / "src")
    path = bundle / "out" / "main.js.map"
    path.write_text(path.read_text().replace("../src/subscribers.ts", "webpack://shop/webpack/bootstrap"))
    found = original(bundle, "out/main.js", "i.push(r)")
    assert isinstance(found, WhyNot)
    assert found.reason == "no-original"


@pytest.mark.parametrize("register", ["require('./sourcemap-register.js');", "import './sourcemap-register.cjs';"])
def test_code_that_ncc_moved_behind_what_it_put_before_is_found_all_the_same(bundle: Path, register: str) -> None:
    compiled = bundle / "out" / "main.js"
    compiled.write_text(register + compiled.read_text())
    assert says(original(bundle, "out/main.js", "i.push(r)")) == ("subscribers.ts", "subscribers.push(handler)")


def test_a_hashbang_before_what_ncc_put_there_has_a_line_of_its_own(bundle: Path) -> None:
    compiled, source_map = bundle / "out" / "main.js", bundle / "out" / "main.js.map"
    compiled.write_text("#!/usr/bin/env node\nrequire('./sourcemap-register.js');" + compiled.read_text())
    content = json.loads(source_map.read_text())
    source_map.write_text(json.dumps({**content, "mappings": ";" + content["mappings"]}))
    assert says(original(bundle, "out/main.js", "i.push(r)")) == ("subscribers.ts", "subscribers.push(handler)")


def test_a_map_that_knows_what_stands_before_the_code_is_left_as_it_is(bundle: Path) -> None:
    compiled, source_map = bundle / "out" / "main.js", bundle / "out" / "main.js.map"
    register = "require('./sourcemap-register.js');"
    compiled.write_text(register + compiled.read_text())
    content = json.loads(source_map.read_text())
    sections = [{"offset": {"line": 0, "column": len(register)}, "map": content}]
    source_map.write_text(json.dumps({"version": 3, "sections": sections}))
    assert says(original(bundle, "out/main.js", "i.push(r)")) == ("subscribers.ts", "subscribers.push(handler)")


def test_what_the_bundler_made_up_has_no_original(bundle: Path) -> None:
    found = original(bundle, "out/main.js", "Object.getOwnPropertyNames")
    assert isinstance(found, WhyNot)
    assert found.reason == "not-mapped"


def test_a_file_without_a_map_was_not_compiled(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text("const a = make();\n")
    assert original(tmp_path, "a.js", "make()") is None


def test_an_original_in_another_language_is_placed_by_its_words(bundle: Path) -> None:
    (bundle / "src" / "subscribers.ts").rename(bundle / "src" / "subscribers.vue")
    path = bundle / "out" / "main.js.map"
    path.write_text(path.read_text().replace("src/subscribers.ts", "src/subscribers.vue"))
    name, head = says(original(bundle, "out/main.js", "i.push(r)"))
    assert name == "subscribers.vue"
    assert head.startswith("subscribers.push(handler")


def test_a_map_that_leads_in_a_circle_ends(tmp_path: Path) -> None:
    text = "const a = make();\n"
    for name, other in (("a.js", "b.js"), ("b.js", "a.js")):
        (tmp_path / name).write_text(text)
        mapped = {"version": 3, "sources": [other], "mappings": "AAAA,UAAU"}
        (tmp_path / f"{name}.map").write_text(json.dumps(mapped))
    assert says(original(tmp_path, "a.js", "make()"))[1].startswith("make()")


@pytest.mark.parametrize(
    ("before", "after", "lines"),
    [
        ("a\nb\nc", "a\nb\nc", [0, 1, 2]),
        ("a\nb\nc", "x\na\nb\nc", [1, 2, 3]),
        ("a\nb\nc", "a\nc", [0, None, 1]),
        ("a\nb\nc\nd", "x\nb\ny\nd", [None, 1, None, 3]),
        ("a\r\nb", "a\nb", [0, 1]),
        ("", "a", [None]),
    ],
)
def test_lines_move_with_their_text(before: str, after: str, lines: list[int | None]) -> None:
    moved = MovedLines(before, after)
    assert [moved.line(line) for line in range(len(lines))] == lines


@pytest.mark.parametrize(
    ("compiled", "mappings", "written", "call"),
    [
        ("timers.setInterval(f);\n", "AAAO", "timers.setInterval(f);\n", "timers.setInterval(f)"),
        ("bus.on('x', f);\n", "AAAA", "    bus.on('x', f);\n", "bus.on('x', f)"),
        ("bus.on('x', f);\n", "AAAA", "    bus.on('x', f); bus.on('y', f);\n", "bus.on('x', f); bus.on('y', f);"),
    ],
    ids=["mapped at its name", "mapped by its line", "two on a line"],
)
def test_a_call_that_is_mapped_elsewhere_than_at_its_start(
    tmp_path: Path, compiled: str, mappings: str, written: str, call: str
) -> None:
    (tmp_path / "a.ts").write_text(written)
    (tmp_path / "a.js").write_text(compiled)
    told = {"version": 3, "sources": ["a.ts"], "names": [], "mappings": mappings}
    (tmp_path / "a.js.map").write_text(json.dumps(told))
    assert says(original(tmp_path, "a.js", compiled.strip().rstrip(";"))) == ("a.ts", call)


def compiled_by_words(folder: Path, compiled: str, written: str, words: list[str]) -> SourceFile:
    """A compiled file whose map tells where some words, each of which stands once in both texts, come from."""
    (folder / "a.ts").write_text(written)
    (folder / "a.js").write_text(compiled)
    mappings, before = [], (0, 0)
    for word in sorted(words, key=compiled.index):
        mappings.append(vlq(compiled.index(word) - before[0], 0, 0, written.index(word) - before[1]))
        before = compiled.index(word), written.index(word)
    content = {"version": 3, "sources": ["a.ts"], "names": [], "mappings": ",".join(mappings)}
    (folder / "a.js.map").write_text(json.dumps(content))
    return file_of(folder / "a.js")


def test_a_constructor_that_a_compiler_made_for_fields_is_the_class(tmp_path: Path) -> None:
    file = compiled_by_words(
        tmp_path,
        "class Model{static create(){}constructor(){this.name=1}}",
        "class Model { name = 1; static create() {} }",
        ["class", "create", "name"],
    )
    (constructor,) = (one for one in file.module.functions if one.label == "constructor" or one.label == "Model")
    found = Originals([tmp_path], []).of(file, place_of(file, constructor.start, constructor.end, None))
    assert says(found) == ("a.ts", "class Model { name = 1; static create() {} }")
    assert isinstance(found, Original)
    assert found.name == "Model"


def test_a_function_that_a_bundler_put_around_others_is_none_of_them(tmp_path: Path) -> None:
    file = compiled_by_words(
        tmp_path, "m={1(e){e.d();async function work(){go()}}}", "async function work() { go(); }", ["async", "go"]
    )
    around, work = (one for one in file.module.functions if one.parent is not None)
    originals = Originals([tmp_path], [])
    for function, is_made, name in ((around, True, None), (work, False, "work")):
        found = originals.of(file, place_of(file, function.start, function.end, None))
        assert isinstance(found, Original)
        assert (found.is_made, found.name) == (is_made, name)
