"""Programs over every construct: the predicted chains are those that V8 made, on each version of Node."""

from __future__ import annotations

from pathlib import Path

import pytest

from leakline.js import V8, Function, Module, ModuleKind, analyse
from leakline.text.positions import Position
from tests.js.record import REFERENCE, VERSIONS, case_files, is_wrapper, recorded
from tests.js.v8_oracle import Row, ask_v8, disagreement, release_of

CASES = case_files()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
@pytest.mark.parametrize("major", VERSIONS)
def test_the_model_predicts_the_recorded_chains(case: Path, major: int) -> None:
    module = analyse(case.read_bytes(), case, v8=release_of(major))
    assert [wrong for row in recorded(case, major) if (wrong := disagreement(module, row))] == []


@pytest.fixture(scope="module")
def live_rows() -> dict[Path, tuple[Row, ...]]:
    answer = ask_v8(CASES, REFERENCE)
    assert answer.failed == {}
    return answer.rows


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_recordings_are_what_node_says_today(case: Path, live_rows: dict[Path, tuple[Row, ...]]) -> None:
    live = {row for row in live_rows[case] if not is_wrapper(row)}
    assert live == set(recorded(case, REFERENCE))


def test_typescript_as_node_runs_it() -> None:
    """Node 24 blanks types out, so that positions stay; without ``import`` that leaves code, the file is CommonJS."""
    case = CASES[0].with_name("typed.ts")
    answer = ask_v8([case], 24)
    assert answer.failed == {}
    module = analyse(case.read_bytes(), case, kind=ModuleKind.COMMONJS, v8=V8.NODE_24)
    rows = [row for row in answer.rows[case] if not is_wrapper(row)]
    assert len(rows) >= 14
    assert [wrong for row in rows if (wrong := disagreement(module, row))] == []


def test_an_altered_chain_is_noticed() -> None:
    """The comparison itself can fail."""
    module = analyse(b"let a = {}; __keep(() => a);", "x.js")
    position = module.functions[1].v8_position
    right = Row(position.line, position.column, "", (("function", ("a",), True),))
    assert disagreement(module, right) is None
    for wrong in (
        Row(right.line, right.column, "", (("function", ("a", "b"), True),)),
        Row(right.line, right.column, "", (("block", ("a",), True),)),
        Row(right.line, right.column, "", ()),
        Row(right.line, right.column, "f", right.chain),
        Row(right.line, right.column + 1, "", right.chain),
    ):
        assert disagreement(module, wrong) is not None


def test_slot_order_counts_where_v8_shows_it() -> None:
    module = analyse(b"let a = {}, b = {}; __keep(() => [b, a]);", "x.js")
    position = module.functions[1].v8_position
    for ordered, slots, equal in ((True, ("a", "b"), True), (True, ("b", "a"), False), (False, ("b", "a"), True)):
        row = Row(position.line, position.column, "", (("function", slots, ordered),))
        assert (disagreement(module, row) is None) is equal


def test_both_founding_examples() -> None:
    case = Path(__file__).with_name("cases") / "founding.js"
    module = analyse(case.read_bytes(), case)
    listener = next(function for function in module.functions if "console" in text_of(module, function))
    innermost = listener.contexts[0]
    assert (innermost.kind, innermost.function.name) == ("function", "listen")
    assert [slot.name for slot in innermost.slots] == ["payload"]
    assert "payload" in [slot.name for slot in listener.dead_slots]
    assert [function.name for function in innermost.slots[0].captured_by] == ["reader"]

    (reads_data,) = module.functions_named("readsData")
    (reads_closed,) = module.functions_named("readsClosed")
    shown = [[slot.name for slot in context.slots] for context in reads_data.contexts[:2]]
    assert shown == [["closed"], ["big", "data"]]
    assert [slot.name for slot in reads_data.dead_slots][:2] == ["closed", "big"]
    assert [slot.name for slot in reads_closed.dead_slots][:2] == ["big", "data"]


def text_of(module: Module, function: Function) -> str:
    text = module.source[function.start : function.end]
    return text.decode() if text.startswith(b"()") else ""


def test_positions_of_a_class_and_its_initializer_are_told_apart_by_name() -> None:
    module = analyse(b"class A { x = 1; }", "a.js")
    both = module.functions_at(Position(0, 0))
    assert {function.name for function in both} >= {"A", "<instance_members_initializer>"}
    found = module.function_at(Position(0, 0), name="<instance_members_initializer>")
    assert found is not None
    assert found.kind.value == "field initializer"
