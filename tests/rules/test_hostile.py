"""No text makes a rule raise, and none takes unreasonably long."""

from __future__ import annotations

import random
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leakline.js import Module, ModuleKind, analyse, reanalyse
from leakline.js.code import Code
from leakline.rules import RULES, findings_of
from leakline.rules.registry import MOST_FINDINGS
from tests.rules.fixtures import FOLDER

PIECES = [
    "(",
    ")",
    "{",
    "}",
    "[",
    "]",
    "=>",
    "'",
    "`",
    "${",
    "/*",
    "this.",
    "?.",
    "class ",
    "new ",
    ";",
    "\n",
    "é",
    "\U0001f600",
]
SETTLING = (
    "(resolve, reject) => { const ok = () => { bus.off('error', no); resolve(); };"
    " const no = (e) => reject(e); bus.on('ok', ok); bus.on('error', no); }"
)


def fixture_files() -> list[Path]:
    return sorted(FOLDER.glob("*/*valid.js"))


@pytest.mark.parametrize("path", fixture_files(), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_broken_programs_are_data(path: Path) -> None:
    text = path.read_text()
    chance = random.Random(path.parent.name)
    for number in range(4):
        start = chance.randrange(len(text))
        broken = text[:start] + chance.choice(PIECES) + text[start + chance.randrange(30) :]
        source = broken.encode()
        name = ("a.js", "a.ts", "a.tsx", "a.mjs")[number]
        for finding in findings_of(analyse(source, name)):
            assert 0 <= finding.start <= finding.end <= len(source)
            for fix in finding.fixes:
                assert all(0 <= edit.start <= edit.old_end <= len(source) for edit in fix.edits)
                fix.apply(source)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\ufeff",
        "\0",
        "f(" * 3000,
        "function f() {" * 2000 + "}" * 2000,
        "a.on('x', () => " * 300 + "1" + ")" * 300,
        "bus.on('tick', () => x);" * 4000,
        "const m = new Map();" + "m.set(k, v);" * 3000,
        "x = {" * 2000,
        "this." * 5000,
        "a" + "\n.then(() => 1)" * 3000,
        "a = () => {\n" * 1000 + "}" * 1000,
        "(" * 5000 + ")" * 5000,
        "x = " + "1 +\n" * 10000 + "1",
        "class A { constructor(b) { b.on('x', () => { this.y(" * 500,
        "function f() {\n" + "if (a) return;\nbus.on('x', () => c);\n" * 2000 + "}",
        "const m0 = new Map();\n" + "function f(k) { m0.set(k, () => k); }\n" * 2000,
        "".join(f"function f{i}(a) {{ return setInterval(() => a.m{i}, {i}); }}\n" for i in range(1500)),
        "class A {\n" + "".join(f"m{i}(e) {{ e.on('a', this.h{i}); }}\n" for i in range(1000)) + "destroy() {}\n}",
        "function f() { const big = new Array(9e9).fill(1); const a = () => b(big); const b = () => a();"
        " bus.on('x', () => 1); }",
        "// leakline-ignore unremoved-listener -- x\nprocess.on('a', () => 1);\n" * 1000,
        "exports.f = (a) => a" + "\n.then(() => a)" * 1500,
        "exports.f = (a) => a" + "\n.on('x', () => a)" * 1500,
        "const bus = require('bus');\n" + f"exports.f = () => new Promise({SETTLING});\n" * 1500,
    ],
    ids=[
        *("empty", "mark", "nul", "calls", "functions", "listeners", "line", "entries", "objects", "steps"),
        *(
            "chain",
            "arrows",
            "parentheses",
            "sum",
            "half",
            "exits",
            "map",
            "generated",
            "class",
            "each other",
            "ignored",
            "returned chain",
            "emitter's chain",
            "settling",
        ),
    ],
)
def test_strange_programs_have_an_answer(text: str) -> None:
    assert isinstance(findings_of(analyse(text.encode(), "a.js")), tuple)


def test_of_a_generated_file_only_the_first_findings_are_told() -> None:
    text = (
        "const bus = require('bus');\nfunction f() {\n" + "setInterval(() => 1, 9);\n" * 2000 + "}\nmodule.exports = f;"
    )
    counts = Counter(finding.rule for finding in findings_of(analyse(text.encode(), "a.js")))
    assert counts
    assert max(counts.values()) == MOST_FINDINGS


@st.composite
def mangled(draw: st.DrawFn, program: bytes | None = None) -> bytes:
    """A program with pieces cut out, doubled, moved and put in."""
    text = draw(st.sampled_from(PROGRAMS)) if program is None else program
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 60)))
        piece = draw(
            st.one_of(st.sampled_from(PIECES).map(str.encode), st.just(text[start:end]), st.binary(max_size=3))
        )
        place = draw(st.sampled_from([start, draw(st.integers(0, len(text)))]))
        text = text[:start] + text[end:]
        text = text[:place] + piece + text[place:]
    return text


PROGRAMS = sorted({path.read_bytes() for path in FOLDER.glob("*/*.js")})


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.large_base_example])
@given(mangled(), st.sampled_from(["a.js", "a.mjs", "a.ts", "a.tsx"]))
def test_mangled_programs_have_findings_within_the_text(source: bytes, name: str) -> None:
    for finding in findings_of(analyse(source, name)):
        assert 0 <= finding.start <= finding.end <= len(source)
        assert len(finding.message) <= 80
        for fix in finding.fixes:
            assert all(0 <= edit.start <= edit.old_end <= len(source) for edit in fix.edits)
            fix.apply(source)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.large_base_example])
@given(st.data())
def test_findings_after_edits_are_those_of_the_text_alone(data: st.DataObject) -> None:
    source = data.draw(st.sampled_from(PROGRAMS))
    texts = [data.draw(mangled(source)) for _ in range(data.draw(st.integers(1, 3)))]
    module = analyse(source, "a.js", kind=ModuleKind.COMMONJS)
    findings_of(module)
    for text in [*texts, source]:
        module = reanalyse(module, text)
        fresh = analyse(text, "a.js", kind=ModuleKind.COMMONJS)
        # parsing only a part, tree-sitter may mend broken code differently
        if str(module.tree.tree.root_node) == str(fresh.tree.tree.root_node):
            assert findings_of(module) == findings_of(fresh)
        findings_of(module)


@pytest.mark.parametrize("path", fixture_files(), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_words_of_a_rule_leave_no_finding_out(path: Path) -> None:
    code = Code(analyse(path.read_bytes(), path))
    for rule in RULES:
        if not rule.concerns(code.source):
            assert not list(rule.check(code))


def test_bytes_that_are_no_text_have_an_answer() -> None:
    noise = random.Random(1).randbytes(20000)
    assert isinstance(findings_of(analyse(noise, "a.js")), tuple)


def test_rules_keep_no_state() -> None:
    text = (FOLDER / "unremoved-listener" / "invalid.js").read_bytes()
    assert findings_of(analyse(text, "a.js")) == findings_of(analyse(text, "a.js"))
    assert all(not vars(rule) for rule in RULES)


BROKEN = b"""\
module.exports = class A {
  start() {
    this.timer = setInterval(() => this.x, 5);
  }
  destroy() {}
};
"""


def test_a_fix_never_touches_what_does_not_parse() -> None:
    whole = findings_of(analyse(BROKEN, "a.js"))
    elsewhere = findings_of(analyse(BROKEN + b"\nfunction f( {\n", "a.js"))
    inside = findings_of(analyse(BROKEN.replace(b"destroy() {}", b"destroy() { if ( }"), "a.js"))
    assert [one.rule for one in whole] == [one.rule for one in elsewhere] == [one.rule for one in inside]
    assert any(one.fixes for one in whole)
    assert [one.fixes for one in elsewhere] == [one.fixes for one in whole]
    assert not any(one.fixes for one in inside)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.large_base_example])
@given(mangled())
def test_a_fix_leaves_no_more_broken_statements_than_there_were(source: bytes) -> None:
    module = analyse(source, "a.js")
    broken = sum(node.has_error for node in module.tree.tree.root_node.children)
    for finding in findings_of(module):
        for fix in finding.fixes:
            after = analyse(fix.apply(source), "a.js")
            assert sum(node.has_error for node in after.tree.tree.root_node.children) <= broken, fix.title


# The whole file is one error, up to the last line: nothing can be put behind it.
UNCLOSED = b"""test('abort', async (t) => {
  fastify.get('/', async (request) => {
    await new Promise((resolve) => {
      request.signal.addEventListener('abort', () => {
      })
    })
  })
  await fastify.listen({{ port: 0 })
  await new Promise((resolve) => {
  })
  t.assert.ok(res.statusCode === 200 || res.statusCode === 503)
"""


def test_a_fix_leaves_no_more_errors_than_there_were() -> None:
    module = analyse(UNCLOSED, "a.js")
    for finding in findings_of(module):
        for fix in finding.fixes:
            after = analyse(fix.apply(UNCLOSED), "a.js")
            assert number_of_errors(after) <= number_of_errors(module), fix.title
    assert not module.stays_sound(UNCLOSED + b"\nfunction f(a) {\n  return () => a;\n}")
    assert module.stays_sound(UNCLOSED.replace(b"503)", b"504)"))


def number_of_errors(module: Module) -> int:
    return sum(text in ("ERROR", "MISSING") for text in re.findall(r"[A-Z]+", str(module.tree.tree.root_node)))


def test_callers_in_a_long_chain_have_an_answer() -> None:
    chain = "".join(f"function f{i}(a) {{ return f{i + 1}(a); }}\n" for i in range(3000))
    text = f"const bus = require('bus');\n{chain}function f3000(a) {{ bus.on('x', () => a); }}\nf0(1);\n"
    assert isinstance(findings_of(analyse(text.encode(), "a.js")), tuple)
