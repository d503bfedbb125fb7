"""Lists of numbers have no objects to count: their room tells."""

from __future__ import annotations

from collections.abc import Callable

from tests.heap.snapshot_builder import Handle
from tests.leaks.heaps import Program, readable


def numbers(program: Program, rooms: list[int], *, name: str = "Array") -> tuple[Handle, Callable[[], None]]:
    """A collection in the variable ``samples`` whose array has each of these numbers of slots in turn."""
    builder = program.builder
    collection = builder.node("object", name, 32)
    edge = "elements" if name == "Array" else "table"
    program.module(samples=collection)
    stores: list[Handle] = []

    def work() -> None:
        store = builder.node("array", "(object elements)", 8 * rooms[len(stores)])
        if stores:
            builder.remove_edges(collection, stores[-1])
        stores.append(store)
        builder.internal(collection, edge, store)

    work()
    return collection, work


def test_a_list_of_numbers_grows_by_its_slots() -> None:
    program = Program()
    _, work = numbers(program, [16, 100, 300])
    (suspect,) = program.compare(work, rounds=(1, 1))
    assert (suspect.name, suspect.counts, suspect.shallow_sizes) == ("slots", (16, 100, 300), (128, 800, 2400))
    assert readable(suspect) == ["samples Array", "> […] array"]
    assert suspect.keeper is not None
    assert suspect.keeper.text == "samples (Array)"


def test_so_does_a_map_of_numbers() -> None:
    program = Program()
    _, work = numbers(program, [16, 100, 300], name="Map")
    (suspect,) = program.compare(work, rounds=(1, 1))
    assert readable(suspect) == ["samples Map", "> map[…] array"]


def test_a_list_that_was_made_larger_once_does_not_grow() -> None:
    program = Program()
    _, work = numbers(program, [16, 100, 100])
    assert program.compare(work, rounds=(1, 1)) == ()


def test_a_little_more_room_is_no_growth() -> None:
    program = Program()
    _, work = numbers(program, [16, 20, 24])
    assert program.compare(work, rounds=(1, 1)) == ()


def test_new_objects_in_a_list_are_counted_themselves() -> None:
    program = Program()
    collection, grow = numbers(program, [16, 100, 300])
    rows = 0

    def work() -> None:
        nonlocal rows
        grow()
        for _ in range(3):
            program.builder.element(collection, rows, program.instance("Row", 5))
            rows += 1

    suspects = program.compare(work, rounds=(1, 1))
    assert [(suspect.name, suspect.counts) for suspect in suspects] == [("Row", (0, 3, 6))]
