"""The kernels behind growth against plain implementations."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from leakline.heap.kernels.grouping import number_rows
from leakline.heap.kernels.kernel import hash_table
from leakline.heap.kernels.lineage import nearest_in_other_group
from leakline.heap.kernels.retained import below_marked

settings.register_profile("kernels", deadline=None, max_examples=200)
settings.load_profile("kernels")

Forest = tuple[list[int], list[bool], list[int], list[bool]]


@st.composite
def forests(draw: st.DrawFn) -> Forest:
    """Parents (-1 for roots, always an earlier node), and three marks for each node."""
    count = draw(st.integers(1, 40))
    parents = [draw(st.integers(-1, node - 1)) for node in range(count)]
    marks = draw(st.lists(st.booleans(), min_size=count, max_size=count))
    groups = draw(st.lists(st.integers(-1, 3), min_size=count, max_size=count))
    inside = draw(st.lists(st.booleans(), min_size=count, max_size=count))
    return parents, marks, groups, inside


@given(st.lists(st.tuples(st.integers(-3, 3), st.integers(-(2**40), 2**40), st.integers(0, 1)), max_size=60))
def test_rows_that_agree_have_one_number(rows: list[tuple[int, int, int]]) -> None:
    columns = np.array(rows, np.int64).reshape(-1, 3).T.copy()
    codes, firsts = np.empty(len(rows), np.int32), np.empty(len(rows), np.int64)
    count = number_rows(columns, hash_table(len(rows)), codes, firsts)
    order = list(dict.fromkeys(rows))
    assert codes.tolist() == [order.index(row) for row in rows]
    assert firsts[:count].tolist() == [rows.index(row) for row in order]


@given(forests())
def test_what_stands_above_in_the_dominator_tree(forest: Forest) -> None:
    parents, marks, _, _ = forest
    dominators = np.array([max(parent, 0) for parent in parents], np.int32)  # the root is its own dominator

    def marked_above(node: int) -> bool:
        while dominators[node] != node:
            node = int(dominators[node])
            if marks[node]:
                return True
        return False

    asked = np.arange(len(parents), dtype=np.int64)[::-1].copy()
    state, found = np.zeros(len(parents), np.uint8), np.zeros(len(parents), np.bool_)
    below_marked(dominators, np.array(marks), asked, state, found)
    assert found.tolist() == [marked_above(int(node)) for node in asked]


@given(forests())
def test_the_nearest_node_of_another_group(forest: Forest) -> None:
    parents, _, groups, inside = forest

    def holder(node: int) -> int:
        if groups[node] < 0 or not inside[node]:
            return -1
        above = parents[node]
        while above >= 0 and inside[above]:
            if groups[above] >= 0 and groups[above] != groups[node]:
                return above
            above = parents[above]
        return -1

    order = np.arange(len(parents), dtype=np.uint32)
    nearest, found = np.full(len(parents), -1, np.int32), np.full(len(parents), -1, np.int32)
    marks = (np.array(groups, np.int32), np.array(inside, np.bool_))
    nearest_in_other_group(np.array(parents, np.int32), order, *marks, nearest, found)
    assert found.tolist() == [holder(node) for node in range(len(parents))]
