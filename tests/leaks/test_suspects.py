"""One fault is one suspect, with the right numbers, and what is healthy is none."""

from __future__ import annotations

from itertools import count

from leakline.leaks.model import Verdict
from tests.heap.snapshot_builder import Handle
from tests.leaks.heaps import Program, readable


def emitter(program: Program, event: str) -> tuple[Handle, Handle]:
    """An EventEmitter with an array of listeners for one event."""
    builder = program.builder
    listeners = builder.array()
    events = builder.object("Object", {event: listeners})
    return builder.object("EventEmitter", {"_events": events}), listeners


def test_a_listener_its_context_and_its_buffers_are_one_suspect() -> None:
    program = Program()
    builder = program.builder
    bus, listeners = emitter(program, "error")
    builder.global_property("test", bus)
    run3 = builder.closure("run3", script=program.script, line=3, column=10)
    builder.global_property("run3", run3)
    count = 0

    def work() -> None:
        nonlocal count
        data = builder.object("Uint8Array", size=1000)
        builder.element(listeners, count, program.closure("", 6, program.call("run3", 3, innerData=data)))
        count += 1

    (suspect,) = program.compare(work)
    assert (suspect.kind, suspect.name, suspect.counts, suspect.growing) == ("closure", "(anonymous)", (0, 3, 6), True)
    assert readable(suspect)[:2] == ["test EventEmitter", "> on('error')[0] (anonymous)"]
    assert suspect.trace[-1].via == "innerData"
    assert suspect.trace[0].reason == "global variable"
    assert [step.verdict for step in suspect.trace[:2]] == [Verdict.EXPECTED, Verdict.STUCK]
    assert suspect.keeper is not None
    assert suspect.keeper.text == "test.on('error')"
    assert suspect.context is not None
    assert [(slot.name, slot.retained_size, slot.holds) for slot in suspect.context.slots] == [
        ("innerData", 6000, "Uint8Array")
    ]
    assert suspect.retained_size > 6000
    assert [(member.name, member.counts) for member in suspect.members] == [("Uint8Array", (0, 3, 6))]


def test_listeners_of_two_places_on_one_event_are_two_suspects() -> None:
    program = Program()
    bus, listeners = emitter(program, "tick")
    program.builder.global_property("bus", bus)
    count = 0

    def work() -> None:
        nonlocal count
        for line in (10, 20, 20):
            program.builder.element(listeners, count, program.closure("", line))
            count += 1

    suspects = program.compare(work)
    assert sorted((suspect.site.line, suspect.counts) for suspect in suspects if suspect.site) == [
        (10, (0, 3, 6)),
        (20, (0, 6, 12)),
    ]


def test_objects_without_a_place_are_counted_under_what_keeps_them() -> None:
    program = Program()
    builder = program.builder
    work = program.cache(lambda number: builder.object("Object", {"text": builder.string(f"secret-{number}")}))
    (suspect,) = program.compare(work)
    assert (suspect.kind, suspect.name, suspect.counts) == ("object", "Object", (0, 3, 6))
    assert readable(suspect) == ["cache Array", "> [0] Object"]
    assert suspect.trace[0].reason == "module variable"
    assert suspect.keeper is not None
    assert suspect.keeper.text == "cache (Array)"
    assert "secret" not in repr(suspect)


def test_a_linked_list_is_one_suspect() -> None:
    program = Program()
    builder = program.builder
    head = builder.object("Object")
    holder = builder.object("Holder", {"head": head})
    program.module(list=holder)

    def work() -> None:
        nonlocal head
        builder.remove_edges(holder, head)
        head = builder.object("Object", {"next": head})
        builder.property(holder, "head", head)

    (suspect,) = program.compare(work)
    assert suspect.name == "Object"
    assert suspect.counts[2] - suspect.counts[1] == 3
    assert suspect.keeper is not None
    assert suspect.keeper.text == "list.head"


def test_a_cache_that_is_full_is_no_suspect() -> None:
    program = Program()
    builder = program.builder
    cache = builder.array()
    program.module(cache=cache)
    entries: list[Handle] = []

    def work() -> None:
        entry = program.instance("Entry", 5)
        builder.element(cache, len(entries), entry)
        entries.append(entry)
        if len(entries) > 4:
            builder.remove(entries.pop(0))

    assert program.compare(work, rounds=(6, 6)) == ()


def test_a_table_that_fills_once_is_no_suspect_in_three_snapshots() -> None:
    program = Program()
    builder = program.builder
    table = builder.array()
    program.module(table=table)
    filled = False

    def work() -> None:
        nonlocal filled
        for index in range(0 if filled else 50):
            builder.element(table, index, program.instance("Row", 5))
        filled = True

    assert program.compare(work) == ()


def test_growth_below_the_minimum_is_left_out() -> None:
    program = Program()
    work = program.cache(lambda _number: program.instance("Row", 5))
    assert [suspect.counts for suspect in program.compare(work, rounds=(3, 3), minimum=3)] == [(0, 3, 6)]
    assert program.compare(work, rounds=(2, 4), minimum=3) == ()


def test_what_the_runtime_keeps_for_itself_is_left_out() -> None:
    program = Program()
    builder = program.builder
    store = builder.array()
    context = builder.context("function", {"store": store})
    builder.global_property(
        "process", builder.closure("get", script=program.runtime, line=1, column=2, context=context)
    )
    count = 0

    def work() -> None:
        nonlocal count
        builder.element(store, count, builder.closure("tick", script=program.runtime, line=7, column=2))
        count += 1

    assert program.compare(work) == ()


def test_things_that_only_a_weak_reference_reaches_have_no_trace_through_it() -> None:
    program = Program()
    builder = program.builder
    strong = builder.array()
    weak = builder.object("WeakRef")
    builder.global_property("weak", weak)
    program.module(strong=strong)
    count = 0

    def work() -> None:
        nonlocal count
        row = program.instance("Row", 5)
        builder.weak(weak, f"{count}", row)
        builder.element(strong, count, row)
        count += 1

    (suspect,) = program.compare(work)
    assert readable(suspect) == ["strong Array", "> [0] Row"]


def test_the_fingerprint_does_not_depend_on_ids_lines_or_numbers() -> None:
    def leak(line: int, padding: int, rounds: tuple[int, ...]) -> str:
        program = Program()
        for _ in range(padding):
            program.builder.global_property(f"other{padding}", program.builder.object("Other"))
        (suspect,) = program.compare(program.cache(lambda _number: program.closure("keep", line)), rounds)
        return suspect.fingerprint

    assert leak(10, 0, (3, 3)) == leak(33, 7, (5, 9, 4))


def test_two_snapshots_are_enough() -> None:
    program = Program()
    work = program.cache(lambda _number: program.instance("Row", 5))
    assert [suspect.counts for suspect in program.compare(work, rounds=(4,))] == [(0, 4)]


def test_a_raw_trace_has_a_step_for_each_reference() -> None:
    program = Program()
    builder = program.builder
    bus, listeners = emitter(program, "error")
    program.module(bus=bus)
    numbers = count()

    def work() -> None:
        builder.element(listeners, next(numbers), program.closure("onError", 6))

    (suspect,) = program.compare(work, raw=True)
    assert readable(suspect) == [
        "None system / Context",
        "<context bus> EventEmitter",
        "._events Object",
        ".error Array",
        "> [0] onError",
    ]


def test_a_class_of_the_program_may_be_called_module() -> None:
    program = Program()
    builder = program.builder
    numbers = count()
    modules = builder.array()
    program.module(modules=modules)

    def work() -> None:
        number = next(numbers)
        module = program.instance("Module", 5)
        builder.property(module, "exports", builder.object("Object"))
        builder.element(modules, number, module)

    work()
    (suspect,) = program.compare(work)
    assert readable(suspect)[0] == "modules Array"
    assert suspect.keeper is not None
    assert suspect.keeper.text == "modules (Array)"


def test_what_was_moved_below_a_keeper_is_no_example_of_what_grew_there() -> None:
    program = Program()
    builder = program.builder
    waiting = [builder.object("Timeout") for _ in range(3)]
    before, after = builder.array(waiting), builder.array()
    program.module(before=before, after=after)

    def work() -> None:
        for index, timeout in enumerate(waiting):
            builder.remove_edges(before, timeout)
            builder.element(after, index, timeout)
            builder.property(timeout, "next", builder.object("Timeout"))

    (suspect,) = program.compare(work, rounds=(1,))
    assert (suspect.name, suspect.counts) == ("Timeout", (0, 6))


def test_strings_of_a_container_that_has_filled_up_are_no_suspect() -> None:
    for rounds, suspects in (((40, 3), 0), ((40, 40), 1), ((3, 40), 1)):
        program = Program()
        work = program.cache(lambda number, program=program: program.builder.string(f"key {number}"))  # type: ignore[misc]
        assert len(program.compare(work, rounds)) == suspects
