"""Opening what a snapshot is read from: a path, bytes, or either of them compressed."""

from __future__ import annotations

import io
import os
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from leakline.heap.blocks import Source
from leakline.heap.errors import SnapshotError

GZIP_MAGIC = b"\x1f\x8b"
COMPRESSED_BLOCK = 1 << 18


class Plain:
    """Bytes as they are."""

    compressed = False

    def __init__(self, file: BinaryIO, total: int) -> None:
        self._file = file
        self.total = total
        self.done = 0

    def readinto(self, buffer: memoryview) -> int:
        """Fill the buffer's front, return how many bytes; 0 at the end."""
        count: int = self._file.readinto(buffer)  # type: ignore[attr-defined]
        self.done += count
        return count


class Gzip:
    """A gzip file of one or more members, unpacked as it is read."""

    compressed = True

    def __init__(self, file: BinaryIO, total: int) -> None:
        self._file = file
        self._unpacker = zlib.decompressobj(wbits=31)
        self._input = b""
        self.total = total
        self.done = 0

    def readinto(self, buffer: memoryview) -> int:
        """Fill the buffer's front, return how many bytes; 0 at the end."""
        while True:
            if self._unpacker.eof:
                if not self._input.strip(b"\0") and not self._fill():
                    return 0
                self._unpacker = zlib.decompressobj(wbits=31)
            elif not self._input and not self._fill():
                raise SnapshotError(f"byte {self.done}: the compressed file is cut: write the snapshot again")
            try:
                data = self._unpacker.decompress(self._input, len(buffer))
            except zlib.error as error:
                raise SnapshotError(
                    f"byte {self.done}: the file is not valid gzip ({error}): write it again"
                ) from error
            self._input = self._unpacker.unused_data if self._unpacker.eof else self._unpacker.unconsumed_tail
            if data:
                buffer[: len(data)] = data
                return len(data)

    def _fill(self) -> bool:
        self._input = self._file.read(COMPRESSED_BLOCK)
        self.done += len(self._input)
        return bool(self._input)


@contextmanager
def opened(source: str | os.PathLike[str] | bytes) -> Iterator[Source]:
    """Open a path or bytes for one reading from the front; gzip is known by its first two bytes."""
    if isinstance(source, bytes):
        yield _unpacked(io.BytesIO(source), len(source), source[:2])
        return
    try:
        with Path(source).open("rb", buffering=0) as file:
            magic = file.read(2)
            file.seek(0)
            yield _unpacked(file, os.fstat(file.fileno()).st_size, magic)
    except OSError as error:
        raise SnapshotError(_why(os.fspath(source), error)) from error


def _unpacked(file: BinaryIO, total: int, magic: bytes) -> Source:
    return Gzip(file, total) if magic == GZIP_MAGIC else Plain(file, total)


def _why(path: str, error: OSError) -> str:
    if isinstance(error, IsADirectoryError):
        return f"{path} is a directory: name a .heapsnapshot file in it"
    if isinstance(error, FileNotFoundError):
        return f"{path} does not exist: check the path"
    if isinstance(error, PermissionError):
        return f"{path} may not be read: change its permissions"
    return f"{path} cannot be read: {error.strerror or error}"
