"""The V8 context model of one file, for ``leakline contexts``."""

from __future__ import annotations

import os
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from pathlib import Path

from leakline.ide.errors import InputError
from leakline.js import ClosureContexts, Module, analyse, contexts_of, language_of
from leakline.js.contexts import number_of_slots
from leakline.js.model import Function

__all__ = ["ClosureContexts", "file_contexts"]

MOST_SLOTS = 5_000_000
"""How many names a whole list may have; of a compiler in one file it would have hundreds of millions."""


def file_contexts(path: Path, line: int | None = None, most_dead: int | None = None) -> tuple[ClosureContexts, ...]:
    """The contexts of every function of a file, or of those around and on a ``line`` (one-based).

    With ``most_dead``, only so many dead slots of each function are named. Raises InputError for a file that is
    unreadable or no JavaScript, and for one whose list would be too long for anybody.
    """
    try:
        if path.is_dir():
            raise InputError(f"{path} is a folder; give one JavaScript or TypeScript file")
        if language_of(path) is None:
            raise InputError(f"{path} is not JavaScript or TypeScript (.js .cjs .mjs .jsx .ts .cts .mts .tsx)")
        source = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror or error}") from error
    if source.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        raise InputError(f"{path} is in UTF-16, which Node.js cannot run: save it as UTF-8")
    module = analyse(source, path, package_json=_package_json(path))
    functions = module.functions[1:] if line is None else _on_line(module, path, line)
    slots = number_of_slots(functions) if most_dead is None else 0
    if slots > MOST_SLOTS:
        advice = "ask for the functions of one line with --line"
        raise InputError(f"{path} has {len(functions):,} functions that hold {slots:,} variables together; {advice}")
    return contexts_of(module, functions, most_dead)


def _on_line(module: Module, path: Path, line: int) -> tuple[Function, ...]:
    """The functions that begin on a line, and the one around it; the file's own is none."""
    starts = module.lines.starts
    if not 1 <= line <= len(starts):
        raise InputError(f"{path} has no line {line}; it has {len(starts)}")
    first, last = starts[line - 1], starts[line] if line < len(starts) else len(module.source)
    around = module.enclosing_function(first)
    return tuple(one for one in module.functions[1:] if one is around or first <= one.start < last)


def _package_json(path: Path) -> bytes | None:
    """The text of the nearest ``package.json``, which says whether ``.js`` files are ES modules."""
    for folder in Path(os.path.realpath(path)).parents:
        try:
            return (folder / "package.json").read_bytes()
        except OSError:
            continue
    return None
