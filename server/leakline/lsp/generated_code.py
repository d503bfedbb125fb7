"""Keeps compiled what attrs and cattrs generate: 700 sources a start, or 0.25 s.

Like Python's own ``.pyc`` files: what is kept depends on the source alone and is made anew where it is missing.
"""

from __future__ import annotations
import __future__

import marshal
import os
import sys
import tempfile
from contextlib import suppress
from hashlib import blake2b
from importlib import import_module
from importlib.util import MAGIC_NUMBER
from pathlib import Path
from types import CodeType, ModuleType

from leakline.heap.engine_cache import cache_folder, is_private

GENERATORS = ("attr._make", "cattrs.gen")
_WORTH_WRITING = 0.05  # of what is used; a source that holds the hash of a string is another one in each process


class GeneratedCode:
    """The code of one version of Python; ``compiled`` are the sources that had to be compiled since it was loaded."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / f"{sys.implementation.cache_tag}.marshal"
        self._kept: dict[bytes, CodeType] = {}
        self._used: set[bytes] = set()
        self.compiled = 0

    def load(self) -> None:
        """Read what was kept; nothing where others could have written it, or it is of another Python, or damaged."""
        with suppress(OSError, EOFError, ValueError, TypeError):
            if is_private(self._file.parent) and (data := self._file.read_bytes()).startswith(MAGIC_NUMBER):
                self._kept = marshal.loads(memoryview(data)[len(MAGIC_NUMBER) :])  # noqa: S302  in a private folder

    def serve(self, module: ModuleType) -> None:
        """Have a module compile through this from now on."""
        flags = __future__.annotations.compiler_flag if "annotations" in vars(module) else 0

        def compile_kept(source: str, name: str, mode: str) -> CodeType:
            key = blake2b(f"{flags} {name} {mode} {source}".encode(), digest_size=16).digest()
            code = self._kept.get(key)
            if code is None:
                self.compiled += 1
                code = self._kept[key] = compile(source, name, mode, flags, dont_inherit=True)
            self._used.add(key)
            return code

        vars(module)["compile"] = compile_kept

    def keep(self) -> None:
        """Write what was used, if much of it had to be compiled; where nothing can be written, nothing is kept."""
        folder = self._file.parent
        if self.compiled <= _WORTH_WRITING * len(self._used) or sys.dont_write_bytecode or not is_private(folder):
            return
        used = {key: self._kept[key] for key in self._used.copy()}
        with suppress(OSError):
            handle, scratch = tempfile.mkstemp(dir=folder)
            with os.fdopen(handle, "wb") as file:
                file.write(MAGIC_NUMBER + marshal.dumps(used))
            Path(scratch).replace(self._file)
            self.compiled = 0


def use() -> GeneratedCode:
    """Let the libraries take what the user's cache has; comes before the protocol's classes are imported."""
    code = GeneratedCode(cache_folder() / "generated")
    code.load()
    for name in GENERATORS:
        code.serve(import_module(name))
    return code
