"""Functions of a running script are found in a file whose text is another one by now."""

from __future__ import annotations

from pathlib import Path

import pytest

from leakline.heap.live_functions import LiveFunction
from leakline.js import V8, FunctionKind, ModuleKind, analyse
from leakline.sources.model import WhyNot
from leakline.sources.moved_functions import MovedFunctions
from leakline.sources.placing import Sources
from leakline.sources.scripts import begins_with, paths_of_script

BEFORE = (
    "function first() {}\n"
    "function second() {\n  bus.on('a', () => 1);\n}\n"
    "function third() {\n  bus.on('b', () => 2);\n}\n"
    "run(() => 3);\n"
)
ARROWS = ("() => 1", "() => 2", "() => 3")


def live_of(text: str) -> tuple[LiveFunction, ...]:
    """What V8 would know of a text: every function by its number and place."""
    functions = analyse(text.encode(), Path("app.js"), kind=ModuleKind.COMMONJS).functions
    return tuple(
        LiveFunction(index + 1, one.name, one.v8_position.line, one.v8_position.column)
        for index, one in enumerate(functions)
    )


def found(before: str, after: str, snippet: str) -> str | None:
    """The text of the function in the later text that is the one of the earlier."""
    live = live_of(before)
    written = analyse(before.encode(), Path("app.js"), kind=ModuleKind.COMMONJS)
    (wanted,) = (one for one in written.functions if before.encode()[one.start : one.end] == snippet.encode())
    module = analyse(after.encode(), Path("app.js"), kind=ModuleKind.COMMONJS)
    position = wanted.v8_position
    one = MovedFunctions(live, module).at(position.line, position.column)
    return after.encode()[one.start : one.end].decode() if one is not None else None


@pytest.mark.parametrize("snippet", [*ARROWS, "function first() {}"])
@pytest.mark.parametrize(
    "edit",
    [
        lambda text: "// a\n// b\n" + text,
        lambda text: text.replace("function third", "\n\nfunction third"),
        lambda text: text.replace("function second", "function added() {\n  return () => 4;\n}\nfunction second"),
        lambda text: text.replace("\n", " "),
        lambda text: "const __name = (f) => f;" + text.replace("\n  ", "").replace("\n", ""),
    ],
    ids=["lines above", "lines between", "a function between", "one line", "translated"],
)
def test_a_function_goes_with_its_text(snippet: str, edit: object) -> None:
    assert callable(edit)
    assert found(BEFORE, edit(BEFORE), snippet) == snippet


@pytest.mark.parametrize(
    ("edit", "gone"),
    [
        ("function second() {\n  bus.on('a', () => 1);\n}\n", "() => 1"),
        ("  bus.on('b', () => 2);\n", "() => 2"),
        ("run(() => 3);\n", "() => 3"),
    ],
)
def test_what_is_gone_is_not_found(edit: str, gone: str) -> None:
    after = BEFORE.replace(edit, "")
    assert found(BEFORE, after, gone) is None
    for still in set(ARROWS) - {gone}:
        assert found(BEFORE, after, still) == still


def test_another_function_at_the_old_place_is_not_taken(tmp_path: Path) -> None:
    path = tmp_path / "app.js"
    path.write_text(BEFORE.replace("bus.on('a', () => 1);", "x();\n  bus.on('c', () => 9);\n  bus.on('a', () => 1);"))
    live = live_of(BEFORE)
    arrow = next(one for one in live if one.name == "" and one.line == 2)
    sources = Sources([tmp_path], [], {str(path): ""}, live=lambda _url: live)
    place = sources.function(str(path), arrow.line, arrow.column)
    # two arrows stand where one stood, at one column: nothing tells which it is
    assert isinstance(place, WhyNot)
    assert place.reason == "file-changed"


def test_a_file_with_another_beginning_is_taken_if_it_has_the_functions_of_the_script(tmp_path: Path) -> None:
    path = tmp_path / "app.js"
    path.write_text("// edited\n" + BEFORE)
    live = live_of(BEFORE)
    assert not isinstance(Sources([tmp_path], [], {str(path): BEFORE}, live=lambda _: live).file(str(path)), WhyNot)
    path.write_text("function other() {}\nfunction entirely() {}\n")
    refused = Sources([tmp_path], [], {str(path): BEFORE}, live=lambda _: live).file(str(path))
    assert isinstance(refused, WhyNot)
    assert refused.reason == "file-changed"


def test_types_that_node_strips_leave_the_file_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "app.ts"
    path.write_text("let a: number = 1;\nexport function f(x: string): void {}\nconst rest = 'the same in both';\n")
    ran = "let a         = 1;\nexport function f(x        )       {}\nconst rest = 'the same in both';\n"
    assert begins_with(path, ran)
    assert not begins_with(path, ran.replace("rest", "test"))
    assert not begins_with(path, " " * len(ran))


def test_a_name_of_a_bundler_is_relative_to_the_root(tmp_path: Path) -> None:
    assert paths_of_script("webpack-internal:///./src/a.js", [tmp_path]) == (tmp_path / "src" / "a.js",)
    assert paths_of_script("node:fs", [tmp_path]) == ()


EXPORTING = (
    "var __copyProps = (to) => to;\n"
    "__export(exports, { open: () => open, Panel: () => Panel });\n"
    "class Panel { show() { bus.on('a', () => 1); } }\n"
    "function open() { return new Panel(); }\n"
)


def test_what_a_bundler_writes_to_export_names_hides_no_function(tmp_path: Path) -> None:
    path = tmp_path / "panel.ts"
    path.write_text(
        "export class Panel {\n  show(): void { bus.on('a', () => 1); }\n}\n"
        "export function open(): Panel { return new Panel(); }\n"
    )
    live = live_of(EXPORTING)
    sources = Sources((tmp_path,), (), {str(path): f"use strict;{EXPORTING}"}, live=lambda _url: live)
    (arrow,) = (one for one in live if (one.line, one.name) == (2, ""))
    placed = sources.function(str(path), arrow.line, arrow.column)
    assert isinstance(placed, tuple)
    assert placed[0].data[placed[1].start : placed[1].end] == b"() => 1"
    opened = [one for one in live if one.name == "open"][-1]
    placed = sources.function(str(path), opened.line, opened.column)
    assert isinstance(placed, tuple)
    assert placed[1].name == "open"


def test_a_text_that_was_wrapped_is_still_that_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.js"
    path.write_text("exports.a = 1;\n")
    assert begins_with(path, "(function (exports, require, module, __filename, __dirname) { exports.a = 1;\n\n});")
    assert not begins_with(path, "(function (exports, require, module, __filename, __dirname) { exports.b = 1;\n\n});")


def test_a_class_without_constructor_is_not_taken_for_what_sets_its_fields() -> None:
    text = "'use strict';\nclass Basket {\n  items = new Map();\n  add() {}\n}\n"
    module = analyse(text.encode(), Path("app.js"), kind=ModuleKind.COMMONJS)
    moved = MovedFunctions(live_of(text), module)
    assert moved.in_place
    position = next(one for one in module.functions if one.name == "Basket").v8_position
    function = moved.at(position.line, position.column)
    assert function is not None
    assert function.name == "Basket"


def test_a_class_is_found_where_its_initializers_are_called_as_it_is() -> None:
    """As Node 22 and later call them; what a loader writes is on one line."""
    written = (
        b"enum Status { Open }\nexport class Deferred {\n  status = Status.Open;\n  constructor(id: string) {}\n}\n"
    )
    live = (
        LiveFunction(0, "", 0, 0),
        LiveFunction(1, "__name", 0, 47),
        LiveFunction(2, "", -1, -1),
        LiveFunction(3, "Deferred", 0, 259),
        LiveFunction(4, "Deferred", -1, -1),
        LiveFunction(5, "Deferred", 0, 247),
    )
    for v8 in (V8.NODE_18, V8.NODE_24):
        moved = MovedFunctions(live, analyse(written, Path("deferred.ts"), kind=ModuleKind.ESM, v8=v8))
        function = moved.at(0, 259)
        assert moved.recognised
        assert function is not None
        assert function.kind is FunctionKind.CONSTRUCTOR
