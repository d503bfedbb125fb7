"""No text raises or hangs: truncated, mutated, nested ten thousand levels deep, or not JavaScript at all."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leakline.js import Module, analyse, contexts_of, reanalyse
from leakline.text.positions import Position
from tests.js.record import case_files

DEPTH = 10_000
NESTED = {
    "parentheses": b"(" * DEPTH + b"1" + b")" * DEPTH,
    "arrays": b"x = " + b"[" * DEPTH + b"]" * DEPTH,
    "blocks": b"{ let a;" * DEPTH + b"}" * DEPTH,
    "functions": b"function f(a) { return () => a;" * DEPTH + b"}" * DEPTH,
    "arrows": b"a => " * DEPTH + b"a",
    "calls": b"f(" * DEPTH + b")" * DEPTH,
    "members": b"a" + b".b()" * DEPTH,
    "classes": b"class A extends B { m() {" * DEPTH + b"} }" * DEPTH,
    "else": b"if (a) ; else " * DEPTH + b";",
    "templates": b"`${" * DEPTH + b"1" + b"}`" * DEPTH,
    "patterns": b"let " + b"[" * DEPTH + b"a" + b"]" * DEPTH + b" = 1",
    "loops": b"for (let a;;) {" * (DEPTH // 5) + b"}" * (DEPTH // 5),
    "with": b"with (a) " * DEPTH + b";",
    "assignments": b"a = " * DEPTH + b"1",
    "never closed": b"function f() { if (a) { [(" * (DEPTH // 4),
    "elements": b"x = " + b"<A>" * DEPTH + b"</A>" * DEPTH,
}


@pytest.mark.parametrize("name", NESTED)
def test_ten_thousand_levels(name: str) -> None:
    module = analyse(NESTED[name], "x.tsx" if name == "elements" else "x.js")
    innermost = max(module.functions, key=lambda function: function.start)
    assert len(innermost.contexts) <= DEPTH + 1
    ask_everything(module, few=True)
    middle = len(module.source) // 2
    reanalyse(module, module.source[:middle] + b" " + module.source[middle:])


@pytest.mark.parametrize("case", case_files(), ids=lambda case: case.name)
def test_truncated_and_mutated_programs(case: Path) -> None:
    random, source = Random(case.name), case.read_bytes()
    for _ in range(15):
        cut = source[: random.randrange(len(source))]
        ask_everything(analyse(cut, case))
        mutated = bytearray(source)
        for _ in range(random.randrange(1, 6)):
            place = random.randrange(len(mutated))
            mutated[place : place + random.randrange(3)] = random.choice(
                [b"{", b")", b"`", b"\x00", b"\xff", b"=>", b""]
            )
        path = case.with_suffix(random.choice([".js", ".ts", ".tsx", ".mjs"]))
        ask_everything(analyse(bytes(mutated), path))


@settings(max_examples=80, deadline=None)
@given(
    st.one_of(st.binary(max_size=200), st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")))
)
def test_any_bytes(source: bytes) -> None:
    ask_everything(analyse(source, "x.js"))
    ask_everything(analyse(source, "x.ts"))


def ask_everything(module: Module, *, few: bool = False) -> None:
    """Every question of the module; with ``few`` those whose answer does not grow with the square of the depth."""
    assert module.functions[0] is module.root
    assert len(module.calls) >= 0
    assert len(module.assignments) >= 0
    assert len(module.classes) >= 0
    for binding in module.bindings[:50]:
        assert all(start <= end for start, end in binding.declarations)
        assert binding.size_class
    for offset in range(0, len(module.source), max(1, len(module.source) // 20)):
        module.scope_at(offset)
        module.binding_at(offset)
        module.enclosing_function(offset)
    module.function_at(Position(0, 0))
    assert module.usage_of(module.functions[-1]) is None or module.usage_of(module.functions[-1])
    if not few:
        contexts_of(module)
        assert all(reference.start < reference.end for binding in module.bindings for reference in binding.references)
