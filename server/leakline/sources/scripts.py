"""From a script's name in a heap to a file of this machine."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from leakline.heap.runtime_scripts import is_runtime_script
from leakline.sources.foreign_names import is_file, path_in
from leakline.sources.model import Origin, WhyNot

_BUNDLER = re.compile(r"^webpack(?:-internal)?://")
_WINDOWS_DRIVE = re.compile(r"^/?([A-Za-z]):[\\/]")
_BEYOND_BMP = re.compile("[\U00010000-\U0010ffff]")
_MODULES = "node_modules"
_HEAD_UNITS = 1024  # V8 cuts strings in snapshots to this many units (--heap-snapshot-string-limit)


@dataclass(frozen=True, slots=True)
class PathMapping:
    """Scripts whose path begins with ``prefix`` lie below ``folder``, such as ``/app`` -> the checkout."""

    prefix: str
    folder: Path

    @staticmethod
    def parse(rule: str, relative_to: Path) -> PathMapping:
        """Read ``FROM=TO``; raises ValueError, with a sentence for a person, for anything else."""
        prefix, separator, folder = rule.partition("=")
        if not separator or not prefix or not folder:
            raise ValueError(f"path mapping {rule!r}: expected FROM=TO, such as /app=.")
        return PathMapping(prefix, Path(os.path.realpath(relative_to / folder)))


def owner_of(url: str, roots: Sequence[Path], mappings: Sequence[PathMapping] = ()) -> Origin:
    """Whose code a script is, from its name alone.

    Everything below ``node_modules`` is a dependency; below a root, or mapped into one, it is the workspace's.
    """
    if not url:
        return Origin.UNKNOWN
    if is_runtime_script(url):
        return Origin.RUNTIME
    path = script_path(url)
    if _MODULES in PurePosixPath(path).parts:
        return Origin.DEPENDENCY
    candidates = (Path(path), *mapped(path, mappings))
    if any(candidate.is_relative_to(root) for candidate in candidates for root in roots):
        return Origin.WORKSPACE
    return Origin.UNKNOWN


def script_path(url: str) -> str:
    """The path in a script's name (a path for CommonJS, a ``file://`` URL for ES modules), with forward slashes."""
    if _BUNDLER.match(url):  # webpack-internal:///./src/a.js, webpack://name/./src/a.js?1f2e
        return path_in(url).lstrip("/").removeprefix("./")
    path = path_in(url) if url.startswith("file://") else url
    drive = _WINDOWS_DRIVE.match(path)
    if drive:
        path = f"{drive[1].upper()}:/{path[drive.end() :]}"
    return path.replace("\\", "/") if drive or path.startswith("\\\\") else path


def find_file(url: str, source_head: str, roots: Sequence[Path], mappings: Sequence[PathMapping] = ()) -> Path | WhyNot:
    """The file that a script was loaded from.

    Tried in this order: the path mappings, the path itself, the longest end of the path that exists below a root. A
    file is taken only if it begins as the script did (``source_head``, the start of the script in the snapshot; empty
    when unknown).
    """
    if not url or url.startswith("evalmachine."):
        return WhyNot("code-from-a-string", "the function was made by eval, new Function or vm, so it has no file")
    if is_runtime_script(url):
        return WhyNot("runtime-internal", f"{url} is part of the JavaScript runtime")
    path = script_path(url)
    changed: Path | None = None
    by_content = _below_roots(path, roots) if source_head else ()
    for candidate in (*mapped(path, mappings), Path(path), *by_content):
        if not is_file(candidate):
            continue
        if begins_with(candidate, source_head):
            return candidate
        changed = changed or candidate
    if changed is not None:
        return WhyNot("file-changed", f"{changed} does not begin as the code in the snapshot does; it changed since")
    return WhyNot("not-in-the-workspace", f"{path} does not exist here; map its folder with a path mapping")


def linked_package(path: Path, roots: Sequence[Path]) -> Path | None:
    """The file of the workspace that a path below ``node_modules`` is a link to, as those of a monorepo's packages are.

    None for what was installed, and for what is no link. Node itself follows such links unless told otherwise.
    """
    if _MODULES not in path.parts:
        return None
    real = Path(os.path.realpath(path))
    is_own = _MODULES not in real.parts and any(real.is_relative_to(os.path.realpath(root)) for root in roots)
    return real if is_own else None


def paths_of_script(url: str, roots: Sequence[Path], mappings: Sequence[PathMapping] = ()) -> tuple[Path, ...]:
    """Where a script's file has to be by its name alone; a bundler's name is relative to a root."""
    if not url or is_runtime_script(url):
        return ()
    path = script_path(url)
    own = (Path(path),) if Path(path).is_absolute() else tuple(root / path for root in roots)
    return (*mapped(path, mappings), *own)


def begins_with(path: Path, source_head: str) -> bool:
    """Whether a file begins with the text that V8 kept of a script.

    A byte order mark and a hashbang do not count, nor the function that Node puts around a CommonJS module as text
    where a loader has changed how modules are compiled.
    """
    if not source_head:
        return True
    with path.open("rb") as file:
        text = _as_v8_writes(file.read(8 * _HEAD_UNITS).decode("utf-8", "replace").removeprefix("\ufeff"))
    if source_head.startswith(_WRAPPER):
        source_head = source_head.removeprefix(_WRAPPER).removesuffix(_WRAPPER_END)
    head = _as_v8_writes(source_head[: _HEAD_UNITS - 4].removeprefix("\ufeff"))
    if path.suffix in _WITH_TYPES and _is_blanked(text, head):
        return True
    return text.startswith(head) or _without_hashbang(text).startswith(_without_hashbang(head))


_WRAPPER = "(function (exports, require, module, __filename, __dirname) { "
_WRAPPER_END = "\n});"
"""Source: lib/internal/modules/cjs/loader.js (wrapper)."""

_WITH_TYPES = frozenset({".ts", ".mts", ".cts"})


def _is_blanked(text: str, head: str) -> bool:
    """Whether a text with blanks for its types is what ran: Node strips types so that all else stays at its place.

    Source: lib/internal/modules/typescript.js, which asks amaro for "strip-only"; it writes ``;`` where that is needed.
    """
    if len(text) < len(head):
        return False
    pairs = [(written, ran) for written, ran in zip(text, head, strict=False) if written != ran]
    return all(ran in " ;" for _, ran in pairs) and 2 * len(pairs) <= len(head)


def _as_v8_writes(text: str) -> str:
    """V8's snapshot writer keeps the low 16 bits of a character: U+1F60B becomes U+F60B (seen in Node 16 to 24)."""
    return _BEYOND_BMP.sub(lambda match: chr(ord(match[0]) & 0xFFFF), text)


def _without_hashbang(text: str) -> str:
    return text[text.find("\n") :] if text.startswith("#!") else text


def mapped(path: str, mappings: Sequence[PathMapping]) -> tuple[Path, ...]:
    """Where the path mappings put a path, in their order."""
    found = []
    for mapping in mappings:
        prefix = mapping.prefix.rstrip("/")
        if path == prefix or path.startswith(prefix + "/"):
            found.append(mapping.folder / path[len(prefix) :].lstrip("/"))
    return tuple(found)


def _below_roots(path: str, roots: Sequence[Path]) -> tuple[Path, ...]:
    parts = [part for part in PurePosixPath(path).parts if part not in ("/", "..", ".")]
    return tuple(root.joinpath(*parts[first:]) for first in range(1, len(parts)) for root in roots)
