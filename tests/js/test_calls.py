"""Calls, assignments, classes and what becomes of functions."""

from __future__ import annotations

from leakline.js import ArgumentKind, CallShape, Function, Language, Module, UsageKind, analyse
from leakline.js.captures import captures_of
from leakline.js.syntax import parse


def model(source: str, path: str = "x.js") -> Module:
    return analyse(source.encode(), path)


def call(module: Module, callee: str) -> CallShape:
    (found,) = [shape for shape in module.calls if shape.callee == callee]
    return found


def usage(function: Function) -> tuple[str, object]:
    found = function.usage
    assert found is not None
    return found.kind.value, found.name


def test_a_call_names_its_receiver_and_arguments() -> None:
    module = model(
        "const bus = make(); function run(id) { this.a.bus.on('tick', () => id, onTick, 5, {}); "
        "bus.on(...list); } function onTick() {}"
    )
    inner = call(module, "this.a.bus.on")
    assert (inner.name, inner.function.name) == ("on", "run")
    assert inner.receiver is not None
    assert (inner.receiver.root, inner.receiver.path, inner.receiver.binding) == ("this", ("a", "bus"), None)
    kinds = [argument.kind for argument in inner.arguments]
    assert kinds == [
        ArgumentKind.STRING,
        ArgumentKind.FUNCTION,
        ArgumentKind.IDENTIFIER,
        ArgumentKind.NUMBER,
        ArgumentKind.OBJECT,
    ]
    event, arrow, named, number, _ = inner.arguments
    assert (event.value, number.value) == ("tick", "5")
    assert arrow.function is module.function_starting_at(arrow.start)
    assert named.function is module.functions_named("onTick")[0]
    outer = call(module, "bus.on")
    assert outer.receiver is not None
    assert outer.receiver.binding is module.binding_at(module.source.index(b"bus"))
    assert outer.arguments[0].kind is ArgumentKind.SPREAD


def test_a_plain_callee_has_its_binding() -> None:
    module = model("function f() {} f(); setInterval(f, 1); (g)?.(); new f.Inner(1); import('x');")
    f = module.binding_at(9)
    assert call(module, "f").binding is f
    assert (call(module, "setInterval").name, call(module, "setInterval").binding) == ("setInterval", None)
    made = call(module, "f.Inner")
    assert (made.is_new, made.name, made.receiver and made.receiver.root) == (True, "Inner", "f")


def test_steps_in_brackets() -> None:
    module = model("map[key].push(1); o['on'](2); o[expr](3);")
    pushed, on, computed = (shape for shape in module.calls)
    assert pushed.receiver is not None
    assert (pushed.name, pushed.receiver.path, pushed.receiver.computed) == ("push", ("key",), True)
    assert on.name == "on"
    assert computed.name == ""


def test_a_name_that_may_mean_several_functions_means_none() -> None:
    module = model("let f = () => 1; use(f); f = null; const g = () => 2; use2(g); function h() {} h = 1; use3(h);")
    assert call(module, "use").arguments[0].function is None
    assert call(module, "use2").arguments[0].function is module.functions_named("g")[0]
    assert call(module, "use3").arguments[0].function is None


def test_assignments_and_declarations() -> None:
    module = model(
        "class A { cache = new Map(); m(k) { this.cache[k] = 1; this.n += 2; const x = this; let y; y = "
        "x; } } exports.a.b = A;"
    )
    shapes = [
        (shape.target.text, shape.target.path, shape.target.computed, shape.operator) for shape in module.assignments
    ]
    assert shapes == [
        ("cache", ("cache",), False, "field"),
        ("this.cache[k]", ("cache", "k"), True, "="),
        ("this.n", ("n",), False, "+="),
        ("x", (), False, "const"),
        ("y", (), False, "="),
        ("exports.a.b", ("a", "b"), False, "="),
    ]
    assert module.assignments[0].value.kind is ArgumentKind.NEW
    assert module.assignments[3].value.kind is ArgumentKind.THIS
    assert module.assignments[1].function.name == "m"


def test_what_becomes_of_functions() -> None:
    module = model(
        "on('x', function argument() {}); const assigned = () => 1; o.p = function member() {}; "
        "(function called() {})();"
        "function declared() { return function returned() {}; } const made = { key: function keyed() {}, method() {} };"
        "class A { own() {} field = () => 1; } list.map(a => b => 1);"
    )
    by_name = {function.name: function for function in module.functions if function.name}
    assert usage(by_name["argument"])[0] == "argument"
    assert by_name["argument"].usage is not None
    assert by_name["argument"].usage.index == 1
    assert by_name["argument"].usage.call is call(module, "on")
    assert usage(by_name["assigned"]) == ("assigned", "assigned")
    assert usage(by_name["member"]) == ("assigned", "o.p")
    assert usage(by_name["called"])[0] == "called"
    assert usage(by_name["declared"]) == ("declared", "declared")
    assert usage(by_name["returned"])[0] == "returned"
    assert usage(by_name["keyed"]) == ("property", "key")
    assert usage(by_name["method"]) == ("property", "method")
    assert usage(by_name["own"]) == ("class member", "own")
    assert usage(by_name["field"])[0] == "assigned"
    mapped = call(module, "list.map").arguments[0].function
    assert mapped is not None
    assert mapped.functions[0].usage is not None
    assert mapped.functions[0].usage.kind is UsageKind.RETURNED
    assert module.root.usage is None


def test_classes() -> None:
    module = model(
        "class A extends lib.Base { x = 1; static y; constructor() { super(); } m() {} get g() { return "
        "1; } } const B = class {}; new A(); new B();"
    )
    first, second = module.classes
    assert (first.name, first.superclass, first.fields) == ("A", "lib.Base", ("x",))
    assert [method.name for method in first.methods] == ["m", "get g"]
    assert first.constructor is not None
    assert first.constructor.kind.value == "constructor"
    assert first.binding is not None
    assert [shape.callee for shape in module.constructions_of(first.binding)] == ["A"]
    assert (second.name, second.superclass, second.binding) == ("B", None, None)
    assert second.constructor is not None
    assert second.constructor.kind.value == "class"


def test_a_typescript_class_extends_an_expression_and_not_its_types() -> None:
    module = model("class A<T> extends Base<T> implements I { private x: number = 1; }", "x.ts")
    (shape,) = module.classes
    assert (shape.superclass, shape.fields) == ("Base", ("x",))


def test_an_abstract_class_extends_something_too() -> None:
    module = model("export abstract class A extends B implements C { x = 1; }", "x.ts")
    assert [shape.superclass for shape in module.classes] == ["B"]


def test_the_query_fits_every_grammar() -> None:
    for path, language in (("x.js", Language.JAVASCRIPT), ("x.ts", Language.TYPESCRIPT), ("x.tsx", Language.TSX)):
        module = model("f(); const a = 1;", path)
        assert parse(b"", language).language is module.tree.language
        found = captures_of(module.tree)
        assert [len(spots) for spots in found] == [1, 1, 0, 0, 0]
