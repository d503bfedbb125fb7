"""The V8 context model of one file, for ``leakline contexts``."""

from __future__ import annotations

from pathlib import Path

from leakline.ide.errors import InputError
from leakline.js import ClosureContexts, analyse, contexts_of, language_of

__all__ = ["ClosureContexts", "file_contexts"]


def file_contexts(path: Path) -> tuple[ClosureContexts, ...]:
    """The contexts of every function of a file; raises InputError for one that is unreadable or no JavaScript."""
    if path.is_dir():
        raise InputError(f"{path} is a folder; give one JavaScript or TypeScript file")
    if language_of(path) is None:
        raise InputError(f"{path} is not JavaScript or TypeScript (.js .cjs .mjs .jsx .ts .cts .mts .tsx)")
    try:
        source = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror or error}") from error
    return contexts_of(analyse(source, path, package_json=_package_json(path)))


def _package_json(path: Path) -> bytes | None:
    """The text of the nearest ``package.json``, which says whether ``.js`` files are ES modules."""
    for folder in path.resolve().parents:
        try:
            return (folder / "package.json").read_bytes()
        except OSError:
            continue
    return None
