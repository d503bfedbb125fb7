"""Grouping nodes by class, and what a class retains."""

from __future__ import annotations

import numpy as np

from leakline.heap.columns import Bytes, Columns, Flags, Ints, Ordinals, UInts
from leakline.heap.kernels.kernel import integer, kernel


@kernel
def number_groups(
    classes: Ordinals,
    sizes: Columns,
    located: Flags,
    nodes: UInts,
    scripts: Ordinals,
    lines: Ordinals,
    columns: Ordinals,
    plain: Ordinals,
    table: Ordinals,
    groups: Ordinals,
    first: Ints,
    first_rows: Ints,
) -> int:
    """Number the groups of nodes in the order of first appearance; returns how many there are.

    A group is a class, for nodes that are ``located`` and have a row in the locations (sorted by ``nodes``) a class and
    a position. Nodes without a size are in no group (-1). ``first`` and ``first_rows`` get a group's first node and its
    row, -1 for none. ``plain`` has a place for each class, ``table`` a power of two of them, more than there are rows;
    both come as -1.
    """
    mask = np.uint64(table.size - 1)
    count = 0
    row = 0
    for node in range(classes.size):
        while row < nodes.size and nodes[row] < node:
            row += 1
        groups[node] = -1
        if sizes[node] == 0:
            continue
        class_ = classes[node]
        if not (located[node] and row < nodes.size and nodes[row] == node):
            group = plain[class_]
            if group < 0:
                group = np.int32(count)
                plain[class_] = group
                first[count], first_rows[count] = node, -1
                count += 1
            groups[node] = group
            continue
        mix = np.uint64(class_) * np.uint64(0x9E3779B97F4A7C15) ^ np.uint64(np.uint32(scripts[row]))
        mix = mix * np.uint64(0xBF58476D1CE4E5B9) ^ np.uint64(np.uint32(lines[row]))
        mix = mix * np.uint64(0x94D049BB133111EB) ^ np.uint64(np.uint32(columns[row]))
        mix = (mix ^ (mix >> np.uint64(31))) * np.uint64(0x9E3779B97F4A7C15)
        slot = (mix >> np.uint64(20)) & mask
        while True:
            group = table[slot]
            if group < 0:
                table[slot] = count
                first[count], first_rows[count] = node, row
                group = np.int32(count)
                count += 1
                break
            other = first_rows[group]
            if (
                classes[first[group]] == class_
                and scripts[other] == scripts[row]
                and lines[other] == lines[row]
                and columns[other] == columns[row]
            ):
                break
            slot = (slot + np.uint64(1)) & mask
        groups[node] = group
    return count


@kernel
def add_up(
    groups: Ordinals, sizes: Columns, distances: Ordinals, counts: Ints, shallow: Ints, nearest: Ordinals
) -> None:
    """Count the members of each group, add their sizes, and find the least distance."""
    for node in range(groups.size):
        group = groups[node]
        if group >= 0:
            if counts[group] == 0 or distances[node] < nearest[group]:
                nearest[group] = distances[node]
            counts[group] += 1
            shallow[group] += integer(sizes[node])


@kernel
def list_dominated(dominators: Ordinals, root: int, offsets: UInts, children: UInts) -> None:
    """Fill in the nodes that each node dominates: ``children[offsets[n]:offsets[n + 1]]``; ``offsets`` come as 0."""
    nodes = dominators.size
    for node in range(nodes):
        if node != root:
            offsets[dominators[node]] += 1
    total = np.uint32(0)
    for node in range(nodes + 1):
        total += offsets[node]
        offsets[node] = total
    for node in range(nodes - 1, -1, -1):
        if node != root:
            offsets[dominators[node]] -= 1
            children[offsets[dominators[node]]] = node


@kernel
def add_retained(
    groups: Ordinals,
    offsets: UInts,
    children: UInts,
    root: int,
    retained: Ints,
    open_nodes: Ordinals,
    stack: UInts,
    cursors: UInts,
    out: Ints,
) -> None:
    """Add to each group what its nodes retain that have none of the group above them in the dominator tree.

    ``open_nodes`` is 0 for each group; ``stack`` and ``cursors`` have room for every node and one more.
    """
    stack[0] = root
    cursors[0] = offsets[root]
    height = 1
    if groups[root] >= 0:
        out[groups[root]] += retained[root]
        open_nodes[groups[root]] += 1
    while height > 0:
        node = stack[height - 1]
        place = cursors[height - 1]
        if place < offsets[integer(node) + 1]:
            cursors[height - 1] = place + np.uint32(1)
            child = children[place]
            group = groups[child]
            if group >= 0:
                if open_nodes[group] == 0:
                    out[group] += retained[child]
                open_nodes[group] += 1
            stack[height] = child
            cursors[height] = offsets[child]
            height += 1
        else:
            if groups[node] >= 0:
                open_nodes[groups[node]] -= 1
            height -= 1


@kernel
def compare_groups(
    ids: Columns,
    groups: Ordinals,
    sizes: Columns,
    other_ids: Columns,
    other_groups: Ordinals,
    partners: Ordinals,
    counts: Ints,
    bytes_: Ints,
    fresh: Flags,
) -> None:
    """Count, by group, the nodes that have no node with their id in the same group of the other snapshot."""
    for node in range(ids.size):
        group = groups[node]
        if group < 0:
            continue
        partner = partners[node]
        if partner >= 0 and other_groups[partner] == group and other_ids[partner] == ids[node]:
            continue
        counts[group] += 1
        bytes_[group] += integer(sizes[node])
        fresh[node] = True


@kernel
def name_classes(types: Bytes, names: UInts, of_type: Ordinals, of_name: Ordinals, out: Ordinals) -> None:
    """The class of each node: of its type, or where that is -1 of its name."""
    for node in range(types.size):
        class_ = of_type[types[node]]
        out[node] = class_ if class_ >= 0 else of_name[names[node]]
