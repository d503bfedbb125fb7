"""The source files below folders: without ``node_modules`` and what ``.gitignore`` files leave out."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path

from leakline.ide.check_model import Skipped
from leakline.ide.errors import InputError
from leakline.ide.globs import path_expression
from leakline.js import language_of

LEFT_OUT = frozenset({"node_modules", ".git", ".hg", ".svn", "bower_components", "jspm_packages"})
DECLARATIONS = (".d.ts", ".d.mts", ".d.cts")
Pattern = tuple[re.Pattern[str], bool, bool]


def source_paths(paths: Iterable[Path]) -> tuple[list[Path], list[Skipped]]:
    """The files to read, sorted and each once; files that are named are read whatever ignores them.

    Raises InputError for a path that does not exist or cannot be read, or is no file of JavaScript or TypeScript.
    """
    files: dict[Path, None] = {}
    skipped: list[Skipped] = []

    named = list(paths)

    def unread(error: OSError) -> None:
        folder = Path(error.filename)
        if folder in named:
            raise InputError(f"{folder} cannot be read: {error.strerror or error}") from error
        skipped.append(Skipped(folder, f"unreadable: {error.strerror or error}"))

    for path in named:
        try:
            exists, is_folder = path.exists(), path.is_dir()
        except OSError as error:  # a name that no file can have, or a folder that may not be looked into
            raise InputError(f"{path} cannot be read: {error.strerror or error}") from error
        if is_folder:
            for file in _below(path, unread):
                if ".min." in file.name:
                    skipped.append(Skipped(file, "minified"))
                elif not file.is_file():  # a pipe would be waited for
                    skipped.append(Skipped(file, "no regular file"))
                else:
                    files[file] = None
        elif not exists:
            raise InputError(f"{path} does not exist; give files or folders of JavaScript or TypeScript")
        elif language_of(path) is None:
            raise InputError(f"{path} is not JavaScript or TypeScript (.js .cjs .mjs .jsx .ts .cts .mts .tsx)")
        elif not path.is_file():
            raise InputError(f"{path} is no regular file; give files or folders of JavaScript or TypeScript")
        else:
            files[path] = None
    return sorted(files), skipped


def _below(root: Path, unread: Callable[[OSError], None]) -> Iterable[Path]:
    """The source files below a folder, in no particular order; ``unread`` is told of folders that cannot be read."""
    ignoring = _ignored_above(root)
    for folder, names, files in os.walk(root, onerror=unread):
        here = Path(folder)
        own = _patterns(here / ".gitignore")
        if own:
            ignoring = [*ignoring, (here, own)]
        near = [
            (base, patterns) for base, patterns in ignoring if here.is_relative_to(base) or base.is_relative_to(here)
        ]
        names[:] = [
            name
            for name in sorted(names)
            if name not in LEFT_OUT and not _is_ignored(here / name, near, is_folder=True)
        ]
        for name in files:
            path = here / name
            if language_of(name) is None or name.endswith(DECLARATIONS):
                continue
            if not _is_ignored(path, near, is_folder=False):
                yield path


def _ignored_above(root: Path) -> list[tuple[Path, tuple[Pattern, ...]]]:
    """The patterns of the folders around a folder, up to the one that holds ``.git``."""
    found: list[tuple[Path, tuple[Pattern, ...]]] = []
    resolved = Path(os.path.realpath(root))
    if os.path.lexists(resolved / ".git"):
        return []
    for folder in resolved.parents:
        shown = Path(os.path.relpath(folder, Path.cwd())) if not root.is_absolute() else folder
        patterns = _patterns(folder / ".gitignore")
        if patterns:
            found.insert(0, (shown, patterns))
        if os.path.lexists(folder / ".git"):
            return found
    return []


@lru_cache(maxsize=4096)
def _patterns(file: Path) -> tuple[Pattern, ...]:
    """The lines of a ``.gitignore``: expression, whether it takes back, whether only folders match."""
    try:
        lines = file.read_text("utf-8", "replace").splitlines()
    except OSError:
        return ()
    found = []
    for line in lines:
        text = line.rstrip()
        if not text or text.startswith("#"):
            continue
        back, text = text.startswith("!"), text.removeprefix("!")
        only_folders, text = text.endswith("/"), text.rstrip("/")
        anchored = "/" in text
        found.append((path_expression(text.lstrip("/"), anchored=anchored), back, only_folders))
    return tuple(found)


def _is_ignored(path: Path, ignoring: Iterable[tuple[Path, tuple[Pattern, ...]]], *, is_folder: bool) -> bool:
    """Whether the last pattern that matches leaves a path out."""
    ignored = False
    for base, patterns in ignoring:
        below = os.path.relpath(path, base)
        if below.startswith(".."):
            continue
        for expression, back, only_folders in patterns:
            if (is_folder or not only_folders) and expression.match(below.replace(os.sep, "/")):
                ignored = not back
    return ignored
