"""Reading a snapshot's JSON: its sections in any order behind the header, each handed to the parser that knows it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import numpy as np

from leakline.heap.blocks import BLOCK, Blocks, Source
from leakline.heap.columns import Bytes, Columns, Ints
from leakline.heap.errors import SnapshotError
from leakline.heap.kernels.numbers import NARROW
from leakline.heap.kernels.text import scan_strings, skip_value
from leakline.heap.meta import Meta, read_meta
from leakline.heap.sections import EdgeSection, NodeSection, read_flat, read_records, threads
from leakline.heap.strings import Layout, Strings, end_to_end

MOST_INFLATION = 1032  # bytes that one byte of gzip can become at most (zlib's technical notes)
LONGEST_KEY = 256

FLAT = ("locations", "samples", "trace_function_infos")


@dataclass(slots=True)
class Sections:
    """What a file holds, checked: every index of a node, an edge or a string is within its column."""

    meta: Meta
    nodes: NodeSection
    edges: EdgeSection
    ids: Columns
    sizes: Columns
    strings: Strings
    flat: dict[str, Ints]
    tree: Bytes


@dataclass(slots=True)
class _Reading:
    nodes: NodeSection | None = None
    edges: EdgeSection | None = None
    strings: Strings | None = None
    meta: Meta | None = None
    flat: dict[str, Ints] = field(default_factory=dict)
    tree: Bytes = field(default_factory=lambda: np.empty(0, np.uint8))
    seen: set[str] = field(default_factory=set)


def read_sections(
    source: Source, progress: Callable[[int, int], None] | None, admit: Callable[[Meta], None]
) -> Sections:
    """Read a whole snapshot. ``admit`` is called with the header and may refuse what would be too large.

    Raises SnapshotError for anything that is no complete snapshot. Whatever ``progress`` raises ends the reading.
    """
    blocks = Blocks(source, progress)
    with ThreadPoolExecutor(threads(), thread_name_prefix="leakline-parse") as pool:
        try:
            reading = _Reading()
            _read_members(blocks, pool, reading, admit, source)
            return _finish(reading, blocks, pool)
        finally:
            blocks.abandon()


def _read_members(
    blocks: Blocks, pool: ThreadPoolExecutor, reading: _Reading, admit: Callable[[Meta], None], source: Source
) -> None:
    first = blocks.next_byte()
    if first == -1:
        raise SnapshotError("byte 0: the file is empty: write the snapshot again")
    if first != ord("{"):
        raise SnapshotError(f"byte {blocks.where()}: expected '{{', so this is not a heap snapshot")
    blocks.position += 1
    separator = ord(",")
    while separator == ord(","):
        key = _key(blocks)
        if key in reading.seen:
            raise SnapshotError(f"byte {blocks.where()}: a second {key!r}: write the snapshot again")
        reading.seen.add(key)
        if key == "snapshot":
            reading.meta = _header(blocks)
            _check_claims(reading.meta, blocks, source)
            admit(reading.meta)
        elif key == "trace_tree":
            reading.tree = np.frombuffer(bytearray().join(_pass(blocks)), np.uint8)
        elif key in ("nodes", "edges", "strings", *FLAT):
            _read_list(blocks, pool, reading, key, source)
        else:
            for _ in _pass(blocks):
                pass
        separator = blocks.next_byte()
        if separator not in (ord(","), ord("}")):
            raise _unexpected(blocks, "',' or '}'")
        blocks.position += 1
    if blocks.next_byte() != -1:
        raise _unexpected(blocks, "the end of the file")


def _read_list(blocks: Blocks, pool: ThreadPoolExecutor, reading: _Reading, key: str, source: Source) -> None:
    meta = reading.meta
    if meta is None:
        raise SnapshotError(f"byte {blocks.where()}: {key!r} comes before 'snapshot', which says how to read it")
    if blocks.next_byte() != ord("["):
        raise _unexpected(blocks, "'['")
    blocks.position += 1
    if key == "nodes":
        reading.nodes = NodeSection(meta)
        read_records(blocks, pool, reading.nodes, key, meta.node_count, len(meta.node_fields))
    elif key == "edges":
        reading.edges = EdgeSection(meta)
        read_records(blocks, pool, reading.edges, key, meta.edge_count, len(meta.edge_fields))
    elif key == "strings":
        reading.strings = _strings(blocks, 0 if source.compressed else source.total - blocks.where())
    else:
        reading.flat[key] = read_flat(blocks)


def _finish(reading: _Reading, blocks: Blocks, pool: ThreadPoolExecutor) -> Sections:
    meta, nodes, edges, strings = reading.meta, reading.nodes, reading.edges, reading.strings
    if meta is None or nodes is None or edges is None or strings is None:
        missing = [key for key in ("snapshot", "nodes", "edges", "strings") if key not in reading.seen]
        raise SnapshotError(f"byte {blocks.where()}: no {' and no '.join(map(repr, missing))}: not a heap snapshot")
    ids, sizes = nodes.finish(len(strings), meta.edge_count)
    edges.finish(len(strings), pool)
    return Sections(meta, nodes, edges, ids, sizes, strings, reading.flat, reading.tree)


def _key(blocks: Blocks) -> str:
    if blocks.next_byte() != ord('"'):
        raise _unexpected(blocks, "the name of a section in quotes")
    while True:
        end = blocks.data.find(b'"', blocks.position + 1, blocks.end)
        if end >= 0 or blocks.end - blocks.position > LONGEST_KEY:
            break
        if not blocks.more():
            raise _unexpected(blocks, "a quote")
    if not 0 <= end <= blocks.position + LONGEST_KEY:
        raise _unexpected(blocks, "the name of a section")
    key = blocks.data[blocks.position + 1 : end].decode("utf-8", "replace")
    blocks.position = end + 1
    if blocks.next_byte() != ord(":"):
        raise _unexpected(blocks, "':'")
    blocks.position += 1
    return key


def _header(blocks: Blocks) -> Meta:
    if blocks.next_byte() != ord("{"):
        raise _unexpected(blocks, "'{'")
    while True:
        state = np.zeros(4, np.int64)
        end = int(skip_value(blocks.view, blocks.position, blocks.end, state))
        if end >= 0:
            break
        if not blocks.more():
            raise SnapshotError(f"byte {blocks.base + blocks.end}: the file ends within its header: it is cut")
    where = blocks.where()
    text = bytes(blocks.data[blocks.position : end])
    blocks.position = end
    try:
        header = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise SnapshotError(f"byte {where}: the header is not valid JSON ({error})") from error
    return read_meta(header, where)


def _check_claims(meta: Meta, blocks: Blocks, source: Source) -> None:
    """Refuse counts that the file is too short for, before anything is allocated for them."""
    size = source.total * MOST_INFLATION if source.compressed else source.total
    least = 2 * (meta.node_count * len(meta.node_fields) + meta.edge_count * len(meta.edge_fields))
    if least > size:
        raise SnapshotError(
            f"byte {blocks.where()}: the header says {meta.node_count} nodes and {meta.edge_count} edges, "
            f"which do not fit in {source.total} bytes: the file is cut, write it again"
        )


def _strings(blocks: Blocks, left: int) -> Strings:
    """Read the list of strings; ``left`` bytes of the file are left (0: nobody knows), which may all be theirs."""
    # Memory that is never touched costs nothing, so there is room for the largest case where that is known.
    raw: Bytes = np.empty(left + BLOCK, np.uint8)
    ends: Columns = np.empty((left + BLOCK) // 3 + 1, np.uint32)
    state = np.zeros(6, np.int64)
    while True:
        length = blocks.end - blocks.position
        raw = _roomy(raw, int(state[1]), length)
        ends = _roomy(ends, int(state[2]), length // 3 + 1)
        if ends.dtype == np.uint32 and state[1] + length > NARROW:
            ends = ends.astype(np.uint64)
        stop = int(scan_strings(blocks.view, blocks.position, blocks.end, blocks.base, raw, ends, state))
        if stop >= 0:
            blocks.position = stop + 1
            layout = Layout(int(state[3]), int(state[4])) if state[4] >= 0 else None
            return end_to_end(raw[: state[1]], ends[: state[2]], layout)
        if stop < -1:
            blocks.position = -2 - stop
            raise _unexpected(blocks, "a string")
        blocks.position = blocks.end
        if not blocks.more():
            raise SnapshotError(f"byte {blocks.where()}: the file ends within its strings: it is cut, write it again")


def _roomy(array: Columns, used: int, more: int) -> Columns:
    if used + more <= array.size:
        return array
    larger = np.empty(max(used + more, array.size * 2), array.dtype)
    larger[:used] = array[:used]
    return larger


def _pass(blocks: Blocks) -> Iterator[bytes]:
    """Go past a value of any kind, handing out its bytes."""
    blocks.next_byte()
    state = np.zeros(4, np.int64)
    while True:
        end = int(skip_value(blocks.view, blocks.position, blocks.end, state))
        stop = end if end >= 0 else blocks.end
        yield bytes(blocks.data[blocks.position : stop])
        blocks.position = stop
        if end >= 0:
            return
        if not blocks.more():
            raise SnapshotError(f"byte {blocks.where()}: the file ends within a section: it is cut, write it again")


def _unexpected(blocks: Blocks, wanted: str) -> SnapshotError:
    where = blocks.where()
    if blocks.next_byte() == -1:
        return SnapshotError(f"byte {where}: the file ends where {wanted} should be: it is cut, write it again")
    found = bytes(blocks.data[blocks.position : min(blocks.end, blocks.position + 16)]).decode("utf-8", "replace")
    return SnapshotError(f"byte {blocks.where()}: expected {wanted}, not {found!r}: is this a heap snapshot?")
