"""Dead slots are claimed only where source and heap agree, and nobody who is alive can read them."""

from __future__ import annotations

from pathlib import Path

from leakline.leaks.model import HeapContext
from leakline.sources.model import WhyNot
from leakline.witness.model import Slot
from leakline.witness.slots import context_owner, find_slots
from tests.witness.suspects import Program, context, suspect

RUN3 = """const test = make();
function run3() {
  const innerData = Buffer.alloc(100);
  const outClosure3 = function () { void innerData; };
  test.on('error', function onError() { console.log('error'); });
  outClosure3();
}
"""

RUN5 = """function run5(bigData) {
  const innerData = 1;
  const outClosure5 = function () {
    const closureData = bigData;
    const innerClosure5 = function () { void innerData; };
    const innerClosure5_1 = function () { return closureData; };
    return [innerClosure5, innerClosure5_1];
  };
}
"""


def slots_of(program: Program, closure: str, heap: HeapContext) -> tuple[Slot, ...]:
    site = program.site(closure)
    found = program.sources.function(site.url, site.line, site.column)
    assert not isinstance(found, WhyNot)
    return find_slots(suspect(site, None, context=heap), program.sources, found)


def test_a_slot_that_only_a_dead_sibling_reads_is_dead(tmp_path: Path) -> None:
    program = Program(tmp_path, RUN3)
    heap = context(program.site("run3"), "innerData", outer=program.file_context("run3", "test"))
    (slot,) = slots_of(program, "onError", heap)
    assert (slot.name, slot.dead, slot.scope, slot.retained_size) == ("innerData", True, "run3", 100)
    assert [(one.name, one.place.range.start.line + 1) for one in slot.captured_by] == [("outClosure3", 4)]


def test_a_slot_that_a_living_sibling_reads_is_not_dead(tmp_path: Path) -> None:
    program = Program(tmp_path, RUN3)
    sibling = program.site("outClosure3")
    heap = context(program.site("run3"), "innerData", outer=program.file_context("run3", "test"), held_by=(sibling,))
    (slot,) = slots_of(program, "onError", heap)
    assert not slot.dead


def test_where_the_source_has_other_slots_nothing_is_called_dead(tmp_path: Path) -> None:
    program = Program(tmp_path, RUN3)
    heap = context(program.site("run3"), "innerData", "other", outer=program.file_context("run3", "test"))
    assert [(slot.name, slot.dead, slot.captured_by) for slot in slots_of(program, "onError", heap)] == [
        ("innerData", False, ()),
        ("other", False, ()),
    ]


def test_nested_contexts_name_the_scope_of_each_slot(tmp_path: Path) -> None:
    program = Program(tmp_path, RUN5)
    outer = context(program.site("run5"), "bigData", "innerData")
    heap = context(None, "closureData", outer=outer)
    slots = slots_of(program, "innerClosure5_1", heap)
    assert [(slot.name, slot.scope, slot.dead) for slot in slots] == [
        ("closureData", "outClosure5", False),
        ("bigData", "run5", True),
        ("innerData", "run5", True),
    ]


def test_a_context_without_a_living_function_is_placed_by_a_closure_that_holds_it(tmp_path: Path) -> None:
    program = Program(tmp_path, RUN5)
    outer = context(None, "bigData", "innerData")
    heap = context(None, "closureData", outer=outer, held_by=(program.site("innerClosure5_1"),))
    owner = context_owner(heap, program.sources)
    assert owner is not None
    assert owner[1].label == "outClosure5"
