"""From the places that V8 reports to the source files of this machine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from leakline.js import V8, Function, ModuleKind
from leakline.sources.model import Origin, Place, WhyNot
from leakline.sources.scripts import PathMapping, find_file, owner_of
from leakline.sources.source_file import SourceFile
from leakline.text.positions import LineIndex, Position, Range


class Sources:
    """The sources behind one heap: finds and reads each file once.

    ``source_heads`` are the beginnings of the scripts as the heap knows them, by the script's name. ``v8`` is the
    release that wrote the snapshot: what it counts as lines, and where some functions begin, changed.
    """

    def __init__(
        self,
        roots: Sequence[Path],
        mappings: Sequence[PathMapping],
        source_heads: Mapping[str, str],
        v8: V8 = V8.NODE_18,
    ) -> None:
        self._roots = roots
        self._mappings = mappings
        self._heads = source_heads
        self._v8 = v8
        self._files: dict[str, SourceFile | WhyNot] = {}

    def owner(self, url: str) -> Origin:
        """Whose code a script is, by the file that it was found in, else by its name."""
        file = self.file(url)
        name = str(file.path) if isinstance(file, SourceFile) else url
        return owner_of(name, self._roots, self._mappings)

    def file(self, url: str) -> SourceFile | WhyNot:
        """The source file of a script."""
        if url not in self._files:
            self._files[url] = self._read(url)
        return self._files[url]

    def workspace_files(self) -> tuple[SourceFile, ...]:
        """The files of the workspace that the heap has scripts of."""
        found = (self.file(url) for url in self._heads if self.owner(url) is Origin.WORKSPACE)
        return tuple(file for file in found if isinstance(file, SourceFile))

    def function(self, url: str, line: int, column: int) -> tuple[SourceFile, Function] | WhyNot:
        """The function that V8 reports at a zero-based line and UTF-16 column of a script."""
        file = self.file(url)
        if isinstance(file, WhyNot):
            return file
        found = file.module.function_at(Position(line, column))
        if found is None:
            return WhyNot(
                "file-changed",
                f"no function begins at {file.path.name}:{line + 1}:{column + 1}; the file changed since the snapshot",
            )
        return file, found

    def _read(self, url: str) -> SourceFile | WhyNot:
        path = find_file(url, self._heads.get(url, ""), self._roots, self._mappings)
        if isinstance(path, WhyNot):
            return path
        try:
            # Only ES modules are named by URLs; the heap knows best how the file was run.
            kind = ModuleKind.ESM if url.startswith("file:") else ModuleKind.COMMONJS
            return SourceFile(path, path.read_bytes(), self._v8, kind)
        except OSError as error:
            return WhyNot("unreadable", f"{path} cannot be read: {error.strerror or error}")


def place_of_function(file: SourceFile, function: Function) -> Place:
    """The range of a function, with the name of the function around it."""
    return place_of(file, function.start, function.end, function.parent)


def place_of(file: SourceFile, start: int, end: int, around: Function | None) -> Place:
    """The place between two byte offsets; ``around`` is the function that the code stands in."""
    whole = file.lines.range(start, end)
    name = around.label if around is not None and around.parent is not None else None
    return Place(file.path, whole, first_line(file.lines, whole), name)


def first_line(lines: LineIndex, whole: Range) -> Range:
    """A range cut at the end of its first line."""
    if whole.end.line == whole.start.line:
        return whole
    text = lines.line_text(whole.start.line)
    units = len(text.encode("utf-16-le", "surrogatepass")) // 2
    return Range(whole.start, Position(whole.start.line, max(whole.start.column, units)))
