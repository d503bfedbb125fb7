"""An edited file has the model of its new text."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path

import pytest

from leakline.ide.checking import check_source
from leakline.js import ModuleKind, contexts_of
from leakline.sources.source_file import SourceFile

TEXT = b"const cache = new Map();\nfunction get(key) { return () => cache.get(key); }\n"


def test_an_edit_gives_the_model_that_a_new_file_has() -> None:
    file = SourceFile(Path("/app/a.js"), TEXT)
    assert len(file.module.functions) == 3
    for text in (TEXT + b"function more() {}\n", TEXT.replace(b"key", b"name"), TEXT[:40], b""):
        file = file.edited(text)
        assert contexts_of(file.module) == contexts_of(SourceFile(file.path, text).module)


def test_edits_that_nobody_asked_about_are_passed_over() -> None:
    file = SourceFile(Path("/app/a.js"), TEXT)
    before = file.module
    after = file.edited(TEXT[:30]).edited(TEXT + b"let x;\n")
    assert after.module is not before
    assert len(after.module.functions) == 3


def test_the_first_import_makes_a_module() -> None:
    file = SourceFile(Path("/app/a.js"), TEXT)
    assert file.module.kind is ModuleKind.COMMONJS
    assert file.edited(b"import fs from 'fs';\n" + TEXT).module.kind is ModuleKind.ESM
    assert file.edited(b"import fs from 'fs';\n" + TEXT).edited(TEXT).module.kind is ModuleKind.COMMONJS


@pytest.mark.parametrize("text", [TEXT + b"const more = () => cache;\n", b"class A { b = () => this; }\n" + TEXT])
def test_what_is_released_is_freed_without_the_collector(text: bytes) -> None:
    file = SourceFile(Path("/app/a.js"), TEXT)
    found = check_source(file)
    parts = [weakref.ref(part) for part in (file.module, *file.module.functions, *file.module.scopes)]
    gc.disable()
    try:
        later = file.edited(text)
        check_source(later)
        assert file.is_replaced_by(later)
        file.release()
        assert not [part for part in parts if part() is not None]
    finally:
        gc.enable()
    assert check_source(later.edited(TEXT)) == found == check_source(SourceFile(file.path, TEXT))


def test_a_text_that_stays_the_same_is_not_replaced() -> None:
    file = SourceFile(Path("/app/a.js"), TEXT)
    assert not file.is_replaced_by(file.edited(TEXT + b";"))
    assert file.module is file.edited(TEXT).module
    same = file.edited(TEXT)
    assert same.module is file.module
    assert not file.is_replaced_by(same)
