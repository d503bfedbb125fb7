"""Inputs that should not exist: snapshots changed at random, knowing their structure. Each number makes its own."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Callable
from typing import Any

from tests.heap.snapshot_builder import SnapshotBuilder

Document = dict[str, Any]
Random = random.Random

LARGE = (2**31 - 1, 2**31, 2**32 - 1, 2**32, 2**53, 2**63 - 1, 2**63, 2**64, 10**40)


def hostile_input(number: int) -> bytes:
    """The input with this number; some are still valid snapshots."""
    rng = random.Random(number)
    document = _heap(rng).document()
    for _ in range(rng.choice((0, 1, 1, 1, 2, 3))):
        rng.choice(CHANGES)(rng, document)
    data = _written(rng, document)
    for _ in range(rng.choice((0, 0, 1, 1, 4))):
        data = rng.choice(DAMAGES)(rng, data)
    if rng.random() < 0.05:
        data = gzip.compress(data, 1)
        if rng.random() < 0.7:
            data = rng.choice(DAMAGES)(rng, data)
    return data


def _heap(rng: Random) -> SnapshotBuilder:
    b = SnapshotBuilder()
    script = b.script("/app/x.js", source="let a", source_map_url="x.map")
    handles = [b.global_object]
    for index in range(rng.randrange(1, 8)):
        kind = rng.randrange(5)
        if kind == 0:
            made = b.object(rng.choice(("Object", "Thing", "<div id=1>")), {f"p{rng.randrange(3)}": handles[-1]})
        elif kind == 1:
            kinds = rng.choice(("function", "block", "catch"))
            context = b.context(kinds, {"a": handles[-1], "b": None}, shared=None)
            made = b.closure("f", script=script, line=index, column=1, context=context)
        elif kind == 2:
            made = b.node("array", "(map descriptors)", 16)
        elif kind == 3:
            made = b.node("native", "Detached <p x>", 8)
            b.detached(made, rng.randrange(4))
        else:
            made = b.string(rng.choice(("", "tab\t", "\ud800", "naïve 😀", "x" * 1024)))
        b.edge(rng.choice(handles), rng.choice(("property", "internal", "weak", "shortcut")), "e", made)
        handles.append(made)
    if len(handles) > 2:
        b.ephemeron(handles[-1], handles[-2], handles[-3])
    return b


def _number(rng: Random) -> Any:
    numbers = (0, 1, 7, rng.randrange(100), rng.choice(LARGE), -1, 1.5, -2.75, 1e9)
    return rng.choice((*numbers, None, "x", True, [], [1], {}))


def _change_a_number(rng: Random, document: Document) -> None:
    section = document.get(rng.choice(("nodes", "edges", "locations", "samples")))
    if isinstance(section, list) and section:
        section[rng.randrange(len(section))] = _number(rng)


def _point_elsewhere(rng: Random, document: Document) -> None:
    edges = document.get("edges")
    if isinstance(edges, list) and len(edges) > 3:
        edges[rng.randrange(len(edges) // 3) * 3 + 2] = rng.choice((7 * rng.randrange(1000), rng.choice(LARGE)))


def _change_an_edge_count(rng: Random, document: Document) -> None:
    nodes = document.get("nodes")
    if isinstance(nodes, list) and len(nodes) > 14:
        for step in (1, -1) if rng.random() < 0.5 else (rng.choice((-1, 1, 5, 2**31)),):
            place = rng.randrange(len(nodes) // 7) * 7 + 4
            nodes[place] = max(0, nodes[place] + step) if isinstance(nodes[place], int) else 0


def _change_a_name(rng: Random, document: Document) -> None:
    for section, width, offset in (("nodes", 7, 1), ("edges", 3, 1)):
        values = document.get(section)
        if isinstance(values, list) and len(values) >= width and rng.random() < 0.5:
            values[rng.randrange(len(values) // width) * width + offset] = rng.choice((10**4, *LARGE))


def _change_the_header(rng: Random, document: Document) -> None:
    header = document.get("snapshot")
    if not isinstance(header, dict):
        return
    key = rng.choice(("node_count", "edge_count", "trace_function_count", "root_index", "extra_native_bytes", "meta"))
    header[key] = _number(rng)


def _change_the_meta(rng: Random, document: Document) -> None:
    header = document.get("snapshot")
    meta = header.get("meta") if isinstance(header, dict) else None
    if not isinstance(meta, dict):
        return
    key = rng.choice(list(meta) or ["node_fields"])
    value = meta.get(key)
    choice = rng.randrange(5)
    if choice == 0:
        meta[key] = _number(rng)
    elif choice == 1:
        meta.pop(key, None)
    elif isinstance(value, list) and value:
        names = value[0] if isinstance(value[0], list) and value[0] else value
        if choice == 2:
            names.pop(rng.randrange(len(names)))
        elif choice == 3:
            names.insert(rng.randrange(len(names)), rng.choice(("new_field", names[0], "weak", 5)))
        else:
            rng.shuffle(names)


def _drop_values(rng: Random, document: Document) -> None:
    section = document.get(rng.choice(("nodes", "edges", "strings", "locations")))
    if isinstance(section, list):
        del section[rng.randrange(len(section) + 1) :]


def _repeat_values(rng: Random, document: Document) -> None:
    section = document.get(rng.choice(("nodes", "edges", "strings", "locations")))
    if isinstance(section, list) and section:
        section += section[: rng.randrange(1, len(section) + 1)]


def _drop_a_section(rng: Random, document: Document) -> None:
    document.pop(rng.choice(list(document) or [""]), None)


def _swap_sections(rng: Random, document: Document) -> None:
    keys = list(document)
    rng.shuffle(keys)
    for key in keys:
        document[key] = document.pop(key)


def _exchange_contents(rng: Random, document: Document) -> None:
    if len(document) > 1:
        first, second = rng.sample(list(document), 2)
        document[first], document[second] = document[second], document[first]


def _replace_a_section(rng: Random, document: Document) -> None:
    key = rng.choice(("nodes", "edges", "strings", "locations", "snapshot", "samples", "unknown"))
    document[key] = rng.choice((_number(rng), {"a": [1, {"b": "]}"}]}, ["a"], [[1], [2]], "text", list(LARGE)))


def _give_traces(rng: Random, document: Document) -> None:
    document["trace_function_infos"] = [rng.randrange(3) for _ in range(6 * rng.randrange(3))]
    tree: Any = []
    for _ in range(rng.choice((1, 3, 300))):
        tree = [1, rng.randrange(2), 1, 8, tree]
    document["trace_tree"] = rng.choice((tree, tree + tree, [1], [[]], [1, 0, 0, 0]))
    document["samples"] = [rng.randrange(9) for _ in range(rng.randrange(5))]


CHANGES: tuple[Callable[[Random, Document], None], ...] = (
    _change_a_number,
    _point_elsewhere,
    _change_an_edge_count,
    _change_a_name,
    _change_the_header,
    _change_the_meta,
    _drop_values,
    _repeat_values,
    _drop_a_section,
    _swap_sections,
    _exchange_contents,
    _replace_a_section,
    _give_traces,
)


def _written(rng: Random, document: Document) -> bytes:
    style = rng.randrange(4)
    if style == 0:
        return json.dumps(document, indent=rng.choice((0, 1, 4, "\t"))).encode()
    if style == 1:
        return json.dumps(document, ensure_ascii=False).encode("utf-8", "surrogatepass")
    text = json.dumps(document, separators=(",", ":"))
    if style == 2:
        text = text.replace(",", rng.choice(("\n,", " , ", ",\r\n", "\t,\n\n")))
    return text.encode()


def _cut(rng: Random, data: bytes) -> bytes:
    return data[: rng.randrange(len(data) + 1)]


def _flip(rng: Random, data: bytes) -> bytes:
    if not data:
        return data
    place = rng.randrange(len(data))
    return data[:place] + bytes([rng.randrange(256)]) + data[place + 1 :]


def _insert(rng: Random, data: bytes) -> bytes:
    place = rng.randrange(len(data) + 1)
    piece = rng.choice(
        (
            *(b",", b"]", b"[", b"{", b"}", b'"', b"\\", b"-", b"1e5", b".5", b"\0", b"\xff\xfe", b"\xed\xa0\x80"),
            *(b" " * 50, b"9" * 30, b"[" * 5000, b'"nodes":[],', b"null", b"\xef\xbb\xbf"),
        )
    )
    return data[:place] + piece + data[place:]


def _delete(rng: Random, data: bytes) -> bytes:
    place = rng.randrange(len(data) + 1)
    return data[:place] + data[place + rng.randrange(1, 40) :]


def _double(rng: Random, data: bytes) -> bytes:
    place = rng.randrange(len(data) + 1)
    stop = place + rng.randrange(1, 400)
    return data[:stop] + data[place:stop] + data[stop:]


DAMAGES: tuple[Callable[[Random, bytes], bytes], ...] = (_cut, _flip, _insert, _delete, _double)
