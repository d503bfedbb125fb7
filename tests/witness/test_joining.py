"""When a finding and a suspect are about one fault, and when they only stand close to each other."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from leakline.ide.claims import claims_of
from leakline.leaks.model import Verdict
from leakline.rules import RULES
from leakline.sources.model import Origin, Place
from leakline.sources.source_file import SourceFile
from leakline.witness.agreement import agree
from leakline.witness.executed import Executed
from leakline.witness.joining import join
from leakline.witness.model import (
    Answer,
    Capture,
    Cause,
    Claim,
    JoinedFinding,
    PlacedSuspect,
    Severity,
    Slot,
    TraceStep,
)
from tests.lsp.comparisons import place
from tests.witness.suspects import Program

TEXT = """\
const bus = require('./bus');
function serve(socket) {
  bus.on('a', () => {
    bus.on('b', () => socket);
  });
}
"""


def suspect(shape: str, cause: Place | None, own: Place | None = None, slots: tuple[Slot, ...] = ()) -> PlacedSuspect:
    return PlacedSuspect(
        fingerprint="00000001",
        kind="closure",
        name="listener",
        kept_by=None,
        counts=(0, 10, 20),
        shallow_sizes=(0, 1, 2),
        retained_size=3,
        growing=True,
        severity=Severity.WARNING,
        origin=Origin.WORKSPACE,
        place=own,
        why_not=None,
        script=None,
        slots=slots,
        trace=(),
        faulty_step=None,
        cause=Cause(cause, None, "take it off") if cause is not None else None,
        members=(),
        shape=shape,
    )


def claim(at: Place, held_through: str | None = "emitter", related: tuple[Place, ...] = ()) -> Claim:
    ranges = tuple(one.range for one in related)
    return Claim("a-rule", "it leaks", at.range, ranges, held_through, Severity.INFORMATION, ("Take it off",))


def answer(
    folder: Path, suspects: tuple[PlacedSuspect, ...], made: Claim, evidence: Executed | None = None, text: str = TEXT
) -> tuple[tuple[PlacedSuspect, ...], JoinedFinding]:
    program = Program(folder, text)

    def claims(file: SourceFile) -> tuple[Claim, ...]:
        return (made,) if file.path == program.path else ()

    joined, (finding,) = join(suspects, claims, program.sources, {program.path: evidence or Executed()})
    return joined, finding


def at(folder: Path, words: str, text: str = TEXT) -> Place:
    return place(folder / "app.js", text, words)


def test_a_finding_at_the_cause_is_confirmed(tmp_path: Path) -> None:
    outer = at(tmp_path, "bus.on('a', () => {\n    bus.on('b', () => socket);\n  })")
    (told,), finding = answer(tmp_path, (suspect("emitter", outer),), claim(outer))
    assert (finding.answer, finding.severity, finding.fingerprint) == (Answer.CONFIRMED, Severity.ERROR, "00000001")
    assert told.severity is Severity.ERROR
    assert told.cause == Cause(outer, "a-rule", "take it off", "Take it off")


def test_the_same_place_and_another_keeper_are_two_faults(tmp_path: Path) -> None:
    outer = at(tmp_path, "bus.on('a', () => {\n    bus.on('b', () => socket);\n  })")
    (told,), finding = answer(tmp_path, (suspect("timer", outer),), claim(outer))
    assert (finding.answer, finding.severity) == (Answer.SILENT, Severity.INFORMATION)
    assert told.severity is Severity.WARNING


def test_a_finding_inside_of_a_listener_is_not_about_the_listener(tmp_path: Path) -> None:
    outer = at(tmp_path, "bus.on('a', () => {\n    bus.on('b', () => socket);\n  })")
    inner = at(tmp_path, "bus.on('b', () => socket)")
    _, finding = answer(tmp_path, (suspect("emitter", outer),), claim(inner))
    assert finding.answer is Answer.SILENT
    _, finding = answer(tmp_path, (suspect("emitter", inner),), claim(outer))
    assert finding.answer is Answer.SILENT


def test_without_a_cause_the_growing_closure_in_the_statement_is_enough(tmp_path: Path) -> None:
    inner, closure = at(tmp_path, "bus.on('b', () => socket)"), at(tmp_path, "() => socket")
    (told,), finding = answer(tmp_path, (suspect("emitter", None, closure),), claim(inner))
    assert finding.answer is Answer.CONFIRMED
    assert told.cause is not None
    assert (told.cause.place.range, told.cause.rule) == (inner.range, "a-rule")
    outer = at(tmp_path, "bus.on('a', () => {\n    bus.on('b', () => socket);\n  })")
    _, finding = answer(tmp_path, (suspect("emitter", None, closure),), claim(outer))
    assert finding.answer is Answer.SILENT


def test_of_several_rules_the_one_at_the_cause_names_it(tmp_path: Path) -> None:
    outer = at(tmp_path, "bus.on('a', () => {\n    bus.on('b', () => socket);\n  })")
    bus = at(tmp_path, "require('./bus')")
    direct, aside = claim(outer), replace(claim(bus, related=(outer,)), rule="another-rule")
    program = Program(tmp_path, TEXT)
    found: tuple[JoinedFinding, ...]
    for order in ((direct, aside), (aside, direct)):
        claims = dict.fromkeys([program.path], order)
        (told,), found = join(
            (suspect("emitter", outer),),
            lambda file, claims=claims: claims.get(file.path, ()),  # type: ignore[misc]
            program.sources,
            {program.path: Executed()},
        )
        assert told.cause is not None
        assert told.cause.rule == "a-rule"
        assert {one.answer for one in found} == {Answer.CONFIRMED}


SHARED = """\
function run(big) {
  const used = () => big;
  bus.on('x', () => 1);
}
"""


@pytest.mark.parametrize("dead", [True, False])
def test_a_dead_slot_confirms_who_captured_it(tmp_path: Path, dead: bool) -> None:
    captor, growing = at(tmp_path, "() => big", SHARED), at(tmp_path, "() => 1", SHARED)
    slots = (Slot("big", 9600, dead, (Capture("used", captor),), "run", "Buffer"),)
    cause = at(tmp_path, "bus.on('x', () => 1)", SHARED)
    told = claim(growing, "variable", (captor,))
    (joined,), finding = answer(tmp_path, (suspect("emitter", cause, growing, slots),), told, text=SHARED)
    assert finding.answer is (Answer.CONFIRMED if dead else Answer.SILENT)
    assert joined.severity is (Severity.ERROR if dead else Severity.WARNING)


def test_what_ran_and_left_nothing_is_refuted(tmp_path: Path) -> None:
    serve, inner = at(tmp_path, TEXT.split("\n", 1)[1].rstrip("\n")), at(tmp_path, "bus.on('b', () => socket)")
    outer = at(tmp_path, "bus.on('a', () => {\n    bus.on('b', () => socket);\n  })")
    ran = Executed(ran={serve.range})
    assert answer(tmp_path, (), claim(outer), ran)[1].severity is Severity.HINT
    assert answer(tmp_path, (), claim(inner), ran)[1].answer is Answer.SILENT  # the function around it may not have run
    assert answer(tmp_path, (), claim(outer, None), ran)[1].answer is Answer.SILENT
    grew = Executed(ran={serve.range}, grew={at(tmp_path, "() => socket").range})
    assert answer(tmp_path, (), claim(outer), grew)[1].answer is Answer.SILENT


def test_nothing_is_refuted_while_a_suspect_like_it_has_no_cause(tmp_path: Path) -> None:
    serve = at(tmp_path, TEXT.split("\n", 1)[1].rstrip("\n"))
    outer = at(tmp_path, "bus.on('a', () => {\n    bus.on('b', () => socket);\n  })")
    ran = Executed(ran={serve.range})
    assert answer(tmp_path, (suspect("emitter", None),), claim(outer), ran)[1].answer is Answer.SILENT
    assert answer(tmp_path, (suspect("timer", None),), claim(outer), ran)[1].answer is Answer.REFUTED
    assert answer(tmp_path, (suspect("timer", outer),), claim(outer), ran)[1].answer is Answer.SILENT


def test_every_container_that_a_rule_names_is_one_of_the_heap() -> None:
    held = {rule.held_through for rule in RULES if rule.held_through is not None}
    shapes = ("emitter", "event target", "timer", "map", "set", "array", "object", "promise", "variable")
    assert held <= set(shapes)
    assert all(agree(one, one) for one in shapes)
    assert not agree(None, None)


def test_claims_are_the_findings_of_the_rules(tmp_path: Path) -> None:
    text = b"const bus = new (require('events'))();\nexports.on = (id) => {\n  bus.on('x', () => id);\n};\n"
    (found,) = claims_of(SourceFile(tmp_path / "a.js", text), pytest.fail)
    assert (found.rule, found.held_through, found.range.start.line) == ("unremoved-listener", "emitter", 2)


def test_a_library_may_keep_listeners_in_whatever_it_likes(tmp_path: Path) -> None:
    outer = at(tmp_path, "bus.on('a', () => {\n    bus.on('b', () => socket);\n  })")
    for shape in ("array", "set", "map", "object"):
        (told,), finding = answer(tmp_path, (suspect(shape, outer),), claim(outer))
        assert (finding.answer, finding.severity) == (Answer.CONFIRMED, Severity.ERROR), shape
        assert told.cause is not None
        assert told.cause.rule == "a-rule"


def test_one_fault_is_one_error(tmp_path: Path) -> None:
    outer = at(tmp_path, "bus.on('a', () => {\n    bus.on('b', () => socket);\n  })")
    program = Program(tmp_path, TEXT)
    both = (claim(outer), replace(claim(outer), rule="b-rule"))
    (told,), findings = join((suspect("emitter", outer),), lambda _: both, program.sources, {program.path: Executed()})
    assert told.cause is not None
    leading = {one.rule: one.severity for one in findings}
    assert {one.answer for one in findings} == {Answer.CONFIRMED}
    assert leading.pop(told.cause.rule or "") is Severity.ERROR
    assert [*leading.values()] == [Severity.INFORMATION]


GLOBALS = """\
function track(user) {
  seen = global.seen || [];
  seen.push(user);
}
"""


def of_global(folder: Path, name: str, faulty_step: int) -> PlacedSuspect:
    """A suspect that something keeps which is reached by a global variable."""
    steps = (
        TraceStep(name, "Array", "object", Verdict.EXPECTED, "global variable", None),
        TraceStep("[0]", "Object", "object", Verdict.STUCK, "grows", None),
    )
    found = suspect("array", at(folder, "seen.push(user)", GLOBALS))
    return replace(found, kind="object", trace=steps, faulty_step=faulty_step)


def test_what_is_said_of_a_global_variable_is_about_what_grows_in_it(tmp_path: Path) -> None:
    made = claim(at(tmp_path, "seen = global.seen || []", GLOBALS), "object")
    (told,), finding = answer(tmp_path, (of_global(tmp_path, "seen", 1),), made, text=GLOBALS)
    assert finding.answer is Answer.CONFIRMED
    assert told.cause is not None
    assert told.cause.rule == "a-rule"


@pytest.mark.parametrize(("name", "faulty_step", "answered"), [("other", 1, "refuted"), ("seen", 2, "silent")])
def test_another_global_or_what_is_kept_deeper_in_it_is_another_fault(
    tmp_path: Path, name: str, faulty_step: int, answered: str
) -> None:
    made = claim(at(tmp_path, "seen = global.seen || []", GLOBALS), "object")
    ran = Executed(ran={at(tmp_path, GLOBALS.rstrip(), GLOBALS).range})
    _, finding = answer(tmp_path, (of_global(tmp_path, name, faulty_step),), made, ran, GLOBALS)
    assert finding.answer.value == answered
