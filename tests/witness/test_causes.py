"""The cause is the statement that hands the object to its keeper, and none where that cannot be told."""

from __future__ import annotations

from pathlib import Path

import pytest

from leakline.leaks.model import Keeper
from leakline.witness.causes import find_cause
from tests.witness.suspects import Program, context, keeper, suspect


def cause_line(
    program: Program, kept: Keeper, function: str | None, kind: str = "closure", name: str = ""
) -> int | None:
    """One-based line of the cause, None for none."""
    site = program.site(function) if function is not None else None
    found = program.sources.function(site.url, site.line, site.column) if site is not None else None
    place = found if isinstance(found, tuple) else None
    cause = find_cause(suspect(site, kept, kind, name), program.sources, place)
    return cause.place.range.start.line + 1 if cause is not None else None


@pytest.mark.parametrize(
    ("shape", "member", "statement"),
    [
        ("emitter", "tick", "bus.on('tick', leaked);"),
        ("emitter", "tick", "bus.once('tick', leaked);"),
        ("emitter", "tick", "bus.prependListener('tick', leaked);"),
        ("emitter", "tick", "bus.on(eventName, leaked);"),
        ("event target", "abort", "bus.addEventListener('abort', leaked);"),
        ("timer", "setInterval", "setInterval(leaked, 1000);"),
        ("timer", "setTimeout", "setTimeout(leaked, 1000);"),
        ("map", None, "bus.set(key, leaked);"),
        ("set", None, "bus.add(leaked);"),
        ("array", None, "bus.push(leaked);"),
        ("array", None, "bus[bus.length] = leaked;"),
        ("promise", None, "bus.then(leaked);"),
        ("object", None, "bus[key] = leaked;"),
        ("property", "handler", "bus.handler = leaked;"),
        ("variable", "bus", "bus = leaked;"),
    ],
)
@pytest.mark.parametrize("form", ["name", "inline", "bound"])
def test_the_call_that_is_given_the_leaked_function(
    tmp_path: Path, shape: str, member: str | None, statement: str, form: str
) -> None:
    if form == "name":
        text = f"let bus;\nfunction handle(key) {{\n  function leaked() {{ return key; }}\n  {statement}\n}}\n"
    elif form == "inline":
        inline = statement.replace("leaked", "function leaked() { return key; }")
        text = f"let bus;\nfunction handle(key) {{\n\n  {inline}\n}}\n"
    else:
        bound = statement.replace("leaked", "leaked.bind(null)")
        text = f"let bus;\nfunction handle(key) {{\n  function leaked() {{ return key; }}\n  {bound}\n}}\n"
    kept = keeper(shape, () if shape in ("timer", "variable") else ("bus",), member)
    assert cause_line(Program(tmp_path, text), kept, "leaked") == 4


def test_another_event_is_not_the_cause(tmp_path: Path) -> None:
    text = (
        "const bus = make();\nfunction leaked() {}\nfunction a() {\n  bus.on('x', leaked);\n  bus.on('y', leaked);\n}\n"
    )
    assert cause_line(Program(tmp_path, text), keeper("emitter", ("bus",), "y"), "leaked") == 5


def test_objects_are_found_by_the_name_of_what_keeps_them(tmp_path: Path) -> None:
    text = "const cache = new Map();\nfunction put(key, user) {\n  cache.set(key, { user });\n}\nfunction get() {}\n"
    program = Program(tmp_path, text)
    kept = keeper("map", ("cache",), None, program.file_context("put"))
    assert cause_line(program, kept, None, "object", "Object") == 3


def test_of_two_statements_the_one_that_makes_the_class_is_the_cause(tmp_path: Path) -> None:
    text = (
        "class Session {}\nclass Other {}\nconst all = [];\n"
        "function a() {\n  all.push(new Other());\n}\n"
        "function b() {\n  const made = new Session();\n  all.push(made);\n}\n"
    )
    program = Program(tmp_path, text)
    kept = keeper("array", ("all",), None, program.file_context("a"))
    assert cause_line(program, kept, None, "object", "Session") == 9


def test_of_two_that_fit_equally_well_neither_is_named(tmp_path: Path) -> None:
    text = "const all = [];\nfunction a(x) {\n  all.push(x);\n}\nfunction b(x) {\n  all.push(x);\n}\n"
    program = Program(tmp_path, text)
    kept = keeper("array", ("all",), None, program.file_context("a"))
    assert cause_line(program, kept, None, "object", "Session") is None


def test_code_that_runs_once_is_less_likely_than_code_that_repeats(tmp_path: Path) -> None:
    text = "const all = [];\nall.push({});\nfunction a() {\n  all.push({});\n}\n"
    program = Program(tmp_path, text)
    kept = keeper("array", ("all",), None, program.file_context("a"))
    assert cause_line(program, kept, None, "object", "Object") == 4


def test_a_keeper_behind_a_map_and_a_local_name(tmp_path: Path) -> None:
    text = (
        "const byUser = new Map();\n"
        "function visit(user, page) {\n  const list = byUser.get(user);\n  list.push({ page });\n}\n"
    )
    program = Program(tmp_path, text)
    kept = keeper("array", ("byUser", "get(…)"), None, program.file_context("visit"))
    assert cause_line(program, kept, None, "object", "Object") == 4


def test_an_object_that_registers_itself_when_it_is_made(tmp_path: Path) -> None:
    text = (
        "class View {\n  constructor(store) {\n    store.on('change', this.render.bind(this));\n  }\n  render() {}\n}\n"
    )
    program = Program(tmp_path, text)
    assert cause_line(program, keeper("emitter", ("shared",), "change"), "View", "object", "View") == 3


def test_a_suspended_call_is_kept_by_what_it_awaits(tmp_path: Path) -> None:
    text = "const ready = new Promise(() => {});\nasync function serve(request) {\n  await other;\n  await ready;\n}\n"
    program = Program(tmp_path, text)
    kept = keeper("await", ("ready",), None, program.file_context("serve"))
    assert cause_line(program, kept, "serve", "object", "serve") == 4


def test_without_a_keeper_there_is_no_cause(tmp_path: Path) -> None:
    program = Program(tmp_path, "function leaked() {}\n")
    assert find_cause(suspect(program.site("leaked"), None), program.sources, None) is None


@pytest.mark.parametrize(
    "statement",
    [
        "(handlers[topic] ??= []).push(leaked);",
        "(handlers[topic] ?? (handlers[topic] = [])).push(leaked);",
        "(handlers[topic] || (handlers[topic] = [])).push(leaked);",
        "handlers[topic].push(leaked);",
        "const list = handlers[topic] ?? (handlers[topic] = []); list.push(leaked);",
    ],
)
@pytest.mark.parametrize("holder", [("handlers", "resize"), ("handlers", "[…]")])
def test_a_list_that_is_looked_up_by_a_key_and_made_when_it_is_missing(
    tmp_path: Path, statement: str, holder: tuple[str, ...]
) -> None:
    text = f"const handlers = {{}};\nfunction listen(topic, leaked) {{\n  {statement}\n}}\n"
    program = Program(tmp_path, text)
    kept = keeper("array", holder, None, program.file_context("listen"))
    assert cause_line(program, kept, None) == 3


def test_a_container_behind_a_cast(tmp_path: Path) -> None:
    text = (
        "const routes: Record<string, Set<Handler>> = {};\nfunction on(path: string, leaked: Handler) {\n"
        "  const known = routes[path] as Set<Handler> | undefined;\n  known!.add(leaked);\n}\n"
    )
    program = Program(tmp_path, text, "routes.ts")
    kept = keeper("set", ("routes", "[…]"), None, program.file_context("on"))
    assert cause_line(program, kept, None) == 4


def test_of_variables_with_one_name_the_very_one_counts(tmp_path: Path) -> None:
    text = (
        "(() => { const e = []; exports.a = function a(t) { e.push(t); }; })();\n"
        "(() => { const e = [], n = 1; exports.b = function b(t) {\n  e.push(t, n); }; })();\n"
        "(() => { const e = []; exports.c = function c() {\n  e.push(new t()); }; })();\n"
    )
    program = Program(tmp_path, text)
    kept = keeper("array", ("e",), None, context(None, "e", "n", held_by=(program.site("b"),)))
    assert cause_line(program, kept, None, "object", "t") == 3


@pytest.mark.parametrize(
    ("shape", "member", "statement", "advice"),
    [
        ("emitter", "tick", "once(bus, 'tick');", "bus may never emit 'tick'"),
        ("emitter", "tick", "events.on(bus, 'tick');", "end the loop over bus"),
        ("emitter", "tick", "bus.on('tick', this.onTick);", "bus.off('tick', this.onTick)"),
        ("emitter", "tick", "bus.on(TICK, () => 1);", "bus.off('tick', listener)"),
        (
            "event target",
            "abort",
            "bus.addEventListener('abort', stop, options);",
            "removeEventListener('abort', stop)",
        ),
    ],
)
def test_the_advice_fits_the_call(tmp_path: Path, shape: str, member: str, statement: str, advice: str) -> None:
    program = Program(tmp_path, f"let bus;\nfunction handle() {{\n  {statement}\n}}\n")
    kept = keeper(shape, ("bus",), member, program.file_context("handle"))
    cause = find_cause(suspect(None, kept, "object"), program.sources, None)
    assert cause is not None
    assert advice in cause.remedy
    assert "once" not in cause.remedy or "once(bus" in statement


def test_a_call_that_is_given_the_emitter_comes_before_calls_on_it(tmp_path: Path) -> None:
    text = "const tty = open();\nfunction ask() {\n  createInterface({ input: tty });\n  tty.write('x');\n}\n"
    assert cause_line(Program(tmp_path, text), keeper("emitter", ("tty",), "error"), None, "object", "Stream") == 3


def test_a_call_on_what_is_handed_on_in_an_object(tmp_path: Path) -> None:
    text = "function handle(context) {\n  context.users.load(1);\n}\n"
    kept = keeper("map", ("users", "_cacheMap"))
    assert cause_line(Program(tmp_path, text), kept, None, "object", "Promise") == 2


def test_two_calls_on_one_line_are_one_place_and_on_two_lines_none(tmp_path: Path) -> None:
    kept = keeper("map", ("users", "_cacheMap"))
    one = "function handle(users) { return [users.load(1), users.load(2)]; }\n"
    assert cause_line(Program(tmp_path, one), kept, None, "object", "Promise") == 1
    two = "function handle(users) {\n  users.load(1);\n  users.load(2);\n}\n"
    assert cause_line(Program(tmp_path, two), kept, None, "object", "Promise") is None


def test_what_is_assigned_to_a_symbol_of_this_is_found_by_what_the_symbol_is_called(tmp_path: Path) -> None:
    program = Program(
        tmp_path,
        "const kUndo = Symbol('undo');\n"
        "class Document {\n"
        "  commit(change) {\n"
        "    this[kUndo] = { change, before: this[kUndo] };\n"
        "  }\n"
        "}\n"
        "const draft = new Document();\n"
        "function edit(text) {\n"
        "  draft.commit({ text });\n"
        "}\n",
    )
    kept = keeper("property", ("draft",), "<symbol undo>")
    assert cause_line(program, kept, None, "object", "Object") == 4
