"""One source text and what follows from it, worked out when first asked for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from leakline.text.positions import LineIndex

if TYPE_CHECKING:  # who only keeps the text and its lines, as the language server does, need not load the model
    from leakline.js import V8, Module, ModuleKind


@dataclass(frozen=True)
class SourceFile:
    """The text of one file at one moment, as UTF-8 bytes; a changed text is a new object.

    ``v8`` is the release whose positions and names the model shows, None for that of Node 18; ``kind`` says how the
    file is run, None where the file itself tells.
    """

    path: Path
    data: bytes
    v8: V8 | None = None
    kind: ModuleKind | None = None

    @cached_property
    def lines(self) -> LineIndex:
        """Where its lines begin, by LSP's line ends."""
        return LineIndex(self.data)

    @property
    def module(self) -> Module:
        """The source model, made once; broken code gives a partial one.

        No ``cached_property``: in Python 3.11 its lock is one for all files, so that a small one waits for a large one.
        """
        known: Module | None = self.__dict__.get("_module")
        if known is None:
            known = self.__dict__["_module"] = self._analysed(self.__dict__.pop("_earlier", None))
        return known

    def _analysed(self, earlier: Module | None) -> Module:
        from leakline.js import V8, analyse, reanalyse
        from leakline.js.language import module_kind
        from leakline.js.syntax import has_module_syntax

        if earlier is not None:
            module = reanalyse(earlier, self.data)
            # The first `import` that somebody types makes an ES module of the file.
            if self.kind is not None or module_kind(self.path, has_module_syntax(module.tree)) is module.kind:
                return module
        return analyse(self.data, self.path, kind=self.kind, v8=self.v8 or V8.NODE_18)

    def release(self) -> None:
        """Free the model at once, see ``Module.release``."""
        known: Module | None = self.__dict__.pop("_module", None)
        if known is not None:
            known.release()

    def is_replaced_by(self, later: SourceFile) -> bool:
        """Whether the later text has a model of its own, and nobody needs this one to make it."""
        own = later.__dict__.get("_module")
        return own is not None and own is not self.__dict__.get("_module")

    def edited(self, data: bytes) -> SourceFile:
        """The same file with another text; its model takes over what the edit did not touch."""
        after = SourceFile(self.path, data, self.v8, self.kind)
        after.__dict__["_earlier"] = self.__dict__.get("_module") or self.__dict__.get("_earlier")
        return after
