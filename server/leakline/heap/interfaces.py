"""Interfaces: what DevTools calls plain objects, ``{id, name}``, after the properties that many of them have."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from leakline.heap.columns import Ints, Ordinals
from leakline.heap.kernels.interfaces import LONGEST_NAME, count_layouts, match_interfaces
from leakline.heap.kernels.kernel import hash_table

if TYPE_CHECKING:
    from leakline.heap.snapshot import Snapshot

LEAST_OBJECTS = 2
LEAST_SHARE = 1000
"""An interface has to be used by one of so many plain objects."""


@dataclass(frozen=True, slots=True)
class Interface:
    """A name like ``{id, name}``, and the properties that an object must have for it (a name may be wanted twice)."""

    name: str
    properties: tuple[str, ...]


def plain_objects(snapshot: Snapshot) -> Ints:
    """Nodes of type ``object`` that are named ``Object``, ascending."""
    return snapshot.nodes_named("Object", "object")


def infer_interfaces(snapshot: Snapshot) -> tuple[Interface, ...]:
    """The interfaces of a snapshot, most used first (DevTools' ``inferInterfaceDefinitions``)."""
    plain = plain_objects(snapshot)
    first, counts = np.empty(plain.size, np.int64), np.empty(plain.size, np.int64)
    columns = (snapshot.first_edges, snapshot.edge_types, snapshot.edge_name_ids)
    property_type, proto = snapshot.edge_type_id("property"), snapshot.strings.find("__proto__")
    text = (snapshot.strings.raw, snapshot.strings.starts, snapshot.strings.ends)
    lengths, table = np.zeros(snapshot.string_count, np.int32), hash_table(plain.size)
    hashes = np.empty(plain.size, np.uint64)
    layouts = count_layouts(*columns, plain, property_type, proto, *text, lengths, table, hashes, first, counts)
    popular = np.flatnonzero(counts[:layouts] >= max(LEAST_OBJECTS, plain.size / LEAST_SHARE))
    popular = popular[np.argsort(-counts[popular], kind="stable")]
    return tuple(_interface(snapshot, int(first[layout])) for layout in popular)


def apply_interfaces(snapshot: Snapshot, interfaces: tuple[Interface, ...], plain: Ints) -> Ordinals:
    """Index of each plain object's interface (int32), -1 for none (DevTools' ``applyInterfaceDefinitions``)."""
    out = np.full(plain.size, -1, np.int32)
    texts = sorted({name for interface in interfaces for name in interface.properties})
    ids = dict(zip(texts, snapshot.strings.find_each(texts).tolist(), strict=True))
    known = [i for i, interface in enumerate(interfaces) if all(ids[name] >= 0 for name in interface.properties)]
    if not known or not plain.size:
        return out
    wanted = [Counter(ids[name] for name in interfaces[i].properties) for i in known]
    # The name that the fewest interfaces want decides which ones are tried for an object.
    often = Counter(name for names in wanted for name in names)
    chosen = [min(names, key=lambda name: (often[name], name)) for names in wanted]
    rows = {name: row for row, name in enumerate(dict.fromkeys(chosen))}
    members: list[list[int]] = [[] for _ in rows]
    for index, name in enumerate(chosen):
        members[rows[name]].append(index)
    row_of_name = np.full(snapshot.string_count, -1, np.int32)
    row_of_name[list(rows)] = list(rows.values())
    match_interfaces(
        snapshot.first_edges,
        snapshot.edge_types,
        snapshot.edge_name_ids,
        plain,
        snapshot.edge_type_id("property"),
        row_of_name,
        np.cumsum([0, *map(len, members)], dtype=np.int64),
        np.array([index for row in members for index in row], np.int64),
        np.cumsum([0, *map(len, wanted)], dtype=np.int64),
        np.array([name for names in wanted for name in names], np.int64),
        np.array([count for names in wanted for count in names.values()], np.int32),
        np.array([names.total() for names in wanted], np.int64),
        np.full(snapshot.string_count, -1, np.int32),
        np.zeros(snapshot.string_count, np.int32),
        out,
    )
    return np.append(np.array(known, np.int32), np.int32(-1))[out]


def _interface(snapshot: Snapshot, node: int) -> Interface:
    name = "{"
    properties: list[str] = []
    for edge in snapshot.edges(node):
        if snapshot.edge_type(edge) != "property":
            continue
        text = str(snapshot.edge_name(edge))
        snapshot.strings.remember(text, int(snapshot.edge_name_ids[edge]))
        if text == "__proto__":
            continue
        shown = _shown(text)
        if len(name) > 1 and _units(name) + _units(shown) > LONGEST_NAME:
            break
        name += f", {shown}" if properties else shown
        properties.append(text)
    return Interface(f"{name}}}", tuple(properties))


def _shown(name: str) -> str:
    return json.dumps(name, ensure_ascii=False) if re.search(r"""[,'"{}]""", name) else name


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
