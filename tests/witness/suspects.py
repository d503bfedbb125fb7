"""Suspects made by hand, as the heap would tell of them about a source text."""

from __future__ import annotations

from pathlib import Path

from leakline.js import V8
from leakline.leaks.model import HeapContext, HeapSlot, Keeper, Site, Suspect
from leakline.sources.placing import Sources
from leakline.sources.source_file import SourceFile


class Program:
    """One source file on disk, and the places in it as V8 reports them."""

    def __init__(self, folder: Path, text: str, name: str = "app.js") -> None:
        self.path = folder / name
        self.path.write_text(text, encoding="utf-8")
        self.text = text
        self.sources = Sources([folder], [], {str(self.path): text[:1024]}, V8.NODE_18)

    def site(self, function: str) -> Site:
        """The site of the function whose label this is."""
        file = self.sources.file(str(self.path))
        assert isinstance(file, SourceFile), file
        (found,) = (one for one in file.module.functions if one.label == function)
        position = found.v8_position
        return Site(str(self.path), position.line, position.column, found.name, 1)

    def file_context(self, function: str, *slots: str) -> HeapContext:
        """The file's own scope with these variables, known by a function that holds it."""
        return HeapContext("function", _slots(slots), None, (self.site(function),), None, top_level=True)


def keeper(
    shape: str, holder: tuple[str, ...], member: str | None = None, context: HeapContext | None = None
) -> Keeper:
    """A keeper of a shape."""
    return Keeper(shape, member, holder, context, "Object", ".".join(holder))


def suspect(
    site: Site | None, kept: Keeper | None, kind: str = "closure", name: str = "", context: HeapContext | None = None
) -> Suspect:
    """A suspect that grew from 0 to 10 to 20."""
    return Suspect(
        fingerprint="0123456789abcdef",
        kind=kind,
        name=name,
        counts=(0, 10, 20),
        shallow_sizes=(0, 560, 1120),
        retained_size=9600,
        growing=True,
        site=site,
        trace=(),
        faulty_step=None,
        keeper=kept,
        context=context,
        members=(),
    )


def context(
    function: Site | None, *slots: str, outer: HeapContext | None = None, held_by: tuple[Site, ...] = ()
) -> HeapContext:
    """A function's context with slots that keep 100 bytes each."""
    return HeapContext("function", _slots(slots), function, held_by, outer)


def _slots(names: tuple[str, ...]) -> tuple[HeapSlot, ...]:
    return tuple(HeapSlot(name, 100, "Object") for name in names)
