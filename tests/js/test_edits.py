"""After an edit, the model built from the one before is the model of the new text."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leakline.js import Module, analyse, contexts_of, reanalyse
from leakline.js.surroundings import without_comments
from leakline.text.edits import Edit
from tests.js.programs import program
from tests.js.record import case_files

INSERTED = [
    b"x",
    b" ",
    b"\n",
    b"(",
    b"}",
    b"let q = () => a;",
    b"'use strict';",
    b"eval('1');",
    b"function f() {}",
    b"",
]
# What makes something else of the text behind it.
OPENING = [b"`", b"/*", b"//", b"'", b"class A extends B {", b"({", b"=>", b"new "]


def same_model(one: Module, other: Module) -> bool:
    """Whether two models of one text say the same of every function, binding and reference."""
    return contexts_of(one) == contexts_of(other) and references(one) == references(other)


def references(module: Module) -> list[object]:
    return [
        (binding.name, binding.kind, binding.declarations, [(use.start, use.is_write) for use in binding.references])
        for binding in module.bindings
    ]


@pytest.mark.parametrize("case", case_files(), ids=lambda case: case.name)
def test_edits_one_after_the_other(case: Path) -> None:
    random = Random(case.name)
    module = analyse(case.read_bytes(), case)
    for _ in range(25):
        source = module.source
        start = random.randrange(len(source) + 1)
        end = min(len(source), start + random.choice([0, 0, 0, 1, 5]))
        edited = Edit(start, end, random.choice(INSERTED)).apply(source)
        if random.random() < 0.5:
            # take the edit back again, as people do
            assert same_model(reanalyse(reanalyse(module, edited), source), analyse(source, case, kind=module.kind))
        after = reanalyse(module, edited)
        fresh = analyse(edited, case, kind=module.kind)
        if same_tree(after, fresh):
            assert same_model(after, fresh), edited.decode(errors="replace")
            module = after


def same_tree(one: Module, other: Module) -> bool:
    """Parsing only a part, tree-sitter may mend broken code differently; then the models differ with the trees."""
    return str(one.tree.tree.root_node) == str(other.tree.tree.root_node)


@settings(max_examples=60, deadline=None)
@given(st.binary(min_size=40, max_size=300), st.integers(0, 10_000), st.sampled_from(INSERTED), st.integers(0, 3))
def test_edits_of_random_programs(data: bytes, place: int, inserted: bytes, deleted: int) -> None:
    source = program(data).encode()
    start = place % (len(source) + 1)
    edited = Edit(start, min(len(source), start + deleted), inserted).apply(source)
    after, fresh = reanalyse(analyse(source, "x.js"), edited), analyse(edited, "x.js")
    if same_tree(after, fresh):
        assert same_model(after, fresh)


def shapes_of(module: Module) -> list[object]:
    """Everything that calls, assignments, comments and classes say."""
    calls = [(one.start, one.end, one.callee, one.receiver, one.arguments, one.binding) for one in module.calls]
    given = [(one.start, one.end, one.target, one.operator, one.plain, one.value) for one in module.assignments]
    extended = [(one.name, one.superclass) for one in module.classes]
    return [repr(calls), repr(given), repr(extended), without_comments(module)]


@pytest.mark.parametrize("case", case_files(), ids=lambda case: case.name)
def test_edits_keep_the_shapes_that_they_do_not_touch(case: Path) -> None:
    random = Random(case.name)
    module = analyse(case.read_bytes(), case)
    shapes_of(module)
    for _ in range(12):
        source = module.source
        start = random.randrange(len(source) + 1)
        end = min(len(source), start + random.choice([0, 0, 0, 1, 30]))
        edited = Edit(start, end, random.choice([*INSERTED, *OPENING])).apply(source)
        after = reanalyse(module, edited)
        # Of the same tree, since tree-sitter may mend broken code differently when it parses only a part.
        fresh = Module(after.tree, after.kind, after.facts)
        assert shapes_of(after) == shapes_of(fresh), edited.decode(errors="replace")
        module = after


def test_functions_that_the_edit_does_not_touch_are_not_walked_again() -> None:
    source = b"function a() { return () => 1; }\nfunction b(x) { return () => x; }\n"
    module = analyse(source, "x.js")
    edited = source.replace(b"=> 1", b"=> 22")
    after = reanalyse(module, edited)
    assert after.functions_named("b")[0].facts is module.functions_named("b")[0].facts
    assert after.functions_named("a")[0].facts is not module.functions_named("a")[0].facts
    (b,) = after.functions_named("b")
    assert edited[b.start : b.end] == b"function b(x) { return () => x; }"
    assert [slot.name for slot in b.functions[0].contexts[0].slots] == ["x"]
    (binding,) = [binding for binding in after.bindings if binding.name == "x"]
    assert [edited[use.start : use.end] for use in binding.references] == [b"x"]


def test_an_edit_outside_changes_what_a_kept_function_means() -> None:
    source = b"function outer() { return () => value; }\n"
    module = analyse(source, "x.js")
    after = reanalyse(module, b"const value = {};\n" + source)
    arrow = after.functions[-1]
    assert arrow.facts is module.functions[-1].facts
    assert [(context.kind, context.slot_names) for context in arrow.contexts] == [("function", ("value",))]


def test_strictness_from_outside_makes_a_function_be_walked_again() -> None:
    source = b"function f(a) { { function g() {} } return () => [arguments, g]; }\n"
    after = reanalyse(analyse(source, "x.js"), b"'use strict';\n" + source)
    fresh = analyse(b"'use strict';\n" + source, "x.js")
    assert contexts_of(after) == contexts_of(fresh) != contexts_of(analyse(b"'use static';\n" + source, "x.js"))


def test_the_same_text_is_the_same_model() -> None:
    module = analyse(b"let a;", "x.js")
    assert reanalyse(module, b"let a;") is module
