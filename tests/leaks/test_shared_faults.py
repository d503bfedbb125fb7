"""What several faults keep is told of each of them, and one container's several faults are told apart."""

from __future__ import annotations

from itertools import count

from tests.heap.snapshot_builder import Handle
from tests.leaks.heaps import Program, readable


def test_a_cache_and_a_listener_both_name_the_session_they_keep() -> None:
    program = Program()
    builder = program.builder
    listeners, cache = builder.array(), builder.array()
    program.module(listeners=listeners, cache=cache)
    numbers = count()

    def work() -> None:
        number = next(numbers)
        session = program.instance("Session", 5)
        builder.property(session, "data", builder.object("Uint8Array", size=1000))
        save = program.closure("save", 9, program.call("login", 8, session=session))
        builder.element(listeners, number, save)
        builder.element(cache, number, session)

    suspects = {suspect.name: suspect for suspect in program.compare(work)}
    assert {name: suspect.counts for name, suspect in suspects.items()} == {"Session": (0, 3, 6), "save": (0, 3, 6)}
    session, save = suspects["Session"], suspects["save"]
    assert session.keeper is not None
    assert save.keeper is not None
    assert {session.keeper.text, save.keeper.text} == {"cache (Array)", "listeners (Array)"}
    assert session.shared_with == (save.fingerprint,)
    assert save.shared_with == (session.fingerprint,)
    assert session.shared_size == save.shared_size == 6 * (1000 + 56)


def test_an_object_of_one_keeper_shares_nothing() -> None:
    program = Program()
    (suspect,) = program.compare(program.cache(lambda _number: program.instance("Row", 5)))
    assert (suspect.shared_size, suspect.shared_with) == (0, ())


def test_a_second_container_that_does_not_grow_is_no_second_keeper() -> None:
    program = Program()
    builder = program.builder
    every, last = builder.array(), builder.array()
    program.module(every=every, last=last)
    numbers = count()

    def work() -> None:
        number = next(numbers)
        row = program.instance("Row", 5)
        builder.element(every, number, row)
        if number >= 3:
            builder.remove_edges(last, rows[number - 3])
        rows.append(row)
        builder.element(last, number % 3, row)

    rows: list[Handle] = []
    assert [(suspect.name, suspect.counts) for suspect in program.compare(work)] == [("Row", (0, 3, 6))]


def test_an_array_that_gets_things_of_two_kinds_unequally_has_two_faults() -> None:
    program = Program()
    builder = program.builder
    array = builder.array()
    program.module(pending=array)
    numbers = count()

    def work() -> None:
        for _ in range(2):
            builder.element(array, next(numbers), builder.object("Object", {"id": builder.object("Date")}))
        builder.element(array, next(numbers), builder.object("Promise"))

    suspects = program.compare(work)
    assert sorted((suspect.name, suspect.counts) for suspect in suspects) == [
        ("Object", (0, 6, 12)),
        ("Promise", (0, 3, 6)),
    ]


def test_a_record_is_named_after_the_function_of_the_program_that_it_holds() -> None:
    program = Program()
    builder = program.builder

    def watcher(_number: int) -> Handle:
        record = builder.object("Watcher")
        builder.locate(record, program.runtime, 3, 1)
        builder.property(record, "notify", program.closure("notify", 12))
        return record

    (suspect,) = program.compare(program.cache(watcher))
    assert (suspect.kind, suspect.name, suspect.counts) == ("closure", "notify", (0, 3, 6))
    assert readable(suspect) == ["cache Array", "> [0] Watcher", ".notify notify"]


def test_timers_in_one_list_are_one_suspect() -> None:
    program = Program()
    builder = program.builder
    first = builder.object("TimersList")
    lists = builder.object("Object")
    builder.element(lists, 3600, first)
    context = builder.context("function", {"timerListMap": lists})
    builder.global_property(
        "clearTimeout", builder.closure("clearTimeout", script=program.runtime, line=1, column=2, context=context)
    )
    newest = first

    def work() -> None:
        nonlocal newest
        timer = builder.object("Timeout")
        builder.locate(timer, program.runtime, 5, 1)
        builder.property(timer, "_onTimeout", program.closure("expire", 7))
        builder.property(newest, "_idleNext", timer)
        builder.property(timer, "_idlePrev", newest)
        newest = timer

    work()
    (suspect,) = program.compare(work)
    assert (suspect.name, suspect.counts) == ("expire", (1, 4, 7))
    assert suspect.keeper is not None
    assert suspect.keeper.shape == "timer"
