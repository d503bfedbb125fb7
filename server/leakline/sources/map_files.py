"""Finds the source map of a compiled file, and the files that it was compiled from; never asks the network."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from posixpath import normpath
from urllib.parse import unquote, unquote_to_bytes

from leakline.sources.foreign_names import is_file, path_in
from leakline.sources.map_fit import in_step
from leakline.sources.model import WhyNot
from leakline.sources.scripts import PathMapping, find_file, mapped, script_path
from leakline.sources.source_file import SourceFile
from leakline.sources.source_maps import OriginalSource, SourceMap, read_source_map

_MARK = b"sourceMappingURL="
_COMMENT = re.compile(rb"(?://|/\*)[#@][ \t]*sourceMappingURL=([^\s'\"`]+)[ \t]*(?:\*/)?\s*$")
_SCHEME = re.compile(r"^[A-Za-z][A-Za-z0-9+.-]+://?")
_FILE_NAME = re.compile(r"^[^\x00-\x1f]*\.\w+$")
_HEAD = 1000


@dataclass(frozen=True, slots=True)
class FoundMap:
    """A source map, and the folder that its relative sources are relative to."""

    map: SourceMap
    folder: Path


def find_map(file: SourceFile, mappings: Sequence[PathMapping] = ()) -> FoundMap | WhyNot | None:
    """The map of a compiled file: in the file, or where its last comment says, or beside it as ``NAME.map``.

    None if nothing says that there is one.
    """
    found = _find_map(file, mappings)
    return FoundMap(in_step(found.map, file.lines), found.folder) if isinstance(found, FoundMap) else found


def _find_map(file: SourceFile, mappings: Sequence[PathMapping]) -> FoundMap | WhyNot | None:
    url = map_url(file.data)
    if url is None:
        beside = file.path.with_name(file.path.name + ".map")
        return _read(beside) if is_file(beside) else None
    if url.startswith("data:"):
        found = _inline(url)
        return found if isinstance(found, WhyNot) else FoundMap(found, file.path.parent)
    for candidate in _map_candidates(url, file.path, mappings):
        if is_file(candidate):
            return _read(candidate)
    return WhyNot("no-source-map", f"{file.path.name} names the source map {url[:200]}, which does not exist here")


def map_url(data: bytes) -> str | None:
    """What the last ``//# sourceMappingURL=`` of a file says; None for a file without one."""
    mark = data.rfind(_MARK)
    if mark < 0:
        return None
    start = max(data.rfind(b"\n", 0, mark), data.rfind(b"\r", 0, mark)) + 1
    end = data.find(b"\n", mark)
    comment = _COMMENT.search(data, max(start, mark - 16), end if end >= 0 else len(data))
    return comment[1].decode("utf-8", "replace") if comment else None


def find_source(
    source: OriginalSource, folder: Path, roots: Sequence[Path], mappings: Sequence[PathMapping]
) -> Path | WhyNot:
    """The file of this machine that a map's source is.

    A relative one is relative to ``folder``; what a bundler names (``webpack://name/./src/a.ts``) is relative to a
    root, or to a folder between it and ``folder``. A path of another machine is found by the path mappings, or by its
    end where the file begins as the map's copy of it does.
    """
    path = _source_path(source.url)
    if not path:
        return WhyNot("no-original", "the source map does not name the source")
    changed: WhyNot | None = None
    for candidate in _source_candidates(path, source.url, folder, roots):
        # a file that was edited at its beginning is still the one that stands at this very path
        for head in (source.text[:_HEAD], "") if source.text else ("",):
            found = find_file(str(candidate), head, roots, mappings)
            if isinstance(found, Path):
                return found
            changed = changed or (found if found.reason == "file-changed" else None)
    if changed is None and source.text is None and _is_absolute(path):
        # a sourceRoot of the machine that built it, without a copy to compare: two names of the path have to agree
        within = (root.joinpath(*parts) for parts in _ends(path) for root in roots)
        for candidate in within:
            if is_file(candidate):
                return candidate
    return changed or WhyNot("no-original", f"{source.url} of the source map does not exist here")


def path_elsewhere(
    source: OriginalSource, folder: Path, roots: Sequence[Path], mappings: Sequence[PathMapping]
) -> Path | None:
    """Where a source that is not on this machine belongs, by its name; None for what was no file, as a bundler's own.

    What a bundler names is relative to the package that ``folder`` is in.
    """
    path = _source_path(source.url)
    if not _FILE_NAME.search(path):
        return None
    if _is_absolute(path):
        return next(iter(mapped(path, mappings)), Path(path))
    if not _SCHEME.match(source.url):
        return _joined(folder, path)
    within = [one for one in (folder, *folder.parents) if any(one.is_relative_to(root) for root in roots)]
    package = next((one for one in within if is_file(one / "package.json")), None)
    return _joined(package or (within[-1] if within else folder), path)


def _read(path: Path) -> FoundMap | WhyNot:
    try:
        found = read_source_map(path.read_bytes())
    except OSError as error:
        return WhyNot("no-source-map", f"{path} cannot be read: {error.strerror or error}")
    return found if isinstance(found, WhyNot) else FoundMap(found, path.parent)


def _inline(url: str) -> SourceMap | WhyNot:
    head, _, body = url.partition(",")
    try:
        data = base64.b64decode(unquote_to_bytes(body)) if head.endswith(";base64") else unquote_to_bytes(body)
    except (binascii.Error, ValueError) as error:
        return WhyNot("bad-source-map", f"the source map in the file cannot be read: {error}")
    return read_source_map(data)


def _map_candidates(url: str, script: Path, mappings: Sequence[PathMapping]) -> list[Path]:
    """The file that a map's URL names; for one of a server, or of another machine, the name beside the script."""
    if _SCHEME.match(url) and not url.startswith("file:"):
        return [_joined(script.parent, PurePosixPath(path_in(url)).name)]
    path = script_path(url) if url.startswith("file:") else unquote(url.partition("?")[0])
    found = find_file(path, "", (), mappings) if _is_absolute(path) else None
    own = found if isinstance(found, Path) else _joined(script.parent, path)
    return [own, _joined(script.parent, PurePosixPath(path).name)]


def _source_path(url: str) -> str:
    """The path in a source's URL: absolute, or relative to a folder that the URL does not tell."""
    scheme = _SCHEME.match(url)
    if url.startswith("file:") or scheme is None:
        path = script_path(url).partition("?")[0]  # as in App.vue?vue&type=script
        return normpath(path) if _is_absolute(path) else path
    path = path_in(url)
    parts = [part for part in PurePosixPath(path).parts if part != "/" and not re.fullmatch(r"\[.*\]", part)]
    return "/".join(parts)


def _source_candidates(path: str, url: str, folder: Path, roots: Sequence[Path]) -> list[Path]:
    if _is_absolute(path):
        return [Path(path)]
    if not _SCHEME.match(url):
        return [_joined(folder, path)]
    within = [one for one in (folder, *folder.parents) if any(one.is_relative_to(root) for root in roots)]
    folders = dict.fromkeys((*roots, *within))
    return [found for base in folders if is_file(found := _joined(base, path))]


def _ends(path: str) -> list[tuple[str, ...]]:
    """The ends of a path of two names or more, the longest first."""
    parts = [part for part in PurePosixPath(path).parts if part != "/"]
    return [tuple(parts[first:]) for first in range(len(parts) - 1)]


def _is_absolute(path: str) -> bool:
    return path.startswith("/") or re.match(r"[A-Za-z]:/", path) is not None


def _joined(folder: Path, path: str) -> Path:
    """``folder/path`` without ``.`` and ``..``; symbolic links stay as they are written."""
    parts = list(folder.parts)
    for part in PurePosixPath(path).parts:
        if part == ".." and len(parts) > 1:
            parts.pop()
        elif part not in ("..", "."):
            parts.append(part)
    return Path(*parts)
