"""From the places that V8 reports to the source files of this machine."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from leakline.heap.live_functions import LiveFunction
from leakline.js import V8, Function, ModuleKind
from leakline.sources.foreign_names import is_file
from leakline.sources.model import Origin, Place, WhyNot
from leakline.sources.moved_functions import MovedFunctions
from leakline.sources.originals import Original, Originals
from leakline.sources.scripts import PathMapping, find_file, linked_package, owner_of, paths_of_script, script_path
from leakline.sources.source_file import SourceFile
from leakline.text.positions import Position

_BUNDLED = ("__webpack_require__", "__export", "__copyProps")
"""What webpack and esbuild write at the beginning of a module that they translate."""


class Sources:
    """The sources behind one heap: finds and reads each file once.

    ``source_heads`` are the beginnings of the scripts as the heap knows them, by the script's name. ``v8`` is the
    release that wrote the snapshot: what it counts as lines, and where some functions begin, changed. ``live`` gives
    the functions that the heap knows of a script, by the script's name. ``as_compiled`` collects why places of compiled
    files have no original.
    """

    def __init__(
        self,
        roots: Sequence[Path],
        mappings: Sequence[PathMapping],
        source_heads: Mapping[str, str],
        v8: V8 = V8.NODE_18,
        live: Callable[[str], Sequence[LiveFunction]] = lambda _url: (),
    ) -> None:
        self._roots = roots
        self._mappings = mappings
        self._heads = source_heads
        self._v8 = v8
        self._live = live
        self._moved: dict[str, MovedFunctions] = {}
        self._files: dict[str, SourceFile | WhyNot] = {}
        self._by_path: dict[Path, SourceFile] = {}
        self._owners: dict[str, Origin] = {}
        self._originals = Originals(roots, mappings)
        self.as_compiled: dict[Place, WhyNot] = {}

    def owner(self, url: str) -> Origin:
        """Whose code a script is, by the file that it was found in, else by its name."""
        if url not in self._owners:
            self._owners[url] = self._owner(url)
        return self._owners[url]

    def file(self, url: str) -> SourceFile | WhyNot:
        """The source file of a script."""
        if url not in self._files:
            found = self._files[url] = self._read(url)
            if isinstance(found, SourceFile):
                self._by_path[found.path] = found
        return self._files[url]

    def at(self, path: Path) -> SourceFile | None:
        """The file at a path of this machine, such as one that a place names; None where it cannot be read."""
        if path not in self._by_path:
            try:
                self._by_path[path] = SourceFile(path, path.read_bytes(), self._v8)
            except OSError:
                return None
        return self._by_path[path]

    def original(self, place: Place) -> Original:
        """Where the code of a place was written: what it was compiled from if that is here, else the place itself."""
        file = self._by_path.get(place.path)
        found = self._originals.of(file, place) if file is not None else None
        if isinstance(found, WhyNot) and found.reason != "not-mapped":  # what a bundler wrote itself
            self.as_compiled[place] = found
        return found if isinstance(found, Original) else Original(place, None)

    def original_name(self, file: SourceFile, offset: int) -> str | None:
        """What the author called that which has its name at a byte offset of a file; None if no source map tells."""
        return self._originals.name_at(file, offset)

    def original_word(self, file: SourceFile, offset: int) -> str | None:
        """The word that the author wrote where a file has another at a byte offset; None if no source map tells."""
        return self._originals.word_at(file, offset)

    def is_compiled(self, file: SourceFile) -> bool:
        """Whether a file has a source map here."""
        return self._originals.has_map(file)

    def owner_of_place(self, place: Place) -> Origin:
        """Whose code a place is; a package's in a bundle too."""
        if place.written is not None and owner_of(str(place.written.path), (), ()) is Origin.DEPENDENCY:
            return Origin.DEPENDENCY
        return owner_of(str(place.path), self._roots, self._mappings)

    def workspace_files(self) -> tuple[SourceFile, ...]:
        """The files of the workspace that the heap has scripts of."""
        found = (self.file(url) for url in self._heads if self.owner(url) is Origin.WORKSPACE)
        return tuple(file for file in found if isinstance(file, SourceFile))

    def others(self, url: str, function: str) -> frozenset[str]:
        """The names of a script's other functions in the heap."""
        return frozenset(one.name for one in self._live(url) if one.name != function)

    def function(self, url: str, line: int, column: int) -> tuple[SourceFile, Function] | WhyNot:
        """The function that V8 reports at a zero-based line and UTF-16 column of a script."""
        file = self.file(url)
        if isinstance(file, WhyNot):
            return file
        moved = self._moved_in(url, file)
        found = file.module.function_at(Position(line, column)) if moved.in_place else moved.at(line, column)
        if found is None:
            return WhyNot(
                "file-changed",
                f"the function at {file.path.name}:{line + 1}:{column + 1} is not there; the file changed since the "
                "snapshot",
            )
        return file, found

    def _owner(self, url: str) -> Origin:
        """See ``owner``. A dependency's is told by its name where no mapping leads elsewhere: its file may be large."""
        if owner_of(url, (), ()) is Origin.DEPENDENCY and not self._mappings:
            linked = linked_package(Path(script_path(url)), self._roots)
            return Origin.DEPENDENCY if linked is None else Origin.WORKSPACE
        file = self.file(url)
        name = str(file.path) if isinstance(file, SourceFile) else url
        return owner_of(name, self._roots, self._mappings)

    def _moved_in(self, url: str, file: SourceFile) -> MovedFunctions:
        if url not in self._moved:
            self._moved[url] = self._functions_of(url, file)
        return self._moved[url]

    def _functions_of(self, url: str, file: SourceFile) -> MovedFunctions:
        head = self._heads.get(url, "")
        return MovedFunctions(self._live(url), file.module, bundled=any(mark in head for mark in _BUNDLED))

    def _read(self, url: str) -> SourceFile | WhyNot:
        # Only ES modules are named by URLs; the heap knows best how the file was run.
        kind = ModuleKind.ESM if url.startswith("file:") else ModuleKind.COMMONJS
        path = find_file(url, self._heads.get(url, ""), self._roots, self._mappings)
        try:
            if isinstance(path, Path):
                path = linked_package(path, self._roots) or path
                return SourceFile(path, path.read_bytes(), self._v8, kind)
            return self._recognised(url, kind) or path
        except OSError as error:
            return WhyNot("unreadable", f"{path} cannot be read: {error.strerror or error}")

    def _recognised(self, url: str, kind: ModuleKind) -> SourceFile | None:
        """A file that begins otherwise than the script, at the script's own path, with the script's functions in it."""
        live = self._live(url)
        for path in paths_of_script(url, self._roots, self._mappings) if live else ():
            if is_file(path):
                file = SourceFile(path, path.read_bytes(), self._v8, kind)
                moved = self._functions_of(url, file)
                if moved.recognised:
                    self._moved[url] = moved
                    return file
        return None
