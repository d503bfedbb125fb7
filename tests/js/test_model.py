"""Bindings, references, dead slots, positions and the way back from V8's contexts."""

from __future__ import annotations

import pytest

from leakline.js import (
    V8,
    BindingKind,
    Function,
    Module,
    ModuleKind,
    Scope,
    SizeClass,
    WhyNotUnique,
    analyse,
    contexts_of,
    language_of,
)
from leakline.text.positions import LineEnds, Position


def model(source: str, path: str = "x.js") -> Module:
    return analyse(source.encode(), path)


def named(module: Module, name: str) -> Function:
    (function,) = module.functions_named(name)
    return function


def dead(function: Function) -> list[str]:
    return [slot.name for slot in function.dead_slots]


def test_references_of_a_captured_variable_are_found_in_every_function() -> None:
    module = model(
        "function f(x) { x = 1; const g = () => { x++; function h(x) { return x; } return { x }; }; return g(x); }"
    )
    binding = next(binding for binding in module.bindings if binding.name == "x" and binding.function.name == "f")
    uses = [(use.function.name, use.is_write) for use in binding.references]
    assert uses == [("f", True), ("g", False), ("g", True), ("g", False), ("f", False)]
    (slot,) = named(module, "f").own_context.slots  # type: ignore[union-attr]
    assert (slot.name, slot.binding) == ("x", binding)
    assert [function.name for function in slot.captured_by] == ["g"]


def test_a_loop_variable_is_one_binding_with_all_its_references() -> None:
    module = model("for (let i = 0; i < 2; i++) { keep(() => i); }")
    (binding,) = [binding for binding in module.bindings if binding.name == "i"]
    assert [use.start for use in binding.references] == [16, 23, 23, 41]
    assert module.binding_at(41) is binding
    (keeping,) = [function for function in module.functions if function.start == 35]
    assert [(slot.name, slot.binding) for context in keeping.contexts for slot in context.slots] == [("i", binding)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("let a = 1, b = 2; keep(() => a); keep(function probe() { return b; });", ["a"]),
        ("let a = 1; keep(() => a); keep(function probe() { return () => a; });", []),
        ("let a = 1; keep(() => a); keep(function probe() { return eval('a'); });", []),
        ("let a = 1; keep(() => a); keep(function probe(a) { return a; });", ["a"]),
        ("function f(p, q) { keep(probe = () => arguments[0]); } let probe;", ["probe"]),
        ("try {} catch (error) { keep(function probe() {}); }", ["error"]),
        ("class A { #x = 1; probe() { return 1; } }", ["#x"]),
        ("class A { #m() {} probe() { return this.#m(); } }", []),
        ("class A { #m() {} probe() { return 1; } }", ["#m", ".brand"]),
        ("class A { static #s() {} static probe() { return A.#s(); } }", []),
        ("class A { m() { return super.m; } probe() {} }", [".home_object", ".static_home_object"]),
        ("class A { probe() { return super.m; } }", [".static_home_object"]),
        ("class A { static probe() { return () => super.m; } }", [".home_object"]),
        ("class A { probe() { return () => super.m; } }", [".static_home_object"]),
    ],
)
def test_dead_slots(source: str, expected: list[str]) -> None:
    assert dead(named(model(source), "probe")) == expected


def test_parameters_behind_arguments_are_alive_only_where_arguments_is_read() -> None:
    module = model(
        "function f(p, q) { const reads = () => arguments[0]; const other = () => 1; return [reads, other]; }"
    )
    assert dead(named(module, "reads")) == []
    assert dead(named(module, "other")) == ["q", "p", "arguments"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Buffer.alloc(10)", SizeClass.BUFFER),
        ("new Uint8Array(5)", SizeClass.BUFFER),
        ("await fetch(url)", SizeClass.RESPONSE),
        ("new Map()", SizeClass.COLLECTION),
        ("[]", SizeClass.COLLECTION),
        ("'text'", SizeClass.LITERAL),
        ("-1", SizeClass.UNKNOWN),
        ("make()", SizeClass.UNKNOWN),
    ],
)
def test_size_classes(value: str, expected: SizeClass) -> None:
    module = model(f"async function f() {{ const x = {value}; return () => x; }}")
    (binding,) = [binding for binding in module.bindings if binding.name == "x"]
    assert binding.size_class is expected


def test_the_heaviest_value_decides_the_size_class() -> None:
    module = model("let x = 1; x = Buffer.alloc(5); function f(req) {}")
    by_name = {binding.name: binding.size_class for binding in module.bindings}
    assert (by_name["x"], by_name["req"]) == (SizeClass.BUFFER, SizeClass.RESPONSE)


def test_a_context_is_given_its_scope() -> None:
    module = model("function f(a) { return () => a; } function g(a, b) { return () => [a, b]; }")
    scope = module.context_scope("function", ["b", "a"])
    assert isinstance(scope, Scope)
    assert scope.function.name == "g"


def test_a_context_that_several_scopes_could_make_needs_a_holder_or_what_is_around_it() -> None:
    module = model(
        "function f(a) { return () => a; } function g(a) { return () => a; }"
        "{ let q; keep(function h(a) { q; return () => a; }); }"
    )
    answer = module.context_scope("function", ["a"])
    assert isinstance(answer, WhyNotUnique)
    assert (answer.reason, len(answer.candidates)) == ("several scopes", 3)
    holder = named(module, "g").functions[0]
    found = module.context_scope("function", ["a"], holders=[holder])
    assert isinstance(found, Scope)
    assert found.function.name == "g"
    around = module.context_scope("function", ["a"], outer=[("block", ["q"])])
    assert isinstance(around, Scope)
    assert around.function.name == "h"


def test_a_context_of_another_text_is_refused() -> None:
    module = model("function f(a) { return () => a; }")
    answer = module.context_scope("function", ["gone"])
    assert isinstance(answer, WhyNotUnique)
    assert answer.reason == "no such scope"
    holder = named(module, "f").functions[0]
    assert isinstance(module.context_scope("function", ["gone"], holders=[holder]), WhyNotUnique)


def test_line_ends_of_locations_depend_on_the_version() -> None:
    source = "let a;\rkeep(() => a);\u2028keep(() => 1);\n".encode()
    old, new = analyse(source, "x.js", v8=V8.NODE_18), analyse(source, "x.js", v8=V8.NODE_22)
    assert [function.v8_position for function in old.functions[1:]] == [Position(0, 12), Position(0, 27)]
    assert [function.v8_position for function in new.functions[1:]] == [Position(1, 5), Position(2, 5)]
    assert new.function_at(Position(0, 12)) is None
    assert new.function_at(Position(0, 12), LineEnds.LF) is new.functions[1]


def test_positions_are_utf16_columns() -> None:
    module = model("let s = '😀ü'; keep(() => s);")
    assert module.functions[1].v8_position == Position(0, 20)
    assert module.function_at(Position(0, 20)) is module.functions[1]
    assert module.function_at(Position(0, 19)) is None
    assert module.function_at(Position(0, 400)) is None
    assert module.function_at(Position(7, 0)) is None


@pytest.mark.parametrize(
    ("path", "source", "package", "kind"),
    [
        ("a.js", b"let a;", None, ModuleKind.COMMONJS),
        ("a.js", b"let a;", b'{"type": "module"}', ModuleKind.ESM),
        ("a", b"let a;", b'{"type": "module"}', ModuleKind.COMMONJS),
        ("a.js", b"let a;", b"{broken", ModuleKind.COMMONJS),
        ("a.js", b"export let a;", None, ModuleKind.ESM),
        ("a.cjs", b"let a;", b'{"type": "module"}', ModuleKind.COMMONJS),
        ("a.mjs", b"let a;", None, ModuleKind.ESM),
        ("a.mts", b"let a;", None, ModuleKind.ESM),
        ("a.ts", b"import a = require('a'); let b;", None, ModuleKind.ESM),
    ],
)
def test_kind_of_module(path: str, source: bytes, package: bytes | None, kind: ModuleKind) -> None:
    assert analyse(source, path, package_json=package).kind is kind


def test_scripts_keep_their_lexical_names_in_the_script_context() -> None:
    module = analyse(
        b"let a; const b = 1; class C {} var v; function f() { return [a, v]; }", "x.js", kind=ModuleKind.SCRIPT
    )
    (context,) = named(module, "f").contexts
    assert (context.kind, context.slot_names) == ("script", ("a", "b", "C"))


def test_languages_by_extension() -> None:
    names = [language_of(path) for path in ("a.TSX", "a.mts", "a.jsx", "a.py", "a")]
    assert [language.name if language else None for language in names] == [
        "TSX",
        "TYPESCRIPT",
        "JAVASCRIPT",
        None,
        None,
    ]


def test_typescript_that_leaves_code_and_types_that_do_not() -> None:
    source = """
        import { type A, real } from 'm';
        interface I { f(x: number): void; g: typeof hidden }
        type T = typeof hidden;
        declare function gone(hidden: number): void;
        enum E { One = 1, Two = real.length }
        namespace N { const inner = 1; export const f = () => inner; }
        abstract class K<T> {
            constructor(private dep: string, public n = 1) { keep(() => dep); }
            declare d: number; abstract m(): void; x = () => this;
        }
        function generic<T extends object>(this: Window, value: T, other?: number): asserts value is T {
            const hidden = value as unknown as I;
            keep(() => (value!, hidden satisfies I, <T>(other), E.One));
        }
    """
    module = model(source, "x.ts")
    assert not module.has_errors
    generic = named(module, "generic")
    assert [slot.name for slot in generic.functions[0].contexts[0].slots] == ["other", "value", "hidden"]
    constructor = next(function for function in module.functions if function.kind.value == "constructor")
    assert constructor.functions[0].contexts[0].slot_names == ("dep",)
    kinds = {binding.name: binding.kind for binding in module.bindings}
    assert (kinds["E"], kinds["N"], kinds["A"]) == (BindingKind.ENUM, BindingKind.NAMESPACE, BindingKind.IMPORT)
    assert "gone" not in kinds
    hidden = next(binding for binding in module.bindings if binding.name == "hidden")
    assert len(hidden.references) == 1


def test_elements_use_components_and_not_tags() -> None:
    module = model(
        "function V({ Item, div, on }) { return <div onClick={() => on()}><Item.Part/>{() => <Item div={1}/>}</div>; }",
        "x.jsx",
    )
    by_name = {binding.name: len(binding.references) for binding in module.bindings}
    assert (by_name["Item"], by_name["div"], by_name["on"]) == (2, 0, 1)
    assert named(module, "V").own_context is not None
    assert set(named(module, "V").own_context.slot_names) == {"Item", "on"}  # type: ignore[union-attr]


def test_contexts_as_data_are_zero_based_and_leave_the_file_function_out() -> None:
    module = model("function outer(big) {\n  return function inner() { return 1; };\n}\nkeep(() => outer);")
    first, second, third = contexts_of(module)
    assert (first.name, first.position, first.chain) == ("outer", Position(0, 14), second.chain[-1:])
    assert (second.name, second.position, second.dead_slots) == ("inner", Position(1, 23), ("outer",))
    assert [(link.kind, link.line, link.slots) for link in third.chain] == [("function", 0, ("outer",))]
