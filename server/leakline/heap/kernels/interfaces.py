"""Naming plain objects by the properties they have, as DevTools does (``HeapSnapshot.inferInterfaceDefinitions``)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from leakline.heap.columns import Bytes, Columns, Ints, Ordinals, UInts
from leakline.heap.kernels.kernel import inlined, integer, kernel
from leakline.heap.kernels.text import unit

LONGEST_NAME = 120


@inlined
def _shown_length(raw: Bytes, start: int, stop: int) -> int:
    """Length in UTF-16 units of a property's name as it is shown: as JSON where it has a comma, quote or brace."""
    units = 0
    escaped = 0
    special = False
    p = start
    while p < stop:
        c = integer(raw[p])
        low = integer(-1)
        if c < 128 and c != 92:
            p += 1
        else:
            c, low, p = unit(raw, p, stop)
        units += 1
        escaped += 1
        if low >= 0:
            units += 1
            escaped += 1
        elif c == 34 or c == 92 or c == 10 or c == 9 or c == 13 or c == 8 or c == 12:
            escaped += 1
        elif c < 32 or 0xD800 <= c <= 0xDFFF:
            escaped += 5
        if c == 44 or c == 39 or c == 34 or c == 123 or c == 125:
            special = True
    return escaped + 2 if special else units


@kernel
def count_layouts(
    first_edges: UInts,
    types: Bytes,
    names: UInts,
    plain: Ints,
    property_type: int,
    proto: int,
    raw: Bytes,
    starts: Columns,
    ends: Columns,
    lengths: Ordinals,
    table: Ordinals,
    hashes: NDArray[np.uint64],
    first: Ints,
    counts: Ints,
) -> int:
    """Count plain objects that begin with the same properties; returns how many different layouts there are.

    ``first`` and ``counts`` (as long as ``plain``) get, by layout in the order of first appearance, the first object
    that has it and how many have it. Layouts are told apart by a hash of 64 bits. (An object's layout ends before the
    property that would make the shown name longer than 120 units.) ``lengths`` is 0 for each string, ``table`` a power
    of two of -1, more than there are objects; ``hashes`` is as long as ``plain``.
    """
    mask = np.uint64(table.size - 1)
    layouts = 0
    for i in range(plain.size):
        node = plain[i]
        mix = np.uint64(0)
        used = 0
        length = 1
        for edge in range(first_edges[node], first_edges[node + 1]):
            name = names[edge]
            if types[edge] != property_type or name == proto:
                continue
            shown = integer(lengths[name]) - 1
            if shown < 0:
                shown = integer(_shown_length(raw, integer(starts[name]), integer(ends[name])))
                lengths[name] = shown + 1
            if length > 1 and length + shown > LONGEST_NAME:
                break
            if length != 1:
                length += 2
            length += shown
            mix = (mix ^ np.uint64(name + 1)) * np.uint64(0x9E3779B97F4A7C15)
            mix ^= mix >> np.uint64(29)
            used += 1
        if used == 0:
            continue
        slot = mix & mask
        while table[slot] >= 0 and hashes[table[slot]] != mix:
            slot = (slot + np.uint64(1)) & mask
        layout = table[slot]
        if layout < 0:
            layout = np.int32(layouts)
            table[slot] = layout
            hashes[layout] = mix
            first[layout] = node
            counts[layout] = 0
            layouts += 1
        counts[layout] += 1
    return layouts


@kernel
def match_interfaces(
    first_edges: UInts,
    types: Bytes,
    names: UInts,
    plain: Ints,
    property_type: int,
    row_of_name: Ordinals,
    row_offsets: Ints,
    row_interfaces: Ints,
    offsets: Ints,
    wanted: Ints,
    needed: NDArray[np.int32],
    sizes: Ints,
    stamps: Ordinals,
    seen: Ordinals,
    out: Ordinals,
) -> None:
    """For each plain object the interface with most properties all of which it has, -1 for none; of equals the first.

    Interface i wants ``wanted[offsets[i]:offsets[i + 1]]`` (names), each ``needed`` times, ``sizes[i]`` in all. It is
    tried for objects that have one chosen name of it: ``row_of_name`` leads to the interfaces that a name stands for.
    ``stamps`` (of -1) and ``seen`` have a place for each string.
    """
    for i in range(plain.size):
        node = plain[i]
        for edge in range(first_edges[node], first_edges[node + 1]):
            if types[edge] == property_type:
                name = names[edge]
                if stamps[name] != i:
                    stamps[name] = i
                    seen[name] = 0
                seen[name] += 1
        best = -1
        for edge in range(first_edges[node], first_edges[node + 1]):
            if types[edge] != property_type:
                continue
            row = row_of_name[names[edge]]
            if row < 0:
                continue
            for place in range(row_offsets[row], row_offsets[row + 1]):
                interface = row_interfaces[place]
                if best >= 0 and (
                    sizes[interface] < sizes[best] or (sizes[interface] == sizes[best] and interface >= best)
                ):
                    continue
                fits = True
                for k in range(offsets[interface], offsets[interface + 1]):
                    name_wanted = wanted[k]
                    if stamps[name_wanted] != i or seen[name_wanted] < needed[k]:
                        fits = False
                        break
                if fits:
                    best = interface
        out[i] = best
