"""Random nested programs that make closures in every construct that V8's context allocation knows.

A program is made of bytes: each decision takes the next one, so that shrinking the bytes shrinks the program.
Whatever is generated runs for real: functions are handed to ``__call``, ``__new``, ``__run`` and ``__keep`` of
``oracle/run.cjs``, which call them and keep what they return. Programs may throw, and some are refused by the parser:
then there is less to compare.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

NAMES = ("a", "b", "c", "d", "arguments")
DEPTH = 5
STATEMENTS = 4


@dataclass
class Block:
    """What a block has declared, so that most programs have no early error."""

    lexical: set[str] = field(default_factory=set)
    vars: set[str] = field(default_factory=set)


@dataclass
class Maker:
    """Makes one program from bytes; when they are used up every decision is the first."""

    data: bytes
    at: int = 0
    strict: bool = False
    labels: int = 0
    blocks: list[Block] = field(default_factory=lambda: [Block()])
    in_method: bool = False
    in_derived: bool = False
    in_function: bool = False
    in_field: bool = False
    privates: list[list[str]] = field(default_factory=list)

    def pick(self, count: int) -> int:
        """A number below ``count``."""
        if self.at >= len(self.data):
            return 0
        self.at += 1
        return self.data[self.at - 1] % count

    def chance(self, one_in: int) -> bool:
        """True once in so many times, never when the bytes are used up."""
        return self.pick(one_in) == one_in - 1

    @property
    def used_up(self) -> bool:
        """Whether no bytes are left."""
        return self.at >= len(self.data)

    def name(self) -> str:
        """A name; ``arguments`` only where it may be declared and used."""
        count = len(NAMES) - (1 if self.strict or self.in_field else 0)
        return NAMES[self.pick(count)]

    def use(self) -> str:
        """A name that is read: any of them."""
        return NAMES[self.pick(len(NAMES) - (1 if self.in_field else 0))]


def program(data: bytes, kind: str = "sloppy") -> str:
    """Source of a CommonJS program, ``sloppy`` or ``strict``, or of an ES module (``module``)."""
    make = Maker(data, strict=kind != "sloppy")
    head = "'use strict';\n" if kind == "strict" else ""
    lines = [_statement(make, 0) for _ in range(3)]
    while not make.used_up and len(lines) < 12:
        lines.append(_statement(make, 0))
    if kind == "module":
        lines.append("let z; export { z }; export const exported = () => z; __keep(exported);")
        lines.append("export default function () { return exported; }")
    return head + "\n".join(f"try {{ {line} }} catch {{}}" if guarded(line) else line for line in lines) + "\n"


def guarded(line: str) -> bool:
    """Whether a statement of the top level may stand in a block of its own, which catches what it throws."""
    return line.startswith("__")


def _statements(make: Maker, depth: int) -> str:
    make.blocks.append(Block())
    count = 1 + make.pick(STATEMENTS)
    text = " ".join(_statement(make, depth) for _ in range(count))
    make.blocks.pop()
    return text


def _statement(make: Maker, depth: int) -> str:
    if depth >= DEPTH or make.used_up:
        return f"__keep({_closure(make, DEPTH)});"
    return STATEMENT_FORMS[make.pick(len(STATEMENT_FORMS))](make, depth)


def _keep(make: Maker, depth: int) -> str:
    return f"__keep({_closure(make, depth + 1)});"


def _call(make: Maker, depth: int) -> str:
    form = ("__call", "__call", "__new", "__run")[make.pick(4)]
    if form == "__run":
        return f"__run(({_function(make, depth + 1, generator=True)})());"
    return f"{form}({_function(make, depth + 1)});"


def _let(make: Maker, depth: int) -> str:
    block = make.blocks[-1]
    name = make.name()
    if name in block.lexical or name in block.vars:
        return f"{name} = {_value(make, depth)};"
    block.lexical.add(name)
    return f"{('let', 'const')[make.pick(2)]} {name} = {_value(make, depth)};"


def _var(make: Maker, depth: int) -> str:
    name = make.name()
    for block in reversed(make.blocks):
        if name in block.lexical:
            return f"{name} = {_value(make, depth)};"
        block.vars.add(name)
    return f"var {name}{f' = {_value(make, depth)}' if make.pick(2) else ''};"


def _pattern(make: Maker, depth: int) -> str:
    block = make.blocks[-1]
    names = [name for name in NAMES[:4] if name not in block.lexical and name not in block.vars][:2]
    if len(names) < 2:
        return _keep(make, depth)
    block.lexical.update(names)
    first, second = names
    return f"let {{ {first}, x: [{second} = {_value(make, depth)}] = [] }} = {{ {first}: 1 }};"


def _declare_function(make: Maker, depth: int) -> str:
    block = make.blocks[-1]
    name = make.name()
    if name in block.lexical or name in block.vars:
        return _keep(make, depth)
    block.lexical.add(name)
    word = ("function", "function", "function", "async function", "function*")[make.pick(5)]
    generator = word.endswith("*")
    return f"{word} {name}{_parameters_and_body(make, depth + 1, own=generator or None)} __call({name});"


def _labelled_function(make: Maker, depth: int) -> str:
    if make.strict or make.blocks[-1].lexical:
        return _keep(make, depth)
    make.blocks[-1].lexical.add("b")
    return f"mark: function b{_parameters_and_body(make, depth + 1)} __call(b);"


def _if_function(make: Maker, depth: int) -> str:
    if make.strict:
        return _keep(make, depth)
    return f"if (true) function {NAMES[make.pick(4)]}{_parameters_and_body(make, depth + 1)}"


def _block(make: Maker, depth: int) -> str:
    return f"{{ {_statements(make, depth + 1)} }}"


def _if(make: Maker, depth: int) -> str:
    return f"if (__keep(true)) {{ {_statements(make, depth + 1)} }} else {{ {_statements(make, depth + 2)} }}"


def _for_let(make: Maker, depth: int) -> str:
    name = NAMES[make.pick(4)]
    start = f"({_closure(make, depth + 2)}, 0)" if make.chance(3) else "0"
    test = f"{name} < 2 && __keep({_closure(make, depth + 2)})" if make.chance(3) else f"{name} < 2"
    update = f"__keep({_closure(make, depth + 2)}), {name}++" if make.chance(3) else f"{name}++"
    return f"for (let {name} = {start}, q = __keep({_closure(make, depth + 2)}); {test}; {update}) {_body(make, depth)}"


def _for_of(make: Maker, depth: int) -> str:
    name = NAMES[make.pick(4)]
    word = ("const", "let", "var")[make.pick(3)]
    if word == "var" and any(name in block.lexical for block in make.blocks):
        word = "let"
    target = name if make.pick(3) else f"{{ {name} = __keep({_closure(make, depth + 2)}) }}"
    over = f"[1, __keep({_closure(make, depth + 2)})]" if make.pick(2) else "[1, {}]"
    return f"for ({word} {target} of {over}) {_body(make, depth)}"


def _for_in(make: Maker, depth: int) -> str:
    name = NAMES[make.pick(4)]
    return f"for (const {name} in {{ x: {_closure(make, depth + 2)} }}) {_body(make, depth)}"


def _while(make: Maker, depth: int) -> str:
    return f"for (var w = 0; w < 1; w++) {_body(make, depth)}"


def _body(make: Maker, depth: int) -> str:
    if make.chance(3):
        return f"__keep({_closure(make, depth + 1)});"
    return f"{{ {_statements(make, depth + 1)} }}"


def _switch(make: Maker, depth: int) -> str:
    make.blocks.append(Block())
    first, second = _statement(make, depth + 1), _statement(make, depth + 1)
    make.blocks.pop()
    return f"switch (1) {{ case 1: {first} default: {second} }}"


def _try(make: Maker, depth: int) -> str:
    form = make.pick(3)
    caught = ("", f"({NAMES[make.pick(4)]})", "({ a, b = __keep(() => a) })")[form]
    make.blocks.append(Block({"a", "b"} if form == 2 else set()))
    body = _statements(make, depth + 1)
    make.blocks.pop()
    return f"try {{ throw {{ a: 1 }}; }} catch {caught} {{ {body} }} finally {{ {_statements(make, depth + 2)} }}"


def _with(make: Maker, depth: int) -> str:
    if make.strict:
        return _block(make, depth)
    return f"with ({{ a: 1 }}) {_body(make, depth)}"


def _eval(make: Maker, depth: int) -> str:
    if not make.chance(3):
        return _keep(make, depth)
    return ("eval('1');", "eval('var e = 1');", "(eval)('2');", "(0, eval)('3');", "eval?.('4');")[make.pick(5)]


def _class_statement(make: Maker, depth: int) -> str:
    block = make.blocks[-1]
    name = NAMES[make.pick(4)]
    if name in block.lexical or name in block.vars:
        return f"__new({_class(make, depth + 1)});"
    block.lexical.add(name)
    return f"{_class(make, depth + 1, name)} __new({name}); {_use_members(name)}"


def _use_members(name: str) -> str:
    return f"__call(() => [{name}.prototype.m, {name}.s].map(__call)); __call(() => __new({name}).m());"


def _object_statement(make: Maker, depth: int) -> str:
    return f"__call(({_object(make, depth + 1)}).m);"


def _return(make: Maker, depth: int) -> str:
    if not make.in_function:
        return _keep(make, depth)
    return f"if (__keep(false)) return {_value(make, depth + 1)};"


STATEMENT_FORMS = (
    _keep,
    _let,
    _var,
    _call,
    _call,
    _declare_function,
    _block,
    _for_let,
    _for_of,
    _for_in,
    _while,
    _switch,
    _try,
    _if,
    _class_statement,
    _object_statement,
    _pattern,
    _if_function,
    _labelled_function,
    _with,
    _eval,
    _return,
)


def _value(make: Maker, depth: int) -> str:
    form = make.pick(6)
    if form == 0:
        return "{}"
    if form == 1:
        return make.use()
    if form == 2:
        return f"__keep({_closure(make, depth + 1)})"
    if form == 3 and depth < DEPTH:
        return f"__keep({_class(make, depth + 1)})"
    if form == 4 and depth < DEPTH:
        return f"__keep({_object(make, depth + 1)})"
    return "1"


def _closure(make: Maker, depth: int) -> str:
    """A function, mostly a small arrow."""
    if depth >= DEPTH or make.used_up or make.pick(3):
        return f"() => {_expression(make, depth)}"
    return _function(make, depth)


def _expression(make: Maker, depth: int) -> str:
    forms: list[Callable[[], str]] = [
        lambda: f"[{make.use()}]",
        lambda: "0",
        lambda: f"[{make.use()}, {make.use()}]",
        lambda: "[this]",
        lambda: f"[typeof {make.use()}]",
        lambda: f"({{ {make.use() if not make.in_field and not make.strict else 'a'} }})",
        lambda: f"({NAMES[make.pick(4)]} = 1)",
        lambda: f"() => {make.use()}",
        lambda: "[new.target]" if make.in_function or make.in_method else "[0]",
        lambda: "super.x" if make.in_method else "[1]",
        lambda: f"this.{make.privates[-1][0]}" if make.privates and make.privates[-1] else "[2]",
        lambda: "eval('5')" if make.chance(3) else "[3]",
    ]
    return forms[make.pick(len(forms))]()


def _function(make: Maker, depth: int, *, generator: bool = False) -> str:
    form = 0 if generator else make.pick(6)
    name = f" {NAMES[make.pick(4)]}" if form != 1 and make.chance(3) else ""
    if generator:
        return f"function*{name}{_parameters_and_body(make, depth, own=True)}"
    if form == 2:
        return f"async () => {{ {_arrow_body(make, depth)} await 1; {_keep(make, depth)} }}"
    if form in (3, 4):
        return _arrow(make, depth)
    if form == 5:
        return f"async function{name}{_parameters_and_body(make, depth)}"
    return f"function{name}{_parameters_and_body(make, depth)}"


def _arrow(make: Maker, depth: int) -> str:
    parameters, names = _parameters(make, depth)
    outer, make.blocks = make.blocks, [*make.blocks, Block(set(names))]
    was, make.in_function = make.in_function, make.in_function
    body = f"{{ {_statements_in(make, depth)} }}" if make.pick(2) else f"({_expression(make, depth)})"
    make.blocks, make.in_function = outer, was
    return f"({parameters}) => {body}"


def _arrow_body(make: Maker, depth: int) -> str:
    outer, make.blocks = make.blocks, [Block()]
    text = _statements_in(make, depth)
    make.blocks = outer
    return text


def _statements_in(make: Maker, depth: int) -> str:
    was, make.in_function = make.in_function, True
    text = " ".join(_statement(make, depth + 1) for _ in range(1 + make.pick(STATEMENTS)))
    make.in_function = was
    return text


def _parameters(make: Maker, depth: int) -> tuple[str, list[str]]:
    names = [name for name in NAMES[:3] if make.pick(3) == 1]
    form = make.pick(5)
    parts = list(names)
    if form == 3 and names:
        parts[-1] = f"{names[-1]} = __keep({_closure(make, depth + 2)})"
    elif form == 4 and names:
        parts[0] = f"{{ {names[0]} = __keep({_closure(make, depth + 2)}) }} = {{}}"
        parts.append("...d")
        names = [*names, "d"]
    return ", ".join(parts), names


def _parameters_and_body(make: Maker, depth: int, own: bool | None = None) -> str:
    saved = make.blocks, make.in_method, make.in_derived, make.in_function, make.strict, make.in_field
    make.in_method = make.in_derived = make.in_field = False
    make.in_function = True
    parameters, names = _parameters(make, depth)
    simple = "=" not in parameters and "..." not in parameters
    directive = ""
    if simple and not make.strict and make.chance(8):
        directive, make.strict = "'use strict'; ", True
    make.blocks = [Block(set(names))]
    if make.strict:
        make.blocks[0].lexical.add("arguments")
    text = " ".join(_statement(make, depth + 1) for _ in range(1 + make.pick(STATEMENTS)))
    tail = f" yield {_closure(make, DEPTH)};" if own else ""
    make.blocks, make.in_method, make.in_derived, make.in_function, make.strict, make.in_field = saved
    return f"({parameters}) {{ {directive}{text}{tail} }}"


def _method_tail(make: Maker, depth: int, *, parameters: str | None = None, first: str = "") -> str:
    saved = make.blocks, make.in_method, make.in_function, make.in_field
    make.in_method, make.in_function, make.in_field = True, True, False
    listed, names = _parameters(make, depth) if parameters is None else (parameters, [])
    make.blocks = [Block(set(names))]
    text = " ".join(_statement(make, depth + 1) for _ in range(1 + make.pick(2)))
    result = f"({listed}) {{ {first}{text} __keep({_closure(make, DEPTH)}); }}"
    make.blocks, make.in_method, make.in_function, make.in_field = saved
    return result


def _object(make: Maker, depth: int) -> str:
    parts = [f"m{_method_tail(make, depth)}"]
    if make.chance(2):
        parts.append(f"f: {_closure(make, depth + 1)}")
    if make.chance(3):
        parts.append(f"get g{_method_tail(make, depth + 1, parameters='')}")
    if make.chance(3):
        parts.append(f"[__keep({_closure(make, depth + 1)})]: 1")
    if make.chance(3):
        parts.append(f"*gen{_method_tail(make, depth + 1)}")
    return f"{{ {', '.join(parts)} }}"


def _class(make: Maker, depth: int, name: str = "") -> str:
    saved_strict = make.strict
    make.strict = True
    own = name or ("", "", NAMES[make.pick(4)])[make.pick(3)]
    heritage = ("", "", " extends Object", f" extends (__keep({_closure(make, depth + 1)}), Object)")[make.pick(4)]
    privates: list[str] = []
    members: list[str] = []
    make.privates.append(privates)
    members += [_member(make, depth, index, privates) for index in range(make.pick(5))]
    first = "super(); " if heritage else ""
    if make.chance(2):
        was, make.in_derived = make.in_derived, bool(heritage)
        members.append(f"constructor{_method_tail(make, depth, first=first)}")
        make.in_derived = was
    members.append(f"m{_method_tail(make, depth + 1)}")
    make.privates.pop()
    make.strict = saved_strict
    return f"class{f' {own}' if own else ''}{heritage} {{ {' '.join(members)} }}"


def _member(make: Maker, depth: int, index: int, privates: list[str]) -> str:
    static = "static " if make.chance(2) else ""
    form = make.pick(8)
    if form == 0:
        return f"{static}x{index} = {_field_value(make, depth)};"
    if form == 1:
        privates.append(f"#p{index}")
        return f"{static}#p{index} = {_field_value(make, depth)};"
    if form == 2:
        privates.append(f"#q{index}")
        return f"{static}#q{index}{_method_tail(make, depth + 1)}"
    if form == 3:
        return f"{static}[__keep({_closure(make, depth + 1)}) + '{index}'] = {_field_value(make, depth)};"
    if form == 4:
        return f"{static}[__keep({_closure(make, depth + 1)}) + '{index}']{_method_tail(make, depth + 1)}"
    if form == 5:
        saved = make.blocks, make.in_function, make.in_method, make.in_field
        make.blocks, make.in_function, make.in_method, make.in_field = [Block()], False, True, True
        text = " ".join(_statement(make, depth + 1) for _ in range(1 + make.pick(2)))
        make.blocks, make.in_function, make.in_method, make.in_field = saved
        return f"static {{ {text} }}"
    if form == 6:
        return f"get {static and ''}g{index}{_method_tail(make, depth + 1, parameters='')}"
    return f"static s{_method_tail(make, depth + 1)}"


def _field_value(make: Maker, depth: int) -> str:
    saved = make.in_method, make.in_field
    make.in_method, make.in_field = True, True
    text = f"__keep({_closure(make, depth + 1)})"
    make.in_method, make.in_field = saved
    return text
