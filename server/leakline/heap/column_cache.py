"""The column cache: a snapshot that was analysed once opens in milliseconds, mapped from the user's cache folder.

An entry is one file: a header (JSON with a checksum), arrays at page boundaries, an end mark. It is written aside and
renamed, so that readers see all of it or nothing, and two writers do no harm. It holds no string: their bytes are read
from the snapshot, which has to be the same file still (size, time of change, a hash of its head and tail).
"""

from __future__ import annotations

import hashlib
import json
import mmap
import os
import tempfile
import time
from dataclasses import asdict, dataclass, fields
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from leakline.heap.analysis import Analysis
from leakline.heap.engine_cache import cache_folder
from leakline.heap.errors import SnapshotError
from leakline.heap.locations import Locations
from leakline.heap.meta import Meta
from leakline.heap.parts import Parts
from leakline.heap.strings import Contents, Layout, Strings
from leakline.heap.timeline import INFO_FIELDS, Timeline

VERSION = 3
MAGIC = b"leakline columns"
END = b"leakline the end"
PAGE = 4096
PROBE = 1 << 16

SMALLEST = 8_000_000
"""Bytes of a snapshot below which reading it again costs nothing worth keeping."""

LARGEST_FOLDER = 4 << 30
STALE_SECONDS = 3600

COLUMNS = (
    *("node_types", "node_name_ids", "node_ids", "self_sizes", "first_edges", "detachedness", "trace_node_ids"),
    *("edge_types", "edge_name_ids", "edge_targets"),
)
TYPES = {"uint8": np.uint8, "uint32": np.uint32, "uint64": np.uint64, "int32": np.int32, "int64": np.int64}

Array = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """Where a snapshot's columns are, or would be, kept; ``identity`` tells its file from all others."""

    source: Path
    identity: str
    path: Path


def entry_of(source: Path, folder: Path | None = None) -> Entry | None:
    """The entry of a snapshot file; None for files that are small, compressed or no files."""
    try:
        with source.open("rb") as file:
            status = os.fstat(file.fileno())
            head = file.read(PROBE)
            if status.st_size < SMALLEST or not head.startswith(b"{"):
                return None
            file.seek(-PROBE, os.SEEK_END)
            tail = file.read(PROBE)
    except OSError:
        return None
    text = f"{VERSION} {status.st_size} {status.st_mtime_ns}".encode()
    identity = hashlib.blake2b(text + b"\0" + head + b"\0" + tail, digest_size=20).hexdigest()
    return Entry(source, identity, (folder or cache_folder() / "columns") / f"{identity}.columns")


def open_entry(entry: Entry) -> tuple[Parts, Analysis] | None:
    """Map an entry; None where there is none, or one that is cut, damaged or of another version."""
    try:
        with entry.path.open("rb") as file:
            header = _read_header(file)
            if header is None or header["identity"] != entry.identity:
                return None
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_COPY)
        arrays = {name: _array(mapped, *place) for name, place in header["arrays"].items()}
        ends, layout = arrays["string_ends"], Layout(**header["strings"])
        strings = Strings(ends.size, partial(_read_strings, entry, ends, layout), layout)
        parts = _parts(header["meta"], strings, arrays)
        os.utime(entry.path)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    if not _sound(parts):
        return None
    return parts, Analysis(**{field.name: arrays[field.name] for field in fields(Analysis)})


def store_entry(entry: Entry, parts: Parts, analysis: Analysis, *, limit: int = LARGEST_FOLDER) -> bool:
    """Write an entry and make room for it; returns whether it could be kept."""
    layout = parts.strings.in_file
    if layout is None:
        return False
    arrays = _arrays(parts, analysis)
    size = sum(array.nbytes + PAGE for array in arrays.values())
    if size > limit:
        return False
    try:
        entry.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        make_room(entry.path.parent, limit - size)
        with tempfile.NamedTemporaryFile(dir=entry.path.parent, suffix=".part", delete=False) as file:
            try:
                _write(file, entry, parts.meta, layout, arrays)
                file.close()
                Path(file.name).replace(entry.path)
            except BaseException:  # interrupted too: half an entry must not stay
                Path(file.name).unlink(missing_ok=True)
                raise
    except OSError:
        return False
    return True


def make_room(folder: Path, limit: int) -> None:
    """Delete the entries that were not used for longest until the rest has at most ``limit`` bytes."""
    entries = []
    for path in folder.iterdir():
        status = path.stat()
        if path.suffix == ".part":
            if time.time() - status.st_mtime > STALE_SECONDS:
                path.unlink(missing_ok=True)
        elif path.suffix == ".columns":
            entries.append((status.st_mtime, status.st_size, path))
    total = sum(size for _, size, _ in entries)
    for _, size, path in sorted(entries):
        if total <= limit:
            break
        path.unlink(missing_ok=True)
        total -= size


def _arrays(parts: Parts, analysis: Analysis) -> dict[str, Array]:
    arrays: dict[str, Array] = {name: getattr(parts, name) for name in COLUMNS}
    arrays |= {f"location_{field.name}": getattr(parts.locations, field.name) for field in fields(Locations)}
    arrays |= {f"timeline_{field.name}": getattr(parts.timeline, field.name) for field in fields(Timeline)}
    arrays |= {field.name: getattr(analysis, field.name) for field in fields(Analysis)}
    starts = parts.strings.starts
    gaps = np.arange(starts.size, dtype=starts.dtype) * starts.dtype.type(_gap(parts.strings))
    arrays["string_ends"] = parts.strings.ends - gaps
    return {name: np.ascontiguousarray(array) for name, array in arrays.items()}


def _gap(strings: Strings) -> int:
    """Bytes between two contents in ``raw``: none after reading, those of the file after a mapping."""
    return int(strings.starts[1]) - int(strings.ends[0]) if len(strings) > 1 else 0


def _write(file: Any, entry: Entry, meta: Meta, layout: Layout, arrays: dict[str, Array]) -> None:
    places: dict[str, tuple[str, int, int]] = {
        name: (array.dtype.name, array.size, 0) for name, array in arrays.items()
    }
    described = {"identity": entry.identity, "meta": asdict(meta), "strings": asdict(layout)}
    # Offsets do not change the header's length by more than this leaves room for.
    offset = _page(len(json.dumps(described | {"arrays": places})) + 32 * len(arrays) + 128)
    for name, array in arrays.items():
        places[name] = (array.dtype.name, array.size, offset)
        offset = _page(offset + array.nbytes)
    header = json.dumps(described | {"arrays": places, "end": offset}).encode()
    file.write(MAGIC + len(header).to_bytes(8, "little") + hashlib.blake2b(header, digest_size=16).digest() + header)
    for name, array in arrays.items():
        file.seek(places[name][2])
        file.write(array.reshape(-1).view(np.uint8).data)
    file.seek(offset)
    file.write(END)


def _read_header(file: BinaryIO) -> dict[str, Any] | None:
    start = file.read(len(MAGIC) + 24)
    length = int.from_bytes(start[len(MAGIC) : len(MAGIC) + 8], "little")
    if not start.startswith(MAGIC) or length > 1 << 20:
        return None
    text = file.read(length)
    if hashlib.blake2b(text, digest_size=16).digest() != start[len(MAGIC) + 8 :]:
        return None
    header: dict[str, Any] = json.loads(text)
    file.seek(header["end"])
    return header if file.read() == END else None


def _array(mapped: mmap.mmap, dtype: str, count: int, offset: int) -> Array:
    return np.frombuffer(mapped, TYPES[dtype], count, offset)


def _read_strings(entry: Entry, ends: Array, layout: Layout) -> Contents:
    """Read the strings of a snapshot that is still the same file: when they are needed, as they are many bytes."""
    gaps = np.arange(ends.size, dtype=ends.dtype) * ends.dtype.type(layout.gap)
    starts = np.zeros_like(ends)
    starts[1:] = ends[:-1]
    starts, ends = starts + gaps, ends + gaps
    raw = np.empty(int(ends[-1]) if ends.size else 0, np.uint8)
    try:
        with entry.source.open("rb") as file:
            file.seek(layout.first)
            whole = file.readinto(raw.data) == raw.size
    except OSError:
        whole = False
    # Looked at after reading: what changes later does not matter any more.
    if not whole or entry_of(entry.source, entry.path.parent) != entry:
        raise SnapshotError(f"{entry.source} has changed since it was opened: load it again")
    return raw, starts, ends


def _parts(meta: dict[str, Any], strings: Strings, arrays: dict[str, Array]) -> Parts:
    known: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in meta.items()}
    places = Locations(*(arrays[f"location_{field.name}"] for field in fields(Locations)))
    timeline = {field.name: arrays[f"timeline_{field.name}"] for field in fields(Timeline)}
    timeline["functions"] = timeline["functions"].reshape(-1, len(INFO_FIELDS))
    columns = {name: arrays[name] for name in COLUMNS}
    return Parts(meta=Meta(**known), strings=strings, locations=places, timeline=Timeline(**timeline), **columns)


def _sound(parts: Parts) -> bool:
    nodes, edges = parts.node_types.size, parts.edge_types.size
    return (
        (nodes, edges) == (parts.meta.node_count, parts.meta.edge_count)
        and parts.node_name_ids.size == parts.node_ids.size == parts.self_sizes.size == nodes
        and parts.edge_name_ids.size == parts.edge_targets.size == edges
        and parts.first_edges.size == nodes + 1
        and int(parts.first_edges[-1]) == edges
    )


def _page(offset: int) -> int:
    return -(-offset // PAGE) * PAGE
