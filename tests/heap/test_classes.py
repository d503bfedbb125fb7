"""Classes, the class table and comparisons agree with a plain implementation."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from leakline.heap import compare, load_snapshot
from tests.heap.plain_classes import PlainClasses, plain_comparison
from tests.heap.snapshot_builder import SnapshotBuilder

NAMES = st.sampled_from(["a", "b", "c", "__proto__", "comma, name", 'quote"', "x" * 70, "ünï" * 20, "<symbol s>"])
KINDS = st.sampled_from(
    [
        *(("object", "Object"), ("object", "Object"), ("object", "Thing"), ("native", "<div id=1>")),
        *(("native", "Detached <p class>"), ("closure", "f"), ("hidden", "x"), ("string", "text"), ("regexp", "/x/")),
    ]
)


@st.composite
def heaps(draw: st.DrawFn) -> tuple[bytes, bytes]:
    """Two snapshots of one heap, with objects of a few layouts, some with positions; some come and go in between."""
    b = SnapshotBuilder()
    script = b.script("/x.js")
    handles = _grow(draw, b, script, [], draw(st.integers(1, 14)))
    before = b.build()
    gone = draw(st.lists(st.sampled_from(handles), unique=True, max_size=3))
    b.remove(*gone)
    _grow(draw, b, script, [handle for handle in handles if handle not in gone], draw(st.integers(0, 6)))
    return before, b.build()


def _grow(draw: st.DrawFn, b: SnapshotBuilder, script, handles: list[int], count: int) -> list[int]:  # type: ignore[no-untyped-def]
    for _ in range(count):
        kind, name = draw(KINDS)
        made = b.node(kind, name, draw(st.integers(0, 3)) * 8)
        if draw(st.integers(0, 4)) == 0:
            b.locate(made, script, draw(st.integers(0, 1)), 0)
        b.property(draw(st.sampled_from([b.global_object, *handles])), "held", made)
        for property_ in draw(st.lists(NAMES, max_size=4)):
            b.property(made, property_, draw(st.sampled_from([made, *handles])))
        handles.append(made)
    return handles


@settings(max_examples=250, deadline=None)
@given(heaps())
def test_agrees_with_the_plain_implementation(pair: tuple[bytes, bytes]) -> None:
    base, target = (load_snapshot(data) for data in pair)
    table = target.aggregates
    columns = (table.keys, table.names, table.counts, table.shallow, table.retained, table.distances)
    rows = {key: (name, *map(int, numbers)) for key, name, *numbers in zip(*columns, strict=True)}
    assert rows == PlainClasses(target).table()
    changes = compare(base, target)
    numbers = (changes.new_counts, changes.gone_counts, changes.new_sizes, changes.gone_sizes)
    found = {key: tuple(map(int, row)) for key, *row in zip(changes.keys, *numbers, strict=True)}
    assert found == plain_comparison(base, target)


def test_plain_objects_are_named_by_what_many_of_them_have() -> None:
    b = SnapshotBuilder()
    leaf = b.string("leaf")
    for _ in range(3):
        b.global_property("x", b.object("Object", {"id": leaf, "name": leaf}))
    b.global_property("x", b.object("Object", {"name": leaf, "id": leaf, "more": leaf}))
    b.global_property("x", b.object("Object", {"other": leaf}))
    table = load_snapshot(b.build()).aggregates
    counts = dict(zip(table.names, table.counts.tolist(), strict=True))
    assert counts["{id, name}"] == 4
    assert counts["Object"] == 1


def test_detachedness_spreads_to_natives_only() -> None:
    b = SnapshotBuilder()
    document, child, wrapper, lost = (b.node("native", name, 8) for name in ("Doc", "Child", "Wrapper", "Lost"))
    js = b.object("Thing")
    b.detached(document, 1)
    b.detached(lost, 2)
    b.global_property("doc", document)
    b.property(document, "child", child)
    b.property(lost, "js", js)
    b.property(js, "wrapper", wrapper)
    b.property(lost, "child", child)
    b.global_property("lost", lost)
    names = set(load_snapshot(b.build()).aggregates.names)
    assert {"Doc", "Child", "Wrapper", "Detached Lost"} <= names
